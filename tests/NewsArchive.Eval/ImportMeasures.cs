using System.Globalization;

namespace NewsArchive.Eval;

/// <summary>A whole import: nothing lost, days right, copies found.</summary>
internal static class ImportMeasures
{
    public static IEnumerable<Score> Reuters()
    {
        const string set = "corpora/reuters21578.jsonl.gz";
        var truths =
            DataSets.Lines(set)
                .Select(t =>
                (Id: t.GetProperty("id").GetString()!, Date: t.GetProperty("date").GetString()!,
                    Text: t.GetProperty("text").GetString()!)).ToList();
        using var db = EvalArchives.Of(set).Db();
        var stored = db.Articles.Select(a => new { a.Id, a.ExternalId, a.Published, a.DuplicateOfId })
            .ToDictionary(a => a.ExternalId!);
        yield return new("import.reuters.stored", (double)truths.Count(t => stored.ContainsKey(t.Id)) / truths.Count,
            $"{stored.Count} of {truths.Count}");
        var right =
            truths.Count(t =>
                stored.GetValueOrDefault(t.Id)?.Published is { } at
                    && at == DateTime.Parse(t.Date, CultureInfo.InvariantCulture,
                    DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
        yield return new("import.reuters.dates", (double)right / truths.Count,
            $"{right} of {truths.Count} to the second");
        yield return EqualTexts.Measure("import.reuters.duplicate-groups", truths.Select(t => (t.Id, t.Text)),
            id => stored.GetValueOrDefault(id) is { } a ? a.DuplicateOfId ?? a.Id : null);
    }
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace NewsArchive.Eval;

/// <summary>A whole import: nothing lost, days right, copies found.</summary>
internal static class ImportMeasures
{
    /// <summary>Bodies with fewer different words say nothing (“Blah blah blah.”) and make no copies.</summary>
    private const int FewestDifferentWords = 5;

    public static IEnumerable<Score> Reuters()
    {
        const string set = "corpora/reuters21578.jsonl.gz";
        var truths = DataSets.Lines(set).Select(t => (Id: t.GetProperty("id").GetString()!, Date: t.GetProperty("date").GetString()!, Words: Words.Cut(t.GetProperty("text").GetString()!).ConvertAll(w => w.Text))).ToList();
        using var db = EvalArchives.Of(set).Db();
        var stored = db.Articles.Select(a => new { a.Id, a.ExternalId, a.Published, a.DuplicateOfId }).ToDictionary(a => a.ExternalId!);
        yield return new("import.reuters.stored", (double)truths.Count(t => stored.ContainsKey(t.Id)) / truths.Count, $"{stored.Count} of {truths.Count}");
        var right = truths.Count(t => stored.GetValueOrDefault(t.Id)?.Published is { } at && at == DateTime.Parse(t.Date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal));
        yield return new("import.reuters.dates", (double)right / truths.Count, $"{right} of {truths.Count} to the second");
        var groups = truths.Where(t => t.Words.Distinct().Count() >= FewestDifferentWords).GroupBy(t => string.Join(' ', t.Words)).Where(g => g.Count() > 1).ToList();
        var found = groups.Count(g => g.Select(t => stored.GetValueOrDefault(t.Id)).Select(a => a?.DuplicateOfId ?? a?.Id).Distinct().Count() == 1);
        foreach (var missed in groups.Where(g => g.Select(t => stored.GetValueOrDefault(t.Id)).Select(a => a?.DuplicateOfId ?? a?.Id).Distinct().Count() != 1)) RepairMeasures.Verbose("duplicates missed: " + string.Join(", ", missed.Select(t => t.Id)));
        yield return new("import.reuters.duplicate-groups", (double)found / groups.Count, $"{found} of {groups.Count} groups of equal bodies");
    }
}

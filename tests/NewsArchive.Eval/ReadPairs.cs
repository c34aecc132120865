using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;

namespace NewsArchive.Eval;

/// <summary>
/// Pairs of articles of two archives that were judged by reading (<c>Labels/pairs.txt</c>): what the event set cannot
/// teach, how events look where most have one or two reports. Every second one is learned from, the others measure.
/// </summary>
internal static class ReadPairs
{
    /// <param name="Measures">Null where the two are not among each other's nearest, which is taken for another
    /// event.</param>
    internal sealed record Pair(string Set, PairMeasures? Measures, bool Same, bool HeldOut);

    /// <summary>Those of the sets that are there.</summary>
    public static Lazy<List<Pair>> All { get; } = new(() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Labels", "pairs.txt"))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(" | ")).GroupBy(l => l[0])
            .Where(g => DataSets.Exists(g.Key)).SelectMany(g => Of(g.Key, [.. g]))]);

    private static IEnumerable<Pair> Of(string set, List<string[]> labels)
    {
        using var db = EvalArchives.Of(set).Db();
        // What has no text, but a placeholder, is compared with nothing.
        var empty = db.Articles.Where(a => a.Body == "").Select(a => a.Id).ToHashSet();
        var ids = db.Articles.Select(a => new { a.Id, a.ExternalId, a.Path }).AsEnumerable()
            .ToDictionary(a => a.ExternalId ?? DataSets.InsideTar(a.Path), a => a.Id);
        db.Database.OpenConnection();
        var known = new SignatureReader((SqliteConnection)db.Database.GetDbConnection()).Read(-1, int.MaxValue);
        var window = new StoryWindow(known.Values.Select(k => k.Article));
        var pairs =
            labels.ConvertAll(l =>
                (One: Math.Min(ids[l[1]], ids[l[2]]), Other: Math.Max(ids[l[1]], ids[l[2]]), Same: l[3] == "same"));
        var found =
            window.Pairs([.. pairs.SelectMany(p => new[] { p.One, p.Other }).Where(known.ContainsKey).Distinct()],
                id => known.GetValueOrDefault(id)?.Earlier).Pairs
                .ToDictionary(p => (p.One, p.Other), p => (PairMeasures?)p.Measures);
        return pairs.Select((p, i) => (Pair: p, IsHeldOut: i % 2 == 1))
            .Where(p => !empty.Contains(p.Pair.One) && !empty.Contains(p.Pair.Other))
            .Select(p => new Pair(set, found.GetValueOrDefault((p.Pair.One, p.Pair.Other)), p.Pair.Same,
                p.IsHeldOut));
    }

    /// <summary>How often a pair of one event scores above one of two, and what the threshold finds.</summary>
    public static IEnumerable<Score> Measure(string set)
    {
        var pairs = All.Value.FindAll(p => p.HeldOut && p.Set == set)
            .ConvertAll(p => (Score: p.Measures is { } m ? RelatedScore.Of(m).Score : 0, p.Same));
        var (same, other) = (pairs.FindAll(p => p.Same), pairs.FindAll(p => !p.Same));
        var above =
            same.Sum(s =>
                other.Sum(o => s.Score > o.Score ? 1 : s.Score == o.Score ? 0.5 : 0)) / same.Count / other.Count;
        var events = pairs.FindAll(p => p.Score >= RelatedScore.EventThreshold);
        yield return new("stories.read." + Path.GetFileName(set).Split('.')[0] + ".auc", above,
            string.Create(CultureInfo.InvariantCulture,
            $"at the threshold P {(double)events.Count(p => p.Same) / Math.Max(1, events.Count):0.000} R "
            + $"{(double)events.Count(p => p.Same) / same.Count:0.000}, {pairs.Count} pairs, {same.Count} of one event"));
    }
}

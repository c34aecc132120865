using NewsArchive.Text;

namespace NewsArchive.Eval;

/// <summary>
/// Documents of a set with the same body, which are copies of each other but for a few that were read
/// (<c>Labels/not-copies.txt</c>).
/// </summary>
internal static class EqualTexts
{
    /// <summary>Bodies with fewer different words say nothing (“Blah blah blah.”) and make no copies.</summary>
    private const int FewestDifferentWords = 5;

    private static readonly Lazy<HashSet<(string, string)>> NoCopies = new(() =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Labels", "not-copies.txt"))
            .Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(" | ")).Select(l => (l[1], l[2]))]);

    /// <summary>How many groups came out right: copies as one, others apart.</summary>
    /// <param name="original">Of a document the article that it is a copy of, or its own.</param>
    public static Score Measure(
        string name, IEnumerable<(string Id, string Text)> documents, Func<string, long?> original)
    {
        var groups =
            documents.Select(d => (d.Id, Words: Words.Tokenise(d.Text).ConvertAll(w => w.Text)))
                .Where(d => d.Words.Distinct().Count() >= FewestDifferentWords)
            .GroupBy(d => string.Join(' ', d.Words), d => d.Id).Select(g => g.Order(StringComparer.Ordinal).ToList())
                .Where(g => g.Count > 1).ToList();
        var wrong =
            groups.FindAll(g => (g.Select(original).Distinct().Count() == 1) == NoCopies.Value.Contains((g[0], g[1])));
        foreach (var group in wrong) RepairMeasures.Verbose($"{name}: {string.Join(", ", group)}");
        return new(name, (double)(groups.Count - wrong.Count) / groups.Count,
            $"{groups.Count - wrong.Count} of {groups.Count} groups of equal bodies, "
            + $"{groups.Count(g => NoCopies.Value.Contains((g[0], g[1])))} of them no copies");
    }
}

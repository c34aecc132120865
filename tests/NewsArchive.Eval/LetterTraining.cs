using NewsArchive.Decoding;

namespace NewsArchive.Eval;

/// <summary>
/// Counts pairs of letters for Decoding/letters.txt in every second sentence of each language; the others measure.
/// </summary>
internal static class LetterTraining
{
    private const string Set = "language/sentences.jsonl.gz";

    /// <summary>Pairs seen less often are left out where a language has many.</summary>
    private const int Fewest = 2;

    public static bool IsForTraining(int index) => index % 2 == 0;

    public static void Run(string path)
    {
        Dictionary<string, Dictionary<int, int>> byLanguage = [];
        var index = 0;
        foreach (var item in DataSets.Lines(Set))
        {
            if (!IsForTraining(index++)) continue;
            var language = item.GetProperty("lang").GetString()!;
            LetterModel.Count(item.GetProperty("text").GetString()!,
                byLanguage.TryGetValue(language, out var counts) ? counts : byLanguage[language] = []);
        }
        File.WriteAllLines(path,
        [
            "# Pairs of letters and their counts per language, from public sentences (Apache-2.0), learned by: dotnet "
            + "run --project tests/NewsArchive.Eval -c Release -- --train-letters src/NewsArchive/Decoding/letters.txt",
            .. byLanguage.OrderBy(l => l.Key, StringComparer.Ordinal)
                .Select(l =>
                LetterModel.Write(l.Key,
                    l.Value.Where(c =>
                        c.Value >= Fewest || LetterModel.IsUnpaired((char)(c.Key & 0xFFFF)) || (c.Key & 0xFFFF) >= 0x80)
                        .ToDictionary())),
        ]);
        Console.WriteLine($"{byLanguage.Count} languages, {byLanguage.Sum(l => l.Value.Count)} pairs; wrote {path}");
    }
}

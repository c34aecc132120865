using System.Collections.Immutable;

namespace NewsArchive.Stories;

/// <summary>
/// The words and the word sequences of a text as sorted hashes, for comparing it with others.
/// </summary>
/// <param name="Terms">Hashes of folded words of four or more letters that are not everyday words.</param>
/// <param name="Weights">Of each term 1 + ln(occurrences), divided by the length of the vector: it has length 1.</param>
/// <param name="Shingles">Hashes of runs of five words.</param>
public sealed record Fingerprint(ImmutableArray<int> Terms, ImmutableArray<float> Weights, ImmutableArray<int> Shingles)
{
    private const int ShingleWords = 5;
    private const int ShortestWord = 4;

    /// <summary>Fewer shingles than this are too few to call one text a copy of another.</summary>
    private const int FewestShingles = 12;

    public static Fingerprint Of(string text)
    {
        var words = Words.Cut(text).ConvertAll(w => Words.Fold(w.Text));
        Dictionary<int, int> counts = [];
        foreach (var word in words)
            if (word.Length >= ShortestWord && !Entities.Gazetteer.IsCommonWord(word))
                counts[(int)Words.Hash(word)] = counts.GetValueOrDefault((int)Words.Hash(word)) + 1;
        var terms = counts.Keys.Order().ToImmutableArray();
        var raw = terms.Select(t => 1 + Math.Log(counts[t])).ToArray();
        var length = Math.Sqrt(raw.Sum(w => w * w));
        var hashes = words.ConvertAll(w => (int)Words.Hash(w));
        HashSet<int> shingles = [];
        for (var i = 0; i + ShingleWords <= hashes.Count; i++)
        {
            var hash = 2166136261u;
            for (var k = 0; k < ShingleWords; k++) hash = (hash ^ (uint)hashes[i + k]) * 16777619;
            shingles.Add((int)hash);
        }
        return new(terms, [.. raw.Select(w => (float)(w / length))], [.. shingles.Order()]);
    }

    /// <summary>Cosine of the word weights, 0 to 1.</summary>
    public double Cosine(Fingerprint other)
    {
        double dot = 0;
        for (int i = 0, j = 0; i < Terms.Length && j < other.Terms.Length;)
        {
            if (Terms[i] == other.Terms[j]) dot += (double)Weights[i++] * other.Weights[j++];
            else if (Terms[i] < other.Terms[j]) i++;
            else j++;
        }
        return Math.Min(1, dot);
    }

    /// <summary>Share of the shorter text's word sequences that the longer one has too, 0 to 1.</summary>
    public double Containment(Fingerprint other)
    {
        var (small, large) = Shingles.Length <= other.Shingles.Length ? (Shingles, other.Shingles) : (other.Shingles, Shingles);
        if (small.Length < FewestShingles) return 0;
        var shared = 0;
        for (int i = 0, j = 0; i < small.Length && j < large.Length;)
        {
            if (small[i] == large[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (small[i] < large[j]) i++;
            else j++;
        }
        return (double)shared / small.Length;
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NewsArchive.Stories;

/// <summary>
/// The words and the word sequences of a text, for comparing it with others.
/// </summary>
/// <param name="Weights">Folded words of four or more letters and how much each counts: 1 + ln(occurrences).</param>
/// <param name="Shingles">32-bit hashes of runs of five words.</param>
public sealed record Fingerprint(FrozenDictionary<string, double> Weights, ImmutableHashSet<int> Shingles)
{
    private const int ShingleWords = 5;
    private const int ShortestWord = 4;

    /// <summary>Fewer shingles than this are too few to call one text a copy of another.</summary>
    private const int FewestShingles = 12;

    public static Fingerprint Of(string text)
    {
        var words = Words.Cut(text).ConvertAll(w => Words.Fold(w.Text));
        Dictionary<string, double> counts = [];
        foreach (var word in words.Where(w => w.Length >= ShortestWord && !Entities.Gazetteer.IsCommonWord(w)))
            counts[word] = counts.GetValueOrDefault(word) + 1;
        var shingles = ImmutableHashSet.CreateBuilder<int>();
        for (var i = 0; i + ShingleWords <= words.Count; i++)
            shingles.Add(StableHash(words, i));
        return new(counts.ToFrozenDictionary(c => c.Key, c => 1 + Math.Log(c.Value)), shingles.ToImmutable());
    }

    /// <summary>Cosine of the word weights, 0 to 1.</summary>
    public double Cosine(Fingerprint other)
    {
        double dot = 0;
        foreach (var (word, weight) in Weights)
            if (other.Weights.TryGetValue(word, out var theirs)) dot += weight * theirs;
        var norms = Math.Sqrt(Weights.Values.Sum(w => w * w) * other.Weights.Values.Sum(w => w * w));
        return norms == 0 ? 0 : dot / norms;
    }

    /// <summary>Share of the shorter text's word sequences that the longer one has too, 0 to 1.</summary>
    public double Containment(Fingerprint other)
    {
        var (small, large) = Shingles.Count <= other.Shingles.Count ? (Shingles, other.Shingles) : (other.Shingles, Shingles);
        return small.Count < FewestShingles ? 0 : (double)small.Count(large.Contains) / small.Count;
    }

    /// <summary>FNV-1a over the words; the same in every process.</summary>
    private static int StableHash(List<string> words, int from)
    {
        var hash = 2166136261u;
        for (var i = from; i < from + ShingleWords; i++)
        {
            foreach (var c in words[i]) hash = (hash ^ c) * 16777619;
            hash = (hash ^ ' ') * 16777619;
        }
        return unchecked((int)hash);
    }
}

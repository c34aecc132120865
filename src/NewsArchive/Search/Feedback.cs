// Observation: a question in many words often misses the words of its answers.
// Idea: what the best answers have in common is added to the question with a little weight (relevance feedback without
// the reader, after Lavrenko and Croft 2001), and the best few hundred are put in order again.
// Known failure: where the best answers are wrong, it makes wrong ones more of the same.
using NewsArchive.Text;

namespace NewsArchive.Search;

/// <summary>A hit as feedback sees it.</summary>
/// <param name="Stems">Stems of headline and body with how often they stand there, headlines weighed.</param>
/// <param name="Length">Over the average.</param>
public sealed record FeedbackText(double Score, IReadOnlyDictionary<string, float> Stems, double Length);

public static class Feedback
{
    /// <summary>Hits that are learned from, and terms that are learned.</summary>
    private const int Texts = 10, Terms = 40, Candidates = 120;

    /// <summary>Weight of the best learned term beside that of a word of the query.</summary>
    private const double Weight = .2;

    private const int ShortestTerm = 3;

    /// <param name="texts">The best first.</param>
    /// <param name="rarity">Inverse document frequency of a stem.</param>
    /// <param name="times">How often the query has its most frequent word.</param>
    /// <returns>What to add to the score of each text.</returns>
    public static double[] Of(IReadOnlyList<FeedbackText> texts, Func<string, double> rarity, double times)
    {
        var best = texts.Take(Texts).ToList();
        var sum = best.Sum(t => t.Score);
        Dictionary<string, double> shares = [];
        foreach (var text in best)
        {
            var length = text.Stems.Values.Sum();
            foreach (var (stem, count) in text.Stems)
                if (stem.Length >= ShortestTerm && !FunctionWords.Holds(stem))
                    shares[stem] = shares.GetValueOrDefault(stem) + text.Score / sum * count / length;
        }
        var learned = shares.OrderByDescending(s => s.Value).ThenBy(s => s.Key, StringComparer.Ordinal).Take(Candidates)
            .Select(s => (Stem: s.Key, Rarity: rarity(s.Key), s.Value))
            .Select(s => (s.Stem, s.Rarity, Share: s.Value * s.Rarity))
            .OrderByDescending(s => s.Share).ThenBy(s => s.Stem, StringComparer.Ordinal).Take(Terms).ToList();
        if (learned.Count == 0) return new double[texts.Count];
        var most = learned[0].Share;
        return [.. texts.Select(text => learned.Sum(term => text.Stems.TryGetValue(term.Stem, out var count)
            ? Weight * times * term.Share / most * term.Rarity * Ranking.TermFrequency(count, text.Length) : 0))];
    }
}

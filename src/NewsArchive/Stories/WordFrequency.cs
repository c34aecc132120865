using NewsArchive.Entities;

namespace NewsArchive.Stories;

/// <summary>How common words are in news at large: what a small archive cannot tell by itself.</summary>
internal static class WordFrequency
{
    /// <summary>
    /// By Zipf's law a word at place r makes up about .1/r of a text; of 180 different places counted, so much of an
    /// article.
    /// </summary>
    private const double ShareOfFirst = 18;

    /// <summary>Place of words that are not in the list.</summary>
    private const double Unlisted = 150_000;

    /// <summary>
    /// Share of articles that a word is expected in, 0 to 1, by its place in a list of words by frequency.
    /// </summary>
    public static double ShareOfArticles(string term)
    {
        var place = Math.Min(PlaceOf(term), PlaceOf(term + "s"));
        return Math.Min(0.9, ShareOfFirst / (place + 3));
    }

    private static double PlaceOf(string word) =>
        WordClusters.Of(word) is { C64: > 0 } cluster ? cluster.Place : Unlisted;
}

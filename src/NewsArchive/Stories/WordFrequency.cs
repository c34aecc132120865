using NewsArchive.Entities;

namespace NewsArchive.Stories;

/// <summary>How common words are in news at large: what a small archive cannot tell by itself.</summary>
internal static class WordFrequency
{
    /// <summary>By Zipf's law a word at place r makes up about .1/r of a text; of 180 different places counted, so much of an article.</summary>
    private const double ShareOfFirst = 18;

    /// <summary>Place of words that are not in the list.</summary>
    private const double Unlisted = 150_000;

    /// <summary>Share of articles that a word is expected in, 0 to 1, by its place in a list of words by frequency.</summary>
    public static double ShareOfArticles(string term)
    {
        var place = Math.Min(PlaceOf(term), PlaceOf(term + "s"));
        return Math.Min(0.9, ShareOfFirst / (place + 3));
    }

    private static double PlaceOf(string word) => WordClusters.Of(word) is { C64: > 0 } cluster ? cluster.Place : Unlisted;

    public static string WithoutPlural(string word) =>
        word.Length <= 4 || word[^1] != 's' || word[^2] == 's' ? word
        : word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y" : word[..^1];

    /// <summary>Without endings of number and tense, so that “blocking”, “blocked” and “block” are one. English; rough.</summary>
    public static string Stem(string word)
    {
        var stem = WithoutPlural(word);
        if (stem.Length > 5 && stem.EndsWith("ing", StringComparison.Ordinal)) stem = stem[..^3];
        else if (stem.Length > 4 && stem.EndsWith("ed", StringComparison.Ordinal)) stem = stem[..^2];
        return stem.Length > 4 && stem[^1] == 'e' ? stem[..^1] : stem;
    }

    /// <summary>Chinese, Japanese and Thai letters.</summary>
    public static bool IsWithoutSpaces(char letter) => letter is >= '\u0E00' and <= '\u0E7F' or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';
}

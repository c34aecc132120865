using System.Globalization;
using NewsArchive.Text;

namespace NewsArchive.Search;

/// <summary>Signs that other search engines read as operators: what is read here, and what is said where it is
/// not.</summary>
internal static class QuerySigns
{
    /// <summary>Words between those that <c>NEAR</c> without a number joins.</summary>
    private const int UsualDistance = 10;

    /// <summary>What <c>NEAR</c> is called before a slash and a number.</summary>
    private static readonly string[] Near = ["NEAR", "w", "W", "n", "N"];

    /// <summary>Words that may stand between; null where the token joins no words.</summary>
    public static int? DistanceOf(ReadOnlySpan<char> token)
    {
        if (token is "NEAR") return UsualDistance;
        var slash = token.IndexOf('/');
        if (slash < 1 || !Near.Contains(token[..slash].ToString())) return null;
        return int.TryParse(token[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var distance)
            ? distance : null;
    }

    /// <summary>What is wrong with a word that carries a sign of another engine; null where nothing is.</summary>
    /// <param name="token">What stands between two spaces; not a word with <c>*</c> at its end alone.</param>
    public static string? ProblemOf(string token)
    {
        var words = Words.Tokenise(token);
        if (words.Count == 0) return null;
        var (first, last) = (words[0].Start, words[^1].Start + words[^1].Text.Length);
        var (before, after) = (token[..first], token[last..]);
        var why =
            token.Contains('*', StringComparison.Ordinal)
                ? "“*” stands for letters of one word with at least two others, as in block*, *burg or organi*ation" :
            Between(token, words, '?') ? "“?” stands for a letter of one word, as in wom?n" :
            Between(token, words, '|') ? "alternatives are parted by OR in capitals" :
            after.StartsWith('~') || Between(token, words, '~')
                ? "“~” stands behind a word of three letters or more, with 1 or 2 or nothing after it, as in gorbatchev~, or behind "
                    + "a phrase with a number, as in \"mayor bridge\"~5" :
            after.StartsWith('^') || Between(token, words, '^') ? "“^” gives a word no weight" :
            before.EndsWith('+') ? "“+” is not needed, all words must occur" :
            before.EndsWith('!') ? "a word is left out with -word or NOT word" :
            before.EndsWith('[') ? "days are written as date:2020..2021" : null;
        return why is null ? null : Said(token, why);
    }

    /// <summary>What is said of signs between slashes that are no pattern.</summary>
    public static string NoExpression(string token) =>
        Said(token, "between the slashes stands no pattern that can be looked for");

    private static string Said(string token, string why) =>
        $"“{token}” was searched as “{string.Join(' ', Words.Tokenise(token).Select(w => w.Text))}”: {why}.";

    /// <summary>Whether two words stand to both sides of the sign and of nothing else.</summary>
    private static bool Between(string token, List<(int Start, string Text)> words, char sign) =>
        words.Zip(words.Skip(1)).Any(pair => pair.Second.Start == pair.First.Start + pair.First.Text.Length + 1
            && token[pair.Second.Start - 1] == sign);
}

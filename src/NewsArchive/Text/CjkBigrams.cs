// Observation: Chinese, Japanese, Thai and their neighbours write no spaces, so that a sentence would be one word.
// Idea: pairs of neighbouring characters are indexed, and a query is the run of its own pairs; the last character of a
// run stands alone, so that no pair reaches over the end of a run and a single character is findable by its beginning.
// Known failure: a pair may join the end of one word to the beginning of the next, which finds a little too much.
using System.Globalization;
using System.Text;

namespace NewsArchive.Text;

/// <summary>
/// What the index holds beside words: pairs of characters of the scripts that part no words, and emoji.
/// </summary>
public static class CjkBigrams
{
    /// <summary>
    /// Whether the character belongs to such a script (Han, kana, Hangul, Thai, Lao, Khmer, Burmese).
    /// </summary>
    public static bool IsUnspaced(char c) => Scripts.HasNoSpaces(c) || Scripts.IsHangul(c);

    public static bool IsUnspaced(string text) =>
        text.AsSpan().IndexOfAnyInRange('\u0E00', '\uFF9D') >= 0 && text.Any(IsUnspaced);

    /// <summary>
    /// What the index holds of a text: pairs for the scripts without spaces and the words fused to them, and words that
    /// stand for emoji; empty where there are none.
    /// </summary>
    public static string Of(string text)
    {
        var grams = new StringBuilder();
        foreach (var picture in Pictures(text).Distinct()) grams.Append(picture).Append(' ');
        if (!IsUnspaced(text)) return grams.ToString();
        foreach (var (_, word) in Words.Tokenise(text))
            if (IsUnspaced(word))
                foreach (var (run, unspaced) in Runs(SearchWords.Fold(word)))
                    if (unspaced)
                        grams.Append(string.Join(' ', Pairs(run))).Append(' ').Append(run[Last(run)..]).Append(' ');
                    else grams.Append(run).Append(' ');
        return grams.ToString();
    }

    /// <summary>A word for each emoji or the like, which the index knows no other word for.</summary>
    public static IEnumerable<string> Pictures(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u2100', '\uFFFF') < 0) yield break;
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value >= 0x2100 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol)
                yield return string.Create(CultureInfo.InvariantCulture, $"u{rune.Value:x}");
    }

    /// <summary>Stretches of a word that are of such a script, or are not.</summary>
    public static IEnumerable<(string Text, bool IsUnspaced)> Runs(string word)
    {
        for (var start = 0; start < word.Length;)
        {
            var end = start + 1;
            while (end < word.Length && IsUnspaced(word[end]) == IsUnspaced(word[start])) end++;
            yield return (word[start..end], IsUnspaced(word[start]));
            start = end;
        }
    }

    /// <summary>Neighbouring characters, with the marks that belong to them; empty for a single one.</summary>
    public static IEnumerable<string> Pairs(string run)
    {
        var starts = StringInfo.ParseCombiningCharacters(run);
        for (var i = 0; i + 1 < starts.Length; i++)
            yield return run[starts[i]..(i + 2 < starts.Length ? starts[i + 2] : run.Length)];
    }

    private static int Last(string run) => StringInfo.ParseCombiningCharacters(run)[^1];
}

using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Entities;

/// <summary>A word or sign. Offsets are into the text that was cut.</summary>
/// <param name="StartsSentence">A capital here proves nothing: first word of a sentence or of quoted words.</param>
internal readonly record struct Token(int Start, int End, string Text, bool IsWord, bool StartsSentence)
{
    public bool IsCapitalised => IsWord && char.IsUpper(Text[0]);

    public bool IsAcronym =>
        IsWord && Text.Length is >= 2 and <= 7 && Text.Count(char.IsUpper) >= 2 && !Text.Any(char.IsLower);
}

/// <summary>
/// Cuts text into words and signs. Possessive endings and short verbs (I'm, he'd) are cut off, initials and U.S. keep
/// their dots. Words joined by a hyphen are one where all are written like names (Day-Lewis, COP-27), unless one of
/// them is a known name by itself (Iran-Iraq, Meta-owned).
/// </summary>
internal static partial class Tokeniser
{
    public static List<Token> Tokenise(string text)
    {
        List<Token> tokens = [];
        var startsSentence = true;
        foreach (Match m in Word().Matches(text))
        {
            var isWord = m.Groups["word"].Success;
            tokens.Add(new(m.Index, m.Index + m.Length, m.Value, isWord, isWord && startsSentence));
            if (isWord) startsSentence = EndsWithStop(m.Value) && EndsSentence(text, m.Index + m.Length, m.Value);
            else if (m.Value is "." or "!" or "?" or "…" or ":" or "“" or "\"" or "‘" or "«" or "„" or "•")
                startsSentence = true;
            else if (m.Value is "," or ";" or "—" or "–" or "-" or "(" or "/") startsSentence = false;
        }
        return Joined(text, tokens);
    }

    private static List<Token> Joined(string text, List<Token> tokens)
    {
        List<Token> result = new(tokens.Count);
        for (var i = 0; i < tokens.Count; i++)
        {
            var last = i;
            while (tokens[i].IsCapitalised && last + 2 < tokens.Count && tokens[last + 1].Text is "-"
                && tokens[last + 1].Start == tokens[last].End && tokens[last + 2].Start == tokens[last + 1].End
                && tokens[last + 2].IsWord) last += 2;
            if (last > i && IsOneName(tokens, i, last))
                result.Add(new(tokens[i].Start, tokens[last].End, text[tokens[i].Start..tokens[last].End], true,
                    tokens[i].StartsSentence));
            else result.AddRange(tokens.GetRange(i, last - i + 1));
            i = last;
        }
        return result;
    }

    /// <summary>Longest word in lower case inside a name joined by hyphens: Sher-e-Bangla, Stratford-on-Avon.</summary>
    private const int LongestInside = 2;

    private static bool IsOneName(List<Token> tokens, int first, int last)
    {
        for (var k = first; k <= last; k += 2)
        {
            var word = tokens[k].Text;
            var fits = char.IsUpper(word[0]) || k > first && k < last && word.Length <= LongestInside
                || k == last && word.All(char.IsDigit);
            if (!fits || Gazetteer.Find(word) is not null) return false;
        }
        return true;
    }

    private static bool EndsWithStop(string word) => word[^1] == '.';

    /// <summary>
    /// An abbreviation ends a sentence only where a capital follows that is no name's initial: left undecided, so no.
    /// </summary>
    private static bool EndsSentence(string text, int at, string word) =>
        word.Length > 4 && at + 1 < text.Length && char.IsUpper(text[at + 1]);

    [GeneratedRegex(@"(?<word>(?:\p{Lu}\.){2,}|\d+(?:[.,]\d+)+|(?:" + Abbreviations.TitlePattern
        + @")\.|\p{Lu}\.(?=\s\p{Lu})|[\p{L}\p{M}\d]+(?:[&'’](?!(?:[sS]|m|d|ll|re|ve)\b)[\p{L}\p{M}\d]+)*(?:\.(?:com"
        + @"|org|net|io))?)|['’](?:[sS]|m|d|ll|re|ve)\b|\S")]
    private static partial Regex Word();
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace NewsArchive.Text;

/// <summary>Words as search and comparison see them.</summary>
public static class Words
{
    /// <summary>Runs of letters, digits and marks, with their UTF-16 offsets.</summary>
    public static List<(int Start, string Text)> Tokenise(string text)
    {
        List<(int, string)> words = [];
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && IsWordCharacter(text, i))
            {
                if (start < 0) start = i;
            }
            else if (start >= 0)
            {
                words.Add((start, text[start..i]));
                start = -1;
            }
        }
        return words;
    }

    /// <summary>The words of a text, each folded.</summary>
    public static List<string> Folded(string text) => Tokenise(text).ConvertAll(w => Fold(w.Text));

    /// <summary>
    /// Marked letters and their base. A table of our own: the program runs without the system's Unicode library, which
    /// would normalise otherwise, and Cyrillic й and ё are letters of their own.
    /// </summary>
    private static readonly FrozenDictionary<char, char> BaseLetters = EmbeddedText.Lines("Text.folding.txt")
        .SelectMany(line => line[2..].Select(marked => (marked, line[0])))
        .ToFrozenDictionary(p => p.marked, p => p.Item2);

    /// <summary>Lower case, Latin and Greek letters without marks.</summary>
    public static string Fold(string word)
    {
        var lower = word.ToLowerInvariant();
        if (Ascii.IsValid(lower)) return lower;
        var folded = new StringBuilder(lower.Length);
        foreach (var c in lower)
            if (c is < '\u0300' or > '\u036F') folded.Append(BaseLetters.TryGetValue(c, out var letter) ? letter : c);
        return folded.ToString();
    }

    /// <summary>Tokens between white space.</summary>
    public static int Count(string text)
    {
        var count = 0;
        var isInside = false;
        foreach (var c in text)
        {
            var isSpace = char.IsWhiteSpace(c);
            if (!isSpace && !isInside) count++;
            isInside = !isSpace;
        }
        return count;
    }

    private static bool IsWordCharacter(string text, int i)
    {
        if (!char.IsSurrogate(text[i]))
            return char.IsLetterOrDigit(text[i])
                || CharUnicodeInfo.GetUnicodeCategory(text[i])
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        var high = char.IsHighSurrogate(text[i]) ? i : i - 1;
        return high >= 0 && high + 1 < text.Length && char.IsSurrogatePair(text, high)
            && Rune.IsLetterOrDigit(new Rune(text[high], text[high + 1]));
    }
}

using System.Globalization;
using System.Text;

namespace NewsArchive;

/// <summary>Words as search and comparison see them.</summary>
public static class Words
{
    /// <summary>Runs of letters, digits and marks, with their UTF-16 offsets.</summary>
    public static List<(int Start, string Text)> Cut(string text)
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

    /// <summary>Lower case without marks.</summary>
    public static string Fold(string word)
    {
        var lower = word.ToLowerInvariant();
        if (Ascii.IsValid(lower)) return lower;
        var folded = new StringBuilder(lower.Length);
        foreach (var rune in lower.Normalize(NormalizationForm.FormD).EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark) folded.Append(rune.ToString());
        return folded.ToString().Normalize(NormalizationForm.FormC);
    }

    private static bool IsWordCharacter(string text, int i)
    {
        if (!char.IsSurrogate(text[i]))
            return char.IsLetterOrDigit(text[i]) || CharUnicodeInfo.GetUnicodeCategory(text[i]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
        var high = char.IsHighSurrogate(text[i]) ? i : i - 1;
        return high >= 0 && high + 1 < text.Length && char.IsSurrogatePair(text, high) && Rune.IsLetterOrDigit(new Rune(text[high], text[high + 1]));
    }
}

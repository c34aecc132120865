namespace NewsArchive.Text;

/// <summary>Scripts that part no words by spaces.</summary>
internal static class Scripts
{
    /// <summary>Letters of a word in such a script, on average.</summary>
    public const int LettersOfAWord = 3;

    /// <summary>Han, kana, Thai, Lao, Burmese and Khmer characters.</summary>
    public static bool HasNoSpaces(char c) => c is >= '\u0E00' and <= '\u0EFF' or >= '\u1000' and <= '\u109F'
        or >= '\u1780' and <= '\u17FF' or >= '\u3005' and <= '\u30FF' or >= '\u3400' and <= '\u4DBF'
        or >= '\u4E00' and <= '\u9FFF' or >= '\uF900' and <= '\uFAFF' or >= '\uFF66' and <= '\uFF9D';

    /// <summary>
    /// How long a text is, in letters of a script that writes sounds: a Han character says as much as three of them.
    /// </summary>
    public static int WidthOf(string text)
    {
        var width = text.Length;
        if (System.Text.Ascii.IsValid(text)) return width;
        foreach (var c in text)
            if (HasNoSpaces(c)) width += LettersOfAnIdeograph - 1;
            else if (IsHangul(c)) width += LettersOfASyllable - 1;
        return width;
    }

    private const int LettersOfAnIdeograph = 3, LettersOfASyllable = 2;

    /// <summary>Hangul, which parts words, but joins so much to them that a reader looks for parts of them.</summary>
    public static bool IsHangul(char c) => c is >= '\u1100' and <= '\u11FF' or >= '\uAC00' and <= '\uD7AF';
}

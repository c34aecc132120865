using System.Text.RegularExpressions;

namespace NewsArchive.Entities;

/// <summary>A word or sign. Offsets are into the text that was cut.</summary>
/// <param name="StartsSentence">A capital here proves nothing: first word of a sentence or of quoted words.</param>
public readonly record struct Token(int Start, int End, string Text, bool IsWord, bool StartsSentence)
{
    public bool IsCapitalised => IsWord && char.IsUpper(Text[0]);

    public bool IsAcronym => IsWord && Text.Length is >= 2 and <= 7 && Text.Count(char.IsUpper) >= 2 && !Text.Any(char.IsLower);
}

/// <summary>Cuts text into words and signs; possessive endings and hyphens are cut off, initials and U.S. keep their dots.</summary>
public static partial class Tokeniser
{
    public static List<Token> Cut(string text)
    {
        List<Token> tokens = [];
        var startsSentence = true;
        foreach (Match m in Word().Matches(text))
        {
            var isWord = m.Groups["word"].Success;
            tokens.Add(new(m.Index, m.Index + m.Length, m.Value, isWord, isWord && startsSentence));
            if (isWord) startsSentence = EndsWithStop(m.Value) && EndsSentence(text, m.Index + m.Length, m.Value);
            else if (m.Value is "." or "!" or "?" or "…" or ":" or "“" or "\"" or "‘" or "«" or "„" or "•") startsSentence = true;
            else if (m.Value is "," or ";" or "—" or "–" or "-" or "(" or "/") startsSentence = false;
        }
        return tokens;
    }

    private static bool EndsWithStop(string word) => word[^1] == '.';

    /// <summary>An abbreviation ends a sentence only where a capital follows that is no name's initial: left undecided, so no.</summary>
    private static bool EndsSentence(string text, int at, string word) => word.Length > 4 && at + 1 < text.Length && char.IsUpper(text[at + 1]);

    [GeneratedRegex(@"(?<word>(?:\p{Lu}\.){2,}|\d+(?:[.,]\d+)+|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt|Maj|Rev|Hon|St|Jr|Sr)\.|\p{Lu}\.(?=\s\p{Lu})|[\p{L}\p{M}\d]+(?:[&'’](?![sS]\b)[\p{L}\p{M}\d]+)*(?:\.(?:com|org|net|io))?)|['’][sS]\b|\S")]
    private static partial Regex Word();
}

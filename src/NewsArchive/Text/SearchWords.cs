// Observation: people type a word otherwise than it is printed: without accents, without the apostrophe of O'Brien or
// the hyphen of e-mail, UN for U.N., in the plain letters of a script that has ornate ones.
// Idea: the index, the query and the marks in a text all compare the same forms. Letters are folded to their plainest
// kind; words that signs join are compared as one word too; letters with full stops, and short words in capitals, carry
// a mark of their own, so that U.S. finds US but not us.
// Known failure: two words of a language that differ in accents alone are one word here.
using System.Collections.Frozen;
using System.Text;
using Lucene.Net.Analysis.Ar;
using Lucene.Net.Analysis.Fa;
using Lucene.Net.Analysis.Miscellaneous;

namespace NewsArchive.Text;

/// <summary>A word as the search compares it.</summary>
/// <param name="Start">0-based UTF-16 offset in the text.</param>
/// <param name="End">Offset after its last character.</param>
/// <param name="Form">As <see cref="SearchWords.Fold"/> leaves it.</param>
/// <param name="IsExtra">It stands beside the words at its place: several that signs join, or the mark of an acronym.
/// </param>
public readonly record struct SearchWord(int Start, int End, string Form, bool IsExtra);

/// <summary>Words as the search compares them: in the index, in a query, and where hits are marked.</summary>
public static class SearchWords
{
    /// <summary>More parts are no word that anybody types as one.</summary>
    private const int MostParts = 6;

    /// <summary>Letters of a word in capitals that may be an acronym.</summary>
    private const int FewestCapitals = 2, MostCapitals = 5;

    /// <summary>Stands behind the letters of an acronym: no word holds it.</summary>
    private const char AcronymMark = '.';

    /// <summary>Signs that join the words to both sides to one: apostrophes, hyphens, “&amp;”, and what is not
    /// seen.</summary>
    private static readonly FrozenSet<char> Joining =
        "'’‘ʼ＇`´-‐‑\u00AD\u200B\u200C\u200D&".ToFrozenSet();

    private static readonly FrozenSet<char> Apostrophes = "'’‘ʼ＇`´".ToFrozenSet();

    private static readonly ArabicNormalizer Arabic = new();
    private static readonly PersianNormalizer Persian = new();

    /// <summary>Half-width katakana from U+FF66, and the full-width ones they are.</summary>
    private const string Katakana = "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン";

    /// <summary>The words of a text in order; extra ones follow the first word that they cover.</summary>
    public static List<SearchWord> Of(string text)
    {
        var words = Words.Tokenise(text);
        List<SearchWord> found = new(words.Count + 4);
        for (var i = 0; i < words.Count;)
        {
            var last = LastOfChain(text, words, i);
            for (var k = i; k <= last; k++)
            {
                var (start, word) = words[k];
                found.Add(new(start, start + word.Length, Fold(word), false));
                if (IsInCapitals(word))
                    found.Add(new(start, start + word.Length, Fold(word) + AcronymMark, true));
                if (k == i && last > i) AddJoined(text, words, i, last, found);
            }
            i = last + 1;
        }
        return found;
    }

    /// <summary>The forms of the words of a text, without extra ones.</summary>
    public static List<string> Forms(string text) => Words.Tokenise(text).ConvertAll(w => Fold(w.Text));

    /// <summary>
    /// The one word that a token with signs inside is, such as “obrien” for O'Brien and “un.” for U.N.; null where it
    /// is none.
    /// </summary>
    public static string? Joined(string token)
    {
        var words = Words.Tokenise(token);
        if (words.Count < 2 || LastOfChain(token, words, 0) != words.Count - 1) return null;
        List<SearchWord> found = [];
        AddJoined(token, words, 0, words.Count - 1, found);
        return found.Count == 0 ? null : found[^1].Form;
    }

    /// <summary>Whether a form is the mark of an acronym, which has no other grammatical forms.</summary>
    public static bool IsAcronym(string form) => form.EndsWith(AcronymMark);

    /// <summary>
    /// The plainest letters of a word: lower case; Latin and Greek letters without marks; æ as ae, ß as ss, þ as th; ё
    /// as е; Arabic and Persian letters by their kind, without vowels; full and half width alike; figures of every
    /// script as 0 to 9.
    /// </summary>
    public static string Fold(string word)
    {
        var plain = Words.Fold(word);
        if (Ascii.IsValid(plain)) return plain;
        var letters = new StringBuilder(plain.Length + 2);
        foreach (var c in plain) Append(letters, c);
        var (folded, length) = (letters.ToString().ToCharArray(), letters.Length);
        if (folded.AsSpan().IndexOfAnyInRange('\u0600', '\u06FF') >= 0)
            length = Persian.Normalize(folded, Arabic.Normalize(folded, length));
        return new(folded, 0, length);
    }

    private static void Append(StringBuilder letters, char c)
    {
        switch (c)
        {
            case 'ς': letters.Append('σ'); return;
            case 'ё': letters.Append('е'); return;
            case 'ґ': letters.Append('г'); return;
            case '\u0640': return;
            case 'أ' or 'إ' or 'آ' or 'ٱ': letters.Append('ا'); return;
            case 'ؤ': letters.Append('و'); return;
            case 'ئ': letters.Append('ي'); return;
            case >= '\uFF66' and <= '\uFF9D': letters.Append(Katakana[c - '\uFF66']); return;
            case '\uFF9E' or '\uFF9F' when letters.Length > 0:
                letters[^1] = Voiced(letters[^1], c == '\uFF9E' ? 1 : 2); return;
            case >= '\uFF01' and <= '\uFF5E': letters.Append(char.ToLowerInvariant((char)(c - 0xFEE0))); return;
        }
        if (char.IsDigit(c)) letters.Append((char)('0' + (int)char.GetNumericValue(c)));
        else if (c is < '\u0080' or > '\uFFFF' || !IsLatin(c)) letters.Append(c);
        else
        {
            var folded = new char[4];
            var length = ASCIIFoldingFilter.FoldToASCII([c], 0, folded, 0, 1);
            for (var i = 0; i < length; i++) letters.Append(char.ToLowerInvariant(folded[i]));
        }
    }

    private static bool IsLatin(char c) =>
        c is <= '\u024F' or >= '\u1D00' and <= '\u1EFF' or >= '\u2C60' and <= '\u2C7F'
        or >= '\uA720' and <= '\uA7FF' or >= '\uFB00' and <= '\uFB06';

    /// <summary>The katakana with a voiced or half-voiced sign; itself where there is none.</summary>
    private static char Voiced(char kana, int by) => kana switch
    {
        'ウ' when by == 1 => 'ヴ',
        >= 'カ' and <= 'ヂ' when by == 1 && (kana - 'カ') % 2 == 0 => (char)(kana + 1),
        'ツ' or 'テ' or 'ト' when by == 1 => (char)(kana + 1),
        >= 'ハ' and <= 'ホ' when (kana - 'ハ') % 3 == 0 => (char)(kana + by),
        _ => kana,
    };

    /// <summary>The place of the last word that signs join to the one at <paramref name="first"/>.</summary>
    private static int LastOfChain(string text, List<(int Start, string Text)> words, int first)
    {
        var last = first;
        while (last + 1 < words.Count)
        {
            var (start, word) = words[last];
            var end = start + word.Length;
            if (words[last + 1].Start != end + 1) break;
            var sign = text[end];
            // Full stops join single letters alone: U.N., but not the end of a sentence or an address.
            if (!Joining.Contains(sign)
                && !(sign == '.' && IsLetter(word) && IsLetter(words[last + 1].Text))) break;
            last++;
        }
        return last;
    }

    private static bool IsLetter(string word) => word.Length == 1 && char.IsLetter(word[0])
        && !CjkBigrams.IsUnspaced(word[0]);

    private static void AddJoined(
        string text, List<(int Start, string Text)> words, int first, int last, List<SearchWord> found)
    {
        // The s of “Chrysler's” is no part of the name.
        if (last > first && words[last].Text is "s" or "S" && Apostrophes.Contains(text[words[last].Start - 1])) last--;
        var parts = last - first + 1;
        if (parts is < 2 or > MostParts) return;
        var (start, end) = (words[first].Start, words[last].Start + words[last].Text.Length);
        var joined = new StringBuilder();
        var (hasLetter, isDotted) = (false, true);
        for (var k = first; k <= last; k++)
        {
            joined.Append(Fold(words[k].Text));
            hasLetter |= words[k].Text.Any(char.IsLetter);
            isDotted &= k == last || text[words[k].Start + words[k].Text.Length] == '.';
        }
        if (!hasLetter) return;
        var form = joined.ToString();
        found.Add(new(start, end, form, true));
        if (isDotted) found.Add(new(start, end, form + AcronymMark, true));
    }

    private static bool IsInCapitals(string word)
    {
        if (word.Length is < FewestCapitals or > MostCapitals) return false;
        foreach (var c in word)
            if (!char.IsUpper(c)) return false;
        return true;
    }
}

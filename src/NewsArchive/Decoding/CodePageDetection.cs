// Observation: unlabelled text that is not UTF-8 is in one of some forty code pages, and most bytes are valid in most.
// Idea: decode a sample under each and ask every language how likely the letters are (LetterModel); the best pair of
// code page and language wins. Signs between letters, capitals inside words and control characters are unlikely in all.
// Known failure: a few accents in a text of names; code pages that differ in a sign the sample does not hold.
using System.Text;

namespace NewsArchive.Decoding;

internal static class CodePageDetection
{
    /// <summary>Candidates by number; an earlier one wins a tie, so that the usual ones come first.</summary>
    private static readonly int[] Pages =
    [
        1252, 1251, 1250, 932, 54936, 950, 949, 51932, 1253, 1254, 1255, 1256, 1257, 1258, 874, 20866, 21866, 28592,
        28595, 28597, 28599, 28605,
        28593, 28594, 28596, 28598, 28603, 866, 855, 850, 852, 10007, 10000, 10029, 1361,
    ];

    private static readonly (string Name, Encoding Encoding)[] Candidates =
        [.. Pages.Select(page =>
            (NameOf(page),
                CodePagesEncodingProvider.Instance
                    .GetEncoding(page, EncoderFallback.ReplacementFallback,
                    new DecoderReplacementFallback("\uFFFD"))!))];

    /// <summary>Bytes that the choice looks at, of lines that hold more than ASCII.</summary>
    private const int Sample = 6000;

    /// <summary>Log-probabilities of what is no letter of a language.</summary>
    private const double Invalid = -25, Control = -18, Symbol = -9, Sign = -6, CapitalInside = -5, OtherScript = -7,
        AlmostAll = 0.995;

    public static Encoding? Find(string name) => Array.Find(Candidates, c => c.Name == name).Encoding;

    /// <returns>The name of the likeliest code page and its encoding.</returns>
    public static (string Name, Encoding Encoding) Detect(ReadOnlySpan<byte> bytes)
    {
        var sample = SampleOf(bytes);
        var (best, bestScore) = (0, double.NegativeInfinity);
        for (var i = 0; i < Candidates.Length; i++)
        {
            var text = Candidates[i].Encoding.GetString(sample);
            if (text.Count(c => c == '\uFFFD') > (1 - AlmostAll) * text.Length) continue;
            var score = Score(text) + PriorOf(Candidates[i].Name, text);
            if (score > bestScore + 0.001) (best, bestScore) = (i, score);
        }
        return (Candidates[best].Name, Candidates[best].Encoding);
    }

    private static byte[] SampleOf(ReadOnlySpan<byte> bytes)
    {
        using var sample = new MemoryStream();
        foreach (var range in bytes.Split((byte)'\n'))
        {
            var line = bytes[range];
            if (Ascii.IsValid(line)) continue;
            sample.Write(line[..Math.Min(line.Length, Sample)]);
            sample.WriteByte((byte)'\n');
            if (sample.Length > Sample) break;
        }
        return sample.ToArray();
    }

    /// <summary>Log-likelihood of the text under the language that likes it best.</summary>
    public static double Score(string text)
    {
        double signs = 0;
        List<(char First, char Second)> pairs = [];
        var before = '_';
        var lowerBefore = false;
        var letterBefore = '_';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isLetter = char.IsLetter(c)
                || char.GetUnicodeCategory(c)
                is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;
            var folded = isLetter ? char.ToLowerInvariant(c) : '_';
            if (isLetter && (folded >= 0x80 || before >= 0x80)) pairs.Add((before, folded));
            else if (!isLetter && before != '_' && before >= 0x80) pairs.Add((before, '_'));
            if (isLetter && lowerBefore && char.IsUpper(c) && (c >= 0x80 || letterBefore >= 0x80))
                signs += CapitalInside;
            if (isLetter && letterBefore != '_' && before != '_' && ScriptOf(c) != ScriptOf(letterBefore))
                signs += OtherScript;
            if (c >= 0x80 && !isLetter)
                signs += SignOf(c, before != '_' && i + 1 < text.Length && char.IsLetter(text[i + 1]));
            lowerBefore = char.IsLower(c);
            letterBefore = isLetter ? c : '_';
            before = LetterModel.IsUnpaired(folded) ? '_' : folded;
        }
        var best = double.NegativeInfinity;
        foreach (var model in LetterModel.All)
        {
            double sum = 0;
            foreach (var (first, second) in pairs) sum += model.Of(first, second);
            best = Math.Max(best, sum);
        }
        return best + signs;
    }

    /// <summary>
    /// How much rarer a code page is than the usual ones; kana in the encodings of China are a Japanese text misread.
    /// </summary>
    private static double PriorOf(string name, string text) => name switch
    {
        "gb18030" or "big5"
            when text.Count(c => c is >= '\u3041' and <= '\u30FF') is var kana
            && kana * 20 > text.Count(c => c >= '\u2E80') => -6 * kana,
        "johab" => -20,
        "ibm850" or "ibm852" or "macintosh" or "x-mac-ce" => -12,
        "ibm855" or "ibm866" or "x-mac-cyrillic" => -6,
        _ when name.StartsWith("iso-", StringComparison.Ordinal) => -2,
        _ => 0,
    };

    private static double SignOf(char c, bool betweenLetters) => c switch
    {
        '\uFFFD' => Invalid,
        < '\u00A0' => Control,
        >= '\uE000' and < '\uF900' => Invalid,
        '’' or '·' => -4,
        '“' or '”' or '„' or '‘' or '‚' or '–' or '—' or '…' or '«' or '»' or '\u00A0' or '•' or '°' or '§' or '€'
            or '£' or '©' or '®' or '¡' or '¿' or 'º' or 'ª' or '№' or '½' or '²' => betweenLetters ? Symbol : -4,
        >= '\u3000' and < '\u3040' or >= '\uFF00' and < '\uFFF0' => -3.5,
        >= '\u2500' and < '\u2600' => -11,
        _ => betweenLetters ? Symbol - 2 : Sign - 2,
    };

    private static int ScriptOf(char c) => c switch
    {
        < '\u0250' => 0,
        < '\u0300' => 1,
        < '\u0370' => 0,
        < '\u0400' => 2,
        < '\u0530' => 3,
        < '\u0600' => 4,
        < '\u0780' => 5,
        >= '\u0E00' and < '\u0E80' => 6,
        >= '\u1E00' and < '\u1F00' => 0,
        _ => 7,
    };

    private static string NameOf(int page) => page switch
    {
        932 => "shift_jis",
        54936 => "gb18030",
        950 => "big5",
        949 => "euc-kr",
        51932 => "euc-jp",
        1361 => "johab",
        20866 => "koi8-r",
        21866 => "koi8-u",
        28603 => "iso-8859-13",
        28605 => "iso-8859-15",
        >= 28592 and <= 28599 => $"iso-8859-{page - 28590}",
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        10029 => "x-mac-ce",
        < 900 and not 874 => $"ibm{page}",
        _ => $"windows-{page}",
    };
}

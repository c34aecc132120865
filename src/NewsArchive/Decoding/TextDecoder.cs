// Observation: scraped files are UTF-8 nine times in ten; the rest are UTF-16 from Windows tools and the old
// Windows code pages, never labelled.
// Idea: trust a byte order mark; else accept strict UTF-8 (random 8-bit text is almost never valid UTF-8); else
// UTF-16 by where the zeros stand; else the code page under which the letters look most like words.
// Known failure: short 8-bit text with one or two accents fits several code pages; the Western one is then taken.
using System.Text;

namespace NewsArchive.Decoding;

/// <summary>Decoded text, or the reason why the bytes are not text.</summary>
public sealed record DecodedText(string Text, string Encoding, string? Failure)
{
    public static DecodedText Failed(string why) => new("", "", why);
}

public static class TextDecoder
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Candidates for unlabelled 8-bit text; an earlier one wins a tie.</summary>
    private static readonly (string Name, Encoding Encoding)[] CodePages =
    [
        .. new[] { 1252, 1251, 1250, 1253, 1254, 1255, 1256, 874 }
            .Select(page => ($"windows-{page}", CodePagesEncodingProvider.Instance.GetEncoding(page)!)),
    ];

    /// <summary>Share of control characters above which bytes are called binary.</summary>
    private const double BinaryShare = 0.01;

    /// <summary>How many bytes the choice of a code page looks at.</summary>
    private const int Sample = 64 * 1024;

    /// <param name="declared">Name of an encoding that the container states; used where the bytes do not contradict it.</param>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? declared = null)
    {
        if (bytes.IsEmpty)
            return DecodedText.Failed("the file is empty (0 bytes)");
        var decoded = DecodeAny(bytes, declared);
        if (LooksBinary(decoded.Text))
            return DecodedText.Failed("the file is binary, not text");
        if (string.IsNullOrWhiteSpace(decoded.Text))
            return DecodedText.Failed("the file holds only white space");
        return decoded;
    }

    /// <summary>Decodes without asking whether the result reads as text: for records whose format already says what they are.</summary>
    public static DecodedText DecodeAny(ReadOnlySpan<byte> bytes, string? declared = null) =>
        ByMark(bytes) ?? ByZeros(bytes) ?? ByUtf8(bytes) ?? ByName(bytes, declared) ?? ByCodePage(bytes);

    /// <summary>By a declared name that is known; a page that says latin-1 means windows-1252, as browsers read it.</summary>
    private static DecodedText? ByName(ReadOnlySpan<byte> bytes, string? declared)
    {
        var name = declared?.Trim().ToLowerInvariant();
        if (name is null or "utf-8" or "utf8" or "us-ascii") return null;
        if (name is "iso-8859-1" or "latin1" or "latin-1") name = "windows-1252";
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return new(encoding.GetString(bytes), name, null);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The encoding of a name that <see cref="Decode"/> gave; marks are skipped.</summary>
    public static Encoding EncodingOf(string name) => Array.Find(CodePages, p => p.Name == name).Encoding ?? name switch
    {
        "utf-16le" => Encoding.Unicode,
        "utf-16be" => Encoding.BigEndianUnicode,
        "utf-32le" => Encoding.UTF32,
        _ => Encoding.UTF8,
    };

    private static DecodedText? ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => ByUtf8(rest) ?? new(Encoding.UTF8.GetString(rest), "utf-8", null),
        [0xFF, 0xFE, 0x00, 0x00, .. var rest] => new(Encoding.UTF32.GetString(rest), "utf-32le", null),
        [0xFF, 0xFE, .. var rest] => new(Encoding.Unicode.GetString(rest), "utf-16le", null),
        [0xFE, 0xFF, .. var rest] => new(Encoding.BigEndianUnicode.GetString(rest), "utf-16be", null),
        _ => null,
    };

    /// <summary>UTF-16 without a mark: in Latin text every second byte is zero.</summary>
    private static DecodedText? ByZeros(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, 4096)];
        if (sample.Length < 4 || sample.IndexOf((byte)0) < 0)
            return null;
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] != 0) continue;
            if (i % 2 == 0) even++; else odd++;
        }
        var half = sample.Length / 2.0;
        if (odd > 0.4 * half && even < 0.05 * half)
            return new(Encoding.Unicode.GetString(bytes), "utf-16le", null);
        if (even > 0.4 * half && odd < 0.05 * half)
            return new(Encoding.BigEndianUnicode.GetString(bytes), "utf-16be", null);
        return null;
    }

    private static DecodedText? ByUtf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new(StrictUtf8.GetString(bytes), "utf-8", null);
        }
        catch (DecoderFallbackException)
        {
            return AlmostUtf8(bytes);
        }
    }

    /// <summary>A file cut inside a character, or with a few stray bytes, is still UTF-8: its multi-byte sequences say so.</summary>
    private static DecodedText? AlmostUtf8(ReadOnlySpan<byte> bytes)
    {
        int sequences = 0, broken = 0;
        for (var rest = bytes; !rest.IsEmpty;)
        {
            var status = Rune.DecodeFromUtf8(rest, out _, out var used);
            if (status != System.Buffers.OperationStatus.Done) broken++;
            else if (used > 1) sequences++;
            rest = rest[used..];
        }
        return sequences > 10 * broken ? new(Encoding.UTF8.GetString(bytes), "utf-8", null) : null;
    }

    private static DecodedText ByCodePage(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length, Sample)];
        var best = CodePages[0];
        var bestScore = double.NegativeInfinity;
        foreach (var candidate in CodePages)
        {
            var score = WordLikeness(candidate.Encoding.GetString(sample));
            if (score <= bestScore + 0.01) continue;
            (best, bestScore) = (candidate, score);
        }
        return new(best.Encoding.GetString(bytes), best.Name, null);
    }

    /// <summary>
    /// Mean over the non-ASCII characters: a lower-case letter inside a word of its own script counts 1, quotes and dashes
    /// where they belong a little, a symbol or a control inside a word, or two scripts in one word, count against.
    /// </summary>
    private static double WordLikeness(string text)
    {
        double score = 0;
        var seen = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < 0x80) continue;
            seen++;
            var before = i > 0 ? text[i - 1] : ' ';
            var after = i + 1 < text.Length ? text[i + 1] : ' ';
            if (c is '\uFFFD' || char.IsControl(c)) score -= 3;
            else if (char.IsLetter(c))
            {
                var lower = char.IsLower(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.OtherLetter;
                score += lower ? 1 : char.IsLower(before) ? -1 : 0.4;
                if (char.IsLetter(before) && Script(before) != Script(c)) score -= 1.5;
                if (char.IsLetter(after) && Script(after) != Script(c)) score -= 1.5;
            }
            else if (char.IsLetter(before) && char.IsLetter(after) && c is not ('’' or '·' or '\u00AD')) score -= 1;
            else score += c is '’' or '‘' or '“' or '”' or '–' or '—' or '…' or '«' or '»' or '\u00A0' or '€' or '£' or '°' ? 0.9 : 0.1;
        }
        return seen == 0 ? 0 : score / seen;
    }

    private static int Script(char c) => c switch
    {
        < '\u0250' => 0,
        < '\u0400' => 1,
        < '\u0530' => 2,
        < '\u0600' => 3,
        < '\u0700' => 4,
        >= '\u0E00' and < '\u0E80' => 5,
        _ => 6,
    };

    private static bool LooksBinary(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, Sample));
        var controls = 0;
        foreach (var c in sample)
            if (c is '\0' or '\uFFFD' || (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f' or '\u0085' or '\u001A')))
                controls++;
        return controls > Math.Max(2, BinaryShare * sample.Length);
    }
}

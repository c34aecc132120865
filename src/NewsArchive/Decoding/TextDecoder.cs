// Observation: scraped files are UTF-8 nine times in ten; the rest are UTF-16 from Windows tools and the old
// code pages, seldom labelled.
// Idea: trust a byte order mark; else accept strict UTF-8 (random 8-bit text is almost never valid UTF-8); else
// UTF-16 by where the zeros stand; else the encoding that the container states; else the likeliest code page.
// Known failure: short 8-bit text with one or two accents fits several code pages; the usual one is then taken.
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

    /// <summary>Share of control characters above which bytes are called binary.</summary>
    private const double BinaryShare = 0.01;

    /// <summary>How many bytes the choice of a code page looks at.</summary>
    private const int Sample = 64 * 1024;

    /// <param name="declared">Name of an encoding that the container states; used where the bytes do not contradict
    /// it.</param>
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

    /// <summary>
    /// Decodes without asking whether the result reads as text: for records whose format already says what they are.
    /// </summary>
    public static DecodedText DecodeAny(ReadOnlySpan<byte> bytes, string? declared = null) =>
        ByMark(bytes)
            ?? ByZeros(bytes) ?? ByEscapes(bytes) ?? ByUtf8(bytes) ?? ByName(bytes, declared) ?? ByCodePage(bytes);

    /// <summary>
    /// By a declared name that is known; a page that says latin-1 means windows-1252, as browsers read it.
    /// </summary>
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
    public static Encoding EncodingOf(string name) => CodePageDetection.Find(name) ?? name switch
    {
        "utf-16le" => Encoding.Unicode,
        "utf-16be" => Encoding.BigEndianUnicode,
        "utf-32le" => Encoding.UTF32,
        "utf-32be" => new UTF32Encoding(bigEndian: true, byteOrderMark: false),
        "iso-2022-jp" => CodePagesEncodingProvider.Instance.GetEncoding(50220)!,
        "iso-2022-kr" => CodePagesEncodingProvider.Instance.GetEncoding(50225)!,
        _ => Encoding.UTF8,
    };

    private static DecodedText? ByMark(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => ByUtf8(rest) ?? new(Encoding.UTF8.GetString(rest), "utf-8", null),
        [0xFF, 0xFE, 0x00, 0x00, .. var rest] => new(Encoding.UTF32.GetString(rest), "utf-32le", null),
        [0x00, 0x00, 0xFE, 0xFF, .. var rest] => new(new UTF32Encoding(true, false).GetString(rest), "utf-32be", null),
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
        if (bytes.Length % 4 == 0 && ByQuadruples(sample, bytes) is { } utf32) return utf32;
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

    /// <summary>
    /// UTF-32 without a mark: every fourth byte is zero, and the one beside it at most 10 hexadecimal.
    /// </summary>
    private static DecodedText? ByQuadruples(ReadOnlySpan<byte> sample, ReadOnlySpan<byte> bytes)
    {
        bool big = true, little = true;
        for (var i = 0; i + 3 < sample.Length; i += 4)
        {
            big &= sample[i] == 0 && sample[i + 1] <= 0x10;
            little &= sample[i + 3] == 0 && sample[i + 2] <= 0x10;
        }
        return big == little
            ? null : new(EncodingOf(big ? "utf-32be" : "utf-32le").GetString(bytes), big ? "utf-32be" : "utf-32le",
            null);
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

    /// <summary>
    /// A file cut inside a character, or with a few stray bytes, is still UTF-8: its multi-byte sequences say so.
    /// </summary>
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
        var (name, encoding) = CodePageDetection.Detect(bytes);
        return new(encoding.GetString(bytes), name, null);
    }

    /// <summary>Text in seven bits that changes its alphabet with escape sequences, which nothing else holds.</summary>
    private static DecodedText? ByEscapes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf((byte)0x1B) < 0) return null;
        var name = bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0
            || bytes.IndexOf("\u001B(J"u8) >= 0 ? "iso-2022-jp"
            : bytes.IndexOf("\u001B$)C"u8) >= 0 ? "iso-2022-kr" : null;
        return name is null || !Ascii.IsValid(bytes) ? null : new(EncodingOf(name).GetString(bytes), name, null);
    }

    private static bool LooksBinary(string text)
    {
        var sample = text.AsSpan(0, Math.Min(text.Length, Sample));
        var controls = 0;
        foreach (var c in sample)
            // Signs from U+0080 to U+009F are text that was misread, and U+FFFD is text that was lost: both are text.
            if (c is '\u007F' or (< ' ' and not ('\t' or '\n' or '\r' or '\f' or '\u001A')))
                controls++;
        return controls > Math.Max(2, BinaryShare * sample.Length);
    }
}

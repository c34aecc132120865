using System.Collections.Frozen;
using System.Text;

namespace NewsArchive.Decoding;

/// <summary>
/// A single-byte code page read backwards: which byte a character stands for. “Sloppy” as browsers are: a byte without
/// a character of its own stands for the control character of the same number.
/// </summary>
internal sealed class SloppyCodePage
{
    private readonly FrozenDictionary<char, byte> bytes;

    private SloppyCodePage(string name, bool letters, FrozenDictionary<char, byte> bytes)
    {
        Name = name;
        LeadsAreOrdinaryLetters = letters;
        this.bytes = bytes;
    }

    public string Name { get; }

    /// <summary>
    /// True where the bytes C2–F4 are everyday letters of another script, so that a pair of them may be healthy.
    /// </summary>
    public bool LeadsAreOrdinaryLetters { get; }

    /// <summary>
    /// True for pages whose signs for letters stand together in healthy text now and then (€™): a single sequence that
    /// gives a letter of another script is then no proof.
    /// </summary>
    public bool IsRare => Name is "mac-roman" or "cp437" or "cp850" or "cp852";

    /// <summary>The pages that break news text in practice, most frequent first.</summary>
    public static IReadOnlyList<SloppyCodePage> All { get; } =
    [
        From(1252, false), From(28591, false), From(1250, false), From(28592, false), From(1254, false),
        From(1257, false),
        From(874, true), From(1251, true), From(1253, true), From(10000, false), From(437, false), From(850, false),
        From(852, false),
    ];

    /// <summary>What a byte from 80 to 9F means in windows-1252; null for the five that mean nothing.</summary>
    public static char? Windows1252(byte value)
    {
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([value]);
        return text[0] is >= '\u0080' and <= '\u009F' or '\uFFFD' ? null : text[0];
    }

    public int this[char c] => c < 0x80 ? c : bytes.TryGetValue(c, out var value) ? value : -1;

    private static SloppyCodePage From(int page, bool letters)
    {
        var encoding = page == 28591 ? Encoding.Latin1 : CodePagesEncodingProvider.Instance.GetEncoding(
            page, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"))!;
        var map = new Dictionary<char, byte>();
        Span<char> one = stackalloc char[2];
        for (var value = 0x80; value < 0x100; value++)
        {
            var n = encoding.GetChars([(byte)value], one);
            var c = n == 1 ? one[0] : '\uFFFD';
            if (c is '\uFFFD' || (c >= '\uE000' && c < '\uF900')) c = (char)value;
            map.TryAdd(c, (byte)value);
        }
        for (var value = 0x80; value < 0xA0; value++)
            map.TryAdd((char)value, (byte)value);
        map.TryAdd('\u00A0', 0xA0);
        var name = page switch
        {
            28591 => "latin-1",
            28592 => "latin-2",
            10000 => "mac-roman",
            437 or 850 or 852 => $"cp{page}",
            _ => $"windows-{page}"
        };
        return new(name, letters, map.ToFrozenDictionary());
    }
}

// Observation: text cut out of pages keeps pieces of their source (&quot; &#8217;), text cut out of typeset files has
// letters fused (ﬁ), and both carry control characters that no reader sees and every search stumbles over.
// Idea: each has one meaning, so it is replaced and recorded. A line that holds markup speaks about it and is left
// alone.
// Known failure: an article that explains character references in prose loses them.
using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsArchive.Decoding;

internal static partial class CharacterRepair
{
    public static RepairedText Repair(RepairedText text)
    {
        var steps = text.Steps.ToBuilder();
        return new([.. text.Lines.Select((line, i) => Repair(line, i + 1, steps))], steps.ToImmutable());
    }

    private static string Repair(string line, int number, ImmutableArray<RepairStep>.Builder steps)
    {
        string Replace(string text, Regex pattern, string rule, Func<string, string> after) =>
            pattern.Replace(text, m =>
        {
            var now = after(m.Value);
            if (now != m.Value) steps.Add(new(number, m.Index, rule, m.Value, now));
            return now;
        });
        if (line.Contains('&', StringComparison.Ordinal) && !line.Contains('<', StringComparison.Ordinal))
            line = Replace(line, Reference(), "character reference of HTML", Decode);
        if (line.AsSpan().IndexOfAnyInRange('\uFB00', '\uFB06') >= 0)
            line = Replace(line, Ligature(), "fused letters", m => Fused[m[0] - '\uFB00']);
        if (line.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || line.Contains('\u007F', StringComparison.Ordinal))
            line = Replace(line, Control(), "control character removed", _ => "");
        return line;
    }

    /// <summary>
    /// Numbers 128 to 159 mean windows-1252, as browsers read them; others that stand for no character stay.
    /// </summary>
    private static string Decode(string reference)
    {
        // Escaped more than once: “&amp;#8217;”.
        while (reference.StartsWith("&amp;", StringComparison.Ordinal) && reference.Length > 5)
            reference = "&" + reference[5..];
        var decoded = WebUtility.HtmlDecode(reference);
        if (decoded is not [>= '\u0080' and <= '\u009F' and var control]) return decoded is [< ' '] ? " " : decoded;
        return CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString([(byte)control]);
    }

    private static readonly string[] Fused = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>With its semicolon; a bare “&amp;copy” may be part of an address.</summary>
    [GeneratedRegex(@"&(?:amp;)*(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")]
    private static partial Regex Reference();

    [GeneratedRegex(@"[\uFB00-\uFB06]")]
    private static partial Regex Ligature();

    /// <summary>All but the tab; colours of a terminal go whole.</summary>
    [GeneratedRegex(@"\x1B\[[\d;]*[A-Za-z]|[\x00-\x08\x0B-\x1F\x7F]")]
    private static partial Regex Control();
}

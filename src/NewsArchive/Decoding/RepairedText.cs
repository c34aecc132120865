using System.Collections.Immutable;

namespace NewsArchive.Decoding;

/// <summary>One repair: what stood in the line, what stands there now, and the rule that did it.</summary>
/// <param name="Line">1-based line of the decoded file.</param>
/// <param name="Start">UTF-16 offset of <see cref="Before"/> in that line as decoded.</param>
public sealed record RepairStep(int Line, int Start, string Rule, string Before, string After);

/// <summary>
/// Text after repair, line by line. Replaying <see cref="Steps"/> on the decoded lines gives <see cref="Lines"/>.
/// </summary>
public sealed record RepairedText(ImmutableArray<string> Lines, ImmutableArray<RepairStep> Steps)
{
    /// <summary>Splits at LF, CRLF, CR, and the Unicode line separators.</summary>
    public static ImmutableArray<string> SplitLines(string text)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        var at = 0;
        while (at <= text.Length)
        {
            // Not at U+0085, which in news is the ellipsis of windows-1252.
            var end = text.AsSpan(at).IndexOfAny("\r\n\u2028\u2029");
            end = end < 0 ? text.Length : at + end;
            lines.Add(text[at..end]);
            at = end + (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n' ? 2 : 1);
        }
        // A final line break ends the last line; it does not begin another.
        if (lines.Count > 1 && lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines.ToImmutable();
    }
}

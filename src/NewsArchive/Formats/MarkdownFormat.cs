// Observation: note-takers and site generators keep articles as Markdown with YAML front matter.
// Idea: front matter gives declared fields under many names; in the rest, marks at the start of a line tell headings,
// quotes and pictures, and inline marks are taken off. Lines keep their numbers.
// Known failure: tables, footnotes and reference links stay as they are written.
using System.Text.RegularExpressions;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed partial class MarkdownFormat : IDocumentFormat
{
    public string Name => "markdown";

    public bool Recognises(SourceFile file)
    {
        var head = file.Head.Span;
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        if (head.StartsWith("---\n"u8) || head.StartsWith("---\r\n"u8)) return true;
        var byName = file.Path.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
            || file.Path.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase);
        return byName || (head.StartsWith("# "u8) && head.IndexOf("\n## "u8) > 0);
    }

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        if (file.ReadAll() is not { } content)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge);
            yield break;
        }
        var decoded = TextDecoder.Decode(content);
        if (decoded.Failure is { } why)
        {
            yield return DocumentRead.Failed(why);
            yield break;
        }
        var lines = RepairedText.SplitLines(decoded.Text).ToArray();
        var marks = new LineMark[lines.Length];
        var end = EndOfFrontMatter(lines);
        var declared = DeclaredFields.None;
        string? failure = null;
        if (end > 0)
        {
            (var fields, failure) = FrontMatter.Read(string.Join('\n', lines[1..end]));
            if (failure is not null) failure = "the front matter is not read: " + failure;
            declared = fields ?? declared;
            marks.AsSpan(0, end + 1).Fill(LineMark.FrontMatter);
        }
        if (failure is not null)
        {
            yield return DocumentRead.Failed(failure);
            yield break;
        }
        for (var i = end > 0 ? end + 1 : 0; i < lines.Length; i++)
            (lines[i], marks[i]) = Strip(lines[i]);
        yield return DocumentRead.Of(new(
            file.Path, 1, Name, decoded.Encoding, content, string.Join('\n', lines), declared, [.. marks])
        {
            IsAlone = true,
            IsDeclaredText = end > 0,
        });
    }

    /// <summary>Index of the closing <c>---</c>, or 0 where there is no front matter.</summary>
    private static int EndOfFrontMatter(string[] lines)
    {
        if (lines.Length < 2 || lines[0].TrimEnd() != "---") return 0;
        for (var i = 1; i < lines.Length; i++)
            if (lines[i].TrimEnd() is "---" or "...") return i;
        return 0;
    }

    private static (string Text, LineMark Mark) Strip(string line)
    {
        var text = line.TrimStart();
        var mark = LineMark.None;
        if (Picture().Match(text) is { Success: true } picture)
            return (picture.Groups["alt"].Value, LineMark.Picture);
        if (Heading().Match(text) is { Success: true } heading)
            (text, mark) = (heading.Groups["text"].Value, LineMark.Heading);
        else if (text.StartsWith('>'))
            (text, mark) = (text.TrimStart('>', ' '), LineMark.Quote);
        else if (Rule().IsMatch(text))
            text = "";
        else
            text = line;
        text = Link().Replace(text, "${text}");
        text = Strong().Replace(text, "${text}");
        text = Emphasis().Replace(text, "${text}");
        return (text, mark);
    }

    [GeneratedRegex(@"^!\[(?<alt>[^\]]*)\]\([^)]*\)\s*$")]
    private static partial Regex Picture();

    [GeneratedRegex(@"^#{1,6}\s+(?<text>.*?)\s*#*$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(\*\s*\*\s*\*[\s*]*|-\s*-\s*-[\s-]*|_\s*_\s*_[\s_]*)$")]
    private static partial Regex Rule();

    [GeneratedRegex(@"!?\[(?<text>[^\[\]]{1,1000})\]\((?:[^()\s]|\([^()]{0,500}\)){0,2000}(?:\s+""[^""]{0,500}"")?\)")]
    private static partial Regex Link();

    // Each stops at the next mark of its kind, and after so many signs: a mark without an end costs no more than that.
    [GeneratedRegex(@"(\*\*|__)(?=\S)(?<text>(?:(?!\1).){1,1000})(?<=\S)\1")]
    private static partial Regex Strong();

    [GeneratedRegex(@"(?<![\w*])(\*|_)(?=[^\s*_])(?<text>[^*_]{1,1000}?)(?<=\S)\1(?![\w*])")]
    private static partial Regex Emphasis();
}

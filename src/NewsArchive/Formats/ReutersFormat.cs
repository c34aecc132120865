// Observation: the Reuters-21578 collection and files made like it are SGML: REUTERS elements, one a story.
// Idea: stream them one by one; the elements have fixed names. Character references stand for control marks of the
// wire.
// Known failure: tables inside a body lose nothing but their alignment.
using System.Text;
using System.Text.RegularExpressions;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed partial class ReutersFormat : IDocumentFormat
{
    public string Name => "sgml";

    public bool Recognises(SourceFile file) =>
        Encoding.Latin1.GetString(file.Head.Span[..Math.Min(2048, file.Head.Length)]) is var head
        && Opening().IsMatch(head) && head.TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n').StartsWith('<');

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = file.Open();
        var story = new MemoryStream();
        int ordinal = 0, line = 0, began = 0;
        foreach (var (bytes, tooLong) in ByteLines.Read(stream, file.Limits.DocumentBytes))
        {
            line++;
            if (bytes.AsSpan().IndexOf("<REUTERS"u8) >= 0)
            {
                if (story.Length > 0)
                    yield return DocumentRead.Failed(
                        $"the story that begins in line {began} has no end: </REUTERS> is missing before line {line}");
                story.SetLength(0);
                began = line;
            }
            if (began == 0) continue;
            story.Write(bytes);
            story.WriteByte((byte)'\n');
            if (tooLong || story.Length > file.Limits.DocumentBytes)
            {
                yield return DocumentRead.Failed($"line {began}: {file.Limits.TooLarge}");
                story.SetLength(0);
                began = 0;
            }
            else if (bytes.AsSpan().IndexOf("</REUTERS>"u8) >= 0)
            {
                yield return Document(file, ++ordinal, story.ToArray());
                story.SetLength(0);
                began = 0;
            }
        }
        if (story.Length > 0)
            yield return DocumentRead.Failed(
                $"the story that begins in line {began} has no end: </REUTERS> is missing");
        else if (ordinal == 0) yield return DocumentRead.Failed("the file holds no story");
    }

    private DocumentRead Document(SourceFile file, int ordinal, byte[] original)
    {
        var decoded = TextDecoder.DecodeAny(original);
        string? Element(string name) =>
            Regex.Match(decoded.Text, $"<{name}(?:\\s[^>]*)?>(.*?)</{name}>", RegexOptions.Singleline)
                is { Success: true } m && Plain(m.Groups[1].Value).Trim() is { Length: > 0 } text ? text : null;
        var author = Element("AUTHOR");
        var dateline = Element("DATELINE");
        var body = Element("BODY")
            ?? (Regex.Match(decoded.Text, "<TEXT[^>]*>(.*?)</TEXT>", RegexOptions.Singleline) is { Success: true } m
            ? Plain(Tag().Replace(m.Groups[1].Value, "")).Trim() : "");
        if (dateline is not null) body = $"{dateline.Trim().TrimEnd('-').TrimEnd()} - {body}";
        return DocumentRead.Of(new(file.Path, ordinal, Name, decoded.Encoding, original, End().Replace(body, ""), new()
        {
            ExternalId = NewId().Match(decoded.Text) is { Success: true } id ? id.Groups[1].Value : null,
            Headline = Element("TITLE"),
            Bylines = author is null ? [] : [author],
            Source = "Reuters",
            Published = Element("DATE") is { } date ? Fraction().Replace(date, "") : null,
            Language = "en",
        }, [])
        {
            IsDeclaredText = true
        });
    }

    /// <summary>Character references resolved, control marks of the wire taken out.</summary>
    private static string Plain(string text)
    {
        text = System.Net.WebUtility.HtmlDecode(ControlReference().Replace(text, ""));
        return string.Concat(text.Where(c => !char.IsControl(c) || c is '\n' or '\t'));
    }

    [GeneratedRegex(@"<REUTERS[\s>]")]
    private static partial Regex Opening();

    [GeneratedRegex(@"<[^<>]+>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"&#(?:\d|[12]\d|3[01]|127);")]
    private static partial Regex ControlReference();

    [GeneratedRegex(@"\sNEWID=""(\d+)""")]
    private static partial Regex NewId();

    [GeneratedRegex(@"\.\d+$")]
    private static partial Regex Fraction();

    /// <summary>The wire's own end mark.</summary>
    [GeneratedRegex(@"\s+(?:Reuter|REUTER)\s*$")]
    private static partial Regex End();
}

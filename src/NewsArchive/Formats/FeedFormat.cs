// Observation: feed readers and scrapers keep RSS and Atom files; many items carry the whole article as HTML.
// Idea: stream item by item; the elements of RSS 1.0 and 2.0, Atom and their usual extensions give the fields, the
// longest content gives the text, and the feed's title is the source of items that name none.
// Known failure: feeds that carry only the first sentences; they are read as what they are.
using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed class FeedFormat : IDocumentFormat
{
    public string Name => "feed";

    public bool Recognises(SourceFile file)
    {
        var head = TextDecoder.DecodeAny(file.Head.Span[..Math.Min(file.Head.Length, 4096)]).Text;
        var at = head.IndexOf('<', StringComparison.Ordinal);
        if (at < 0 || head[..at].Trim().Length > 0) return false;
        foreach (var root in new[] { "<rss", "<feed", "<rdf:RDF" })
            if (head.IndexOf(root, StringComparison.Ordinal) is >= 0 and var start && head.Length > start + root.Length
                && head[start + root.Length] is ' ' or '>' or '\n' or '\r' or '\t'
                && !head[..start].Contains("<html", StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = file.Open();
        // A feed of a usual size is decoded as text is, which forgives a wrong or missing declaration; a huge one is
        // streamed.
        var content = file.ReadAll();
        var decoded = content is null ? null : TextDecoder.DecodeAny(content, DeclaredEncoding(content));
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            CheckCharacters = false,
            MaxCharactersFromEntities = 1024
        };
        using var reader = decoded is null
            ? XmlReader.Create(stream, settings)
            : XmlReader.Create(new StringReader(decoded.Text.TrimStart('\uFEFF', ' ', '\n', '\r', '\t')), settings);
        var source = (string?)null;
        var ordinal = 0;
        while (true)
        {
            var (item, title, failure) = Next(reader);
            if (failure is not null) yield return DocumentRead.Failed(failure);
            if (title is not null) source ??= title;
            if (item is not null) yield return Document(file, ++ordinal, decoded?.Encoding ?? "utf-8", item, source);
            if (item is null && title is null) break;
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the feed holds no item");
    }

    /// <summary>The next item, or the title of the feed; neither at the end.</summary>
    private static (XElement? Item, string? Title, string? Failure) Next(XmlReader reader)
    {
        try
        {
            while (!reader.EOF)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "item" or "entry")
                    return ((XElement)XNode.ReadFrom(reader), null, null);
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "title" && reader.Depth <= 2)
                    return (null, ((XElement)XNode.ReadFrom(reader)).Value.Trim(), null);
                reader.Read();
            }
            return default;
        }
        catch (XmlException e)
        {
            return (null, null,
                $"not valid XML at line {e.LineNumber}, column {e.LinePosition}: the items after it are not read");
        }
    }

    private DocumentRead Document(SourceFile file, int ordinal, string encoding, XElement item, string? source)
    {
        // Kept inside a feed of its own, so that it can be read again by itself.
        var original = Encoding.UTF8
            .GetBytes(new XElement("rss", new XElement("channel", new XElement("title", source), item))
            .ToString(SaveOptions.DisableFormatting));
        if (original.Length > file.Limits.DocumentBytes)
            return DocumentRead.Failed($"item {ordinal}: {file.Limits.TooLarge}");
        string? One(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (item.Elements()
                    .FirstOrDefault(e => e.Name.LocalName == name && e.Value.Trim().Length > 0)?.Value.Trim()
                    is { } value) return value;
            return null;
        }
        var texts =
            item.Elements()
                .Where(e => e.Name.LocalName is "encoded" or "content" or "description" or "summary" or "body")
            .Select(e => e.Attribute("type")?.Value == "xhtml" ? string.Concat(e.Nodes()) : e.Value)
                .OrderByDescending(t => t.Length).ToList();
        var link =
            item.Elements().Where(e => e.Name.LocalName == "link")
                .OrderBy(e => e.Attribute("rel")?.Value is not (null or "alternate")).FirstOrDefault();
        var declared = new DeclaredFields
        {
            ExternalId = One("guid", "id"),
            Headline = One("title") is { } title ? System.Net.WebUtility.HtmlDecode(title) : null,
            Standfirst = texts.Count > 1 && !texts[^1].Contains('<', StringComparison.Ordinal)
                && texts[^1].Length is > 0 and < 400 ? texts[^1].Trim() : null,
            Bylines =
                [.. item.Elements().Where(e => e.Name.LocalName is "creator" or "author")
                    .Select(e =>
                    e.Elements().FirstOrDefault(n => n.Name.LocalName == "name")?.Value.Trim() ?? e.Value.Trim())
                    .Where(n => n.Length > 0)],
            Source = item.Elements().FirstOrDefault(e => e.Name.LocalName == "source") is { } own
                ? own.Elements().FirstOrDefault(e => e.Name.LocalName == "title")?.Value ?? own.Value : source,
            Published = One("pubDate", "published", "date", "issued", "updated"),
            Updated = One("updated", "modified"),
            Language = item.Attribute(XNamespace.Xml + "lang")?.Value,
            Url = link is null ? null : link.Attribute("href")?.Value ?? link.Value.Trim(),
        };
        var (text, marks) = MarkupText.Read(texts.FirstOrDefault() ?? "");
        return DocumentRead.Of(new(file.Path, ordinal, Name, encoding, original, text, declared, marks));
    }

    private static string? DeclaredEncoding(byte[] content)
    {
        var head = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 200));
        var at = head.IndexOf("encoding=", StringComparison.Ordinal);
        return at < 0 || head.Length < at + 12 ? null : head[(at + 10)..].Split('"', '\'')[0];
    }
}

/// <summary>Text of a field that may hold markup.</summary>
internal static class MarkupText
{
    /// <summary>Tags from which a text counts as markup.</summary>
    private const int Fewest = 2;

    public static (string Text, ImmutableArray<LineMark> Marks) Read(string text)
    {
        if (System.Text.RegularExpressions.Regex
            .Count(text, "</?(?:p|br|div|a|b|i|em|strong|span|h[1-6]|ul|li|img|blockquote|figure)[\\s>/]",
            System.Text.RegularExpressions.RegexOptions.IgnoreCase) < Fewest)
            return (text.Contains('&', StringComparison.Ordinal) ? System.Net.WebUtility.HtmlDecode(text) : text, []);
        var (plain, marks, _) = HtmlFormat.ReadPage("<body>" + text + "</body>", null);
        return (plain, marks);
    }
}

// Observation: feed readers and scrapers keep RSS and Atom files; many items carry the whole article as HTML.
// Idea: stream item by item; the elements of RSS 1.0 and 2.0, Atom and their usual extensions give the fields, the
// longest content gives the text, and the feed's title is the source of items that name none.
// A fault costs the item that it is in: from there on each item is cut out and mended by itself.
// Known failure: feeds that carry only the first sentences; they are read as what they are.
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed class FeedFormat : IDocumentFormat
{
    private static readonly string[] Roots = ["<rss", "<feed", "<rdf:RDF"];

    /// <summary>Elements of pictures and films: their titles and texts are not the item's.</summary>
    internal const string MediaNamespace = "http://search.yahoo.com/mrss/";

    public string Name => "feed";

    public bool Recognises(SourceFile file)
    {
        var head = TextDecoder.DecodeAny(file.Head.Span[..Math.Min(file.Head.Length, 4096)]).Text;
        var at = head.IndexOf('<', StringComparison.Ordinal);
        if (at < 0 || head[..at].Trim().Length > 0) return false;
        foreach (var root in Roots)
            if (head.IndexOf(root, StringComparison.OrdinalIgnoreCase) is >= 0 and var start && head.Length > start + root.Length
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
        var feed = new FeedHead();
        var ordinal = 0;
        while (true)
        {
            var (item, failure) = Next(reader, feed);
            if (failure is not null && decoded is null) yield return DocumentRead.Failed(failure);
            if (failure is not null && decoded is not null)
            {
                foreach (var (mended, why) in FeedItems.After(decoded.Text, ordinal))
                {
                    if (why is not null) yield return DocumentRead.Failed(why);
                    if (mended is not null) yield return Document(file, ++ordinal, decoded.Encoding, mended, feed);
                }
                break;
            }
            if (item is null) break;
            yield return Document(file, ++ordinal, decoded?.Encoding ?? "utf-8", item, feed);
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the feed holds no item");
    }

    /// <summary>What a feed says of itself before its items.</summary>
    private sealed class FeedHead
    {
        public string? Title { get; set; }
        public Uri? Address { get; set; }
    }

    /// <summary>The next item; null at the end.</summary>
    private static (XElement? Item, string? Failure) Next(XmlReader reader, FeedHead feed)
    {
        try
        {
            while (!reader.EOF)
            {
                if (reader.NodeType == XmlNodeType.Element && reader.Depth <= 1
                    && reader.GetAttribute("xml:base") is { } address) feed.Address ??= Absolute(address);
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName.ToLowerInvariant() is "item" or "entry")
                    return ((XElement)XNode.ReadFrom(reader), null);
                if (reader.NodeType == XmlNodeType.Element && reader.LocalName is "title" or "link" && reader.Depth <= 2
                    && XNode.ReadFrom(reader) is XElement own)
                {
                    if (own.Name.LocalName == "title") feed.Title ??= own.Value.Trim();
                    else if (own.Attribute("rel")?.Value is null or "alternate")
                        feed.Address ??= Absolute(own.Attribute("href")?.Value ?? own.Value.Trim());
                }
                else reader.Read();
            }
            return default;
        }
        catch (XmlException e)
        {
            return (null,
                $"not valid XML at line {e.LineNumber}, column {e.LinePosition}: the items after it are not read");
        }
    }

    private static Uri? Absolute(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;

    private DocumentRead Document(SourceFile file, int ordinal, string encoding, XElement item, FeedHead feed)
    {
        // Kept inside a feed of its own, so that it can be read again by itself.
        var original = Encoding.UTF8
            .GetBytes(new XElement("rss", new XElement("channel", new XElement("title", feed.Title), feed.Address is null
                ? null : new XElement("link", feed.Address.OriginalString), item))
            .ToString(SaveOptions.DisableFormatting));
        if (original.Length > file.Limits.DocumentBytes)
            return DocumentRead.Failed($"item {ordinal}: {file.Limits.TooLarge}");
        var own = item.Elements().Where(e => e.Name.NamespaceName != MediaNamespace).ToList();
        string? One(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
                if (own
                    .FirstOrDefault(e => e.Name.LocalName == name && e.Value.Trim().Length > 0)?.Value.Trim()
                    is { } value) return value;
            return null;
        }
        var texts = own
            .Where(e => e.Name.LocalName is "encoded" or "content" or "description" or "summary" or "body")
            .Select(e => e.Attribute("type")?.Value == "xhtml" ? string.Concat(e.Nodes()) : e.Value)
            .Where(text => FieldNames.ValueOf(text) is not null).OrderByDescending(t => t.Length).ToList();
        var link = own.Where(e => e.Name.LocalName == "link")
            .OrderBy(e => e.Attribute("rel")?.Value is not (null or "alternate")).FirstOrDefault();
        var address = link is null ? null : link.Attribute("href")?.Value ?? link.Value.Trim();
        var home = item.Attribute(XNamespace.Xml + "base") is { } stated ? Absolute(stated.Value) : feed.Address;
        var declared = new DeclaredFields
        {
            ExternalId = One("guid", "id"),
            Headline = One("title") is { } title && FieldNames.ValueOf(title) is { } given
                ? FieldNames.Plain(given) : null,
            Standfirst = texts.Count > 1 && !texts[^1].Contains('<', StringComparison.Ordinal)
                && texts[^1].Length is > 0 and < 400 ? texts[^1].Trim() : null,
            Bylines = [.. own.Where(e => e.Name.LocalName is "creator" or "author")
                .Select(e => e.Elements().FirstOrDefault(n => n.Name.LocalName == "name")?.Value ?? e.Value)
                .Select(FieldNames.Author).OfType<string>().Distinct()],
            Source = own.Find(e => e.Name.LocalName == "source") is { } named
                ? named.Elements().FirstOrDefault(e => e.Name.LocalName == "title")?.Value ?? named.Value : feed.Title,
            Published = One("pubDate", "published", "date", "issued", "updated"),
            Updated = One("updated", "modified"),
            Language = item.Attribute(XNamespace.Xml + "lang")?.Value,
            Url = address is { Length: > 0 } && home is not null && Uri.TryCreate(home, address, out var whole)
                ? Absolute(address) is null ? whole.AbsoluteUri : address : address,
        };
        var (text, marks) = MarkupText.Read(texts.FirstOrDefault() ?? "");
        return DocumentRead.Of(new(file.Path, ordinal, Name, encoding, original, text, declared, marks)
        {
            IsDeclaredText = true
        });
    }

    private static string? DeclaredEncoding(byte[] content)
    {
        var head = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 200));
        var at = head.IndexOf("encoding=", StringComparison.Ordinal);
        return at < 0 || head.Length < at + 12 ? null : head[(at + 10)..].Split('"', '\'')[0];
    }
}

/// <summary>Text of a field that may hold markup.</summary>
internal static partial class MarkupText
{
    /// <summary>Tags from which a text counts as markup.</summary>
    private const int Fewest = 2;

    public static (string Text, ImmutableArray<LineMark> Marks) Read(string text)
    {
        // Markup that was escaped twice is still markup.
        if (!Tag().IsMatch(text) && EscapedTag().Count(text) >= Fewest)
            text = System.Net.WebUtility.HtmlDecode(text);
        if (Tag().Count(text) < Fewest) return (Decoded(text), []);
        var (plain, marks, _) = HtmlFormat.ReadPage("<body>" + text + "</body>", null);
        return (plain, marks);
    }

    /// <summary>References resolved, twice where what comes out is references again.</summary>
    private static string Decoded(string text)
    {
        if (!text.Contains('&', StringComparison.Ordinal)) return text;
        var once = System.Net.WebUtility.HtmlDecode(text);
        return Reference().IsMatch(once) ? System.Net.WebUtility.HtmlDecode(once) : once;
    }

    private const string Elements = "(?:p|br|div|a|b|i|em|strong|span|h[1-6]|ul|li|img|blockquote|figure)";

    [GeneratedRegex("</?" + Elements + @"[\s>/]", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex("&lt;/?" + Elements + @"(?:\s|/|&gt;)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex EscapedTag();

    [GeneratedRegex("&(?:#[0-9]{2,5}|(?:rsquo|lsquo|rdquo|ldquo|ndash|mdash|nbsp|amp|quot|eacute|hellip));",
        RegexOptions.NonBacktracking)]
    private static partial Regex Reference();
}

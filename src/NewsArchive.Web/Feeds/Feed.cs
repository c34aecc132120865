using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Feeds;

/// <summary>A list of articles to follow, in one of three notations: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1.</summary>
/// <param name="Title">What the list is of.</param>
/// <param name="Page">Path of the page that shows the same list.</param>
/// <param name="Articles">The newest first.</param>
internal sealed record Feed(string Title, string Page, IReadOnlyList<ArticleSummary> Articles)
{
    /// <summary>Articles in a feed.</summary>
    public const int Length = 50;

    private static readonly JsonWriterOptions JsonFormat = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>When an article of the list was last stored.</summary>
    public DateTime? Updated => Articles.Count > 0 ? Articles.Max(a => a.UpdatedAt) : null;

    /// <param name="site">Scheme and host, without a slash at the end.</param>
    /// <param name="self">Path of the feed.</param>
    public byte[] Atom(string site, string self) => Xml(xml =>
    {
        xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
        xml.WriteElementString("id", site + Page);
        xml.WriteElementString("title", Title);
        xml.WriteElementString("updated", Rfc3339(Updated ?? DateTime.UnixEpoch));
        Link("self", site + self);
        Link("alternate", site + Page);
        foreach (var article in Articles)
        {
            xml.WriteStartElement("entry");
            xml.WriteElementString("id", Id(site, article));
            xml.WriteElementString("title", article.Title);
            xml.WriteElementString("updated", Rfc3339(article.UpdatedAt));
            if (article.PublishedAt is { } published) xml.WriteElementString("published", Rfc3339(published));
            xml.WriteStartElement("author");
            xml.WriteElementString("name", article.Byline ?? article.SourceName ?? "unknown");
            xml.WriteEndElement();
            Link("alternate", site + Links.Article(article));
            xml.WriteElementString("summary", article.Lede);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();

        void Link(string relation, string target)
        {
            xml.WriteStartElement("link");
            xml.WriteAttributeString("rel", relation);
            xml.WriteAttributeString("href", target);
            xml.WriteEndElement();
        }
    });

    /// <inheritdoc cref="Atom"/>
    public byte[] Rss(string site, string self) => Xml(xml =>
    {
        const string AtomNamespace = "http://www.w3.org/2005/Atom";
        xml.WriteStartElement("rss");
        xml.WriteAttributeString("version", "2.0");
        xml.WriteAttributeString("xmlns", "atom", null, AtomNamespace);
        xml.WriteStartElement("channel");
        xml.WriteElementString("title", Title);
        xml.WriteElementString("link", site + Page);
        xml.WriteElementString("description", Title);
        xml.WriteStartElement("link", AtomNamespace);
        xml.WriteAttributeString("rel", "self");
        xml.WriteAttributeString("href", site + self);
        xml.WriteEndElement();
        foreach (var article in Articles)
        {
            xml.WriteStartElement("item");
            xml.WriteElementString("title", article.Title);
            xml.WriteElementString("link", site + Links.Article(article));
            xml.WriteStartElement("guid");
            xml.WriteAttributeString("isPermaLink", "false");
            xml.WriteString(Id(site, article));
            xml.WriteEndElement();
            if (article.PublishedAt is { } published) xml.WriteElementString("pubDate", published.ToString("R", CultureInfo.InvariantCulture));
            xml.WriteElementString("description", article.Lede);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <inheritdoc cref="Atom"/>
    public byte[] Json(string site, string self)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonFormat))
        {
            json.WriteStartObject();
            json.WriteString("version", "https://jsonfeed.org/version/1.1");
            json.WriteString("title", Title);
            json.WriteString("home_page_url", site + Page);
            json.WriteString("feed_url", site + self);
            json.WriteStartArray("items");
            foreach (var article in Articles)
            {
                json.WriteStartObject();
                json.WriteString("id", Id(site, article));
                json.WriteString("url", site + Links.Article(article));
                json.WriteString("title", article.Title);
                json.WriteString("content_text", article.Lede);
                if (article.PublishedAt is { } published) json.WriteString("date_published", Rfc3339(published));
                json.WriteString("date_modified", Rfc3339(article.UpdatedAt));
                if ((article.Byline ?? article.SourceName) is { } author)
                {
                    json.WriteStartArray("authors");
                    json.WriteStartObject();
                    json.WriteString("name", author);
                    json.WriteEndObject();
                    json.WriteEndArray();
                }
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>An article's address without its readable end, which may change.</summary>
    private static string Id(string site, ArticleSummary article) => string.Create(CultureInfo.InvariantCulture, $"{site}/articles/{article.Id}");

    private static string Rfc3339(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Xml(Action<XmlWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new() { Encoding = new UTF8Encoding(false), Indent = true, CheckCharacters = false }))
            write(xml);
        return buffer.ToArray();
    }
}

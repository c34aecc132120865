using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Feeds;

/// <summary>A list of articles to follow, in one of three notations: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1.</summary>
/// <param name="Title">What the list is of.</param>
/// <param name="Page">Path of the page that shows the same list.</param>
/// <param name="Articles">The newest first.</param>
internal sealed record Feed(string Title, string Page, IReadOnlyList<ArticleSummary> Articles)
{
    /// <summary>Articles in a feed.</summary>
    public const int Length = 50;

    private static readonly JsonWriterOptions JsonFormat = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>When an article of the list was last stored.</summary>
    public DateTime? Updated => Articles.Count > 0 ? Articles.Max(a => a.UpdatedAt) : null;

    /// <param name="site">Scheme and host, without a slash at the end.</param>
    /// <param name="self">Path of the feed.</param>
    public byte[] Atom(string site, string self) => Xml(new Atom10FeedFormatter(Syndicated(site, self)));

    /// <inheritdoc cref="Atom"/>
    public byte[] Rss(string site, string self) => Xml(new Rss20FeedFormatter(Syndicated(site, self)));

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
            foreach (var article in Articles) WriteItem(json, site, article);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void WriteItem(Utf8JsonWriter json, string site, ArticleSummary article)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(site, article));
        json.WriteString("url", site + Links.Article(article));
        json.WriteString("title", article.Title);
        json.WriteString("content_text", article.Lede);
        if (article.PublishedAt is { } published) json.WriteString("date_published", Rfc3339(published));
        json.WriteString("date_modified", Rfc3339(article.UpdatedAt));
        if (Author(article) is { } author)
        {
            json.WriteStartArray("authors");
            json.WriteStartObject();
            json.WriteString("name", author);
            json.WriteEndObject();
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private SyndicationFeed Syndicated(string site, string self)
    {
        var feed = new SyndicationFeed
        {
            Id = site + Page,
            Title = Text(Title),
            Description = Text(Title),
            LastUpdatedTime = Updated ?? DateTime.UnixEpoch,
            Items = Articles.Select(article => Item(site, article)),
        };
        feed.Links.Add(Link("self", site + self));
        feed.Links.Add(Link("alternate", site + Page));
        return feed;
    }

    private static SyndicationItem Item(string site, ArticleSummary article)
    {
        var item = new SyndicationItem
        {
            Id = Id(site, article),
            Title = Text(article.Title),
            Summary = Text(article.Lede),
            LastUpdatedTime = article.UpdatedAt,
        };
        if (article.PublishedAt is { } published) item.PublishDate = published;
        item.Authors.Add(new() { Name = Valid(Author(article) ?? "unknown") });
        item.Links.Add(Link("alternate", site + Links.Article(article)));
        return item;
    }

    private static string? Author(ArticleSummary article) => article.Byline ?? article.SourceName;

    /// <summary>An article's address without its readable end, which may change.</summary>
    private static string Id(string site, ArticleSummary article) =>
        string.Create(CultureInfo.InvariantCulture, $"{site}/articles/{article.Id}");

    private static string Rfc3339(DateTime at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static SyndicationLink Link(string relation, string target) =>
        new(new Uri(target)) { RelationshipType = relation };

    private static TextSyndicationContent Text(string text) => new(Valid(text));

    /// <summary>XML has no form for control characters and halves of surrogate pairs; they become U+FFFD.</summary>
    private static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (XmlConvert.IsXmlChar(text[i])) valid.Append(text[i]);
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
                valid.Append(text, i++, 2);
            else valid.Append('\uFFFD');
        }
        return valid.ToString();
    }

    private static byte[] Xml(SyndicationFeedFormatter formatter)
    {
        using var buffer = new MemoryStream();
        using (var xml = XmlWriter.Create(buffer, new() { Encoding = new UTF8Encoding(false), Indent = true }))
            formatter.WriteTo(xml);
        return buffer.ToArray();
    }
}

using System.ServiceModel.Syndication;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Feeds;

/// <summary>A list to follow, in one of three notations: Atom (RFC 4287), RSS 2.0, JSON Feed 1.1.</summary>
/// <param name="Archive">What the archive is told from others by; part of every id, so that none changes with the
/// host.</param>
/// <param name="Title">What the list is of.</param>
/// <param name="Page">Path of the page that shows the same list; of the id what stands before its readable end.</param>
/// <param name="Items">The newest first.</param>
internal sealed record Feed(string Archive, string Title, string Page, IReadOnlyList<FeedItem> Items)
{
    /// <summary>Items of a feed.</summary>
    public const int Length = 50;

    /// <summary>Path that the id is made of; without the readable end of an address, which may change.</summary>
    public string Key { get; init; } = Page.TrimStart('/');

    private static readonly JsonWriterOptions JsonFormat = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>When an item of the list was last stored.</summary>
    public DateTime? Updated => Items.Count > 0 ? Items.Max(a => a.Updated) : null;

    /// <summary>RFC 4151: the same for ever, wherever the archive is served.</summary>
    private string Id(string key) =>
        $"tag:newsarchive,2026:{Archive}/{Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal)}";

    /// <summary>The language of all items; null where they have several.</summary>
    private string? Language => Items.Select(i => i.Language).Distinct().ToList() is [{ } one] ? one : null;

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
            if (Language is { } language) json.WriteString("language", language);
            json.WriteStartArray("items");
            foreach (var item in Items) WriteItem(json, site, item);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private void WriteItem(Utf8JsonWriter json, string site, FeedItem item)
    {
        json.WriteStartObject();
        json.WriteString("id", Id(item.Key));
        json.WriteString("url", site + item.Link);
        if (item.Original is { } original) json.WriteString("external_url", original);
        json.WriteString("title", item.Title);
        if (item.Html is { } html) json.WriteString("content_html", html);
        else json.WriteString("content_text", item.Summary);
        json.WriteString("date_published", Say.Rfc3339(item.Published));
        json.WriteString("date_modified", Say.Rfc3339(item.Updated));
        if (item.Language is { } language) json.WriteString("language", language);
        if (item.Authors.Count > 0)
        {
            json.WriteStartArray("authors");
            foreach (var author in item.Authors)
            {
                json.WriteStartObject();
                json.WriteString("name", author);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (item.Categories.Count > 0)
        {
            json.WriteStartArray("tags");
            foreach (var category in item.Categories) json.WriteStringValue(category);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private SyndicationFeed Syndicated(string site, string self)
    {
        var feed = new SyndicationFeed
        {
            Id = Id(Key),
            Title = Text(Title),
            Description = Text(Title),
            Language = Language,
            LastUpdatedTime = Updated ?? DateTime.UnixEpoch,
            Items = Items.Select(item => Item(site, item)),
        };
        feed.Links.Add(Link("self", site + self));
        feed.Links.Add(Link("alternate", site + Page));
        return feed;
    }

    private static readonly XNamespace DublinCore = "http://purl.org/dc/elements/1.1/";

    private SyndicationItem Item(string site, FeedItem item)
    {
        var entry = new SyndicationItem
        {
            Id = Id(item.Key),
            Title = Text(item.Title),
            Summary = Text(item.Summary),
            PublishDate = item.Published,
            LastUpdatedTime = item.Updated,
        };
        if (item.Html is { } html) entry.Content = SyndicationContent.CreateHtmlContent(Valid(html));
        foreach (var author in item.Authors.DefaultIfEmpty("unknown")) entry.Authors.Add(new()
        {
            Name = Valid(
            author)
        });
        foreach (var category in item.Categories) entry.Categories.Add(new(Valid(category)));
        entry.Links.Add(Link("alternate", site + item.Link));
        if (item.Original is { } original && Uri.TryCreate(original, UriKind.Absolute,
            out _)) entry.Links.Add(Link("via", original));
        if (item.Language is { } language) entry.ElementExtensions.Add(new XElement(DublinCore + "language", language));
        return entry;
    }

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

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Export;

namespace NewsArchive.Web.Around;

/// <summary>What browsers, feed readers and crawlers ask a site for.</summary>
internal static class SiteFiles
{
    /// <summary>Addresses in one file of a site map, by its specification.</summary>
    public const int AddressesInOne = 50_000;

    public static void Map(WebApplication app)
    {
        app.MapMethods("/opensearch.xml", SuffixEndpoints.Methods, (SiteAddress site) =>
            Xml(OpenSearch(site.Value), "application/opensearchdescription+xml"));
        app.MapMethods("/manifest.webmanifest", SuffixEndpoints.Methods, () =>
            Results.Text(Manifest, "application/manifest+json", Encoding.UTF8));
        app.MapMethods("/robots.txt", SuffixEndpoints.Methods, (SiteAddress site, WebAppOptions options) =>
            Results.Text(options.IsOpenToRobots
                ? $"User-agent: *\nAllow: /\nDisallow: /search\nDisallow: /api/\nSitemap: {site.Value}/sitemap.xml\n"
                : "User-agent: *\nDisallow: /\n", "text/plain", Encoding.UTF8));
        app.MapMethods("/sitemap.xml", SuffixEndpoints.Methods, SiteMapAsync);
        app.MapMethods("/feeds.opml", SuffixEndpoints.Methods, OpmlAsync);
    }

    private static readonly string Manifest = JsonSerializer.Serialize(new
    {
        name = "NewsArchive",
        short_name = "NewsArchive",
        start_url = "/",
        display = "minimal-ui",
        background_color = "#ffffff",
        icons = new[] { new { src = "/icon.svg", sizes = "any", type = "image/svg+xml" } },
    });

    private static IResult Xml(XElement root, string type) =>
        Results.Bytes(new UTF8Encoding(false).GetBytes(new XDeclaration("1.0", "utf-8", null) + "\n" + root),
            $"{type}; charset=utf-8");

    private static XElement OpenSearch(string site)
    {
        XNamespace ns = "http://a9.com/-/spec/opensearch/1.1/";
        return new(ns + "OpenSearchDescription",
            new XElement(ns + "ShortName", "NewsArchive"),
            new XElement(ns + "Description", "Search the archive"),
            new XElement(ns + "InputEncoding", "UTF-8"),
            new XElement(ns + "Image", new XAttribute("width", 16), new XAttribute("height", 16),
                new XAttribute("type", "image/svg+xml"), $"{site}/icon.svg"),
            new XElement(ns + "Url", new XAttribute("type", "text/html"), new XAttribute("template",
                $"{site}/search?q={{searchTerms}}")),
            new XElement(ns + "Url", new XAttribute("type", "application/atom+xml"),
                new XAttribute("template", $"{site}/search.atom?q={{searchTerms}}")),
            new XElement(ns + "Url", new XAttribute("type", "application/opensearchdescription+xml"),
                new XAttribute("rel", "self"),
                new XAttribute("template", $"{site}/opensearch.xml")));
    }

    /// <summary>All articles, or, where one file may not hold them, the files that do.</summary>
    private static async Task<IResult> SiteMapAsync(HttpContext context, SiteAddress site, ExportQuery export,
        CancellationToken cancel)
    {
        XNamespace ns = "http://www.sitemaps.org/schemas/sitemap/0.9";
        var numbers = export.All();
        var files = (numbers.Count + AddressesInOne - 1) / AddressesInOne;
        var page = 0;
        if (context.Request.Query["page"] is [{ } text]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture,
                out page) || page < 1 || page > files))
            return Results.Problem($"page={text} must be a number from 1 to {files}.",
                statusCode: StatusCodes.Status400BadRequest);
        if (page == 0 && files > 1)
            return Xml(new(ns + "sitemapindex", Enumerable.Range(1, files).Select(n =>
                new XElement(ns + "sitemap", new XElement(ns + "loc", $"{site.Value}/sitemap.xml?page={n}")))),
                    "application/xml");
        var part = numbers.Skip((Math.Max(1, page) - 1) * AddressesInOne).Take(AddressesInOne).ToList();
        return Xml(new(ns + "urlset", (await export.AddressesAsync(part, cancel)).Select(a => new XElement(ns + "url",
            new XElement(ns + "loc", site.Value + Links.Article(a.Id, a.Slug)),
            new XElement(ns + "lastmod", a.UpdatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))))),
                "application/xml");
    }

    /// <summary>Every feed that a reader may take over at once: what is new, kept searches, sources.</summary>
    private static async Task<IResult> OpmlAsync(
        SiteAddress site, SavedSearches searches, BrowseQuery browse, CancellationToken cancel)
    {
        XElement Outline(string title, string page) => new("outline", new XAttribute("type", "rss"),
            new XAttribute("text", title),
            new XAttribute("title", title), new XAttribute("xmlUrl", $"{site.Value}{page}.atom"),
                new XAttribute("htmlUrl", site.Value + page));
        XElement Group(string title, IEnumerable<XElement> outlines) => new("outline", new XAttribute("text", title),
            outlines);
        return Xml(new("opml", new XAttribute("version", "2.0"),
            new XElement("head", new XElement("title", "NewsArchive")),
            new XElement("body", Outline("Articles", "/articles"), Outline("Stories", "/stories"),
                Group("Searches", (await searches.ListAsync(cancel)).Select(s => Outline(s.Name,
                    string.Create(CultureInfo.InvariantCulture, $"/searches/{s.Id}")))),
                Group("Sources", browse.Sources().Select(s => Outline(s.Name, Links.Source(s.Id, s.Slug)))))),
                    "text/x-opml");
    }
}

using System.Globalization;
using System.Net;
using System.ServiceModel.Syndication;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using CsvHelper;
using NewsArchive.Web.Export;

namespace NewsArchive.Web.Tests;

/// <summary>Every list can be followed and taken along under its own address, and nothing else has a suffix.</summary>
public sealed class SuffixTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Site> SiteAsync()
    {
        var site = await Site.StartAsync(Path.Combine(Site.RepositoryRoot, "seeds"));
        await site.ImportAsync(site.Write("more.jsonl", string.Join('\n', Enumerable.Range(1, 60).Select(i =>
            JsonSerializer.Serialize(new
            {
                title = $"=Ferry {i} stops",
                author = "Ann Lee",
                date = $"2021-03-{i % 28 + 1:00}",
                source = "The Daily Example",
                url = $"https://example.org/{i}",
                lang = "en",
                text = $"Ferry number {i} made its last crossing to Chatham in the evening. “It was ferry {i} that we loved,” "
                    + "Martha Ellingham said.",
            })))));
        await site.ImportAsync(site.Write("undated.txt",
            "Harbour closes\n\nThe harbour of Whitstable closes for the winter, Peter Marsh of the council said.\n"));
        return site;
    }

    private static async Task<string> PageOf(Site site, string pattern) => pattern.Replace(":plain", "",
        StringComparison.Ordinal) switch
    {
        "/articles/{id:long}/{slug}" => (await site.GetAsync("/articles/1")).Response.Headers.Location!.ToString(),
        "/authors/{id:long}/{slug}" => (await site.GetAsync("/authors/1")).Response.Headers.Location!.ToString(),
        "/collections/{id:long}" => "/collections/1",
        "/sources/{id:long}/{slug}" => (await site.GetAsync("/sources/1")).Response.Headers.Location!.ToString(),
        "/entities/{id:long}/{slug}" => (await site.GetAsync("/entities/1")).Response.Headers.Location!.ToString(),
        "/stories/{id:long}/{slug}" => (await site.GetAsync("/stories/1")).Response.Headers.Location!.ToString(),
        "/searches/{id:long}" => "/searches/1",
        "/quotes/{id:long}" => "/quotes/1",
        "/search" => "/search",
        _ => pattern,
    };

    private static readonly string[] Feeds = ["atom", "rss", "json"];

    [Fact]
    public async Task Every_list_answers_every_suffix_of_its_own_and_no_other()
    {
        await using var site = await SiteAsync();
        await using (var db = site.Archive.Db())
        {
            await new Storage.Search.SavedSearches(db, TimeProvider.System).AddAsync("Ferries", "q=ferry", Cancel);
            Assert.Null(await new Storage.Queries.Desk(db, TimeProvider.System).CollectAsync([1, 2], "Ferries",
                Cancel));
        }
        foreach (var route in ArticleLists.All)
        {
            var (page, query) = (await PageOf(site, route.Pattern), route.Pattern == "/search" ? "?q=ferry" : "");
            foreach (var suffix in Feeds.Concat(ExportFormat.All.Select(f => f.Suffix)).Append("xyz").Distinct())
            {
                var isOwn = Feeds.Contains(suffix) && (route.IsFollowed || suffix == "json"
                    && route.Pattern.StartsWith("/articles/", StringComparison.Ordinal))
                    || route.IsExported && ExportFormat.All.Any(f => f.Suffix == suffix)
                    || route.Pattern == "/quotes" && suffix == "csv";
                var (status, body, response) = await site.GetAsync($"{page}.{suffix}{query}");
                Assert.True((isOwn ? HttpStatusCode.OK : HttpStatusCode.NotFound) == status,
                    $"{page}.{suffix}: {status}");
                if (!isOwn) continue;
                Assert.NotEmpty(body);
                Assert.True(response.Headers.ETag is not null, $"{page}.{suffix} has no tag");
                using var head = await site.Client.SendAsync(new(HttpMethod.Head, new Uri($"{page}.{suffix}{query}",
                    UriKind.Relative)), Cancel);
                Assert.Equal(HttpStatusCode.OK, head.StatusCode);
                Assert.Equal(response.Content.Headers.ContentType, head.Content.Headers.ContentType);
            }
        }
    }

    [Theory]
    [InlineData("/articles.csv?nonsense=1")]
    [InlineData("/articles.ris?columns=id")]
    [InlineData("/articles.atom?q=x")]
    [InlineData("/search.jsonl?q=x&full=1")]
    [InlineData("/quotes.rss?author=1")]
    public async Task Parameter_that_is_not_known_is_said(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        var (status, why, _) = await site.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("= is not known here", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/articles/1/wrong.ris", "russian-authorities")]
    [InlineData("/sources/1/wrong.csv?columns=id", "cbs-news.csv?columns=id")]
    [InlineData("/entities/1/wrong.atom?full=1", ".atom?full=1")]
    [InlineData("/articles/1/wrong.json", ".json")]
    public async Task Wrong_end_of_an_address_leads_to_the_same_form_of_the_right_one(string path, string to)
    {
        await using var site = await Site.WithSeedsAsync();
        var (status, _, response) = await site.GetAsync(path);
        Assert.Equal(HttpStatusCode.MovedPermanently, status);
        Assert.Contains(to, response.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_of_page_table_and_api_are_the_same()
    {
        await using var site = await SiteAsync();
        foreach (var query in new[] { "ferry", "whatsapp", "said:ellingham", "date:2021-03-05", "zzz" })
        {
            var api = JsonDocument.Parse(await site.PageAsync($"/api/v1/search?q={query}")).RootElement.GetProperty(
                "total").GetInt32();
            Assert.Equal(api, (await Table(site, $"/search.csv?q={query}")).Count - 1);
            Assert.Equal(api, (await site.PageAsync($"/search.jsonl?q={query}")).Split('\n',
                StringSplitOptions.RemoveEmptyEntries).Length);
            Assert.Equal(api, JsonDocument.Parse(await site.PageAsync(
                $"/search.csl.json?q={query}")).RootElement.GetArrayLength());
        }
    }

    private static async Task<List<string[]>> Table(Site site, string path)
    {
        var text = await site.PageAsync(path);
        using var csv = CsvReader.Create(new StringReader(text.TrimStart('\uFEFF')),
            new CsvReaderOptions { HasHeader = false });
        List<string[]> rows = [];
        while (csv.Read()) rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i) ?? "")]);
        return rows;
    }

    [Fact]
    public async Task Table_states_whole_addresses_and_nothing_that_a_spreadsheet_would_run()
    {
        await using var site = await SiteAsync();
        var bytes = await site.Client.GetByteArrayAsync(new Uri("/articles.csv", UriKind.Relative), Cancel);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var rows = await Table(site, "/articles.csv?columns=headline,address,url,names,published");
        Assert.Equal(["headline", "address", "url", "names", "published"], rows[0]);
        Assert.All(rows.Skip(1), row =>
        {
            Assert.StartsWith($"{site.Address}/articles/", row[1], StringComparison.Ordinal);
            Assert.All(row, cell => Assert.False(cell.Length > 0 && "=+-@\t\r".Contains(cell[0],
                StringComparison.Ordinal), cell));
        });
        Assert.Contains(rows, row => row[0].EndsWith("=Ferry 5 stops",
            StringComparison.Ordinal) && row[3].Contains("Martha Ellingham", StringComparison.Ordinal));
        var (status, why, _) = await site.GetAsync("/articles.csv?columns=headline,nonsense");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("nonsense", why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_of_quotes_has_a_row_for_every_place_that_leads_to_the_words()
    {
        await using var site = await SiteAsync();
        var rows = await Table(site, "/quotes.csv?q=ferry");
        Assert.Equal(61, rows.Count);
        Assert.Equal("line", rows[0][8]);
        Assert.All(rows.Skip(1), row => Assert.Equal("Martha Ellingham", row[2]));
        var address = new Uri(rows[1][9]);
        var page = await site.PageAsync(address.AbsolutePath);
        Assert.Contains($"id=\"{address.Fragment[1..]}\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.GetAsync("/quotes.csv?speaker=x")).Status);
    }

    [Fact]
    public async Task Lines_of_a_list_are_imported_again()
    {
        await using var site = await SiteAsync();
        var lines = await site.PageAsync("/search.jsonl?q=ferry");
        await using var other = await Site.StartAsync();
        await other.ImportAsync(other.Write("taken.jsonl", lines));
        Assert.Equal(60, JsonDocument.Parse(await other.PageAsync("/api/v1/search?q=ferry")).RootElement.GetProperty(
            "total").GetInt32());
    }

    [Fact]
    public async Task Text_of_an_article_is_what_a_person_would_paste()
    {
        await using var site = await SiteAsync();
        var page = (await site.GetAsync("/articles/2")).Response.Headers.Location!.ToString();
        var text = await site.PageAsync($"{page}.txt");
        Assert.StartsWith("Russia blocks WhatsApp as it pushes state-backed alternative on citizens\n\n[CBS News] · [12 February 2026]\n\n", text,
            StringComparison.Ordinal);
        Assert.DoesNotContain("##", text, StringComparison.Ordinal);
        Assert.EndsWith(page + ".\n", text, StringComparison.Ordinal);
        var markdown = await site.PageAsync($"{page}.md");
        Assert.StartsWith("# Russia blocks WhatsApp", markdown, StringComparison.Ordinal);
        Assert.EndsWith(page + ".\n", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/articles")]
    [InlineData("/search?q=ferry")]
    [InlineData("/quotes?q=ferry")]
    [InlineData("/stories")]
    public async Task Feed_keeps_its_ids_over_imports_and_under_another_host(string page)
    {
        await using var site = await SiteAsync();
        var path = page.Contains('?', StringComparison.Ordinal) ? page.Replace("?", ".atom?",
            StringComparison.Ordinal) : page + ".atom";
        async Task<(string Feed, List<string> Items)> IdsAsync(HttpClient client)
        {
            using var reader = XmlReader.Create(new StringReader(await client.GetStringAsync(new Uri(path,
                UriKind.Relative), Cancel)));
            var feed = SyndicationFeed.Load(reader);
            return (feed.Id, [.. feed.Items.Select(i => i.Id)]);
        }
        var before = await IdsAsync(site.Client);
        Assert.NotEmpty(before.Items);
        Assert.All(before.Items.Append(before.Feed), id => Assert.StartsWith("tag:newsarchive,2026:", id,
            StringComparison.Ordinal));
        Assert.Equal(before.Items.Count, before.Items.Distinct().Count());
        for (var i = 0; i < 2; i++)
            await site.ImportAsync(site.Write($"new{i}.txt",
                $"Ferry {i} returns\n\nThe ferry of Whitstable returns in spring {i}, Peter Marsh of the council said.\n"));
        await using var elsewhere = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true,
            BaseUrl: "https://archive.example.org"));
        await elsewhere.StartAsync(Cancel);
        using var client = Site.ClientOf(elsewhere);
        var after = await IdsAsync(client);
        Assert.Equal(before.Feed, after.Feed);
        // Fifty are the most that a feed holds; what is new pushes the last ones out.
        Assert.True(before.Items.Intersect(after.Items).Count() >= Math.Min(48, before.Items.Count));
        Assert.Contains("https://archive.example.org/", await client.GetStringAsync(new Uri(path, UriKind.Relative),
            Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feed_states_authors_categories_language_original_and_whole_text_where_asked()
    {
        await using var site = await SiteAsync();
        foreach (var suffix in new[] { "atom", "rss" })
        {
            using var reader = XmlReader.Create(new StringReader(await site.PageAsync(
                $"/search.{suffix}?q=ferry&full=1")));
            var item = SyndicationFeed.Load(reader).Items.First();
            Assert.NotEmpty(item.Categories);
            Assert.Contains(item.Links,
                l => l.RelationshipType == "via" && l.Uri.Host == "example.org" || l.Uri.Host == "127.0.0.1");
            var xml = await site.PageAsync($"/search.{suffix}?q=ferry&full=1");
            Assert.Contains("Ann Lee", xml, StringComparison.Ordinal);
            Assert.Contains("&lt;p&gt;Ferry number", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("&lt;p&gt;Ferry number", await site.PageAsync($"/search.{suffix}?q=ferry"),
                StringComparison.Ordinal);
        }
        var json = JsonDocument.Parse(await site.PageAsync("/search.json?q=ferry&full=1")).RootElement;
        var first = json.GetProperty("items")[0];
        Assert.Equal("en", json.GetProperty("language").GetString());
        Assert.StartsWith("https://example.org/", first.GetProperty("external_url").GetString(),
            StringComparison.Ordinal);
        Assert.StartsWith("<p>Ferry", first.GetProperty("content_html").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.GetAsync("/articles.atom?full=yes")).Status);
    }

    [Fact]
    public async Task Article_without_a_date_has_the_time_of_its_import_in_feeds()
    {
        await using var site = await SiteAsync();
        var item = JsonDocument.Parse(await site.PageAsync("/search.json?q=harbour")).RootElement.GetProperty(
            "items")[0];
        var published = DateTime.Parse(item.GetProperty("date_published").GetString()!, CultureInfo.InvariantCulture,
            DateTimeStyles.AdjustToUniversal);
        Assert.InRange(DateTime.UtcNow - published, TimeSpan.FromSeconds(-5), TimeSpan.FromMinutes(10));
    }

    [Fact]
    public async Task Every_page_says_which_feeds_it_has_and_an_article_all_its_forms()
    {
        await using var site = await SiteAsync();
        foreach (var page in new[] { "/", "/articles", "/stories", "/quotes", "/sources", "/entities", "/help",
            "/search?q=ferry", "/articles/1" })
        {
            var html = await site.PageAsync(page);
            foreach (Match link in Regex.Matches(html, "<link rel=\"alternate\" type=\"([^\"]+)\" href=\"([^\"]+)\""))
                Assert.Equal(HttpStatusCode.OK,
                    (await site.GetAsync(WebUtility.HtmlDecode(link.Groups[2].Value))).Status);
            Assert.Contains("type=\"application/atom&#x2B;xml\"", html, StringComparison.Ordinal);
        }
        var article = await site.PageAsync("/articles/1");
        Assert.All(ExportFormat.All, format => Assert.Contains($".{format.Suffix}\" title=\"{format.Said}\"",
            article, StringComparison.Ordinal));
    }

    /// <summary>The fields by which Zotero's translator for embedded metadata takes a page as a newspaper
    /// article.</summary>
    [Fact]
    public async Task Article_is_taken_by_reference_managers_from_its_page()
    {
        await using var site = await SiteAsync();
        var html = await site.PageAsync("/articles/5");
        string? Meta(string name) => Regex.Match(html,
            $"<meta (?:name|property)=\"{Regex.Escape(name)}\" content=\"([^\"]*)\"") is { Success: true } m
            ? WebUtility.HtmlDecode(m.Groups[1].Value) : null;
        Assert.Equal("article", Meta("og:type"));
        Assert.Equal("=Ferry 3 stops", Meta("citation_title"));
        Assert.Equal("Lee, Ann", Meta("citation_author"));
        Assert.Equal("2021/03/04", Meta("citation_publication_date"));
        Assert.Equal("The Daily Example", Meta("og:site_name"));
        Assert.Equal("https://example.org/3", Meta("citation_public_url"));
        Assert.Equal("en", Meta("citation_language"));
        Assert.Contains($"<link rel=\"canonical\" href=\"{site.Address}/articles/5/", html, StringComparison.Ordinal);
        var data = JsonDocument.Parse(Regex.Match(html,
            "<script type=\"application/ld&#x2B;json\">(.*?)</script>").Groups[1].Value).RootElement;
        Assert.Equal(("NewsArticle", "=Ferry 3 stops", "2021-03-04"), (data.GetProperty("@type").GetString(),
            data.GetProperty("headline").GetString(),
            data.GetProperty("datePublished").GetString()));
    }

    [Fact]
    public async Task Browser_reader_and_crawler_find_what_they_ask_for()
    {
        await using var site = await SiteAsync();
        var search = XElement.Parse(await site.PageAsync("/opensearch.xml"));
        Assert.Contains(search.Elements().Where(e => e.Name.LocalName == "Url"),
            e => (string?)e.Attribute("template") == $"{site.Address}/search?q={{searchTerms}}");
        Assert.Equal("User-agent: *\nDisallow: /\n", await site.PageAsync("/robots.txt"));
        Assert.Equal(63, XElement.Parse(await site.PageAsync("/sitemap.xml")).Elements().Count());
        Assert.Equal(HttpStatusCode.BadRequest, (await site.GetAsync("/sitemap.xml?page=9")).Status);
        var outlines = XElement.Parse(await site.PageAsync("/feeds.opml")).Descendants("outline").Select(o =>
            (string?)o.Attribute("xmlUrl")).OfType<string>().ToList();
        Assert.Contains(outlines, o => o.EndsWith("/cbs-news.atom", StringComparison.Ordinal));
        foreach (var address in outlines) Assert.Equal(HttpStatusCode.OK,
            (await site.GetAsync(new Uri(address).PathAndQuery)).Status);
        Assert.Equal("NewsArchive",
            JsonDocument.Parse(await site.PageAsync("/manifest.webmanifest")).RootElement.GetProperty(
            "name").GetString());
        await site.GetAsync("/search?q=ferry");
        var metrics = await site.PageAsync("/metrics");
        foreach (var name in new[] { "http_server_request_duration", "newsarchive_search_duration",
            "newsarchive_answers", "newsarchive_articles",
            "newsarchive_database_size", "newsarchive_import_documents" }) Assert.Contains(name, metrics,
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task Crawlers_are_let_in_where_the_owner_says_so()
    {
        await using var site = await Site.WithSeedsAsync();
        await using var open = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true,
            IsOpenToRobots: true));
        await open.StartAsync(Cancel);
        using var client = Site.ClientOf(open);
        Assert.Contains("Sitemap: http://127.0.0.1", await client.GetStringAsync(new Uri("/robots.txt",
            UriKind.Relative), Cancel), StringComparison.Ordinal);
    }
}

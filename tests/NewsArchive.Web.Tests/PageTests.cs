using System.Net;

namespace NewsArchive.Web.Tests;

public sealed class PageTests(SeedSite seeds) : IClassFixture<SeedSite>
{
    private Site Site => seeds.Site;

    public static TheoryData<string> Pages =>
    [
        "/", "/articles", "/articles/1/russian-authorities-have-moved-to-fully-block-whatsapp", "/articles/1/original",
        "/articles/2/original", "/search", "/search?q=peskov",
        "/search?q=peskov&sort=newest", "/search?q=%22never%20closed", "/search?q=zzzz", "/entities",
        "/entities?kind=person", "/entities?letter=p&sort=name", "/entities?q=durov", "/entities/1/-/together",
        "/entities/1/-/correct", "/quotes", "/quotes/1", "/stories", "/sources", "/imports", "/help", "/help/search",
        "/about/quality",
    ];

    [Theory, MemberData(nameof(Pages))]
    public async Task Page_answers_with_one_heading_and_a_strict_policy(string path)
    {
        var (status, html, response) = await Site.GetAsync(path);
        if (status == HttpStatusCode.MovedPermanently)
            (status, html, response) = await Site.GetAsync(response.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(html, "<h1"));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", Site.WithoutOwnScript(html), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" style=", html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/articles/1", "/articles/1/russian-authorities-have-moved-to-fully-block-whatsapp")]
    [InlineData("/articles/1/wrong", "/articles/1/russian-authorities-have-moved-to-fully-block-whatsapp")]
    [InlineData("/stories/1", "/stories/1/russia-blocks-whatsapp-as-it-pushes-state-backed-alternative-on-citizens")]
    [InlineData("/sources/1", "/sources/1/cbs-news")]
    public async Task Wrong_ending_leads_to_the_right_one(string path, string target)
    {
        var (status, _, response) = await Site.GetAsync(path);
        Assert.Equal((HttpStatusCode.MovedPermanently, target), (status, response.Headers.Location!.ToString()));
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/articles/99")]
    [InlineData("/articles/99/original")]
    [InlineData("/articles/99/original.txt")]
    [InlineData("/articles/one")]
    [InlineData("/entities/99999")]
    [InlineData("/stories/99")]
    [InlineData("/sources/99")]
    [InlineData("/help/nothing")]
    [InlineData("/articles?page=99")]
    public async Task Unknown_address_is_404_with_a_page_that_leads_on(string path)
    {
        var (status, html, _) = await Site.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("Not in the archive", html, StringComparison.Ordinal);
        Assert.Contains("action=\"/search\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/articles?page=x")]
    [InlineData("/articles?page=0")]
    [InlineData("/entities?kind=planet")]
    [InlineData("/entities?kind=1")]
    [InlineData("/entities?letter=ab")]
    [InlineData("/entities?sort=best")]
    [InlineData("/quotes?speaker=x")]
    [InlineData("/quotes?page=0")]
    [InlineData("/search?q=peskov&from=yesterday")]
    [InlineData("/search?q=peskov&sort=best")]
    [InlineData("/search?q=peskov&page=-1")]
    public async Task Malformed_parameter_is_400_with_a_page_that_still_works(string path)
    {
        var (status, html, _) = await Site.GetAsync(path);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("</html>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_with_a_bad_parameter_says_so_and_still_finds()
    {
        var (_, html, _) = await Site.GetAsync("/search?q=peskov&from=yesterday");
        Assert.Contains("from=yesterday was left out", html, StringComparison.Ordinal);
        Assert.Contains("2 articles", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Article_shows_what_is_inferred_and_why()
    {
        var html = await Site.PageAsync("/articles/2");
        Assert.Contains("<strong class=\"inferred\">CBS News</strong>", html, StringComparison.Ordinal);
        Assert.Contains("the house speaks of its own reporting", html, StringComparison.Ordinal);
        Assert.Contains("is the credit of a picture", html, StringComparison.Ordinal);
        Assert.Contains("Picture 1, not in the file. Slug: RUSSIA-US-INTERNET-RESTRICTION-WHATSAPP", html,
            StringComparison.Ordinal);
        Assert.Contains("UTF-8 read as windows-874", html, StringComparison.Ordinal);
        Assert.Contains("Because: shared:", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Leave comment", html, StringComparison.Ordinal);
        var other = await Site.PageAsync("/articles/1");
        Assert.Contains("<h1 class=\"headline\"><span class=\"inferred\">Russian authorities", other,
            StringComparison.Ordinal);
        Assert.Contains("a disclaimer and 6 teasers for other articles", other, StringComparison.Ordinal);
        Assert.DoesNotContain("Taylor Swift", other, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Original_shows_every_line_with_its_kind_and_rule()
    {
        var html = await Site.PageAsync("/articles/1/original");
        foreach (var text in new[] { "id=\"L34\"", "Taylor Swift", "data-fate=\"out\"",
            "Left out: an invitation to a newsletter", "(turn0search21)", "Kept as text" })
            Assert.Contains(text, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Original_file_is_served_byte_for_byte()
    {
        var bytes = await Site.Client
            .GetByteArrayAsync(new Uri("/articles/2/original.txt", UriKind.Relative),
            TestContext.Current.CancellationToken);
        Assert.Equal(
            await File.ReadAllBytesAsync(
                Directory.GetFiles(Path.Combine(Site.RepositoryRoot, "seeds")).Order(StringComparer.Ordinal).Last(),
                TestContext.Current.CancellationToken), bytes);
    }

    [Fact]
    public async Task Search_marks_the_words_and_counts_exactly()
    {
        var html = await Site.PageAsync("/search?q=peskov");
        Assert.Contains("2 articles", html, StringComparison.Ordinal);
        Assert.Contains("<mark>Peskov</mark>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_archive_explains_the_import_command()
    {
        await using var empty = await Site.StartAsync();
        Assert.Contains("newsarchive import FOLDER", await empty.PageAsync("/"), StringComparison.Ordinal);
        foreach (var path in new[] { "/articles", "/stories", "/entities", "/sources", "/imports", "/search?q=x" })
            await empty.PageAsync(path);
    }

    [Fact]
    public async Task Text_of_files_is_shown_never_run()
    {
        await using var site = await Site.StartAsync();
        const string Attack = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        await site.ImportAsync(site.Write("attack.txt",
            $"Mayor {Attack} resigns\n\nBy Jane Doe\n\nThe mayor of Oslo {Attack} resigned on Monday after a long "
            + $"dispute with the council about the new bridge, officials said.\n\n“I am {Attack} done with this,” "
                + $"said Kari Nordmann.\n"));
        foreach (var path in new[] { "/", "/articles", "/articles/1", "/articles/1/original", "/search?q=mayor",
            "/search?q=" + Uri.EscapeDataString(Attack), "/entities", "/imports" })
        {
            var html = Site.WithoutOwnScript(await site.PageAsync(path));
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_answered(string path) => Assert.Equal("Healthy", (await Site.GetAsync(path)).Html);

    [Theory]
    [InlineData("/site.css", "text/css")]
    [InlineData("/icon.svg", "image/svg+xml")]
    [InlineData("/site.js", "text/javascript")]
    [InlineData("/settings.js", "text/javascript")]
    public async Task Asset_is_served(string path, string type)
    {
        var (status, text, response) = await Site.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, type), (status, response.Content.Headers.ContentType!.MediaType));
        Assert.NotEmpty(text);
    }

    [Fact]
    public async Task Every_link_of_pages_of_every_kind_leads_somewhere()
    {
        // Pages that differ by a number or a word alone are made by the same code: so many of each kind are followed.
        const int OfAKind = 40;
        HashSet<string> seen = [];
        Dictionary<string, int> kinds = [];
        Queue<string> open = new(["/"]);
        while (open.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            var kind = KindOf(path);
            if ((kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > OfAKind) continue;
            var (status, html, response) = await Site.GetAsync(path);
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.MovedPermanently, $"{path} answered {status}");
            if (response.Content.Headers.ContentType?.MediaType != "text/html") continue;
            foreach (System.Text.RegularExpressions.Match m in System.Text.RegularExpressions.Regex
                .Matches(html, "href=\"(/[^\"#]*)"))
                if (WebUtility.HtmlDecode(m.Groups[1].Value) is var link && IsFollowed(link)) open.Enqueue(link);
            foreach (System.Text.RegularExpressions.Match m in System.Text.RegularExpressions.Regex
                .Matches(html, "href=\"#([^\"]+)\""))
                Assert.Contains($"id=\"{m.Groups[1].Value}\"", html, StringComparison.Ordinal);
        }
        Assert.True(seen.Count > 60, $"only {seen.Count} pages were reached");
        Assert.True(kinds.Count > 40, $"only {kinds.Count} kinds of pages were reached");

        // Searches can be narrowed without end; one condition beside the query is followed.
        static bool IsFollowed(string link) =>
            !link.StartsWith("/search", StringComparison.Ordinal) || link.Count(c => c == '&') < 2;

        static string KindOf(string link)
        {
            var parts = link.Split('?');
            var names = parts.Skip(1).SelectMany(p => p.Split('&')).Select(p => p.Split('=')[0]).Order();
            return $"{System.Text.RegularExpressions.Regex.Replace(parts[0], "/[0-9][^/.]*(/[a-z0-9-]+(?=/|$|\\.))?", "/N")} "
                + string.Join(' ', names);
        }
    }
}

using System.Net;
using System.ServiceModel.Syndication;
using System.Xml;
using Microsoft.EntityFrameworkCore;

namespace NewsArchive.Web.Tests;

/// <summary>What every answer of the site keeps to, whatever is asked.</summary>
public sealed class AnswerTests
{
    [Theory]
    [InlineData("/articles?page=171798692")]
    [InlineData("/articles?page=2147483647")]
    [InlineData("/entities?page=171798692")]
    [InlineData("/stories?page=171798692")]
    [InlineData("/quotes?page=171798692")]
    [InlineData("/imports?page=2147483647")]
    public async Task Page_far_beyond_the_end_is_not_found(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync(path)).Status);
    }

    [Theory]
    [InlineData("/search?q=whatsapp&page=171798692")]
    [InlineData("/search?q=whatsapp&page=2147483647")]
    [InlineData("/api/v1/search?q=whatsapp&page=50000000&limit=1000")]
    [InlineData("/api/v1/stories?page=50000000&limit=200")]
    [InlineData("/api/v1/stories?page=2147483647&limit=200")]
    public async Task Page_far_beyond_the_end_is_empty_where_a_search_answers(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        var (status, body, response) = await site.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.DoesNotContain("/articles/1", body, StringComparison.Ordinal);
        if (response.Headers.TryGetValues("Link", out var links))
            Assert.DoesNotContain(links, l => l.Contains("rel=\"next\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/search?q=whatsapp&limit=1", "</api/v1/search?q=whatsapp&limit=1&page=2>; rel=\"next\"")]
    [InlineData("/api/v1/search?limit=1", "</api/v1/search?limit=1&page=2>; rel=\"next\"")]
    [InlineData("/api/v1/search?limit=1&page=2", "</api/v1/search?limit=1>; rel=\"prev\"")]
    [InlineData("/api/v1/search?q=whatsapp&limit=1&facets=1",
        "</api/v1/search?q=whatsapp&limit=1&facets=1&page=2>; rel=\"next\"")]
    public async Task Links_of_the_api_lead_to_the_same_question(string path, string link)
    {
        await using var site = await Site.WithSeedsAsync();
        var (_, body, response) = await site.GetAsync(path);
        Assert.Contains(link, string.Join(", ", response.Headers.GetValues("Link")), StringComparison.Ordinal);
        var next = link[1..link.IndexOf('>', StringComparison.Ordinal)];
        var (status, other, _) = await site.GetAsync(next);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(body, other);
        Assert.Equal(path.Contains("facets=1", StringComparison.Ordinal),
            other.Contains("\"timeline\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/articles/99")]
    [InlineData("/no-such-page")]
    [InlineData("/api/v1/search?limit=x")]
    [InlineData("/articles.atom")]
    [InlineData("/articles/1")]
    public async Task Every_answer_carries_the_policy_of_the_site(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        var (_, _, response) = await site.GetAsync(path);
        Assert.Equal(SecurityHeaders.Policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Fault_of_the_program_carries_the_policy_too_and_shows_no_trace()
    {
        await using var site = await Site.WithSeedsAsync();
        await using (var db = site.Archive.Db())
            await db.Database
                .ExecuteSqlRawAsync("ALTER TABLE Quotes RENAME TO Gone", TestContext.Current.CancellationToken);
        var (status, html, response) = await site.GetAsync("/quotes");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Equal(SecurityHeaders.Policy, Assert.Single(response.Headers.GetValues("Content-Security-Policy")));
        Assert.DoesNotContain("   at ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/articles.atom")]
    [InlineData("/articles.rss")]
    public async Task Feed_of_texts_with_control_characters_is_well_formed(string path)
    {
        await using var site = await Site.StartAsync();
        await site.ImportAsync(site.Write("a.json",
            """
            {"title": "Bridge \u0001 opens \ud800 again", "author": "Ann \u0008 Lee",
             "text": "The mayor opened the new \u0002 bridge over the river on Friday, two years later than planned. \ud83d\ude00"}
            """));
        var (_, xml, _) = await site.GetAsync(path);
        using var reader = XmlReader.Create(new StringReader(xml));
        var feed = SyndicationFeed.Load(reader);
        var item = Assert.Single(feed.Items);
        Assert.StartsWith("Bridge ", item.Title.Text, StringComparison.Ordinal);
        Assert.Contains("\U0001F600", item.Summary.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/articles.atom")]
    [InlineData("/articles.rss")]
    [InlineData("/search.atom?q=whatsapp")]
    [InlineData("/stories.rss")]
    public async Task Feed_is_read_by_another_library(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        var (_, xml, _) = await site.GetAsync(path);
        using var reader = XmlReader.Create(new StringReader(xml));
        var feed = SyndicationFeed.Load(reader);
        Assert.NotEmpty(feed.Items);
        Assert.All(feed.Items, item =>
        {
            Assert.StartsWith("tag:newsarchive,2026:", item.Id, StringComparison.Ordinal);
            Assert.Contains(item.Links,
                l => l.RelationshipType == "alternate"
                    && l.Uri.AbsoluteUri.StartsWith($"{site.Address}/", StringComparison.Ordinal));
            Assert.NotEmpty(item.Title.Text);
            Assert.NotEmpty(item.Summary.Text);
        });
        Assert.Contains(feed.Links, l => l.RelationshipType == "self" && l.Uri.PathAndQuery == path);
    }

    [Theory]
    [InlineData("/quotes?q=putin%20%E5%8C%97%E4%BA%AC")]
    [InlineData("/quotes?q=-%E5%8C%97%E4%BA%AC")]
    [InlineData("/quotes?q=%22%E5%8C%97%E4%BA%AC%20talks%22%20OR%20peskov")]
    public async Task Quotes_in_scripts_without_spaces_are_asked_for_without_a_fault(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Table_of_a_search_has_a_row_for_every_hit()
    {
        await using var site = await Site.WithSeedsAsync();
        var (_, csv, _) = await site.GetAsync("/search.csv?q=whatsapp");
        Assert.Equal(3, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }
}

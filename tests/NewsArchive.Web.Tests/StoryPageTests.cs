using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsArchive.Web.Tests;

public sealed class StoryPageTests : IAsyncLifetime
{
    private Site site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => site = await Site.WithSeedsAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Comparison_leads_each_sentence_to_its_line()
    {
        var page = await site.PageAsync("/stories/1/compare");
        Assert.Contains("Both say", page, StringComparison.Ordinal);
        var places = Regex.Matches(page, "href=\"(/articles/\\d+/[^\"#]*)#L(\\d+)\"");
        Assert.True(places.Count > 20);
        foreach (var place in places.Take(5))
            Assert.Contains($"id=\"L{place.Groups[2].Value}\"", await site.PageAsync(place.Groups[1].Value),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_articles_stand_in_columns_and_lead_to_each_other()
    {
        var page = await site.PageAsync("/stories/1/compare?a=1&b=2");
        var shared = Regex.Matches(page, "class=\"shared\" id=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
        Assert.NotEmpty(shared);
        foreach (var target in Regex.Matches(page, "href=\"#(s\\d+-\\d+)\"").Select(m => m.Groups[1].Value))
            Assert.Contains(target, shared);
    }

    [Theory]
    [InlineData("/stories/1/compare?a=1", HttpStatusCode.BadRequest)]
    [InlineData("/stories/1/compare?a=1&b=1", HttpStatusCode.BadRequest)]
    [InlineData("/stories/1/compare?a=1&b=999", HttpStatusCode.NotFound)]
    [InlineData("/stories/1/compare?a=x&b=2", HttpStatusCode.BadRequest)]
    [InlineData("/stories/99", HttpStatusCode.NotFound)]
    [InlineData("/stories/99/compare", HttpStatusCode.NotFound)]
    [InlineData("/stories/99/correct", HttpStatusCode.NotFound)]
    [InlineData("/stories/99/x.atom", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/stories/99", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/articles/99/related", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/stories?limit=0", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_or_not_understood_is_said(string path, HttpStatusCode expected) =>
        Assert.Equal(expected, (await site.GetAsync(path)).Status);

    [Fact]
    public async Task Programs_read_stories_and_reasons()
    {
        using var stories = JsonDocument.Parse(await site.PageAsync("/api/v1/stories"));
        var story = Assert.Single(stories.RootElement.GetProperty("stories").EnumerateArray());
        Assert.Equal(2, story.GetProperty("articles").GetArrayLength());
        using var related = JsonDocument.Parse(await site.PageAsync("/api/v1/articles/1/related"));
        var other = Assert.Single(related.RootElement.GetProperty("sameEvent").EnumerateArray());
        Assert.Equal(other.GetProperty("score").GetDouble(),
            other.GetProperty("reasons").EnumerateArray().Sum(r => r.GetProperty("weight").GetDouble()), 9);
    }

    [Theory]
    [InlineData("atom")]
    [InlineData("rss")]
    [InlineData("json")]
    public async Task Stories_can_be_followed(string suffix)
    {
        var (status, list, _) = await site.GetAsync($"/stories.{suffix}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Russia blocks WhatsApp", list, StringComparison.Ordinal);
        var slug = Regex.Match(await site.PageAsync("/stories"), "/stories/1/([a-z0-9-]+)").Groups[1].Value;
        Assert.Contains("Russian authorities", await site.PageAsync($"/stories/1/{slug}.{suffix}"),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.MovedPermanently, (await site.GetAsync($"/stories/1/other.{suffix}")).Status);
    }

    [Fact]
    public async Task Nobody_from_elsewhere_corrects_a_story()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/stories/1/correct");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        Assert.Equal(HttpStatusCode.Forbidden, (await site.Client.SendAsync(request, Cancel)).StatusCode);
    }
}

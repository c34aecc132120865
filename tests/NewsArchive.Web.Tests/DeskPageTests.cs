using System.Net;

namespace NewsArchive.Web.Tests;

/// <summary>What forms keep and correct, who may, and what strangers see of it.</summary>
public sealed class DeskPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<HttpResponseMessage> PostAsync(
        HttpClient client, string path, string? origin, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))),
        };
        if (origin is not null) request.Headers.Add("Origin", origin);
        return await client.SendAsync(request, Cancel);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://elsewhere.example")]
    public async Task Form_that_stands_elsewhere_keeps_nothing(string? origin)
    {
        await using var site = await Site.WithSeedsAsync();
        foreach (var (path, act) in new[] { ("/desk/acts", "star"), ("/correct/quote", "not") })
        {
            using var answer = await PostAsync(site.Client, path, origin, ("act", act), ("article", "1"), ("quote", "1"));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        await using var db = site.Archive.Db();
        Assert.Empty(db.Stars);
        Assert.Empty(db.Corrections);
    }

    [Fact]
    public async Task Form_of_the_site_keeps_and_leads_back_to_the_site_alone()
    {
        await using var site = await Site.WithSeedsAsync();
        using var answer = await PostAsync(site.Client, "/desk/acts", site.Address, ("act", "tag"), ("article", "1"),
            ("tag", "To check"), ("back", "//elsewhere.example/"));
        Assert.Equal(("Found", "/desk"), (answer.StatusCode.ToString(), answer.Headers.Location!.ToString()));
        Assert.Contains("to check", await site.PageAsync("/desk"), StringComparison.Ordinal);
        Assert.Contains("Russian authorities", await site.PageAsync("/tags/to%20check"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/desk")]
    [InlineData("/corrections")]
    [InlineData("/search?q=is:starred")]
    [InlineData("/search?q=ban+(tag:x+OR+note:y)")]
    [InlineData("/search.atom?q=in:dossier")]
    public async Task Desk_is_for_whoever_knows_the_passphrase(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        await using var app = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true,
            Passphrase: "a long enough passphrase"));
        await app.StartAsync(Cancel);
        using var client = Site.ClientOf(app);
        using var stranger = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Found, stranger.StatusCode);
        Assert.StartsWith("/sign-in?back=", stranger.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var api = await client.GetAsync(new Uri("/api/v1/search?q=is:starred", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, api.StatusCode);

        var form = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancel);
        using var wrong = await PostAsync(client, "/sign-in", null, ("passphrase", "something else, as long"),
            ("__RequestVerificationToken", Site.TokenOf(form)));
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        using var right = await PostAsync(client, "/sign-in", null, ("passphrase", "a long enough passphrase"),
            ("back", path), ("__RequestVerificationToken", Site.TokenOf(form)));
        Assert.Equal(path, right.Headers.Location!.ToString());
        using var known = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Fact]
    public async Task Pasted_text_becomes_an_article_once()
    {
        await using var site = await Site.WithSeedsAsync();
        var files = new Adding.AddedFiles(site.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System);
        const string Text = "Ferry stops\n\nThe ferry of Rochester made its last crossing to Chatham on a day of rain.\n";
        List<string> places = [];
        for (var i = 0; i < 2; i++)
        {
            using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Text));
            places.Add(await files.KeepAsync(content, "../../pasted.txt", Cancel));
            Assert.True(files.Import([places[^1]]));
            while (files.IsBusy) await Task.Delay(20, Cancel);
        }
        Assert.Equal(places[0], places[1]);
        Assert.StartsWith(files.Folder, places[0], StringComparison.Ordinal);
        await using var db = site.Archive.Db();
        Assert.Equal(3, db.Articles.Count());
    }
}

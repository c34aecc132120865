using System.Net;
using System.Text.RegularExpressions;

namespace NewsArchive.Web.Tests;

/// <summary>Who is answered: names, methods, guesses.</summary>
public sealed class StrangerTests : IAsyncLifetime
{
    private Site site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => site = await Site.WithSeedsAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, HttpMethod method, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (host is not null) request.Headers.Host = host;
        return await client.SendAsync(request, Cancel);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:5080", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Site_answers_to_its_own_names_only(string host, HttpStatusCode expected)
    {
        foreach (var path in new[] { "/", "/api/v1/search?q=peskov", "/articles.atom", "/articles/1/original.txt" })
        {
            var response = await SendAsync(site.Client, HttpMethod.Get, path, host);
            Assert.Equal(expected, response.StatusCode);
            if (expected != HttpStatusCode.OK)
                Assert.DoesNotContain("WhatsApp", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Name_that_is_allowed_is_answered()
    {
        await using var app = WebApp.Create(
            new(site.Archive, "http://127.0.0.1:0", Quiet: true, AllowedHosts: "archive.example.org; other.example"));
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Get, "/", "archive.example.org")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, HttpMethod.Get, "/", "evil.example")).StatusCode);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    public async Task Methods_of_no_page_are_refused(string method)
    {
        foreach (var path in new[] { "/", "/articles", "/articles/1/original", "/api/v1/search?q=x", "/no-such-page" })
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(site.Client, new(method), path)).StatusCode);
    }

    [Fact]
    public async Task Guesses_are_stopped_on_every_page_that_writes()
    {
        const string Right = "correct horse battery";
        await using var app = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true, Passphrase: Right));
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var token = Regex.Match(await client.GetStringAsync("/searches?q=peskov", Cancel),
            "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)").Groups[1].Value;
        async Task<HttpStatusCode> TryAsync(string path, string phrase) =>
            (await client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([
                new("__RequestVerificationToken", token), new("Passphrase", phrase), new("Name", "x"),
                new("PutBack", "1")]), Cancel)).StatusCode;
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 12; i++) answers.Add(await TryAsync("/searches?q=peskov", $"guess number {i}"));
        Assert.DoesNotContain(HttpStatusCode.OK, answers);
        Assert.Equal(7, answers.Count(a => a == HttpStatusCode.TooManyRequests));
        // Neither another form nor the right words help while the address must wait.
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync("/articles/1/original", "guess"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await TryAsync("/searches?q=peskov", Right));
    }
}

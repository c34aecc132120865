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
                Assert.DoesNotContain("WhatsApp", await response.Content.ReadAsStringAsync(Cancel),
                    StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Name_that_is_allowed_is_answered()
    {
        await using var app = WebApp.Create(
            new(site.Archive, "http://127.0.0.1:0", Quiet: true, AllowedHosts: "archive.example.org; other.example"));
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, HttpMethod.Get, "/",
            "archive.example.org")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(client, HttpMethod.Get, "/",
            "evil.example")).StatusCode);
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
        foreach (var path in new[] { "/", "/articles", "/articles/1/original", "/api/v1/search?q=x",
            "/no-such-page" })
            Assert.Equal(HttpStatusCode.MethodNotAllowed, (await SendAsync(site.Client, new(method),
                path)).StatusCode);
    }

    private static async Task<T> WithAsync<T>(WebAppOptions options, Func<HttpClient, Task<T>> act)
    {
        await using var app = WebApp.Create(options);
        await app.StartAsync(Cancel);
        using var client = Site.ClientOf(app);
        return await act(client);
    }

    private WebAppOptions Options => new(site.Archive, "http://127.0.0.1:0", Quiet: true);

    /// <summary>Keeps a search with the token of the form, and what a browser or a proxy would say.</summary>
    private static async Task<HttpStatusCode> KeepAsync(HttpClient client, params (string Name,
        string Value)[] headers)
    {
        async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            foreach (var (name, value) in headers)
                if (name == "Host") request.Headers.Host = value;
                else request.Headers.TryAddWithoutValidation(name, value);
            return await client.SendAsync(request, Cancel);
        }
        using var form = await client.GetAsync(new Uri("/search/batch", UriKind.Relative), Cancel);
        var token = Site.TokenOf(await form.Content.ReadAsStringAsync(Cancel));
        using var post = new HttpRequestMessage(HttpMethod.Post, "/searches?q=peskov")
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Name", "x")]),
        };
        using var answer = await SendAsync(post);
        return answer.StatusCode;
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "null", HttpStatusCode.Forbidden)]
    [InlineData("Origin", "http://127.0.0.1:1", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-site", HttpStatusCode.Forbidden)]
    [InlineData("Sec-Fetch-Site", "same-origin", HttpStatusCode.Redirect)]
    [InlineData("X-Forwarded-For", "127.0.0.1", HttpStatusCode.BadRequest)]
    [InlineData("Forwarded", "for=127.0.0.1", HttpStatusCode.BadRequest)]
    public async Task Form_that_was_sent_from_elsewhere_changes_nothing(string header, string value,
        HttpStatusCode expected)
    {
        Assert.Equal(expected, await KeepAsync(site.Client, (header, value)));
        Assert.Equal(expected == HttpStatusCode.Redirect,
            (await site.GetAsync("/searches")).Html.Contains("/searches/1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Form_of_the_site_itself_is_taken() =>
        Assert.Equal(HttpStatusCode.Redirect, await KeepAsync(site.Client, ("Origin", site.Address)));

    [Fact]
    public async Task Proxy_is_believed_only_where_it_is_named()
    {
        async Task<(HttpStatusCode Page, bool Secure, HttpStatusCode Kept)> AskAsync(HttpClient client)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/search/batch");
            foreach (var (name, value) in new[] { ("X-Forwarded-For", "192.0.2.9"), ("X-Forwarded-Proto", "https"),
                ("X-Forwarded-Host", "evil.example") }) request.Headers.Add(name, value);
            using var page = await client.SendAsync(request, Cancel);
            var cookie = page.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join(' ', set) : "";
            return (page.StatusCode, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase),
                await KeepAsync(client));
        }
        Assert.Equal((HttpStatusCode.OK, false, HttpStatusCode.Redirect), await WithAsync(Options, AskAsync));
        // The named proxy speaks for a name that is not allowed; and nobody counts as sitting at the machine.
        Assert.Equal((HttpStatusCode.BadRequest, false, HttpStatusCode.BadRequest),
            await WithAsync(Options with { Proxies = "127.0.0.1" }, AskAsync));
        Assert.Equal((HttpStatusCode.OK, true, HttpStatusCode.BadRequest),
            await WithAsync(Options with { Proxies = "127.0.0.1", AllowedHosts = "evil.example" }, AskAsync));
    }

    [Fact]
    public async Task Feeds_state_the_address_of_the_setting_and_never_that_of_a_request()
    {
        Task<string> FeedAsync(HttpClient client) => client.GetStringAsync("/articles.atom", Cancel);
        Assert.Contains("https://archive.example.org/articles/1/",
            await WithAsync(Options with { BaseUrl = "https://archive.example.org" }, FeedAsync),
                StringComparison.Ordinal);
        var response = await SendAsync(site.Client, HttpMethod.Get, "/articles.atom", "localhost:9");
        var feed = await response.Content.ReadAsStringAsync(Cancel);
        Assert.Contains($"{site.Address}/articles/1/", feed, StringComparison.Ordinal);
        Assert.DoesNotContain("localhost:9", feed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_writes_where_the_site_is_read_only()
    {
        var options = Options with { ReadOnly = true, Passphrase = "correct horse battery" };
        Assert.Equal(HttpStatusCode.BadRequest, await WithAsync(options, client => KeepAsync(client)));
        Assert.Equal(0, await WithAsync(options, async client =>
        {
            var pages = new List<string>();
            foreach (var path in new[] { "/searches?q=peskov", "/articles/1/original", "/entities/1/-/correct", "/" })
                pages.Add(await client.GetStringAsync(path is "/entities/1/-/correct"
                    ? (await client.GetAsync(new Uri(path, UriKind.Relative), Cancel)).Headers.Location!.ToString()
                        : path, Cancel));
            return pages.Sum(page => Regex.Count(page, "__RequestVerificationToken"));
        }));
    }

    [Fact]
    public async Task Search_that_is_one_too_many_is_answered_with_when_to_ask_again()
    {
        var options = Options with { Searching = new(AtOnce: 0, Waiting: 0, TimeSpan.FromSeconds(10)) };
        Assert.True(await WithAsync(options, async client =>
        {
            foreach (var path in new[] { "/search", "/search.atom", "/api/v1/search", "/search.csv" })
            {
                using var answer = await client.GetAsync(new Uri(path + "?q=peskov", UriKind.Relative), Cancel);
                Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
                Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
                Assert.Contains("Try again", await answer.Content.ReadAsStringAsync(Cancel),
                    StringComparison.Ordinal);
            }
            foreach (var path in new[] { "/", "/articles", "/health/ready" })
                Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(path, UriKind.Relative),
                    Cancel)).StatusCode);
            return true;
        }));
    }

    [Fact]
    public async Task Form_that_is_too_large_is_refused_in_words()
    {
        using var form = new ByteArrayContent(new byte[5 * 1024 * 1024]);
        form.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/search/batch") { Content = form };
        // The server says so before the form is sent.
        request.Headers.ExpectContinue = true;
        using var answer = await site.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("up to 4 MB", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    /// <summary>Sends the beginning of a request and no more.</summary>
    private static async Task<System.Net.Sockets.TcpClient> BeginAsync(Uri address, string head)
    {
        var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(address.Host, address.Port, Cancel);
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(head), Cancel);
        return client;
    }

    [Fact]
    public async Task Idle_connections_and_slow_senders_stop_nobody()
    {
        List<System.Net.Sockets.TcpClient> idle = [];
        for (var i = 0; i < 200; i++)
            idle.Add(await BeginAsync(new(site.Address), i % 2 == 0 ? ""
                : "POST /search/batch HTTP/1.1\r\nHost: localhost\r\nContent-Le"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => site.GetAsync("/search?q=peskov")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        idle.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Guesses_are_stopped_on_every_page_that_writes()
    {
        const string Right = "correct horse battery";
        await using var app = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true, Passphrase: Right));
        await app.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var token = Site.TokenOf(await client.GetStringAsync("/searches?q=peskov", Cancel));
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

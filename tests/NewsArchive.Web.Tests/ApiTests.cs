using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using NewsArchive.Web.Api;

namespace NewsArchive.Web.Tests;

/// <summary>The archive for programs, as it is described.</summary>
public sealed class ApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<JsonNode> JsonAsync(Site site,
        string path) => JsonNode.Parse(await site.PageAsync(path))!;

    [Fact]
    public async Task Every_address_answers_its_example_and_has_the_fields_that_are_shown()
    {
        await using var site = await Site.WithSeedsAsync();
        foreach (var route in ArchiveApi.All)
        {
            var answer = await JsonAsync(site, route.Example);
            var shown = ApiDescription.ExampleOf(route);
            Assert.NotNull(shown);
            Assert.Equal(Shape(shown), Shape(answer));
        }
    }

    /// <summary>Names of the fields, of a list those of its first element.</summary>
    private static string Shape(JsonNode? node) => node switch
    {
        JsonObject o => $"{{{string.Join(",", o.Select(p => $"{p.Key}:{Shape(p.Value)}"))}}}",
        JsonArray a => $"[{(a.Count > 0 ? Shape(a[0]) : "")}]",
        _ => "",
    };

    [Fact]
    public async Task Every_address_is_described_with_its_parameters()
    {
        await using var site = await Site.WithSeedsAsync();
        var paths = (await JsonAsync(site, "/openapi/v1.json"))["paths"]!.AsObject();
        Assert.Equal(ArchiveApi.All.Select(r => r.Pattern.Replace(":long", "", StringComparison.Ordinal)).Order(),
            paths.Select(p => p.Key).Order());
        foreach (var route in ArchiveApi.All)
        {
            var get = paths[route.Pattern.Replace(":long", "", StringComparison.Ordinal)]!["get"]!;
            Assert.Equal(route.Said, get["summary"]!.ToString());
            Assert.NotNull(get["responses"]!["200"]!["content"]!["application/json"]!["example"]);
            var names = get["parameters"]?.AsArray().Select(p => p!["name"]!.ToString()).ToList() ?? [];
            Assert.All(route.Parameters, p => Assert.Contains(p.Name, names));
        }
        var help = await site.PageAsync("/help/api");
        Assert.All(ArchiveApi.All.SelectMany(r => r.Parameters), p => Assert.Contains($"<code>{p.Name}</code>", help,
            StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("/api", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/articles/99", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/articles/x", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/articles?nonsense=1", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/articles?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/articles?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/articles?after=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/articles?fields=id,nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/articles?include=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?limit=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=x&facets=2", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?q=x&from=soon", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/entities?kind=animal", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/entities?page=0", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/quotes?speaker=x", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/quotes?speaker=99999", HttpStatusCode.NotFound)]
    public async Task Every_error_is_a_problem_detail(string path, HttpStatusCode expected)
    {
        await using var site = await Site.WithSeedsAsync();
        var (status, body, response) = await site.GetAsync(path);
        Assert.Equal(expected, status);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal((int)expected, JsonNode.Parse(body)!["status"]!.GetValue<int>());
    }

    [Fact]
    public async Task Other_methods_are_answered_with_a_problem_too()
    {
        await using var site = await Site.WithSeedsAsync();
        using var posted = await site.Client.PostAsync(new Uri("/api/v1/articles", UriKind.Relative),
            new StringContent("{}"), Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        Assert.Equal("application/problem+json", posted.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Pages_lead_to_each_other_and_hold_every_article_once()
    {
        await using var site = await Site.WithSeedsAsync();
        await site.ImportAsync(site.Write("more.jsonl", string.Join('\n', Enumerable.Range(1, 25).Select(i =>
            $$"""{"title": "Ferry {{i}} stops", "text": "Ferry number {{i}} made its last crossing to Chatham in the evening, said Ann Smith."}"""))));
        List<long> seen = [];
        for (string? next = "/api/v1/articles?limit=10&fields=id"; next is not null;)
        {
            var (_, body, response) = await site.GetAsync(next);
            var json = JsonNode.Parse(body)!;
            Assert.Equal(27, json["total"]!.GetValue<int>());
            seen.AddRange(json["articles"]!.AsArray().Select(a => a!["id"]!.GetValue<long>()));
            next = response.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }
        Assert.Equal(Enumerable.Range(1, 27).Select(i => (long)i), seen);
    }

    [Fact]
    public async Task Article_holds_what_is_asked_for_and_says_how_each_value_is_known()
    {
        await using var site = await Site.WithSeedsAsync();
        var whole = await JsonAsync(site, "/api/v1/articles/2");
        Assert.Equal("inferred", whole["status"]!["source"]!.ToString());
        Assert.NotEmpty(whole["text"]!.ToString());
        Assert.NotEmpty(whole["names"]!.AsArray());
        Assert.NotEmpty(whole["quotes"]!.AsArray());
        Assert.Equal("inferred", whole["evidence"]!["source"]!["status"]!.ToString());
        var narrow = await JsonAsync(site, "/api/v1/articles/2?fields=id,headline&include=text");
        Assert.Equal(["id", "headline"], narrow.AsObject().Select(p => p.Key));
        Assert.Null((await JsonAsync(site, "/api/v1/articles/2?include=text"))["names"]);
        Assert.Equal(whole.ToJsonString(), (await JsonAsync(site,
            (await site.GetAsync("/articles/2")).Response.Headers.Location + ".json")).ToJsonString());
    }

    [Fact]
    public async Task Whoever_has_an_answer_is_told_so()
    {
        await using var site = await Site.WithSeedsAsync();
        var (_, _, first) = await site.GetAsync("/api/v1/articles/1");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/articles/1", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var answer = await site.Client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_how_long_to_wait()
    {
        await using var site = await Site.WithSeedsAsync();
        await using var strict = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true, ApiLimit: 3));
        await strict.StartAsync(Cancel);
        using var client = Site.ClientOf(strict);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/v1/stats", UriKind.Relative),
                Cancel)).StatusCode);
        using var refused = await client.GetAsync(new Uri("/api/v1/stats", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/articles", UriKind.Relative),
            Cancel)).StatusCode);
        for (var i = 0; i < 20; i++)
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/api/v1/stats")).Status);
    }

    [Fact]
    public async Task Pages_of_other_sites_read_only_where_the_owner_says_so()
    {
        await using var site = await Site.WithSeedsAsync();
        await using var open = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true,
            Cors: "https://desk.example.org"));
        await open.StartAsync(Cancel);
        using var client = Site.ClientOf(open);
        async Task<string?> AllowedAsync(HttpClient asker, string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/stats", UriKind.Relative));
            request.Headers.Add("Origin", origin);
            using var answer = await asker.SendAsync(request, Cancel);
            return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values)
                ? values.Single() : null;
        }
        Assert.Equal("https://desk.example.org", await AllowedAsync(client, "https://desk.example.org"));
        Assert.Null(await AllowedAsync(client, "https://evil.example.org"));
        Assert.Null(await AllowedAsync(site.Client, "https://desk.example.org"));
    }

    [Fact]
    public async Task Assistants_door_is_shut_unless_opened_and_asks_others_for_the_passphrase()
    {
        await using var site = await Site.WithSeedsAsync();
        async Task<HttpStatusCode> AskAsync(HttpClient client, string? token, bool isFromElsewhere)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/mcp", UriKind.Relative))
            {
                Content = new StringContent("""
                    {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18",
                    "capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
                    """,
                    new MediaTypeHeaderValue("application/json")),
            };
            request.Headers.Accept.ParseAdd("application/json, text/event-stream");
            if (token is not null) request.Headers.Authorization = new("Bearer", token);
            if (isFromElsewhere) request.Headers.Add("X-Forwarded-For", "192.0.2.7");
            using var answer = await client.SendAsync(request, Cancel);
            return answer.StatusCode;
        }
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(site.Client, null, false));
        await using var open = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true,
            Passphrase: "correct horse", HasAssistants: true));
        await open.StartAsync(Cancel);
        using var client = Site.ClientOf(open);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(client, null, false));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client, null, true));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client, "wrong", true));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(client, "correct horse", true));
    }
}

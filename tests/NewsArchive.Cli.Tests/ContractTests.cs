using System.Net;
using System.Text.Json;

namespace NewsArchive.Cli.Tests;

/// <summary>What others rely on: names of commands, options, fields and addresses. Added to freely, never taken
/// away.</summary>
public sealed class ContractTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("import", "--source --dry-run --jobs --report --force --watch")]
    [InlineData("explain", "")]
    [InlineData("search", "--match --sort --limit --offset --batch")]
    [InlineData("related", "")]
    [InlineData("stories", "--limit")]
    [InlineData("serve", "--urls --import")]
    [InlineData("export", "--format --output")]
    [InlineData("backup", "")]
    [InlineData("restore", "--force")]
    [InlineData("stats", "")]
    [InlineData("doctor", "--repair")]
    [InlineData("reindex", "")]
    [InlineData("reread", "")]
    [InlineData("mcp", "")]
    [InlineData("completion", "")]
    [InlineData("help", "")]
    public void Command_takes_what_was_promised(string name, string options)
    {
        var root = CommandTree.Create();
        Assert.All(new[] { "--archive", "--json", "--quiet" }, o => Assert.Contains(root.Options, known =>
            known.Name == o));
        var command = Assert.Single(root.Subcommands, c => c.Name == name);
        Assert.All(options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            o => Assert.Contains(command.Options, known => known.Name == o));
    }

    [Theory]
    [InlineData("import", "files added updated unchanged duplicates failed elapsedSeconds results")]
    [InlineData("search whatsapp", "query total problems suggestion hits")]
    [InlineData("related 1", "id sameText sameEvent sameTopic")]
    [InlineData("stories", "stories")]
    [InlineData("explain", "documents")]
    public async Task Answer_in_json_has_the_fields_that_were_promised(string typed, string fields)
    {
        using var command = new Command();
        var imported = await command.RunAsync("import", Command.Seeds, "--json");
        var words = typed.Split(' ');
        var answer = words[0] == "import" ? imported
            : await command.RunAsync([.. words, .. words[0] == "explain"
                ? Directory.GetFiles(Command.Seeds) : [], "--json"]);
        Assert.All(fields.Split(' '), f => Assert.True(answer.Json.TryGetProperty(f, out _), $"{typed} has no {f}"));
        if (words[0] != "search") return;
        Assert.All("id externalId headline source published score snippet".Split(' '),
            f => Assert.True(answer.Json.GetProperty("hits")[0].TryGetProperty(f, out _), f));
    }

    private static readonly string[] Pages =
    [
        "/", "/articles", "/articles/1", "/articles/1/original", "/entities", "/entities/1", "/stories", "/stories/1",
        "/search?q=whatsapp&source=&from=2026-01-01&to=2026-12-31&entity=1&lang=en&sort=newest&page=1", "/sources",
        "/sources/1", "/imports", "/help", "/help/search", "/about/quality", "/opensearch.xml", "/sitemap.xml",
        "/robots.txt", "/api/v1/articles", "/api/v1/articles/1", "/api/v1/articles/1/related",
        "/api/v1/search?q=whatsapp", "/api/v1/entities", "/api/v1/entities/1", "/api/v1/stories", "/api/v1/stories/1",
        "/api/v1/sources", "/api/v1/stats", "/openapi/v1.json", "/quotes?q=&source=", "/health/live", "/health/ready",
        "/metrics",
    ];

    /// <summary>Every address that was promised, with its suffixes; those of the desk come with it.</summary>
    [Fact]
    public async Task Address_answers_as_was_promised()
    {
        using var command = new Command();
        await command.RunAsync("import", Command.Seeds);
        using var served = command.Start("serve", "--urls", "http://127.0.0.1:0", "--quiet");
        var line = await served.StandardOutput.ReadLineAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new(line!.Split(' ')[3]) };
        foreach (var path in Pages)
        {
            using var got = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.True(got.StatusCode == HttpStatusCode.OK, $"{path}: {got.StatusCode}");
            using var head = await client.SendAsync(new(HttpMethod.Head, new Uri(path, UriKind.Relative)), Cancel);
            Assert.True(head.StatusCode == HttpStatusCode.OK, $"HEAD {path}: {head.StatusCode}");
        }
        async Task<HttpStatusCode> StatusAsync(string path) =>
            (await client.GetAsync(new Uri(path, UriKind.Relative), Cancel)).StatusCode;
        foreach (var suffix in ".json .rss .atom .csv .ris .bib .txt .md".Split(' '))
            Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/search{suffix}?q=whatsapp"));
        foreach (var path in new[] { "/nothing", "/articles.zip", "/articles/1/x.zip", "/api/v1/nothing" })
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(path));
        foreach (var path in new[] { "/articles?page=x", "/search?q=x&from=soon",
            "/api/v1/search?q=x&sort=sideways" })
            Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(path));
        using var posted =
            await client.PostAsync(new Uri("/api/v1/stats", UriKind.Relative), new StringContent(""), Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
        served.Kill();
    }

    [Fact]
    public async Task Reading_a_file_says_of_every_field_what_was_promised()
    {
        using var command = new Command();
        var explained = await command.RunAsync(["explain", .. Directory.GetFiles(Command.Seeds), "--json"]);
        var document = explained.Json.GetProperty("documents")[0];
        Assert.All(("path ordinal externalId format encoding repairs headline standfirst bylines source published "
            + "dateline language url lines body figures teasers entities quotes").Split(' '),
            f => Assert.True(document.TryGetProperty(f, out _), f));
        Assert.All("value status confidence line evidence rejected".Split(' '),
            f => Assert.True(document.GetProperty("headline").TryGetProperty(f, out _), f));
        Assert.Equal(JsonValueKind.String, document.GetProperty("published").GetProperty("precision").ValueKind);
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using NewsArchive.Web.Assistants;

namespace NewsArchive.Web.Tests;

/// <summary>
/// Twelve tasks of somebody who researches, done with the assistants' tools alone, by the protocol's own client. Every
/// answer must lead to a page on which the words stand.
/// </summary>
public sealed class AssistantTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Site site = null!;
    private Microsoft.AspNetCore.Builder.WebApplication app = null!;
    private HttpClient pages = null!;
    private McpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        site = await Site.WithSeedsAsync();
        var days = new[] { ("2021-03-12", "The Daily Example", "40"), ("2021-03-13", "Medway Post", "44") };
        await site.ImportAsync(site.Write("bridge.jsonl", string.Join('\n', days.Select(d =>
            JsonSerializer.Serialize(new
            {
                title = "Rochester bridge opens after two years of delay",
                author = "Ann Lee",
                date = d.Item1,
                source = d.Item2,
                url = $"https://example.org/{d.Item1}",
                text = "The mayor of Rochester, Martha Ellingham, opened the new bridge over the Medway on Friday, two years "
                    + $"later than planned.\n\nThe bridge cost {d.Item3} million pounds, the Rochester council said. It replaces "
                    + "the ferry to Chatham.\n\n“We have waited for this day for two years,” Martha Ellingham said at the "
                    + "ceremony in Rochester.\n\n" + (d.Item3 == "40"
                        ? "The ferry made its last crossing to Chatham in the evening."
                        : "Shopkeepers in Chatham fear for their trade, Peter Marsh of the traders said."),
            })))));
        app = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true, HasAssistants: true));
        await app.StartAsync(Cancel);
        pages = Site.ClientOf(app);
        client = await McpClient.CreateAsync(new HttpClientTransport(new()
        {
            Endpoint = new(
            $"{app.Urls.First()}/mcp")
        }), cancellationToken: Cancel);
    }

    private async Task<JsonNode> AskAsync(string tool, params (string Name, object Value)[] arguments)
    {
        var answer = await client.CallToolAsync(tool, arguments.ToDictionary(a => a.Name, a => (object?)a.Value),
            cancellationToken: Cancel);
        var text = Assert.IsType<TextContentBlock>(Assert.Single(answer.Content)).Text;
        Assert.False(answer.IsError ?? false, text);
        Assert.True(text.Length < 60_000, $"{tool} answers {text.Length} characters");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The page of an answer holds the words, and at its line, where it names one.</summary>
    private async Task LeadsToAsync(JsonNode? address, string words)
    {
        var uri = new Uri(address!.ToString());
        Assert.StartsWith(app.Urls.First(), uri.ToString(), StringComparison.Ordinal);
        using var page = await pages.GetAsync(new Uri(uri.PathAndQuery, UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var html = await page.Content.ReadAsStringAsync(Cancel);
        if (uri.Fragment.Length > 0)
        {
            var at = html.IndexOf($"id=\"{uri.Fragment[1..]}\"", StringComparison.Ordinal);
            Assert.True(at >= 0, $"{uri} has no such line");
            html = html[at..html.IndexOf("</p>", at, StringComparison.Ordinal)];
        }
        var text = WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]+>", ""));
        Assert.Contains(words, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tools_are_eight_and_only_read()
    {
        var tools = await client.ListToolsAsync(cancellationToken: Cancel);
        Assert.Equal(["article", "cite", "compare", "entity", "quotes", "related", "search", "story"],
            tools.Select(t => t.Name).Order());
        Assert.Equal(AssistantServer.Tools.Order(), tools.Select(t => t.Name).Order());
        Assert.All(tools, tool => Assert.True(tool.ProtocolTool.Annotations!.ReadOnlyHint));
        Assert.All(tools, tool => Assert.NotEmpty(tool.Description));
    }

    [Fact]
    public async Task When_was_the_bridge_opened_and_who_says_so()
    {
        var found = await AskAsync("search", ("query", "bridge opens"));
        Assert.Equal(2, found["total"]!.GetValue<int>());
        var hit = found["hits"]![0]!;
        Assert.Equal("declared", hit["publishedStatus"]!.ToString());
        await LeadsToAsync(hit["address"], "opened the new bridge over the Medway on Friday");
    }

    [Fact]
    public async Task What_exactly_did_the_kremlins_spokesman_say()
    {
        var person = (await AskAsync("entity", ("text", "Peskov"), ("kind", "person")))["entities"]![0]!;
        var quotes = await AskAsync("quotes", ("speaker", person["id"]!.GetValue<long>()));
        Assert.True(quotes["total"]!.GetValue<int>() > 0);
        var place = quotes["quotes"]![0]!["places"]![0]!;
        await LeadsToAsync(place["address"], place["text"]!.ToString().TrimEnd(','));
    }

    [Fact]
    public async Task Is_the_headline_stated_in_the_file_or_concluded()
    {
        var found = await AskAsync("search", ("query", "sovereign internet"));
        var article = await AskAsync("article", ("id",
            found["hits"]!.AsArray().First(h =>
            h!["headlineStatus"]!.ToString() == "inferred")!["id"]!.GetValue<long>()));
        Assert.Equal("inferred", article["status"]!["headline"]!.ToString());
        var why = article["evidence"]!.AsArray().First(e => e!["field"]!.ToString() == "headline")!;
        Assert.NotEmpty(why["evidence"]!.ToString());
        await LeadsToAsync(article["address"], article["headline"]!.ToString());
    }

    [Fact]
    public async Task Which_line_of_the_file_says_what_was_decided()
    {
        var found = await AskAsync("search", ("query", "\"decision was indeed made\""));
        var hit = found["hits"]![0]!;
        var article = await AskAsync("article", ("id", hit["id"]!.GetValue<long>()));
        var line = article["text"]!.AsArray().First(p => p!["text"]!.ToString().Contains("decision was indeed made",
            StringComparison.Ordinal))!;
        await LeadsToAsync($"{article["address"]}#L{line["line"]}", "a decision was indeed made and implemented");
    }

    [Fact]
    public async Task In_which_figure_do_the_two_reports_differ()
    {
        var article = await AskAsync("article", ("id", 3));
        var compared = await AskAsync("compare", ("story", article["story"]!["id"]!.GetValue<long>()));
        var figure = compared["all"]!["statements"]!.AsArray().Concat(compared["some"]!["statements"]!.AsArray())
            .SelectMany(s => s!["figures"]!.AsArray()).First()!;
        Assert.Equal(["40", "44"],
            figure["values"]!.AsArray().Select(v => v!["written"]!.ToString().Split(' ')[0].Trim('£')).Order());
        await LeadsToAsync(compared["articles"]![1]!["address"], "44 million");
    }

    [Fact]
    public async Task What_does_only_one_of_them_report()
    {
        var article = await AskAsync("article", ("id", 4));
        var compared = await AskAsync("compare", ("story", article["story"]!["id"]!.GetValue<long>()));
        var only = compared["one"]!["statements"]!.AsArray().SelectMany(s => s!["sentences"]!.AsArray())
            .First(s => s!["text"]!.ToString().Contains("Shopkeepers", StringComparison.Ordinal))!;
        var address = compared["articles"]!.AsArray().First(a =>
            a!["id"]!.GetValue<long>() == only["article"]!.GetValue<long>())!["address"];
        await LeadsToAsync($"{address}#L{only["line"]}", "Shopkeepers in Chatham fear for their trade");
    }

    [Fact]
    public async Task Who_else_reported_it_and_when()
    {
        var article = await AskAsync("article", ("id", 3));
        var story = await AskAsync("story", ("id", article["story"]!["id"]!.GetValue<long>()));
        Assert.Equal(2, story["total"]!.GetValue<int>());
        Assert.Equal(["Medway Post", "The Daily Example"],
            story["sources"]!.AsArray().Select(s => s!.ToString()).Order());
        Assert.Equal(["2021-03-12", "2021-03-13"],
            story["articles"]!.AsArray().Select(a => a!["published"]!.ToString()));
        await LeadsToAsync(story["story"]!["address"], "Rochester bridge opens");
    }

    [Fact]
    public async Task With_whom_is_a_name_mentioned()
    {
        var mayor = (await AskAsync("entity", ("text", "Ellingham")))["entities"]![0]!;
        var page = await AskAsync("entity", ("id", mayor["id"]!.GetValue<long>()));
        Assert.Contains(page["with"]!.AsArray(), w => w!["name"]!.ToString() == "Rochester");
        Assert.Equal(2, page["articles"]!.GetValue<int>());
        await LeadsToAsync(page["address"], "Martha Ellingham");
    }

    [Fact]
    public async Task What_else_is_there_about_the_same_event()
    {
        var related = await AskAsync("related", ("id", 3));
        var other = related["related"]!.AsArray().First(r => r!["relation"]!.ToString() != "same topic")!;
        Assert.NotEmpty(other["reasons"]!.AsArray());
        await LeadsToAsync(other["article"]!["address"], "Rochester bridge opens");
    }

    [Fact]
    public async Task Cite_the_article_and_the_quote()
    {
        var quote = (await AskAsync("quotes", ("words", "waited for this day")))["quotes"]![0]!["places"]![0]!;
        var cited = await AskAsync("cite", ("article", quote["article"]!.GetValue<long>()), ("line",
            quote["line"]!.GetValue<int>()));
        Assert.Contains($"Line {quote["line"]} of bridge.jsonl", cited["styles"]!["Chicago"]!.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("author = {Lee, Ann}", cited["bibtex"]!.ToString(), StringComparison.Ordinal);
        await LeadsToAsync(cited["address"], "We have waited for this day");
    }

    [Fact]
    public async Task How_many_articles_are_there_of_a_day_and_from_whom()
    {
        var day = await AskAsync("search", ("query", "date:2026-02-12"), ("sort", "newest"), ("limit", 1));
        Assert.Equal(2, day["total"]!.GetValue<int>());
        Assert.Equal(2, day["next"]!.GetValue<int>());
        var second = await AskAsync("search", ("query", "date:2026-02-12"), ("sort", "newest"), ("limit", 1),
            ("page", 2));
        Assert.NotEqual(day["hits"]![0]!["id"]!.ToString(), second["hits"]![0]!["id"]!.ToString());
        await LeadsToAsync(second["hits"]![0]!["address"], "WhatsApp");
    }

    [Fact]
    public async Task Long_text_comes_in_parts_that_hold_all_of_it()
    {
        await site.ImportAsync(site.Write("long.txt", "A long report\n\n" + string.Join("\n\n", Enumerable.Range(1,
            300).Select(i =>
            $"Paragraph number {i} of this report tells at some length what the council of Rochester said about the bridge over the Medway."))));
        var id = (await AskAsync("search", ("query", "title:\"long report\"")))["hits"]![0]!["id"]!.GetValue<long>();
        List<string> read = [];
        for (int? line = 0; line is { } from;)
        {
            var part = await AskAsync("article", ("id", id), ("fromLine", from));
            read.AddRange(part["text"]!.AsArray().Select(p => p!["text"]!.ToString()));
            line = part["next"]?.GetValue<int>();
        }
        Assert.Equal(Enumerable.Range(1, 300), read.Where(p => p.StartsWith("Paragraph", StringComparison.Ordinal))
            .Select(p => int.Parse(p.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("article", "id", 99)]
    [InlineData("story", "id", 99)]
    [InlineData("entity", "id", 99999)]
    [InlineData("cite", "article", 99)]
    [InlineData("compare", "story", 99)]
    [InlineData("related", "id", 99)]
    public async Task What_is_not_there_is_said_and_not_made_up(string tool, string name, long value)
    {
        var answer = await client.CallToolAsync(tool, new Dictionary<string, object?> { [name] = value },
            cancellationToken: Cancel);
        Assert.True(answer.IsError);
        Assert.Contains($"There is no", Assert.IsType<TextContentBlock>(answer.Content[0]).Text,
            StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await client.DisposeAsync();
        pages.Dispose();
        await app.DisposeAsync();
        await site.DisposeAsync();
    }
}

using System.CommandLine;
using System.Text.Json;
using NewsArchive.Storage;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive search QUERY</c> and <c>search --batch FILE</c>.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string?>("QUERY") { Description = "What to look for; the same language as on the web page.", Arity = ArgumentArity.ZeroOrOne };
        var match = new Option<string>("--match") { Description = "all: every word must occur; any: a bag of words.", HelpName = "all|any", DefaultValueFactory = _ => "all" };
        match.AcceptOnlyFromAmong("all", "any");
        var sort = new Option<string>("--sort") { Description = "Order of the hits.", HelpName = "relevance|newest|oldest", DefaultValueFactory = _ => "relevance" };
        sort.AcceptOnlyFromAmong("relevance", "newest", "oldest");
        var limit = Settings.Number("--limit", "Hits to print.", 10, 0);
        var offset = Settings.Number("--offset", "Hits to skip.", 0, 0);
        var batch = new Option<string?>("--batch") { Description = "A file of JSON lines with id and query; one result document a line comes out.", HelpName = "FILE.jsonl" };
        var command = new Command("search", "Search the archive.") { query, match, sort, limit, offset, batch };
        command.Validators.Add(result =>
        {
            if (result.GetValue(query) is null == result.GetValue(batch) is null) result.AddError("Give either a QUERY or --batch FILE.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var archive = await CommandLine.OpenAsync(parsed, cancel);
            SearchRequest Request(string text) => new(text, parsed.GetValue(match) == "any", Enum.Parse<SearchSort>(parsed.GetValue(sort)!, ignoreCase: true),
                Limit: parsed.GetValue(limit), Offset: parsed.GetValue(offset));
            if (parsed.GetValue(batch) is { } file) return await BatchAsync(archive, file, Request, cancel);
            var result = await new SearchQuery(archive, TimeProvider.System).RunAsync(Request(parsed.GetValue(query)!), cancel);
            if (parsed.GetValue(Settings.Json)) Output.Json(View(result));
            else Print(result);
            return ExitCode.Good;
        });
        return command;
    }

    private static void Print(SearchResult result)
    {
        foreach (var problem in result.Query.Problems) CommandLine.Say(problem.Message);
        Output.Line($"{result.Total} {(result.Total == 1 ? "article" : "articles")} for {result.Query.Understood}");
        foreach (var hit in result.Hits)
        {
            Output.Line(Output.Of(hit.Article));
            Output.Line("        " + string.Concat(hit.Snippet.Select(f => f.Text)));
        }
    }

    private static object View(SearchResult result, string? id = null) => new
    {
        id,
        query = result.Query.Text,
        total = result.Total,
        problems = result.Query.Problems.Select(p => new { position = p.Position, message = p.Message }),
        suggestion = result.Suggestion,
        hits = result.Hits.Select(h => new
        {
            id = h.Article.Id,
            externalId = h.Article.ExternalId,
            headline = h.Article.Headline,
            source = h.Article.SourceName,
            published = h.Article.Published?.ToString(),
            score = Math.Round(h.Score, 4),
            snippet = string.Concat(h.Snippet.Select(f => f.Text)),
        }),
    };

    private sealed record BatchLine(string? Id, string? Query);

    /// <summary>A line that cannot be read is answered by its error and stops nothing.</summary>
    private static async Task<int> BatchAsync(Archive archive, string file, Func<string, SearchRequest> request, CancellationToken cancel)
    {
        var failed = false;
        var number = 0;
        var search = new SearchQuery(archive, TimeProvider.System);
        await foreach (var line in File.ReadLinesAsync(file, cancel))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line)) continue;
            if (ReadLine(line) is not { Query: { } text } query)
            {
                failed = true;
                Output.Line(JsonSerializer.Serialize(new { line = number, error = "the line is no JSON object with a query" }));
                continue;
            }
            Output.Line(JsonSerializer.Serialize(View(await search.RunAsync(request(text), cancel), query.Id)));
        }
        return failed ? ExitCode.SomeFailed : ExitCode.Good;
    }

    private static BatchLine? ReadLine(string line)
    {
        try
        {
            var json = JsonDocument.Parse(line).RootElement;
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty("query", out var query)) return null;
            return new(json.TryGetProperty("id", out var id) ? id.ToString() : null, query.ToString());
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.CommandLine;
using System.Text.Json;
using NewsArchive.Search;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Web.Json;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive search QUERY</c> and <c>search --batch FILE</c>.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var query = new Argument<string?>("QUERY")
        {
            Description = "What to look for; the same language as on the web page.",
            Arity = ArgumentArity.ZeroOrOne
        };
        var match = new Option<string>("--match")
        {
            Description = "all: every word must occur; any: a bag of words.",
            HelpName = "all|any",
            DefaultValueFactory = _ => "all"
        };
        match.AcceptOnlyFromAmong("all", "any");
        var sort = new Option<string>("--sort")
        {
            Description = "Order of the hits.",
            HelpName = "relevance|newest|oldest",
            DefaultValueFactory = _ => "relevance"
        };
        sort.AcceptOnlyFromAmong("relevance", "newest", "oldest");
        var limit = Settings.Number("--limit", "Hits to print.", 10, 0);
        var offset = Settings.Number("--offset", "Hits to skip.", 0, 0);
        var explain = new Option<bool>("--explain") { Description = "Say what the score of each hit is made of." };
        var batch = new Option<string?>("--batch")
        {
            Description =
                "A list of queries: JSON lines with id and query, a table with a column called query, or one a line; "
                + "one result document a line comes out.",
            HelpName = "FILE"
        };
        var command = new Command("search", "Search the archive.")
        {
            query,
            match,
            sort,
            limit,
            offset,
            explain,
            batch
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(query) is null == result.GetValue(batch) is null)
                result.AddError("Give either a QUERY or --batch FILE.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            SearchRequest Request(string text) =>
                new(text, parsed.GetValue(match) == "any",
                    Enum.Parse<SearchSort>(parsed.GetValue(sort)!, ignoreCase: true),
                Limit: parsed.GetValue(limit), Offset: parsed.GetValue(offset), Explained: parsed.GetValue(explain));
            if (parsed.GetValue(batch) is { } file) return await BatchAsync(archive, file, Request, cancel);
            var result = await new SearchQuery(archive, TimeProvider.System)
                .RunAsync(Request(parsed.GetValue(query)!), cancel);
            if (parsed.GetValue(Settings.Json)) Output.Json(SearchJson.Of(result));
            else Print(result);
            return ExitCode.Good;
        });
        return command;
    }

    private static void Print(SearchResult result)
    {
        foreach (var problem in result.Query.Problems) CommandLine.Say(problem.Message);
        if (result.Suggestion is { } suggestion)
            CommandLine.Say($"Did you mean: {suggestion} ({result.SuggestionCount})");
        if (result.Date is { } date) CommandLine.Say($"Published in {date.Said}? {date.Query} ({date.Count})");
        if (result.Behind > 0)
            CommandLine.Say($"{result.Behind} articles that came or changed last cannot be found yet: another newsarchive is "
                + "bringing the index up to date.");
        Output.Line($"{result.Total} {(result.Total == 1 ? "article" : "articles")} for {result.Query.Understood}");
        foreach (var hit in result.Hits)
        {
            Output.Line(Output.Of(hit.Article));
            Output.Line("        " + string.Concat(hit.Snippet.Select(f => f.Text)));
            foreach (var part in hit.Parts)
                Output.Line(string.Create(System.Globalization.CultureInfo.InvariantCulture,
                    $"        {part.Value,8:0.00}  {part.What}"));
        }
        if (result.Closest.Count == 0) return;
        Output.Line("No article has all the words. The best with any of them:");
        foreach (var (hit, lacking) in result.Closest)
        {
            Output.Line(Output.Of(hit.Article));
            if (lacking.Count > 0) Output.Line("        not in it: " + string.Join(", ", lacking));
        }
    }

    /// <summary>A line that cannot be read is answered by its error and stops nothing.</summary>
    private static async Task<int> BatchAsync(
        Archive archive, string file, Func<string, SearchRequest> request, CancellationToken cancel)
    {
        var failed = false;
        var search = new SearchQuery(archive, TimeProvider.System);
        using var reader = new StreamReader(file);
        foreach (var asked in QueryList.Read(reader))
        {
            failed |= asked.Query is null;
            Output.Line(JsonSerializer.Serialize(asked.Query is { } text
                ? SearchJson.Of(await search.RunAsync(request(text), cancel), asked.Id)
                : new { line = asked.Line, error = asked.Error }));
        }
        return failed ? ExitCode.SomeFailed : ExitCode.Good;
    }
}

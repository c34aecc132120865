using System.CommandLine;
using System.Globalization;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive remove QUERY|ID…|--run N</c> and <c>newsarchive remove --undo</c>.</summary>
internal static class RemoveCommand
{
    public static Command Create()
    {
        var what = new Argument<string[]>("QUERY|ID")
        {
            Description = "A search, all of whose articles go; or the numbers of articles.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var run = new Option<long?>("--run") { Description = "What this run of imports added.", HelpName = "N" };
        var undo = new Option<long?>("--undo")
        {
            Description = "Bring back what an act removed; without a number what was removed last.",
            HelpName = "N",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var list = new Option<bool>("--list") { Description = "Say what is removed." };
        var command = new Command("remove",
            "Take articles out of every list, count and search. It is kept as a correction: importing again does not bring them "
            + "back, --undo does.")
        { what, run, undo, list };
        command.Validators.Add(result =>
        {
            var given = new[] { result.GetValue(what) is { Length: > 0 }, result.GetResult(run) is { Implicit: false },
                result.GetResult(undo) is { Implicit: false }, result.GetValue(list) }.Count(g => g);
            if (given != 1) result.AddError("Give a QUERY, numbers of articles, --run N, --undo or --list.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenAsync(parsed, cancel);
            var remover = new ArticleRemover(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System,
                new(Environment.UserName));
            if (parsed.GetValue(list)) return await ListAsync(remover, parsed, cancel);
            var outcome = parsed.GetResult(undo) is { Implicit: false }
                ? await remover.BringBackAsync(parsed.GetValue(undo), null, cancel)
                : await remover.RemoveAsync(await ScopeAsync(archive, remover, parsed.GetValue(what)!, parsed.GetValue(run), cancel),
                    cancel);
            if (outcome.Problem is { } problem)
            {
                CommandLine.Say(problem);
                return ExitCode.SomeFailed;
            }
            var isBack = parsed.GetResult(undo) is { Implicit: false };
            var left = await remover.BinAsync(cancel);
            var count = left.Find(g => g.Act.Id == outcome.Done)?.Total ?? 0;
            if (parsed.GetValue(Settings.Json)) Output.Json(new { act = outcome.Done, removed = isBack ? 0 : count, undone = isBack });
            else if (!parsed.GetValue(Settings.Quiet))
                Output.Line(isBack ? $"What act {outcome.Done} removed is back."
                    : string.Create(CultureInfo.InvariantCulture,
                        $"{count} articles are removed. Bring them back with: newsarchive remove --undo {outcome.Done}"));
            return ExitCode.Good;
        });
        return command;
    }

    private static async Task<ArticleScope> ScopeAsync(
        Archive archive, ArticleRemover remover, string[] what, long? run, CancellationToken cancel)
    {
        if (run is { } number)
            return new(await remover.OfRunAsync(number, cancel), null, string.Create(CultureInfo.InvariantCulture, $"what import {number} added"));
        if (what.All(w => w.All(char.IsAsciiDigit)))
            return new([.. what.Select(w => long.Parse(w, CultureInfo.InvariantCulture))], null, null);
        var query = string.Join(' ', what);
        var found = await new SearchQuery(archive, TimeProvider.System).RunAsync(
            new(query, Limit: int.MaxValue, OnlyNumbers: true), cancel);
        foreach (var problem in found.Query.Problems) CommandLine.Say(problem.Message);
        return new([.. found.Numbers.Select(n => (long)n)], null, $"a search: {query}");
    }

    private static async Task<int> ListAsync(ArticleRemover remover, ParseResult parsed, CancellationToken cancel)
    {
        var groups = await remover.BinAsync(cancel);
        if (parsed.GetValue(Settings.Json))
            Output.Json(new
            {
                removed = groups.Select(g => new
                {
                    act = g.Act.Id,
                    at = g.Act.At,
                    who = g.Act.Who,
                    scope = g.Act.Scope,
                    articles = g.Total,
                    first = g.First.Select(a => new { id = a.Id, headline = a.Headline, source = a.SourceName, path = a.Path }),
                })
            });
        else
            foreach (var group in groups)
                Output.Line(string.Create(CultureInfo.InvariantCulture,
                    $"{group.Act.Id}: {group.Total} articles, {group.Act.At:yyyy-MM-dd HH:mm} UTC{(group.Act.Who is { } who ? $", {who}" : "")}"
                    + $"{(group.Act.Scope is { } scope ? $": {scope}" : $": {group.First[0].Headline ?? group.First[0].Path}")}"));
        return ExitCode.Good;
    }
}

using System.CommandLine;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Web;
using NewsArchive.Web.Export;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive export [QUERY] --format …</c></summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var query = new Argument<string?>("QUERY")
        {
            Description = "Only what this search finds, in its order. Default: the whole archive.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var names = ExportFormat.All.Select(f => f.Name).ToArray();
        var format = new Option<string>("--format")
        {
            Description = "jsonl: everything, to be imported again; all others are for other programs.",
            HelpName = string.Join('|', names),
            DefaultValueFactory = _ => "jsonl",
        };
        format.AcceptOnlyFromAmong(names);
        var output = new Option<string?>("--output") { Description = "Default: standard output.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace a file of that name, once the export is whole." };
        var columns = new Option<string?>("--columns")
        {
            Description = $"Columns of a table, parted by commas: {string.Join(", ", ArticleTable.Columns)}.",
            HelpName = "NAMES",
        };
        columns.Validators.Add(result =>
        {
            ArticleTable.Parse(result.GetValueOrDefault<string?>(), out var problem);
            if (problem is not null) result.AddError($"--columns: {problem}");
        });
        var baseUrl = SiteOptions.BaseUrl("Where others find the site, as addresses of articles state it.",
            WebAppOptions.DefaultUrls);
        var sort = new Option<string>("--sort")
        {
            Description = "Order of what a search finds.",
            HelpName = "relevance|newest|oldest",
            DefaultValueFactory = _ => "relevance",
        };
        sort.AcceptOnlyFromAmong("relevance", "newest", "oldest");
        var command = new Command("export", "Write articles out: the whole archive, or what a search finds.")
        {
            query,
            format,
            output,
            force,
            columns,
            sort,
            baseUrl,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            using var archive = await CommandLine.OpenToReadAsync(parsed, cancel);
            var export = new ExportQuery(archive);
            IReadOnlyList<int> numbers;
            if (parsed.GetValue(query) is { } text)
            {
                var found = await new SearchQuery(archive, TimeProvider.System).RunAsync(new(text,
                    Sort: Enum.Parse<SearchSort>(parsed.GetValue(sort)!, ignoreCase: true), Limit: int.MaxValue,
                    OnlyNumbers: true), cancel);
                foreach (var problem in found.Query.Problems) CommandLine.Say(problem.Message);
                numbers = found.Numbers;
            }
            else numbers = export.All();
            var chosen = ExportFormat.All.First(f => f.Name == parsed.GetValue(format));
            var file = parsed.GetValue(output);
            var isQuiet = parsed.GetValue(Settings.Quiet) || file is null;
            var written = await ProgressBar.RunAsync("Exporting", isQuiet, async bar =>
            {
                var request = new ExportRequest(numbers, parsed.GetValue(baseUrl)!.TrimEnd('/'),
                    ArticleTable.Parse(parsed.GetValue(columns), out _), parsed.GetValue(query) is null)
                {
                    Progress = bar is null ? null : new Shown(bar, numbers.Count),
                };
                await WriteAsync(file, parsed.GetValue(force),
                    stream => chosen.WriteAsync(export, request, stream, cancel));
                return numbers.Count;
            });
            if (file is null) return ExitCode.Good;
            if (parsed.GetValue(Settings.Json))
                Output.Json(new { file = Path.GetFullPath(file), format = chosen.Name, articles = written });
            else if (!parsed.GetValue(Settings.Quiet))
                Output.Line($"{written} {(written == 1 ? "article" : "articles")} written to {file}");
            return ExitCode.Good;
        });
        return command;
    }

    /// <summary>Under another name until all is written: what is cut off is not taken for an export.</summary>
    private static async Task WriteAsync(string? file, bool force, Func<Stream, Task> write)
    {
        if (file is null)
        {
            await using var standard = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            await write(standard);
            return;
        }
        if (File.Exists(file) && !force)
            throw new IOException($"{file} is there already. Name another file, or replace it with --force.");
        var unfinished = file + ".unfinished";
        try
        {
            await using (var stream = new BufferedStream(File.Create(unfinished), 1 << 16)) await write(stream);
            File.Move(unfinished, file, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private sealed class Shown(ProgressBar bar, int total) : IProgress<int>
    {
        void IProgress<int>.Report(int value)
        {
            if (value % 256 == 0 || value == total) bar.Show(value, total);
        }
    }
}

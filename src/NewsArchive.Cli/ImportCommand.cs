using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive import PATH…</c></summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Files, folders with all below them, globs, or - for standard input.",
            Arity = ArgumentArity.OneOrMore
        };
        var source = new Option<string?>("--source")
        {
            Description = "Source of documents that declare none.",
            HelpName = "NAME"
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and report, store nothing." };
        var jobs = new Option<int>("--jobs")
        {
            Description = "Documents read at the same time. Default: one a processor.",
            HelpName = "N"
        };
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 256)
                result.AddError("--jobs takes a number from 1 to 256.");
        });
        var report = new Option<string?>("--report")
        {
            Description = "Also write what became of every document to this .json or .csv file.",
            HelpName = "FILE"
        };
        report.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } file
                && Path.GetExtension(file).ToLowerInvariant() is not (".json" or ".csv"))
                result.AddError("--report takes a file that ends in .json or .csv.");
        });
        var force = new Option<bool>("--force") { Description = "Read and store again what is unchanged." };
        var watch = new Option<bool>("--watch")
        {
            Description = "Go on, and import what is added or changed, until interrupted."
        };
        var maxDocument = new Option<int>("--max-document")
        {
            Description = "Largest single document in MB. Default: 16.",
            HelpName = "MB"
        };
        maxDocument.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 1024)
                result.AddError("--max-document takes a number of megabytes from 1 to 1024.");
        });
        var command = new Command("import",
            "Read files into the archive. What is already there is left alone; what changed is updated.")
        {
            paths,
            source,
            dryRun,
            jobs,
            report,
            force,
            watch,
            maxDocument
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var options = new ImportOptions(parsed.GetValue(source), parsed.GetValue(dryRun), parsed.GetValue(jobs),
                parsed.GetValue(force),
                parsed.GetValue(maxDocument) is > 0 and var megabytes
                    ? new(DocumentBytes: megabytes * 1024 * 1024) : null,
                KeepResults: parsed.GetValue(Settings.Json) || parsed.GetValue(report) is not null);
            using var archive = options.DryRun ? null : await CommandLine.OpenOrCreateAsync(parsed, cancel);
            // The import tells itself how far it has come.
            if (archive is not null) archive.Notice = null;
            // Before the import begins: what arrives or changes while it runs is imported after it.
            var seen = parsed.GetValue(watch) ? StatesOf(parsed.GetValue(paths)!) : [];
            var result =
                await RunAsync(archive, parsed.GetValue(paths)!, options, parsed.GetValue(Settings.Quiet), cancel);
            // An interrupted run has something to report, too.
            if (parsed.GetValue(report) is { } file) await WriteReportAsync(file, result, CancellationToken.None);
            if (parsed.GetValue(Settings.Json)) Output.Json(View(result));
            else Print(result, parsed.GetValue(Settings.Quiet));
            if (result.IsStopped)
            {
                CommandLine.Say(Stopped);
                return ExitCode.Interrupted;
            }
            if (parsed.GetValue(watch))
                await WatchAsync(archive, parsed.GetValue(paths)!, seen, options, parsed.GetValue(Settings.Quiet),
                    cancel);
            return result.Failed > 0 ? ExitCode.SomeFailed : ExitCode.Good;
        });
        return command;
    }

    /// <summary>Length and time of the last change of every file that the paths lead to, by its full path.</summary>
    private static Dictionary<string, (long Length, DateTime Changed)> StatesOf(string[] paths) =>
        InputFiles.Find(paths)
        .Where(f => f.Problem is null && File.Exists(f.Path)).Select(f => new FileInfo(f.Path))
        .ToDictionary(f => f.FullName, f => (f.Length, f.LastWriteTimeUtc));

    /// <summary>
    /// Looks every two seconds for files that are new or changed and complete: the same at two looks.
    /// </summary>
    /// <param name="imported">The states in which files were imported; brought up to date.</param>
    private static async Task WatchAsync(
        Archive? archive, string[] paths, Dictionary<string, (long Length, DateTime Changed)> imported,
        ImportOptions options, bool quiet, CancellationToken cancel)
    {
        var before = StatesOf(paths);
        CommandLine.Say("Watching. Press Ctrl+C to stop.");
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), cancel);
            var now = StatesOf(paths);
            var complete =
                now.Where(f =>
                    before.GetValueOrDefault(f.Key) == f.Value && imported.GetValueOrDefault(f.Key) != f.Value)
                    .ToList();
            before = now;
            if (complete.Count == 0) continue;
            Print(await RunAsync(archive, [.. complete.Select(f => f.Key)], options, quiet: true, cancel), quiet);
            foreach (var (file, state) in complete) imported[file] = state;
        }
    }

    /// <summary>Imports with a progress bar on standard error where that is a terminal.</summary>
    public static async Task<ImportReport> RunAsync(
        Archive? archive, string[] paths, ImportOptions options, bool quiet, CancellationToken cancel)
    {
        var importer = new Importer(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System);
        return await ProgressBar.RunAsync("Importing", quiet, bar => importer.RunAsync(paths, options,
            bar is null ? null : new Shown(bar), cancel));
    }

    private sealed class Shown(ProgressBar bar) : IProgress<ImportProgress>
    {
        void IProgress<ImportProgress>.Report(ImportProgress value) => bar.Show(value.Bytes, value.TotalBytes,
            string.Create(CultureInfo.InvariantCulture,
                $"{value.Documents} documents, {value.Documents / Math.Max(0.1, value.Seconds):0}/s"
                + $"{(value.Failed > 0 ? $", {value.Failed} failed" : "")}"));
    }

    private static void Print(ImportReport report, bool quiet)
    {
        foreach (var failed in report.Results.Where(r => r.Status == ImportStatus.Failed))
            CommandLine.Say($"failed: {failed.Path}: {failed.Reason}");
        if (quiet) return;
        foreach (var plain in report.Results.Where(r =>
            r.IsPlain)) CommandLine.Say($"note: {plain.Path}: {plain.Reason}");
        Output.Line(string.Create(CultureInfo.InvariantCulture,
            $"{report.Files} files: {report.Added} added, {report.Updated} updated, {report.Unchanged} unchanged, "
            + $"{report.Duplicates} duplicates, {report.Failed} failed ({report.ElapsedSeconds:0.0} s)"));
        if (report.Characters.LeftOut > 0)
            Output.Line(string.Create(CultureInfo.InvariantCulture,
                $"Of the texts read {report.Characters.Kept:N0} characters are kept and {report.Characters.LeftOut:N0} left out."));
    }

    private static object View(ImportReport report) => new
    {
        files = report.Files,
        added = report.Added,
        updated = report.Updated,
        unchanged = report.Unchanged,
        duplicates = report.Duplicates,
        failed = report.Failed,
        elapsedSeconds = Math.Round(report.ElapsedSeconds, 3),
        characters = new { kept = report.Characters.Kept, leftOut = report.Characters.LeftOut },
        interrupted = report.IsStopped,
        results = report.Results.Select(r => new
        {
            path = r.Path,
            document = r.Document,
            status = Name(r.Status),
            articleId = r.ArticleId,
            headline = r.Headline,
            duplicateOf = r.DuplicateOf,
            reason = r.Reason,
        }),
    };

    public const string Stopped = "Interrupted. What was stored before is kept; the same command goes on from there.";

    private static string Name(ImportStatus status) => status.ToString().ToLowerInvariant();

    private static async Task WriteReportAsync(string file, ImportReport report, CancellationToken cancel)
    {
        if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            await File.WriteAllTextAsync(file, JsonSerializer.Serialize(View(report)), cancel);
            return;
        }
        static string Cell(object? value) =>
            $"\"{Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\"", "\"\"",
                StringComparison.Ordinal)}\"";
        var rows = report.Results
            .Select(r =>
            string.Join(',',
                new object?[] { r.Path, r.Document, Name(r.Status), r.ArticleId, r.Headline, r.DuplicateOf,
                    r.Reason }.Select(Cell)));
        await File.WriteAllLinesAsync(file, rows.Prepend("path,document,status,articleId,headline,duplicateOf,reason"),
            cancel);
    }
}

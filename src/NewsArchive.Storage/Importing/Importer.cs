using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Formats;
using NewsArchive.Storage.Rows;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Importing;

/// <summary>
/// Reads files, several at a time, and stores a batch of them in one transaction, in the order they were named. While one
/// batch is stored the next is read. A bad file is a result, never the end; a run that is cut off keeps its whole batches.
/// </summary>
/// <param name="archive">Null to read without storing.</param>
public sealed class Importer(Archive? archive, ArticlePipeline pipeline, TimeProvider clock)
{
    /// <summary>Files of a batch: enough to make the transaction cheap, few enough to lose little.</summary>
    private const int BatchSize = 64;

    private readonly Dictionary<long, StoryArticle> recent = [];

    private sealed record Reading(string Path, int Document, Article? Article, string? Failure);

    public async Task<ImportReport> RunAsync(
        IReadOnlyCollection<string> paths, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        var files = InputFiles.Find(paths);
        var results = ImmutableArray.CreateBuilder<ImportResult>();
        var runId = await BeginAsync(paths, options, cancel);
        var batches = files.Chunk(BatchSize).ToList();
        var next = batches.Count > 0 ? ReadAsync(batches[0], options, cancel) : Task.FromResult<List<Reading>>([]);
        var done = 0;
        try
        {
            for (var i = 0; i < batches.Count; i++)
            {
                var readings = await next;
                if (i + 1 < batches.Count) next = ReadAsync(batches[i + 1], options, cancel);
                results.AddRange(await StoreAsync(readings, options, cancel));
                done += batches[i].Length;
                progress?.Report(new(done, files.Count, results.Count(r => r.Status == ImportStatus.Failed)));
            }
        }
        finally
        {
            await EndAsync(runId, files.Count, results.ToImmutable(), finished: done == files.Count);
        }
        return new(runId, files.Count, watch.Elapsed.TotalSeconds, results.ToImmutable());
    }

    private Task<List<Reading>> ReadAsync(InputFile[] files, ImportOptions options, CancellationToken cancel) => Task.Run(
        () => files.AsParallel().AsOrdered().WithDegreeOfParallelism(options.JobsOrDefault).WithCancellation(cancel).SelectMany(file => Read(file, options)).ToList(), cancel);

    private IEnumerable<Reading> Read(InputFile input, ImportOptions options)
    {
        if (input.Problem is { } problem) return [new(input.Path, 1, null, problem)];
        try
        {
            var content = input.Path == InputFiles.StandardInput ? FromStandardInput() : FromFile(input.Path);
            return content.Failure is { } failure
                ? [new(input.Path, 1, null, failure)]
                : [.. FormatDetection.Read(new(input.Path, content.Bytes)).Select((read, i) => Read(input.Path, i + 1, read, options))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [new(input.Path, 1, null, $"the file cannot be read: {e.Message}")];
        }
    }

    private Reading Read(string path, int ordinal, DocumentRead read, ImportOptions options)
    {
        if (read.Document is not { } document) return new(path, ordinal, null, read.Failure);
        if (options.Source is { } source && document.Declared.Source is null)
            document = document with { Declared = document.Declared with { Source = source } };
        try
        {
            return new(path, ordinal, pipeline.Read(document), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A document that breaks a rule of ours must not cost the others their import.
            return new(path, ordinal, null, $"reading it failed, which is a fault of this program: {e.GetType().Name}: {e.Message}");
        }
    }

    private static (byte[] Bytes, string? Failure) FromFile(string path)
    {
        var length = new FileInfo(path).Length;
        return length > ImportOptions.LargestFile
            ? ([], $"the file has {length / 1024 / 1024} MB; the limit is {ImportOptions.LargestFile / 1024 / 1024} MB")
            : (File.ReadAllBytes(path), null);
    }

    private static (byte[] Bytes, string? Failure) FromStandardInput()
    {
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return (buffer.ToArray(), null);
    }

    private async Task<List<ImportResult>> StoreAsync(List<Reading> readings, ImportOptions options, CancellationToken cancel)
    {
        if (archive is null || options.DryRun)
            return [.. readings.Select(r => r.Article is null
                ? Failed(r)
                : new ImportResult(r.Path, r.Document, ImportStatus.Added, null, r.Article.Metadata.Headline.Value, null, "read only, not stored"))];
        await using var db = archive.Db();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        List<ImportResult> results = [];
        using (var writer = new ArticleWriter(db))
        using (var relations = new RowInserter<RelationRow>(db))
        {
            var linker = new StoryLinker(db, relations, recent);
            foreach (var reading in readings)
                results.Add(reading.Article is { } article ? writer.Write(article, clock.GetUtcNow().UtcDateTime, options.Force) : Failed(reading));
            foreach (var result in results.Where(r => r.Status is ImportStatus.Added or ImportStatus.Updated or ImportStatus.Duplicate))
                linker.Link(result.ArticleId!.Value);
        }
        await transaction.CommitAsync(cancel);
        return results;
    }

    private static ImportResult Failed(Reading reading) =>
        new(reading.Path, reading.Document, ImportStatus.Failed, null, null, null, reading.Failure);

    private async Task<long?> BeginAsync(IEnumerable<string> paths, ImportOptions options, CancellationToken cancel)
    {
        if (archive is null || options.DryRun) return null;
        await using var db = archive.Db();
        var run = new ImportRunRow { StartedAt = clock.GetUtcNow().UtcDateTime, Paths = string.Join('\n', paths) };
        db.ImportRuns.Add(run);
        await db.SaveChangesAsync(cancel);
        return run.Id;
    }

    private async Task EndAsync(long? runId, int files, ImmutableArray<ImportResult> results, bool finished)
    {
        if (archive is null || runId is not { } id) return;
        var report = new ImportReport(runId, files, 0, results);
        await using var db = archive.Db();
        var run = await db.ImportRuns.SingleAsync(r => r.Id == id, CancellationToken.None);
        run.FinishedAt = finished ? clock.GetUtcNow().UtcDateTime : null;
        (run.Files, run.Added, run.Updated, run.Unchanged, run.Duplicates, run.Failed) =
            (files, report.Added, report.Updated, report.Unchanged, report.Duplicates, report.Failed);
        var place = 0;
        db.ImportResults.AddRange(results.Where(r => r.Status is not ImportStatus.Added and not ImportStatus.Unchanged).Select(r => new ImportResultRow
        {
            RunId = id,
            Place = place++,
            Path = r.Path,
            Document = r.Document,
            Status = r.Status,
            ArticleId = r.ArticleId,
            Reason = r.Reason,
        }));
        await db.SaveChangesAsync(CancellationToken.None);
    }
}

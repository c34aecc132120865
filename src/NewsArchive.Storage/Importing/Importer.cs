using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Formats;
using NewsArchive.Storage.Rows;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Importing;

/// <summary>
/// Reads documents, several at a time, and stores a batch of them in one transaction, in the order they were named. While one
/// batch is stored the next is read. A bad document is a result, never the end; a run that is cut off keeps its whole batches.
/// </summary>
/// <param name="archive">Null to read without storing.</param>
public sealed class Importer(Archive? archive, ArticlePipeline pipeline, TimeProvider clock)
{
    /// <summary>Documents of a batch: enough to make the transaction cheap, few enough to lose little.</summary>
    private const int BatchSize = 128;

    /// <summary>A batch of large documents is closed earlier, to bound memory.</summary>
    private const long BatchBytes = 4 * 1024 * 1024;

    private readonly Dictionary<long, StoryArticle> recent = [];

    /// <param name="File">0-based place of its file among the files of the run.</param>
    private sealed record Pending(int File, string Path, int Document, RawDocument? Raw, string? Failure, SuppliedFields Supplied);

    private sealed record Reading(Pending Of, Article? Article, string? Failure);

    public async Task<ImportReport> RunAsync(
        IReadOnlyCollection<string> paths, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        var files = InputFiles.Find(paths);
        var results = ImmutableArray.CreateBuilder<ImportResult>();
        var runId = await BeginAsync(paths, options, cancel);
        var counts = ImportCounts.None;
        HashSet<long> origins = [];
        using var documents = Documents(files, options).GetEnumerator();
        var next = ReadAsync(documents, options, cancel);
        var finished = false;
        try
        {
            while (await next is { Count: > 0 } readings)
            {
                next = ReadAsync(documents, options, cancel);
                var stored = await StoreAsync(readings, origins, options, cancel);
                counts = counts.And(stored);
                results.AddRange(options.KeepResults ? stored : stored.Where(r => r.Status is not ImportStatus.Added and not ImportStatus.Unchanged));
                progress?.Report(new(readings[^1].Of.File + 1, files.Count, counts.Documents, counts.Failed, watch.Elapsed.TotalSeconds));
            }
            finished = true;
        }
        finally
        {
            // The enumerator is in use until the read that was begun is over.
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await EndAsync(runId, files.Count, counts, results.ToImmutable(), finished);
        }
        return new(runId, files.Count, watch.Elapsed.TotalSeconds, counts, results.ToImmutable());
    }

    /// <summary>Every document of every file, one after another; a file with many is streamed.</summary>
    private static IEnumerable<Pending> Documents(List<InputFile> files, ImportOptions options)
    {
        var companions = new Companions(options.Source);
        for (var i = 0; i < files.Count; i++)
        {
            var ordinal = 0;
            var supplied = files[i].Problem is null ? companions.Of(files[i].Path) : SuppliedFields.None;
            if (supplied.Failure is { } companion) yield return new(i, files[i].Path, ++ordinal, null, companion + "; the text is read without it", supplied);
            foreach (var read in Read(files[i], options))
                yield return new(i, read.Document?.Path ?? files[i].Path, ++ordinal, read.Document, read.Failure, supplied);
        }
    }

    private static IEnumerable<DocumentRead> Read(InputFile input, ImportOptions options)
    {
        if (input.Problem is { } problem)
        {
            yield return DocumentRead.Failed(problem);
            yield break;
        }
        IEnumerator<DocumentRead>? documents = null;
        while (true)
        {
            DocumentRead read;
            try
            {
                documents ??= FormatDetection.Read(SourceOf(input.Path, options.Limits)).GetEnumerator();
                if (!documents.MoveNext()) break;
                read = documents.Current;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                read = DocumentRead.Failed($"the file cannot be read: {e.Message}");
                documents?.Dispose();
                documents = Enumerable.Empty<DocumentRead>().GetEnumerator();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A file that breaks a rule of ours must not cost the others their import.
                read = DocumentRead.Failed($"reading it failed, which is a fault of this program: {e.GetType().Name}: {e.Message}");
                documents?.Dispose();
                documents = Enumerable.Empty<DocumentRead>().GetEnumerator();
            }
            yield return read;
        }
        documents.Dispose();
    }

    private static SourceFile SourceOf(string path, ReadingLimits? limits)
    {
        if (path != InputFiles.StandardInput) return new(path, () => File.OpenRead(path), limits);
        using var input = Console.OpenStandardInput();
        using var buffer = new MemoryStream();
        input.CopyTo(buffer);
        return new(path, buffer.ToArray(), limits);
    }

    private Task<List<Reading>> ReadAsync(IEnumerator<Pending> documents, ImportOptions options, CancellationToken cancel) => Task.Run(
        () =>
        {
            List<Pending> batch = [];
            long bytes = 0;
            while (batch.Count < BatchSize && bytes < BatchBytes && documents.MoveNext())
            {
                cancel.ThrowIfCancellationRequested();
                batch.Add(documents.Current);
                bytes += documents.Current.Raw?.Original.Length ?? 0;
            }
            return batch.AsParallel().AsOrdered().WithDegreeOfParallelism(options.JobsOrDefault).WithCancellation(cancel).Select(Read).ToList();
        },
        cancel);

    private Reading Read(Pending pending)
    {
        if (pending.Raw is not { } document) return new(pending, null, pending.Failure);
        try
        {
            return new(pending, pipeline.Read(pending.Supplied.ApplyTo(document)), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A document that breaks a rule of ours must not cost the others their import.
            return new(pending, null, $"reading it failed, which is a fault of this program: {e.GetType().Name}: {e.Message}");
        }
    }

    private async Task<List<ImportResult>> StoreAsync(List<Reading> readings, HashSet<long> origins, ImportOptions options, CancellationToken cancel)
    {
        if (archive is null || options.DryRun)
            return [.. readings.Select(r => r.Article is null
                ? Failed(r)
                : new ImportResult(r.Of.Path, r.Of.Document, ImportStatus.Added, null, r.Article.Metadata.Headline.Value, null, "read only, not stored"))];
        await using var db = archive.Db();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        List<ImportResult> results = [];
        using (var writer = new ArticleWriter(db, origins))
        using (var relations = new RowInserter<RelationRow>(db))
        {
            foreach (var reading in readings)
                results.Add(reading.Article is { } article ? writer.Write(article, clock.GetUtcNow().UtcDateTime, options.Force, reading.Of.Supplied.Write()) : Failed(reading));
            writer.CountEntities();
            new StoryLinker(db, relations, recent).Link([.. results
                .Where(r => r.Status is ImportStatus.Added or ImportStatus.Updated or ImportStatus.Duplicate)
                .Select(r => (r.ArticleId!.Value, r.Status != ImportStatus.Updated))]);
        }
        await transaction.CommitAsync(cancel);
        return results;
    }

    private static ImportResult Failed(Reading reading) =>
        new(reading.Of.Path, reading.Of.Document, ImportStatus.Failed, null, null, null, reading.Failure);

    private async Task<long?> BeginAsync(IEnumerable<string> paths, ImportOptions options, CancellationToken cancel)
    {
        if (archive is null || options.DryRun) return null;
        await using var db = archive.Db();
        var run = new ImportRunRow { StartedAt = clock.GetUtcNow().UtcDateTime, Paths = string.Join('\n', paths) };
        db.ImportRuns.Add(run);
        await db.SaveChangesAsync(cancel);
        return run.Id;
    }

    private async Task EndAsync(long? runId, int files, ImportCounts counts, ImmutableArray<ImportResult> results, bool finished)
    {
        if (archive is null || runId is not { } id) return;
        await using var db = archive.Db();
        var run = await db.ImportRuns.SingleAsync(r => r.Id == id, CancellationToken.None);
        run.FinishedAt = finished ? clock.GetUtcNow().UtcDateTime : null;
        (run.Files, run.Added, run.Updated, run.Unchanged, run.Duplicates, run.Failed) =
            (files, counts.Added, counts.Updated, counts.Unchanged, counts.Duplicates, counts.Failed);
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

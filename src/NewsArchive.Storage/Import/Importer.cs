using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Formats;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Reads documents, several at a time, and stores a batch of them in one transaction, in the order they were named.
/// While one batch is stored the next is read. A bad document is a result, never the end; a run that is cut off keeps
/// its whole batches.
/// </summary>
/// <param name="archive">Null to read without storing.</param>
public sealed class Importer(Archive? archive, ArticlePipeline pipeline, TimeProvider clock)
{
    /// <summary>Documents of a batch: enough to make the transaction cheap, few enough to lose little.</summary>
    private const int BatchSize = 128;

    /// <summary>A batch of large documents is closed earlier, to bound memory.</summary>
    private const long BatchBytes = 4 * 1024 * 1024;

    /// <summary>Documents after which those who search meanwhile find them.</summary>
    private const int DocumentsToIndex = 2_000;

    private readonly SourceHabitLearning learning = new();

    /// <param name="File">0-based place of its file among the files of the run.</param>
    /// <param name="Known">The whole file, where it need not be read.</param>
    private sealed record Pending(
        int File, string Path, int Document, RawDocument? Raw, string? Failure, SuppliedFields Supplied,
        FileRow? Known = null);

    private sealed record Reading(Pending Of, ReadyArticle? Ready, string? Failure);

    public async Task<ImportReport> RunAsync(
        IReadOnlyCollection<string> paths, ImportOptions options, IProgress<ImportProgress>? progress = null,
        CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        var files = InputFiles.Find(paths);
        var results = ImmutableArray.CreateBuilder<ImportResult>();
        var runId = await BeginAsync(paths, options, cancel);
        var counts = ImportCounts.None;
        (long Kept, long LeftOut) characters = (0, 0);
        await using var store = archive is null || options.DryRun ? null : new ArticleStore(archive, clock);
        using var reading = store is null || options.Force ? null : archive!.Connect();
        var known = reading is null ? null : new KnownFiles(reading.Connection);
        var whole = new WholeFiles();
        using var documents = Documents(files, options, known, whole).GetEnumerator();
        var next = ReadAsync(documents, options, cancel);
        var (finished, indexed) = (false, 0);
        try
        {
            while (await next is { Count: > 0 } readings)
            {
                next = ReadAsync(documents, options, cancel);
                var last = readings[^1].Of.File;
                foreach (var file in readings.Where(r => r.Of.Known is not null).Select(r => r.Of))
                {
                    counts = counts with { Unchanged = counts.Unchanged + file.Known!.Documents };
                    characters = (characters.Kept + file.Known.KeptCharacters,
                        characters.LeftOut + file.Known.LeftOutCharacters);
                    if (options.KeepResults) results.AddRange(known!.Results(file.Known, file.Path));
                }
                readings.RemoveAll(r => r.Of.Known is not null);
                var stored = await StoreAsync(store, readings, options, cancel);
                counts = counts.And(stored);
                foreach (var (read, result) in readings.Zip(stored))
                {
                    var (kept, leftOut) = read.Ready?.Article.CountCharacters() ?? (0, 0);
                    characters = (characters.Kept + kept, characters.LeftOut + leftOut);
                    whole.Add(read.Of.File, result, kept, leftOut);
                }
                if (store is not null) await store.RememberAsync(whole.TakeRead(), cancel);
                results.AddRange(options.KeepResults ? stored : stored.Where(r => r.IsNotable));
                if (store is not null && counts.Documents >= indexed + DocumentsToIndex)
                {
                    SearchCache.Of(archive!).CatchUp(cancel);
                    indexed = counts.Documents;
                }
                progress?.Report(new(last + 1, files.Count, counts.Documents, counts.Failed,
                    watch.Elapsed.TotalSeconds));
            }
            if (store is not null) await store.RememberAsync(whole.TakeRead(), cancel);
            if (store is not null) await store.LinkAsync(cancel);
            if (store is not null) SearchCache.Of(archive!).CatchUp(cancel);
            finished = true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // What was stored is reported like any other run.
        }
        finally
        {
            // The enumerator is in use until the read that was begun is over.
            await next.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None,
                TaskScheduler.Default);
            await EndAsync(runId, files.Count, counts, characters, results.ToImmutable(), finished);
        }
        return new(runId, files.Count, watch.Elapsed.TotalSeconds, counts, characters, results.ToImmutable(),
            IsStopped: !finished);
    }

    /// <summary>Every document of every file, one after another; a file with many is streamed.</summary>
    private IEnumerable<Pending> Documents(
        List<InputFile> files, ImportOptions options, KnownFiles? known, WholeFiles whole)
    {
        var companions = new Sidecars(options.Source);
        for (var i = 0; i < files.Count; i++)
        {
            var ordinal = 0;
            var supplied = files[i].Problem is null ? companions.Of(files[i].Path) : SuppliedFields.None;
            var state = files[i].Problem is null && files[i].Path != InputFiles.StandardInput && supplied.Failure is null
                ? FileState.Of(files[i].Path, supplied, options.Limits) : null;
            if (state is not null && known?.Unchanged(state) is { } unchanged)
            {
                yield return new(i, files[i].Path, 0, null, null, supplied, unchanged);
                continue;
            }
            whole.Begin(i, state, clock.GetUtcNow().UtcDateTime);
            if (supplied.Failure is { } companion)
                yield return new(i, files[i].Path, ++ordinal, null, companion + "; the text is read without it",
                    supplied);
            foreach (var read in files[i].Read(options.Limits))
                yield return new(i, read.Document?.Path ?? files[i].Path, ++ordinal, read.Document, read.Failure,
                    supplied);
            whole.End(i, ordinal);
        }
    }

    private Task<List<Reading>> ReadAsync(
        IEnumerator<Pending> documents, ImportOptions options, CancellationToken cancel) => Task.Run(
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
            var habits = learning.Learn([.. batch.Select(p => p.Raw).OfType<RawDocument>()]).GetEnumerator();
            var known =
                batch.ConvertAll(p => p.Raw is not null && habits.MoveNext() ? habits.Current : SourceHabits.None);
            return batch.Zip(known).AsParallel().AsOrdered().WithDegreeOfParallelism(options.JobsOrDefault)
                .WithCancellation(cancel).Select(p => Read(p.First, p.Second)).ToList();
        },
        cancel);

    private Reading Read(Pending pending, SourceHabits habits)
    {
        if (pending.Raw is not { } document) return new(pending, null, pending.Failure);
        try
        {
            return new(pending,
                ReadyArticle.Of(pipeline.Read(pending.Supplied.ApplyTo(document), habits), pending.Supplied.Write()),
                null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A document that breaks a rule of ours must not cost the others their import.
            return new(pending, null,
                $"reading it failed, which is a fault of this program: {e.GetType().Name}: {e.Message}");
        }
    }

    private static async Task<List<ImportResult>> StoreAsync(
        ArticleStore? store, List<Reading> readings, ImportOptions options, CancellationToken cancel)
    {
        if (readings.Count == 0) return [];
        if (store is null)
            return readings.ConvertAll(r => r.Ready is not { } ready
                ? Failed(r)
                : new ImportResult(r.Of.Path, r.Of.Document, ImportStatus.Added, null,
                ready.Article.Metadata.Headline.Value, null, "read only, not stored"));
        var stored =
            new Queue<ImportResult>(await store.StoreAsync([.. readings.Select(r => r.Ready).OfType<ReadyArticle>()],
                options.Force, cancel));
        return readings.ConvertAll(r => r.Ready is not { Article: var article } ? Failed(r)
            : stored.Dequeue() is var result && article.IsPlain() ? result with { Reason = PlainReading.Why } : result);
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

    private async Task EndAsync(
        long? runId, int files, ImportCounts counts, (long Kept, long LeftOut) characters,
        ImmutableArray<ImportResult> results, bool finished)
    {
        if (archive is null || runId is not { } id) return;
        await using var db = archive.Db();
        var run = await db.ImportRuns.SingleAsync(r => r.Id == id, CancellationToken.None);
        run.FinishedAt = finished ? clock.GetUtcNow().UtcDateTime : null;
        (run.Files, run.Added, run.Updated, run.Unchanged, run.Duplicates, run.Failed) =
            (files, counts.Added, counts.Updated, counts.Unchanged, counts.Duplicates, counts.Failed);
        (run.KeptCharacters, run.LeftOutCharacters) = characters;
        var place = 0;
        db.ImportResults.AddRange(results.Where(r => r.IsNotable).Select(r => new ImportResultRow
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

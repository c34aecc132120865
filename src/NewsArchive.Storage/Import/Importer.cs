using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Formats;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Reads documents, several at a time, and stores some batches of them in one transaction, in the order they were
/// named. While these are stored the next are read. A bad document is a result, never the end; a run that is cut off
/// keeps what its transactions stored.
/// </summary>
/// <param name="archive">Null to read without storing.</param>
public sealed class Importer(Archive? archive, ArticlePipeline pipeline, TimeProvider clock)
{
    /// <summary>Documents of a batch, among which what recurs is told.</summary>
    private const int BatchSize = 128;

    /// <summary>
    /// Documents of a transaction: enough that a page of an index is not written for each of them, few enough to lose
    /// little and to hold up nobody else who writes.
    /// </summary>
    private const int StoredAtOnce = 1024;

    /// <summary>Large documents close a batch, and a transaction, earlier, to bound memory.</summary>
    private const long BatchBytes = 4 * 1024 * 1024;

    /// <summary>Batches that are read ahead of what is being stored.</summary>
    private const int BatchesAhead = 2;

    /// <summary>Documents after which those who search meanwhile find them.</summary>
    private const int DocumentsToIndex = 2_000;

    private readonly SourceHabitLearning learning = new();

    /// <param name="File">0-based place of its file among the files of the run.</param>
    /// <param name="Known">The whole file, where it need not be read.</param>
    private sealed record Pending(
        int File, string Path, int Document, RawDocument? Raw, string? Failure, SuppliedFields Supplied,
        FileRow? Known = null)
    {
        /// <summary>What an archive knew, in place of a document.</summary>
        public ExportedLine? Exported { get; init; }

        public long Bytes => Raw?.Original.Length ?? Exported?.Json.Length ?? 0;
    }

    private sealed record Reading(Pending Of, ReadyArticle? Ready, string? Failure)
    {
        /// <summary>What somebody did by hand, of an export.</summary>
        public ExportedAct? Act { get; init; }
    }

    public async Task<ImportReport> RunAsync(
        IReadOnlyCollection<string> paths, ImportOptions options, IProgress<ImportProgress>? progress = null,
        CancellationToken cancel = default)
    {
        var watch = Stopwatch.StartNew();
        var files = InputFiles.Find(paths);
        var results = ImmutableArray.CreateBuilder<ImportResult>();
        var counts = ImportCounts.None;
        (long Kept, long LeftOut) characters = (0, 0);
        await using var store = archive is null || options.DryRun ? null : new ArticleStore(archive, clock);
        if (store is not null) await store.BeginAsync(cancel);
        var runId = await BeginAsync(paths, options, cancel);
        if (store is not null) store.Run = runId;
        var known = store is null || options.Force ? null : new KnownFiles(archive!);
        var whole = new WholeFiles();
        var meter = new ReadMeter(files);
        using var stopReading = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var batches = Channel.CreateBounded<List<Reading>>(BatchesAhead);
        var read = Task.Run(() => ReadAsync(Documents(files, options, known, whole, meter), options, batches.Writer,
            stopReading.Token), CancellationToken.None);
        var (finished, indexed) = (false, 0);
        List<Reading> acts = [];
        try
        {
            await foreach (var readings in GroupsAsync(batches.Reader, cancel))
            {
                var last = readings[^1].Of.File;
                foreach (var file in readings.Where(r => r.Of.Known is not null).Select(r => r.Of))
                {
                    counts = counts with { Unchanged = counts.Unchanged + file.Known!.Documents };
                    characters = (characters.Kept + file.Known.KeptCharacters,
                        characters.LeftOut + file.Known.LeftOutCharacters);
                    if (options.KeepResults) results.AddRange(known!.Results(file.Known, file.Path));
                }
                readings.RemoveAll(r => r.Of.Known is not null);
                acts.AddRange(readings.Where(r => r.Act is not null));
                readings.RemoveAll(r => r.Act is not null);
                var stored = await StoreAsync(store, readings, options, cancel);
                counts = counts.And(stored);
                foreach (var (one, result) in readings.Zip(stored))
                {
                    var (kept, leftOut) = one.Ready?.Article.CountCharacters() ?? (0, 0);
                    characters = (characters.Kept + kept, characters.LeftOut + leftOut);
                    // What an export holds is known by where it came from, not by the file of the export.
                    if (one.Of.Exported is null) whole.Add(one.Of.File, result, kept, leftOut);
                }
                if (store is not null) await store.RememberAsync(whole.TakeRead(), cancel);
                results.AddRange(options.KeepResults ? stored : stored.Where(r => r.IsNotable));
                if (store is not null && counts.Documents >= indexed + DocumentsToIndex)
                {
                    await IndexAsync(cancel);
                    indexed = counts.Documents;
                }
                var so = new ImportProgress(last + 1, files.Count, counts.Documents, counts.Failed,
                    watch.Elapsed.TotalSeconds, meter.Read, meter.Total);
                progress?.Report(so);
                await ShowAsync(runId, so, counts, cancel);
            }
            if (store is not null) await store.RememberAsync(whole.TakeRead(), cancel);
            if (store is not null) await store.LinkAsync(cancel);
            if (store is not null && acts.Count > 0)
            {
                var failed = await ReplayAsync(acts, cancel);
                await store.LinkAsync(cancel);
                counts = counts.And(failed);
                results.AddRange(failed);
            }
            if (store is not null) await IndexAsync(cancel);
            finished = true;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // What was stored is reported like any other run.
        }
        finally
        {
            // What it reads from is in use until it has ended; why it did was told already.
            await stopReading.CancelAsync();
            await read;
            await EndAsync(runId, files.Count, counts, characters, results.ToImmutable(), finished);
        }
        return new(runId, files.Count, watch.Elapsed.TotalSeconds, counts, characters, results.ToImmutable(),
            IsStopped: !finished);
    }

    private Task IndexAsync(CancellationToken cancel) => archive!.AgainAsync(() =>
    {
        SearchCache.Of(archive).CatchUp(cancel);
        return Task.CompletedTask;
    }, cancel);

    /// <summary>Every document of every file, one after another; a file with many is streamed.</summary>
    private IEnumerable<Pending> Documents(
        List<InputFile> files, ImportOptions options, KnownFiles? known, WholeFiles whole, ReadMeter meter)
    {
        var companions = new Sidecars(options.Source);
        for (var i = 0; i < files.Count; i++)
        {
            var ordinal = 0;
            var supplied = files[i].Problem is null ? companions.Of(files[i].Path) : SuppliedFields.None;
            var state = files[i].Problem is null && files[i].Path != InputFiles.StandardInput
                && supplied.Failure is null
                ? FileState.Of(files[i].Path, supplied, options.Limits) : null;
            if (state is not null && known?.Unchanged(state) is { } unchanged)
            {
                meter.Pass(i);
                yield return new(i, files[i].Path, 0, null, null, supplied, unchanged);
                continue;
            }
            whole.Begin(i, state, clock.GetUtcNow().UtcDateTime);
            if (supplied.Failure is { } companion)
                yield return new(i, files[i].Path, ++ordinal, null, companion + "; the text is read without it",
                    supplied);
            foreach (var read in files[i].Read(options.Limits, meter))
                yield return new(i, read.Document?.Path ?? files[i].Path, ++ordinal, read.Document, read.Failure,
                    supplied)
                { Exported = read.Exported };
            whole.End(i, ordinal);
            meter.Pass(i);
        }
    }

    /// <summary>Reads everything, batch by batch. How it ends is told to whoever takes the batches.</summary>
    private async Task ReadAsync(
        IEnumerable<Pending> documents, ImportOptions options, ChannelWriter<List<Reading>> batches,
        CancellationToken cancel)
    {
        try
        {
            List<Pending> batch = [];
            long bytes = 0;
            foreach (var document in documents)
            {
                cancel.ThrowIfCancellationRequested();
                batch.Add(document);
                bytes += document.Bytes;
                if (batch.Count < BatchSize && bytes < BatchBytes) continue;
                await batches.WriteAsync(Read(batch, options, cancel), cancel);
                (batch, bytes) = ([], 0);
            }
            if (batch.Count > 0) await batches.WriteAsync(Read(batch, options, cancel), cancel);
            batches.Complete();
        }
        catch (Exception e)
        {
            batches.Complete(e);
        }
    }

    private List<Reading> Read(List<Pending> batch, ImportOptions options, CancellationToken cancel)
    {
        var habits = learning.Learn([.. batch.Select(p => p.Raw).OfType<RawDocument>()]).GetEnumerator();
        var known = batch.ConvertAll(p => p.Raw is not null && habits.MoveNext() ? habits.Current : SourceHabits.None);
        return batch.Zip(known).AsParallel().AsOrdered().WithDegreeOfParallelism(options.JobsOrDefault)
            .WithCancellation(cancel).Select(p => Read(p.First, p.Second)).ToList();
    }

    /// <summary>As many batches at a time as are stored in one transaction.</summary>
    private static async IAsyncEnumerable<List<Reading>> GroupsAsync(
        ChannelReader<List<Reading>> batches, [EnumeratorCancellation] CancellationToken cancel)
    {
        List<Reading> group = [];
        long bytes = 0;
        while (await batches.WaitToReadAsync(cancel))
            while (batches.TryRead(out var batch))
            {
                group.AddRange(batch);
                bytes += batch.Sum(r => r.Of.Bytes);
                if (group.Count < StoredAtOnce && bytes < BatchBytes) continue;
                yield return group;
                (group, bytes) = ([], 0);
            }
        if (group.Count > 0) yield return group;
    }

    private Reading Read(Pending pending, SourceHabits habits)
    {
        if (pending.Exported is { } line) return Restore(pending, line);
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

    private static Reading Restore(Pending pending, ExportedLine line)
    {
        try
        {
            var content = ExportedContent.Of(line);
            return content.Article is { } article ? new(pending, ReadyArticle.Of(article), null)
                : new(pending, null, content.Failure) { Act = content.Act };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a line states, it costs no other one its import.
            return new(pending, null, $"{line.Place}a damaged line of an export: {e.Message.Split('\n')[0]}");
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

    /// <summary>What people did by hand, when all is there that it is about.</summary>
    /// <returns>What could not be done again.</returns>
    private async Task<List<ImportResult>> ReplayAsync(List<Reading> acts, CancellationToken cancel)
    {
        await using var db = archive!.DbForWork();
        var replay = new ActReplay(db);
        List<ImportResult> failed = [];
        foreach (var reading in acts)
            if (await replay.AddAsync(reading.Act!, cancel) is { } problem)
                failed.Add(Failed(reading with { Failure = problem }));
        await replay.ApplyAsync(cancel);
        return failed;
    }

    private static ImportResult Failed(Reading reading) =>
        new(reading.Of.Path, reading.Of.Document, ImportStatus.Failed, null, null, null, reading.Failure);

    private async Task<long?> BeginAsync(IEnumerable<string> paths, ImportOptions options, CancellationToken cancel)
    {
        if (archive is null || options.DryRun) return null;
        return await archive.AgainAsync(async () =>
        {
            await using var db = archive.Db();
            var run = new ImportRunRow { StartedAt = clock.GetUtcNow().UtcDateTime, Paths = string.Join('\n', paths) };
            db.ImportRuns.Add(run);
            await db.SaveChangesAsync(cancel);
            return run.Id;
        }, cancel);
    }

    /// <summary>Tells those who look at the archive how far the run has come.</summary>
    private async Task ShowAsync(long? runId, ImportProgress so, ImportCounts counts, CancellationToken cancel)
    {
        if (archive is null || runId is not { } id) return;
        await archive.AgainAsync(async () =>
        {
            await using var db = archive.Db();
            await db.ImportRuns.Where(r => r.Id == id).ExecuteUpdateAsync(r => r
                .SetProperty(x => x.Files, so.File).SetProperty(x => x.Added, counts.Added)
                .SetProperty(x => x.Updated, counts.Updated).SetProperty(x => x.Unchanged, counts.Unchanged)
                .SetProperty(x => x.Duplicates, counts.Duplicates).SetProperty(x => x.Failed, counts.Failed)
                .SetProperty(x => x.ReadBytes, so.Bytes).SetProperty(x => x.TotalBytes, so.TotalBytes)
                .SetProperty(x => x.SeenAt, clock.GetUtcNow().UtcDateTime), cancel);
        }, cancel);
    }

    private async Task EndAsync(
        long? runId, int files, ImportCounts counts, (long Kept, long LeftOut) characters,
        ImmutableArray<ImportResult> results, bool finished)
    {
        if (archive is null || runId is not { } id) return;
        try
        {
            Task End() => EndAsync(id, files, counts, characters, results, finished);
            await (finished ? archive.AgainAsync(End, CancellationToken.None) : End());
        }
        catch (Exception e) when (!finished && DatabaseErrors.IsPassing(e))
        {
            // Whatever ended the run is what is told.
        }
    }

    private async Task EndAsync(
        long id, int files, ImportCounts counts, (long Kept, long LeftOut) characters,
        ImmutableArray<ImportResult> results, bool finished)
    {
        await using var db = archive!.Db();
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
        await ContentChange.MarkAsync(db, CancellationToken.None);
    }
}

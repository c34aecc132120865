using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;

namespace NewsArchive.Storage.Import;

/// <summary>
/// Stores batches of articles over one connection, each batch in one transaction: rows and entities' counts;
/// stories come when all are there. What it learned of the archive and its prepared commands serve the next batch,
/// unless somebody else wrote meanwhile.
/// </summary>
internal sealed class ArticleStore(Archive archive, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>The import that adds what is new; null where none does.</summary>
    public long? Run { get; set; }

    private ArchiveDb? db;
    private ArticleIdentity identity = new();
    private ArticleWriter? writer;
    private IAsyncDisposable? turn;
    private bool isAlone;
    private long version, written;

    /// <summary>Waits until no other import is at work, where the archive is on a server.</summary>
    public async Task BeginAsync(CancellationToken cancel)
    {
        isAlone = true;
        turn ??= await archive.AgainAsync(() => archive.Place.LockImportAsync(archive.Waits, cancel), cancel);
    }

    /// <param name="force">Stores again what is unchanged.</param>
    /// <returns>One result an article, in order.</returns>
    public Task<List<ImportResult>> StoreAsync(
        IReadOnlyList<ReadyArticle> articles, bool force, CancellationToken cancel) =>
        InTransactionAsync(db => StoreAsync(db, articles, force, cancel), cancel);

    private async Task<List<ImportResult>> StoreAsync(
        ArchiveDb db, IReadOnlyList<ReadyArticle> articles, bool force, CancellationToken cancel)
    {
        if (articles is [{ Exported: { } exported }, ..]) await GivenNumbers.AdoptAsync(db, exported.Archive, cancel);
        Refresh(db);
        List<ImportResult> results = [];
        foreach (var article in writer!.Prepare(articles))
            results.Add(writer.Write(article, clock.GetUtcNow().UtcDateTime, force));
        writer.Count();
        await ContentChange.MarkAsync(db, cancel);
        return results;
    }

    /// <summary>Remembers files all of whose documents are stored, so that the next import need not read
    /// them.</summary>
    public async Task RememberAsync(IReadOnlyCollection<WholeFile> files, CancellationToken cancel)
    {
        if (files.Count == 0) return;
        await InTransactionAsync(db =>
        {
            foreach (var file in files)
                KnownFiles.Remember(db.Database.GetDbConnection(), file.State, file.Begun, file.Documents,
                    file.Characters);
            return Task.FromResult(true);
        }, cancel);
    }

    /// <summary>
    /// Relates what was stored to what there is, puts it into stories, and tells whom its names mean. Should be called
    /// when the last batch is
    /// stored; what is left out is made up for the next time.
    /// </summary>
    public async Task LinkAsync(CancellationToken cancel)
    {
        // What it learned is of no use any more, and relating takes much memory.
        writer?.Dispose();
        writer = null;
        await InTransactionAsync(async db =>
        {
            new StoryLinker(db).Run(cancel);
            await new NameLinker(db).RunAsync(cancel);
            await ContentChange.MarkAsync(db, cancel);
            return true;
        }, cancel);
    }

    /// <summary>
    /// All of it or nothing; where the server went away meanwhile, once more when one answers. What had been stored all
    /// the same is then found unchanged.
    /// </summary>
    private Task<T> InTransactionAsync<T>(Func<ArchiveDb, Task<T>> work, CancellationToken cancel) =>
        archive.AgainAsync(async () =>
    {
        try
        {
            db ??= await OpenAsync(cancel);
            await db.Database.OpenConnectionAsync(cancel);
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var result = await work(db);
            var number = ChangeCounter.Of(db.Database.GetDbConnection());
            await transaction.CommitAsync(cancel);
            written = number;
            return result;
        }
        catch (Exception e) when (DatabaseErrors.IsPassing(e))
        {
            await ForgetAsync();
            throw;
        }
    }, cancel);

    /// <exception cref="ArchiveRefusedException">The server that took over lacks what this run has stored.</exception>
    private async Task<ArchiveDb> OpenAsync(CancellationToken cancel)
    {
        var opened = archive.DbForWork();
        if (written == 0) return opened;
        if (isAlone) turn ??= await archive.Place.LockImportAsync(archive.Waits, cancel);
        if (ChangeCounter.Of(opened.Database.GetDbConnection()) >= written) return opened;
        await opened.DisposeAsync();
        throw new ArchiveRefusedException(
            $"The server that took over {archive.Location} lacks the last of what this import had stored. Run the "
                + "same import "
            + "again: it adds what is missing. Servers that confirm what they follow (synchronous_commit) lose "
            + "nothing.");
    }

    /// <summary>Lets go of a connection that broke, and of what was learned over it.</summary>
    private async Task ForgetAsync()
    {
        writer?.Dispose();
        (writer, identity) = (null, new());
        if (db is not null) await db.DisposeAsync();
        db = null;
        if (turn is not null) await turn.DisposeAsync();
        turn = null;
    }

    /// <summary>Forgets what was learned when another connection has written since the last batch.</summary>
    private void Refresh(ArchiveDb db)
    {
        var current = ChangeCounter.OfOthers(db);
        if (writer is not null && current == version) return;
        version = current;
        writer?.Dispose();
        writer = new(db, identity, Run);
    }

    public async ValueTask DisposeAsync() => await ForgetAsync();
}

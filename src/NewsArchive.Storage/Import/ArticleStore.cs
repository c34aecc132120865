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
internal sealed class ArticleStore(Archive archive, TimeProvider clock, long? runId = null) : IAsyncDisposable
{
    private readonly ArchiveDb db = archive.DbForWork();
    private readonly ArticleIdentity identity = new();
    private ArticleWriter? writer;
    private long version;

    /// <param name="force">Stores again what is unchanged.</param>
    /// <returns>One result an article, in order.</returns>
    public async Task<List<ImportResult>> StoreAsync(
        IReadOnlyList<ReadyArticle> articles, bool force, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (articles is [{ Exported: { } exported }, ..]) await GivenNumbers.AdoptAsync(db, exported.Archive, cancel);
        Refresh();
        List<ImportResult> results = [];
        foreach (var article in writer!.Prepare(articles))
            results.Add(writer.Write(article, clock.GetUtcNow().UtcDateTime, force));
        writer.Count();
        await ContentChange.MarkAsync(db, cancel);
        await transaction.CommitAsync(cancel);
        return results;
    }

    /// <summary>Remembers files all of whose documents are stored, so that the next import need not read
    /// them.</summary>
    public async Task RememberAsync(IReadOnlyCollection<WholeFile> files, CancellationToken cancel)
    {
        if (files.Count == 0) return;
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var known = new KnownFiles(db.Database.GetDbConnection());
        foreach (var file in files) known.Remember(file.State, file.Begun, file.Documents, file.Characters);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>
    /// Relates what was stored to what there is, puts it into stories, and tells whom its names mean. Should be called when the last batch is
    /// stored; what is left out is made up for the next time.
    /// </summary>
    public async Task LinkAsync(CancellationToken cancel)
    {
        // What it learned is of no use any more, and relating takes much memory.
        writer?.Dispose();
        writer = null;
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        new StoryLinker(db).Run(cancel);
        await new NameLinker(db).RunAsync(cancel);
        await ContentChange.MarkAsync(db, cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Forgets what was learned when another connection has written since the last batch.</summary>
    private void Refresh()
    {
        var current = ChangeCounter.OfOthers(db);
        if (writer is not null && current == version) return;
        version = current;
        writer?.Dispose();
        writer = new(db, identity, runId);
    }

    public async ValueTask DisposeAsync()
    {
        writer?.Dispose();
        await db.DisposeAsync();
    }
}

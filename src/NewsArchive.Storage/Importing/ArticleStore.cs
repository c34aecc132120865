using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Importing;

/// <summary>
/// Stores batches of articles over one connection, each batch in one transaction: rows, entities' counts, relations and
/// stories. What it learned of the archive and its prepared commands serve the next batch, unless somebody else wrote meanwhile.
/// </summary>
internal sealed class ArticleStore(Archive archive, TimeProvider clock) : IAsyncDisposable
{
    private readonly ArchiveDb db = archive.Db();
    private readonly HashSet<long> origins = [];
    private ArticleWriter? writer;
    private StoryLinker? linker;
    private long version;

    /// <param name="force">Stores again what is unchanged.</param>
    /// <returns>One result an article, in order.</returns>
    public async Task<List<ImportResult>> StoreAsync(IReadOnlyList<ReadyArticle> articles, bool force, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await RefreshAsync(cancel);
        List<ImportResult> results = [];
        List<LinkedArticle> linked = [];
        writer!.Prepare(articles);
        foreach (var article in articles)
        {
            var (result, link) = writer.Write(article, clock.GetUtcNow().UtcDateTime, force);
            results.Add(result);
            if (link is not null) linked.Add(link);
        }
        writer.CountEntities();
        linker!.Link(linked);
        await transaction.CommitAsync(cancel);
        return results;
    }

    /// <summary>Forgets what was learned when another connection has written since the last batch.</summary>
    private async Task RefreshAsync(CancellationToken cancel)
    {
        var current = await Sqlite.SqliteSetup.ForeignWritesAsync(db, cancel);
        if (writer is not null && current == version) return;
        version = current;
        writer?.Dispose();
        linker?.Dispose();
        writer = new(db, origins);
        linker = new(db);
    }

    public async ValueTask DisposeAsync()
    {
        writer?.Dispose();
        linker?.Dispose();
        await db.DisposeAsync();
    }
}

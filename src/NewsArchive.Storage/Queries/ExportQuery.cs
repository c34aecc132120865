using System.Collections.Immutable;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>Articles as they leave the archive, batch by batch: memory does not grow with their number.</summary>
public sealed class ExportQuery(Archive archive)
{
    private const int BatchSize = 256;

    /// <summary>Numbers of all articles.</summary>
    public IReadOnlyList<int> All() => [.. SearchCache.Of(archive).Columns().All.Ids()];

    /// <summary>The first articles with a number above one, whether they are the last, and how many there are in all.</summary>
    public (IReadOnlyList<int> Numbers, bool IsLast, int Total) After(long number, int limit)
    {
        var columns = SearchCache.Of(archive).Columns();
        var found = columns.All.Ids().SkipWhile(id => id <= number).Take(limit + 1).ToList();
        return ([.. found.Take(limit)], found.Count <= limit, columns.Count);
    }

    /// <summary>What addresses of articles are made of, and when each was last stored.</summary>
    public async Task<List<(long Id, string Slug, DateTime UpdatedAt)>> AddressesAsync(
        IReadOnlyList<int> ids, CancellationToken cancel = default)
    {
        await using var db = archive.DbToRead();
        List<(long, string, DateTime)> addresses = [];
        foreach (var part in ids.Chunk(BatchSize))
        {
            var batch = part.Select(id => (long)id).ToList();
            addresses.AddRange((await db.Articles.Where(a => batch.Contains(a.Id)).OrderBy(a => a.Id)
                .Select(a => new { a.Id, a.Slug, a.UpdatedAt }).ToListAsync(cancel)).Select(a => (a.Id, a.Slug,
                    a.UpdatedAt)));
        }
        return addresses;
    }

    /// <summary>What citations, tables and texts need of articles, in the order of the numbers.</summary>
    public async IAsyncEnumerable<ListedArticle> ListedAsync(
        IReadOnlyList<int> ids, bool withNames, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var db = archive.DbToRead();
        await using var snapshot = await BeginAsync(db, cancel);
        foreach (var part in ids.Chunk(BatchSize))
        {
            var batch = part.Select(id => (long)id).ToList();
            var rows = await db.Articles.AsNoTracking().Where(a => batch.Contains(a.Id)).ToDictionaryAsync(a => a.Id,
                cancel);
            var authors = await AuthorsAsync(db, batch, cancel);
            var names = withNames ? await NamesAsync(db, batch, cancel) : null;
            foreach (var id in batch)
                if (rows.TryGetValue(id, out var row))
                    yield return new(row, ArticleSummary.Of(row), [.. authors[id]],
                        names is null ? [] : [.. names[id]]);
        }
    }

    /// <summary>Articles with all that the archive knows of them, in the order of the numbers.</summary>
    public async IAsyncEnumerable<ExportedArticle> ArticlesAsync(
        IReadOnlyList<int> ids, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var db = archive.DbToRead();
        await using var snapshot = await BeginAsync(db, cancel);
        var identity = await IdentityAsync(db, cancel);
        foreach (var part in ids.Chunk(BatchSize))
        {
            var batch = part.Select(id => (long)id).ToList();
            var loaded = await ExportedBatch.LoadAsync(db, identity, batch, cancel);
            foreach (var id in batch)
                if (loaded.Of(id) is { } article) yield return article;
        }
    }

    /// <param name="asFound">As bylines write them; else as they are called by hand.</param>
    internal static async Task<ILookup<long, string>> AuthorsAsync(ArchiveDb db, List<long> batch,
        CancellationToken cancel, bool asFound = false) =>
        (await db.ArticleAuthors.Where(a => batch.Contains(a.ArticleId))
            .Join(db.Authors, a => a.AuthorId, x => x.Id, (a, x) => new { a.ArticleId, a.Place, Author = x })
            .Select(a => new
            {
                a.ArticleId,
                a.Place,
                Name = asFound ? a.Author.FoundName : a.Author.ReplacedById == null ? a.Author.Name
                    : db.Authors.First(x => x.Id == a.Author.ReplacedById).Name,
            }).ToListAsync(cancel))
            .OrderBy(a => a.Place).ToLookup(a => a.ArticleId, a => a.Name);

    /// <summary>Who and what is named, the most often named first; without what is hidden by hand.</summary>
    private static async Task<ILookup<long, EntitySummary>> NamesAsync(ArchiveDb db, List<long> batch,
        CancellationToken cancel) =>
        (await db.ArticleEntities.Where(n => batch.Contains(n.ArticleId))
            .Join(db.Entities.Where(e => !e.IsHidden), n => n.EntityId, e => e.Id,
                (n, e) => new
                {
                    n.ArticleId,
                    Name = new EntitySummary(e.Id, e.Slug, e.Name, e.Kind,
                    n.Mentions)
                }).ToListAsync(cancel))
            .OrderByDescending(n => n.Name.Count).ThenBy(n => n.Name.Name, StringComparer.Ordinal)
            .ToLookup(n => n.ArticleId, n => n.Name);

    /// <summary>What people did by hand to names and stories, and the searches that they keep.</summary>
    public async Task<List<ExportedAct>> ActsAsync(CancellationToken cancel = default)
    {
        await using var db = archive.DbToRead();
        await using var snapshot = await BeginAsync(db, cancel);
        var identity = await IdentityAsync(db, cancel);
        return
        [
            .. await ExportedCorrections.OfAsync(db, identity, cancel),
            .. await ExportedActs.OfNamesAsync(db, identity, cancel),
            .. await ExportedActs.OfStoriesAsync(db, identity, cancel),
            .. (await db.SavedSearches.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancel)).Select(s =>
                new ExportedAct
            {
                Archive = identity,
                Act = ActReplay.Search,
                At = s.CreatedAt,
                Text = s.Name,
                Query = s.Query,
                SeenAt = s.SeenAt,
                SeenArticle = s.SeenArticleId,
            }),
            .. await ExportedDesk.OfAsync(db, identity, cancel),
        ];
    }

    /// <summary>What the archive is told from others by.</summary>
    public async Task<string> IdentityAsync(CancellationToken cancel = default)
    {
        await using var db = archive.DbToRead();
        return await IdentityAsync(db, cancel);
    }

    private static Task<string> IdentityAsync(ArchiveDb db, CancellationToken cancel) =>
        db.Identity.AsNoTracking().Select(i => i.Id).SingleAsync(cancel);

    /// <summary>One state of the archive for all that is read until it is disposed of.</summary>
    private static async Task<DbTransaction> BeginAsync(ArchiveDb db, CancellationToken cancel)
    {
        var connection = db.Database.GetDbConnection();
        var snapshot = SqlEngine.Of(connection).Snapshot(connection);
        await db.Database.UseTransactionAsync(snapshot, cancel);
        return snapshot;
    }
}

/// <summary>An article as citations, tables and texts show it.</summary>
/// <param name="Names">Who and what is named, with the number of mentions, the most often named first; empty unless
/// asked for.</param>
public sealed record ListedArticle(
    ArticleRow Row, ArticleSummary Summary, ImmutableArray<string> Authors, ImmutableArray<EntitySummary> Names);

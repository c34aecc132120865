// Observation: whoever imported the wrong folder, or finds a page that is no article, wants it out of every list, and
// does not want to meet it again with the next import.
// Idea: an article that is removed leaves the tables that everything is read from, so that no list can forget to leave
// it out. What is needed to make it again stays: where it came from, its number, and its stored bytes. What people
// keep of it (corrections, notes, tags) stays by its number and is there when it comes back.
// Known failure: one that is brought back is read by today's rules; addresses of its quotes may be other ones.
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;

namespace NewsArchive.Storage.Import;

/// <summary>Articles that one act removed.</summary>
public sealed record RemovedGroup(CorrectionRow Act, int Total, IReadOnlyList<RemovedArticleRow> First);

/// <summary>Removes articles, and brings them back.</summary>
public sealed class ArticleRemover(Archive archive, ArticlePipeline pipeline, TimeProvider clock, Actor actor)
{
    private const int AtOnce = 500;

    /// <summary>Articles of one act that the bin names.</summary>
    private const int Named = 100;

    /// <summary>Articles that a run of imports added and that are still there.</summary>
    public async Task<List<long>> OfRunAsync(long run, CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        return await db.Articles.Where(a => a.RunId == run).Select(a => a.Id).ToListAsync(cancel);
    }

    public async Task<ActOutcome> RemoveAsync(ArticleScope scope, CancellationToken cancel = default)
    {
        await using var db = archive.DbForWork();
        await db.Database.OpenConnectionAsync(cancel);
        var asked = ArticleCorrector.ArticlesOf(db, scope).ToList();
        var act = new CorrectionRow
        {
            At = clock.GetUtcNow().UtcDateTime,
            Who = actor.Name,
            Kind = CorrectionKind.Remove,
            Scope = scope.Said,
        };
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            var articles = await db.Articles.Where(a => asked.Contains(a.Id)).OrderBy(a => a.Id).Select(a => a.Id)
                .ToListAsync(cancel);
            if (articles.Count == 0) return ActOutcome.Not("There is no article to remove.");
            db.Corrections.Add(act);
            await db.SaveChangesAsync(cancel);
            await TakeOutAsync(db, act.Id, articles, cancel);
            await ContentChange.MarkAsync(db, cancel);
            await transaction.CommitAsync(cancel);
        }
        await using var store = new ArticleStore(archive, clock);
        await store.LinkAsync(cancel);
        return new(act.Id, null);
    }

    /// <summary>Takes articles out of every table that lists are made of. Expects a transaction.</summary>
    internal static async Task TakeOutAsync(
        ArchiveDb db, long act, List<long> articles, CancellationToken cancel)
    {
        CorrectionEffects.List(db, act, articles);
        db.ChangeTracker.Clear();
        HashSet<long> stories = [];
        using (var writer = new ArticleWriter(db, new(), null))
        {
            using var removed = RowInserter<RemovedArticleRow>.Into(db);
            foreach (var part in articles.Chunk(AtOnce))
            {
                cancel.ThrowIfCancellationRequested();
                var published = StoredFields.Of(db, part).ToDictionary(f => f.Article, f => f.Read.Published);
                var readings = await db.Readings.AsNoTracking().Where(r => part.Contains(r.ArticleId))
                    .ToDictionaryAsync(r => r.ArticleId, r => r.Data, cancel);
                foreach (var row in await db.Articles.AsNoTracking().Where(a => part.Contains(a.Id)).ToListAsync(cancel))
                {
                    stories.UnionWith(new[] { row.StoryId, row.FoundStoryId }.OfType<long>());
                    removed.Insert(Kept(row, act, published[row.Id], readings[row.Id]));
                    // Whatever was related to it, or copied it, is looked at anew.
                    var near = db.Relations.Where(r => r.ArticleId == row.Id).Select(r => r.OtherId)
                        .Concat(db.Relations.Where(r => r.OtherId == row.Id).Select(r => r.ArticleId))
                        .Concat(db.Articles.Where(a => a.CopyOfId == row.Id).Select(a => a.Id)).ToList();
                    db.StorySignatures.Where(s => near.Contains(s.ArticleId))
                        .ExecuteUpdate(s => s.SetProperty(x => x.IsLinked, false));
                    db.Articles.Where(a => a.CopyOfId == row.Id)
                        .ExecuteUpdate(a => a.SetProperty(x => x.CopyOfId, (long?)null));
                    db.Relations.Where(r => r.ArticleId == row.Id || r.OtherId == row.Id).ExecuteDelete();
                    writer.TakeOut(row.Id);
                    writer.PassOn(row.Id, row.TextHash);
                }
            }
            writer.Count();
        }
        var left = await db.Articles.Where(a => stories.Contains(a.StoryId ?? 0) || stories.Contains(a.FoundStoryId ?? 0))
            .Select(a => a.Id).ToListAsync(cancel);
        new StoryAssignment(db).Assign(left, stories);
    }

    private static RemovedArticleRow Kept(ArticleRow row, long act, DateTime? published, byte[] reading) => new()
    {
        Id = row.Id,
        CorrectionId = act,
        Origin = row.Origin,
        Path = row.Path,
        Ordinal = row.Ordinal,
        ExternalId = row.ExternalId,
        OriginalId = row.OriginalId,
        ContentHash = row.ContentHash,
        TextHash = row.TextHash,
        Supplied = row.Supplied,
        Format = row.Format,
        Encoding = row.Encoding,
        Headline = row.Headline,
        SourceName = row.SourceName,
        Published = published,
        Reading = reading,
        AddedAt = row.AddedAt,
        UpdatedAt = row.UpdatedAt,
        RunId = row.RunId,
        StoryId = row.StoryId,
        FoundStoryId = row.FoundStoryId,
    };

    /// <summary>Brings back what an act removed; one article of it, or all.</summary>
    /// <param name="number">Of the act; null for the last one that is in force.</param>
    public async Task<ActOutcome> BringBackAsync(long? number, long? only = null, CancellationToken cancel = default)
    {
        await using var db = archive.DbForWork();
        await db.Database.OpenConnectionAsync(cancel);
        var act = await db.Corrections.Where(c => c.Kind == CorrectionKind.Remove && c.UndoneAt == null
            && (number == null || c.Id == number)).OrderByDescending(c => c.Id).FirstOrDefaultAsync(cancel);
        if (act is null) return ActOutcome.Not(number is null ? "Nothing was removed."
            : $"There is no correction {number} that removed articles and is not undone.");
        var id = act.Id;
        await using var store = new ArticleStore(archive, clock);
        List<string> unreadable = [];
        for (long last = 0; ;)
        {
            var after = last;
            var part = await db.RemovedArticles.AsNoTracking().Where(r => r.CorrectionId == id && r.Id > after
                && (only == null || r.Id == only)).OrderBy(r => r.Id).Take(AtOnce)
                .Join(db.Originals, r => r.OriginalId, o => o.Id, (r, o) => new { Row = r, o.Content })
                .ToListAsync(cancel);
            if (part.Count == 0) break;
            last = part.Max(p => p.Row.Id);
            var read = part.AsParallel().AsOrdered().WithCancellation(cancel)
                .Select(p => (p.Row, Ready: Read(p.Row, p.Content))).ToList();
            unreadable.AddRange(read.Where(r => r.Ready is null).Select(r => r.Row.Path));
            await store.StoreAsync([.. read.Select(r => r.Ready).OfType<ReadyArticle>()], force: true, cancel);
            var paths = part.ConvertAll(p => p.Row.Path);
            // The next import reads their files again: they may have changed meanwhile.
            await db.Files.Where(f => paths.Contains(f.Path)).ExecuteDeleteAsync(cancel);
        }
        var left = await db.RemovedArticles.AnyAsync(r => r.CorrectionId == id, cancel);
        if (only is { } one && left)
            await db.CorrectedArticles.Where(c => c.CorrectionId == id && c.ArticleId == one).ExecuteDeleteAsync(cancel);
        else if (!left) act.UndoneAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        await store.LinkAsync(cancel);
        return unreadable.Count == 0 ? new(id, null)
            : ActOutcome.Not($"{unreadable.Count} stored files are not read any more and stay in the bin, such as "
                + $"{unreadable[0]}. The others are back.");
    }

    /// <summary>What was removed, the last act first.</summary>
    public async Task<List<RemovedGroup>> BinAsync(CancellationToken cancel = default)
    {
        await using var db = archive.Db();
        List<RemovedGroup> groups = [];
        foreach (var act in await db.Corrections.AsNoTracking()
            .Where(c => c.Kind == CorrectionKind.Remove && c.UndoneAt == null).OrderByDescending(c => c.Id)
            .ToListAsync(cancel))
        {
            var all = db.RemovedArticles.AsNoTracking().Where(r => r.CorrectionId == act.Id);
            groups.Add(new(act, await all.CountAsync(cancel),
                await all.OrderBy(r => r.Id).Take(Named).ToListAsync(cancel)));
        }
        return groups;
    }

    private ReadyArticle? Read(RemovedArticleRow row, byte[] content)
    {
        if (StoredDocument.Of(row.Path, row.Ordinal, row.Supplied, content) is not { } document) return null;
        var article = ArticlePipeline.Correct(StoredArticle.Read(pipeline, document, row.Published),
            StoredReading.Read(row.Reading).Lines);
        return ReadyArticle.Of(article, row.Supplied, row.Origin) with { IsBroughtBack = true };
    }
}

using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Decoding;
using NewsArchive.Entities;
using NewsArchive.Lines;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;

namespace NewsArchive.Storage.Queries;

/// <summary>A name in the body and whose it is.</summary>
public sealed record MentionView(int Start, int End, long EntityId);

/// <summary>Everything an article's page shows.</summary>
public sealed record ArticleView(
    ArticleRow Row,
    ArticleSummary Summary,
    ImmutableArray<ClassifiedLine> Lines,
    IReadOnlyList<RepairStep> Repairs,
    IReadOnlyList<FieldEvidence> Evidence,
    IReadOnlyList<ArticleAuthor> Authors,
    IReadOnlyDictionary<long, EntitySummary> Entities,
    IReadOnlyList<MentionView> Mentions,
    IReadOnlyList<QuoteView> Quotes,
    StorySummary? Story,
    IReadOnlyList<RelatedView> Related)
{
    public string? SourceSlug { get; init; }

    /// <summary>Earlier versions, the latest first.</summary>
    public IReadOnlyList<RevisionRow> Revisions { get; init; } = [];
}

/// <summary>One article and what belongs to it.</summary>
public sealed class ArticleQuery(Archive archive, ArchiveDb db)
{
    public async Task<ArticleView?> FindAsync(long id, CancellationToken cancel = default)
    {
        if (await WithReadingAsync(id, cancel) is not var (row, reading)) return null;
        var cache = SearchCache.Of(archive);
        var (entities, mentions) = Names(id);
        var head = row.StoryId is { } story ? StoryList.Of(archive).Find(story) : null;
        var (related, others) = await new RelatedQuery(archive, db).WithAsync(id, head?.HeadArticleId, cancel);
        return new(
            row,
            ArticleSummary.Of(row),
            reading.Lines,
            reading.Repairs,
            reading.Evidence,
            row.Byline is null ? [] : await db.ArticleAuthors.Where(a => a.ArticleId == id).OrderBy(a => a.Place)
                .Join(db.Authors, a => a.AuthorId, x => x.Id, (a, x) => x)
                .Select(x => x.ReplacedById == null ? new ArticleAuthor(x.Id, x.Name)
                    : new ArticleAuthor(x.ReplacedById.Value, db.Authors.First(o => o.Id == x.ReplacedById).Name))
                .ToListAsync(cancel),
            entities,
            mentions,
            new QuoteQuery(archive, db).In([id]),
            head is null ? null
                : others.GetValueOrDefault(head.HeadArticleId, ArticleSummary.Of(row)) is var first ? StorySummary.Of(head, first) : null,
            related)
        {
            // What was written once has no earlier version.
            Revisions = row.UpdatedAt == row.AddedAt ? [] : await db.Revisions.AsNoTracking().Where(r => r.ArticleId == id).OrderByDescending(r => r.Number)
                .ToListAsync(cancel),
            SourceSlug = row.SourceId is { } source ? SourceNames.Of(cache).GetValueOrDefault(source).Slug : null,
        };
    }

    /// <summary>An article's row and what reading it gave.</summary>
    public async Task<(ArticleRow Row, StoredReading Reading)?> WithReadingAsync(
        long id, CancellationToken cancel = default)
    {
        var found = await db.Articles.AsNoTracking().Where(a => a.Id == id)
            .Select(a => new
            {
                Row = a,
                Data = db.Readings.Where(r => r.ArticleId == id).Select(r => r.Data).FirstOrDefault(),
            }).FirstOrDefaultAsync(cancel);
        return found is null ? null
            : (found.Row, found.Data is null ? StoredReading.None : StoredReading.Read(found.Data));
    }

    /// <summary>Names in the body, in order, and whose they are, with the number of their mentions.</summary>
    private (Dictionary<long, EntitySummary>, List<MentionView>) Names(long id)
    {
        Dictionary<long, EntitySummary> entities = [];
        List<MentionView> mentions = [];
        using var rows = SqlReader.Open(db.Database.GetDbConnection(),
            "SELECT m.Start, m.\"End\", e.Id, e.Slug, e.Name, e.Kind, e.IsHidden FROM Mentions m JOIN Entities e ON e.Id = "
            + "m.EntityId WHERE m.ArticleId = ? ORDER BY m.Start", id);
        while (rows.Read())
        {
            var entity = rows.Long(2);
            mentions.Add(new((int)rows.Long(0), (int)rows.Long(1), entity));
            if (rows.Long(6) != 0) continue;
            entities[entity] = entities.TryGetValue(entity, out var known) ? known with { Count = known.Count + 1 }
                : new(entity, rows.String(3), rows.String(4), rows.Enum<EntityKind>(5), 1);
        }
        return (entities, mentions);
    }

    public Task<ArticleSummary?> SummaryAsync(long id, CancellationToken cancel = default) =>
        db.Articles.AsNoTracking().Where(a => a.Id == id).Select(ArticleSummary.FromRow).FirstOrDefaultAsync(cancel);

    /// <summary>The bytes as they came.</summary>
    public async Task<byte[]?> OriginalAsync(long id, CancellationToken cancel = default)
    {
        var content =
            await db.Articles.Where(a => a.Id == id)
                .Join(db.Originals, a => a.OriginalId, o => o.Id, (a, o) => o.Content).FirstOrDefaultAsync(cancel);
        return content is null ? null : OriginalBytes.Expand(content);
    }
}

using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Decoding;
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
    IReadOnlyList<string> Authors,
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
        if (await db.Articles.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancel) is not { } row) return null;
        var reading = await db.Readings.Where(r => r.ArticleId == id).Select(r => r.Data).FirstOrDefaultAsync(cancel)
            is { } data ? StoredReading.Read(data) : StoredReading.None;
        var entities = await db.ArticleEntities.Where(e => e.ArticleId == id)
            .Join(db.Entities.Where(e => !e.IsHidden), e => e.EntityId, x => x.Id,
            (e, x) => new EntitySummary(x.Id, x.Slug, x.Name, x.Kind, e.Mentions))
            .ToDictionaryAsync(e => e.Id, cancel);
        return new(
            row,
            Summarise(row),
            reading.Lines,
            reading.Repairs,
            reading.Evidence,
            await db.ArticleAuthors.Where(a => a.ArticleId == id).OrderBy(a => a.Place)
                .Join(db.Authors, a => a.AuthorId, x => x.Id, (a, x) => x.Name).ToListAsync(cancel),
            entities,
            await db.Mentions.Where(m => m.ArticleId == id).OrderBy(m => m.Start)
                .Select(m => new MentionView(m.Start, m.End, m.EntityId)).ToListAsync(cancel),
            new QuoteQuery(archive, db).In([id]),
            row.StoryId is { } story ? new StoryQuery(archive, db).Summary(story) : null,
            await new RelatedQuery(archive, db).OfAsync(id, cancel))
        {
            Revisions = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == id).OrderByDescending(r => r.Number)
                .ToListAsync(cancel),
            SourceSlug = row.SourceId is { } source
                ? SourceNames.Of(SearchCache.Of(archive)).GetValueOrDefault(source).Slug : null,
        };
    }

    private static readonly Func<ArticleRow, ArticleSummary> Summarise = ArticleSummary.FromRow.Compile();

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

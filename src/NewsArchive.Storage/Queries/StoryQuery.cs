using Microsoft.EntityFrameworkCore;

namespace NewsArchive.Storage.Queries;

/// <summary>A story with its articles, the names in them and what was said.</summary>
/// <param name="Shared">Entities named in more than one article, with the number of articles.</param>
/// <param name="Quotes">Of all articles, with a speaker.</param>
/// <param name="Why">Reasons of the strongest pair, in words.</param>
public sealed record StoryView(
    StorySummary Summary, IReadOnlyList<ArticleSummary> Articles, IReadOnlyList<EntitySummary> Shared,
    IReadOnlyDictionary<long, List<EntitySummary>> OnlyIn, IReadOnlyList<SameQuote> Quotes, IReadOnlyList<string> Why);

public sealed class StoryQuery(ArchiveDb db)
{
    public async Task<StorySummary?> SummaryAsync(long id, CancellationToken cancel = default)
    {
        if (await db.Stories.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.Articles > 0, cancel) is not { } row) return null;
        var head = await new ArticleQuery(db).SummaryAsync(row.HeadArticleId, cancel);
        return head is null ? null : new(row.Id, head.Slug, head, row.Articles, row.From, row.To);
    }

    public async Task<StoryView?> FindAsync(long id, CancellationToken cancel = default)
    {
        if (await SummaryAsync(id, cancel) is not { } summary) return null;
        var articles = await ArticlesAsync(id, cancel);
        var ids = articles.Select(a => a.Id).ToList();
        var named = await db.ArticleEntities.Where(e => ids.Contains(e.ArticleId))
            .Join(db.Entities.Where(e => !e.IsHidden), e => e.EntityId, x => x.Id, (e, x) => new { e.ArticleId, e.Mentions, Entity = new EntitySummary(x.Id, x.Slug, x.Name, x.Kind, e.Mentions) })
            .ToListAsync(cancel);
        var byEntity = named.GroupBy(n => n.Entity.Id).ToList();
        var shared = byEntity.Where(g => g.Count() > 1).OrderByDescending(g => g.Count()).ThenByDescending(g => g.Sum(n => n.Mentions))
            .Select(g => g.First().Entity with { Count = g.Count() }).ToList();
        var onlyIn = byEntity.Where(g => g.Count() == 1).Select(g => g.First()).GroupBy(n => n.ArticleId)
            .ToDictionary(g => g.Key, g => g.Select(n => n.Entity).OrderByDescending(e => e.Count).ToList());
        var quotes = (await new QuoteQuery(db).InAsync(ids, cancel)).FindAll(q => q.Speaker is not null);
        var relations = ids.Count > 1 ? await new RelatedQuery(db).OfAsync(summary.Head.Id, cancel) : [];
        return new(summary, articles, shared, onlyIn,
            SameQuote.Of(quotes, articles.ToDictionary(a => a.Id)),
            [.. relations.Where(r => ids.Contains(r.Article.Id)).Take(1).SelectMany(r => r.Reasons).Select(r => r.Detail)]);
    }

    public Task<List<ArticleSummary>> ArticlesAsync(long id, CancellationToken cancel = default) =>
        db.Articles.AsNoTracking().Where(a => a.StoryId == id).OrderBy(a => a.Published == null).ThenBy(a => a.Published).ThenBy(a => a.Id).Select(ArticleSummary.FromRow).ToListAsync(cancel);
}

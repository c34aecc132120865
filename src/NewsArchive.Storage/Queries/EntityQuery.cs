using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Queries;

/// <summary>A mention with the words around it.</summary>
/// <param name="Start">Offset of the name in <paramref name="Sentence"/>.</param>
public sealed record MentionInContext(long ArticleId, int Line, string Sentence, int Start, int Length);

/// <summary>An article that names an entity, with its mentions.</summary>
public sealed record NamingArticle(ArticleSummary Article, int Mentions, IReadOnlyList<MentionInContext> InContext);

/// <summary>Everything an entity's page shows.</summary>
/// <param name="With">Entities named in the same articles, with the number of articles.</param>
/// <param name="Said">What it is quoted with.</param>
/// <param name="About">Quotes of others whose words hold the name.</param>
/// <param name="SourceUnknown">Articles of unknown source that name it.</param>
public sealed record EntityView(
    EntityRow Entity, IReadOnlyList<AliasRow> Aliases, Page<NamingArticle> Articles, DateTime? First, DateTime? Last,
    IReadOnlyList<MonthCount> Months, int Undated, IReadOnlyList<EntitySummary> With, IReadOnlyList<SourceSummary> Sources, int SourceUnknown,
    IReadOnlyList<(QuoteView Quote, ArticleSummary Article)> Said, IReadOnlyList<(QuoteView Quote, ArticleSummary Article)> About);

public sealed class EntityQuery(ArchiveDb db)
{
    /// <summary>Mentions shown of one article.</summary>
    private const int MentionsShown = 3;

    /// <summary>Rows of the side lists.</summary>
    private const int ListLength = 15;

    public async Task<EntityView?> FindAsync(long id, int number, int size, CancellationToken cancel = default)
    {
        if (await db.Entities.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancel) is not { } entity) return null;
        var naming = db.ArticleEntities.Where(e => e.EntityId == id).Join(db.Articles, e => e.ArticleId, a => a.Id, (e, a) => a);
        var total = await naming.CountAsync(cancel);
        var rows = await naming.AsNoTracking().OrderByDescending(a => a.Published).ThenByDescending(a => a.Id)
            .Skip((number - 1) * size).Take(size).Select(ArticleSummary.FromRow).ToListAsync(cancel);
        var months = await naming.Where(a => a.Published != null).GroupBy(a => new { a.Published!.Value.Year, a.Published.Value.Month })
            .Select(g => new { g.Key.Year, g.Key.Month, Articles = g.Count() }).OrderBy(m => m.Year).ThenBy(m => m.Month).ToListAsync(cancel);
        var ids = naming.Select(a => a.Id);
        var with = await db.ArticleEntities.Where(e => ids.Contains(e.ArticleId) && e.EntityId != id).GroupBy(e => e.EntityId)
            .Select(g => new { Id = g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Id).Take(ListLength)
            .Join(db.Entities, g => g.Id, e => e.Id, (g, e) => new EntitySummary(e.Id, e.Slug, e.Name, e.Kind, g.Count)).ToListAsync(cancel);
        var sources = await naming.Where(a => a.SourceId != null).GroupBy(a => a.SourceId).Select(g => new { Id = g.Key!.Value, Count = g.Count() })
            .OrderByDescending(g => g.Count).Take(ListLength).Join(db.Sources, g => g.Id, s => s.Id, (g, s) => new SourceSummary(s.Id, s.Slug, s.Name, g.Count, null, null)).ToListAsync(cancel);
        return new(
            entity,
            await db.Aliases.AsNoTracking().Where(a => a.EntityId == id).OrderBy(a => a.Text).ToListAsync(cancel),
            new(await InContextAsync(rows, id, cancel), total, number, size),
            await naming.MinAsync(a => a.Published, cancel),
            await naming.MaxAsync(a => a.Published, cancel),
            [.. months.Select(m => new MonthCount(m.Year, m.Month, m.Articles))],
            await naming.CountAsync(a => a.Published == null, cancel),
            [.. with.OrderByDescending(e => e.Count).ThenBy(e => e.Name, StringComparer.Ordinal)],
            sources,
            await naming.CountAsync(a => a.SourceId == null, cancel),
            await QuotesAsync(db.Quotes.Where(q => q.SpeakerId == id), cancel),
            await QuotesAsync(db.Quotes.Where(q => q.SpeakerId != id && db.Mentions.Any(m => m.ArticleId == q.ArticleId && m.EntityId == id && m.Start >= q.Start && m.End <= q.End)), cancel));
    }

    private async Task<List<NamingArticle>> InContextAsync(List<ArticleSummary> articles, long entity, CancellationToken cancel)
    {
        var ids = articles.Select(a => a.Id).ToList();
        var mentions = await db.Mentions.AsNoTracking().Where(m => m.EntityId == entity && ids.Contains(m.ArticleId)).OrderBy(m => m.Start).ToListAsync(cancel);
        var bodies = await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Body }).ToDictionaryAsync(a => a.Id, a => a.Body, cancel);
        return [.. articles.Select(a =>
        {
            var here = mentions.Where(m => m.ArticleId == a.Id).ToList();
            return new NamingArticle(a, here.Count, [.. here.DistinctBy(m => m.Line).Take(MentionsShown).Select(m => Context(bodies[a.Id], m))]);
        })];
    }

    /// <summary>The sentence around a mention, within its paragraph.</summary>
    private static MentionInContext Context(string body, MentionRow mention)
    {
        const int Reach = 160;
        var from = mention.Start;
        while (from > 0 && body[from - 1] != '\n' && !(mention.Start - from > 20 && body[from - 1] == ' ' && from > 1 && body[from - 2] is '.' or '!' or '?')
            && !(mention.Start - from > Reach && body[from - 1] == ' ')) from--;
        var to = mention.End;
        while (to < body.Length && body[to] != '\n' && !(to - mention.End > 20 && body[to - 1] is '.' or '!' or '?' && body[to] == ' ') && !(to - mention.End > Reach && body[to] == ' ')) to++;
        var before = IsInside(body, from - 1) ? "… " : "";
        var after = IsInside(body, to) ? " …" : "";
        return new(mention.ArticleId, mention.Line, before + body[from..to] + after, before.Length + mention.Start - from, mention.End - mention.Start);
    }

    /// <summary>True where a cut falls inside a sentence.</summary>
    private static bool IsInside(string body, int at) => at > 0 && at < body.Length && body[at] == ' ' && body[at - 1] is not ('.' or '!' or '?' or '”');

    private async Task<List<(QuoteView, ArticleSummary)>> QuotesAsync(IQueryable<QuoteRow> quotes, CancellationToken cancel)
    {
        var rows = await quotes.AsNoTracking().OrderByDescending(q => q.ArticleId).ThenBy(q => q.Start).Take(ListLength).ToListAsync(cancel);
        var ids = rows.Select(q => q.ArticleId).ToList();
        var speakerIds = rows.Select(q => q.SpeakerId).ToList();
        var articles = await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(ArticleSummary.FromRow).ToDictionaryAsync(a => a.Id, cancel);
        var speakers = await db.Entities.Where(e => speakerIds.Contains(e.Id)).Select(e => new EntitySummary(e.Id, e.Slug, e.Name, e.Kind, e.Articles)).ToDictionaryAsync(e => e.Id, cancel);
        return [.. rows.Select(q => (new QuoteView(q.ArticleId, q.Line, q.Text, q.Cue, q.SpeakerId is { } s ? speakers.GetValueOrDefault(s) : null), articles[q.ArticleId]))];
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Search;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Names;

/// <summary>A quote where it stands.</summary>
/// <param name="Speaker">Null where nobody is certain.</param>
/// <param name="GroupId">The same for all quotes with the same words.</param>
/// <param name="Others">Further articles that have it.</param>
public sealed record QuoteView(
    long ArticleId, int Line, string Text, string? Cue, EntitySummary? Speaker, long GroupId, int Others);

/// <summary>One quote with every form in which articles have it, the longest first.</summary>
public sealed record SameQuote(long GroupId, IReadOnlyList<QuoteVariant> Variants)
{
    public QuoteVariant Fullest => Variants[0];

    public int Articles => Variants.SelectMany(v => v.Places).Select(p => p.Article.Id).Distinct().Count();

    /// <summary>Puts quotes with the same words together, in the order in which each comes first.</summary>
    /// <param name="articles">Those in which they stand, by id.</param>
    internal static List<SameQuote> Of(
        IEnumerable<QuoteView> quotes, IReadOnlyDictionary<long, ArticleSummary> articles) =>
        [.. quotes.GroupBy(q => q.GroupId).Select(g => new SameQuote(g.Key,
            [.. g.GroupBy(q => Words.Fold(string.Join(' ', Words.Tokenise(q.Text).Select(w => w.Text))))
                .OrderByDescending(v => v.Key.Length)
                .Select(v =>
                new QuoteVariant(v.First().Text,
                    [.. v.Select(q => (Quote: q, Article: articles[q.ArticleId]))
                        .OrderBy(p => p.Article.PublishedAt ?? DateTime.MaxValue).ThenBy(p => p.Article.Id)]))]))];

    /// <summary>Named by any of the articles.</summary>
    public EntitySummary? Speaker =>
        Variants.SelectMany(v => v.Places).Select(p => p.Quote.Speaker).FirstOrDefault(s => s is not null);
}

/// <summary>One wording of a quote and where it stands, the earliest publication first.</summary>
public sealed record QuoteVariant(string Text, IReadOnlyList<(QuoteView Quote, ArticleSummary Article)> Places);

/// <summary>Quotes of the whole archive; the same words in several articles are one.</summary>
public sealed class QuoteQuery(ArchiveDb db)
{
    /// <param name="speaker">Only quotes by this entity.</param>
    /// <param name="words">Only quotes that hold these words, as the search understands them.</param>
    public async Task<Page<SameQuote>> ListAsync(
        Archive archive, long? speaker, QueryNode words, int number, int size, CancellationToken cancel = default)
    {
        IQueryable<QuoteRow> holding = db.Quotes;
        if (words is not QueryNode.Everything)
        {
            var ids = await Task.Run(() => SearchCache.Of(archive).QuoteIds(words, cancel), cancel);
            holding = holding.Where(q => ids.Contains(q.Id));
        }
        return await PageAsync(holding.Where(q => speaker == null || q.SpeakerId == speaker), number, size, cancel);
    }

    /// <summary>The quotes of one speaker.</summary>
    public Task<Page<SameQuote>> ByAsync(long speaker, int number, int size, CancellationToken cancel = default) =>
        PageAsync(db.Quotes.Where(q => q.SpeakerId == speaker), number, size, cancel);

    /// <summary>Others' quotes whose words name the entity.</summary>
    public Task<Page<SameQuote>> AboutAsync(long entity, int number, int size, CancellationToken cancel = default) =>
        PageAsync(
            db.Quotes
                .Where(q =>
                q.SpeakerId != entity
                    && db.Mentions
                    .Any(m =>
                    m.ArticleId == q.ArticleId && m.EntityId == entity && m.Start >= q.Start && m.End <= q.End)),
            number, size, cancel);

    public async Task<SameQuote?> FindAsync(long group, CancellationToken cancel = default) =>
        (await GroupsAsync([group], cancel)).FirstOrDefault();

    /// <summary>The quotes of articles, in order.</summary>
    public async Task<List<QuoteView>> InAsync(IReadOnlyList<long> articles, CancellationToken cancel = default)
    {
        var rows =
            await db.Quotes.AsNoTracking().Where(q => articles.Contains(q.ArticleId)).OrderBy(q => q.ArticleId)
                .ThenBy(q => q.Start).ToListAsync(cancel);
        return await ViewsAsync(rows, cancel);
    }

    private async Task<Page<SameQuote>> PageAsync(
        IQueryable<QuoteRow> quotes, int number, int size, CancellationToken cancel)
    {
        var groups =
            quotes.Join(db.Articles, q => q.ArticleId, a => a.Id, (q, a) => new { q.GroupId, a.Published, q.Id })
            .GroupBy(q => q.GroupId)
                .Select(g => new { Group = g.Key, Last = g.Max(q => q.Published), Id = g.Max(q => q.Id) });
        var page =
            await groups.OrderByDescending(g => g.Last).ThenByDescending(g => g.Id).Skip(Paging.Offset(number, size))
                .Take(size).Select(g => g.Group).ToListAsync(cancel);
        var found = (await GroupsAsync(page, cancel)).ToDictionary(g => g.GroupId);
        return new([.. page.Select(g => found[g])], await quotes.Select(q => q.GroupId).Distinct().CountAsync(cancel),
            number, size);
    }

    private async Task<List<SameQuote>> GroupsAsync(List<long> groups, CancellationToken cancel)
    {
        var rows = await db.Quotes.AsNoTracking().Where(q => groups.Contains(q.GroupId)).OrderBy(q => q.Id)
            .ToListAsync(cancel);
        var ids = rows.Select(q => q.ArticleId).Distinct().ToList();
        var articles = await db.Articles.AsNoTracking().Where(a => ids.Contains(a.Id)).Select(ArticleSummary.FromRow)
            .ToDictionaryAsync(a => a.Id, cancel);
        return SameQuote.Of(await ViewsAsync(rows, cancel), articles);
    }

    private async Task<List<QuoteView>> ViewsAsync(List<QuoteRow> rows, CancellationToken cancel)
    {
        var speakerIds = rows.Select(q => q.SpeakerId).Distinct().ToList();
        var speakers =
            await db.Entities.Where(e => speakerIds.Contains(e.Id))
                .Select(e => new EntitySummary(e.Id, e.Slug, e.Name, e.Kind, e.Articles))
                .ToDictionaryAsync(e => e.Id, cancel);
        var groups = rows.Select(q => q.GroupId).Distinct().ToList();
        var articles =
            await db.Quotes.Where(q => groups.Contains(q.GroupId)).GroupBy(q => q.GroupId)
                .Select(g => new { g.Key, Count = g.Select(q => q.ArticleId).Distinct().Count() })
                .ToDictionaryAsync(g => g.Key, g => g.Count, cancel);
        return rows.ConvertAll(q =>
            new QuoteView(q.ArticleId, q.Line, q.Text, q.Cue,
                q.SpeakerId is { } s ? speakers.GetValueOrDefault(s) : null, q.GroupId, articles[q.GroupId] - 1));
    }
}

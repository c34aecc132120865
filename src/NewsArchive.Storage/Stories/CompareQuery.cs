using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Stories;

/// <summary>A story's articles sentence by sentence.</summary>
/// <param name="Articles">Compared, in order of publication; copies are left out.</param>
/// <param name="LeftOut">Articles of the story beyond those compared.</param>
/// <param name="Trimmed">Quotes that articles have in different lengths.</param>
public sealed record StoryComparison(
    StorySummary Story, IReadOnlyList<ArticleSummary> Articles, int LeftOut, CoverageComparison Coverage,
    IReadOnlyList<SameQuote> Trimmed, IReadOnlyDictionary<long, IReadOnlyList<ComparedSentence>> Sentences);

/// <summary>Compares the articles of a story.</summary>
public sealed class CompareQuery(Archive archive, ArchiveDb db)
{
    /// <summary>Articles compared: with more nobody reads the result, and pairs grow with the square.</summary>
    public const int Most = 12;

    /// <param name="only">Articles to compare; null for all that are no copies, up to <see cref="Most"/>.</param>
    public async Task<StoryComparison?> OfAsync(
        long id, IReadOnlyCollection<long>? only = null, CancellationToken cancel = default)
    {
        if (new StoryQuery(archive, db).Summary(id) is not { } story) return null;
        var all = await new StoryQuery(archive, db).ArticlesAsync(id, cancel);
        var wanted = only is null
            ? all.FindAll(a => a.CopyOfId is null || all.TrueForAll(o => o.Id != a.CopyOfId))
            : all.FindAll(a => only.Contains(a.Id));
        var articles = wanted.Take(Most).ToList();
        var ids = articles.ConvertAll(a => a.Id);
        var bodies = await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Body })
            .ToDictionaryAsync(a => a.Id, a => a.Body, cancel);
        var lines =
            (await db.Readings.AsNoTracking().Where(r => ids.Contains(r.ArticleId)).ToListAsync(cancel))
                .SelectMany(r => StoredReading.Read(r.Data).Lines.Where(l => l.Kind is LineKind.Body or LineKind.Quote)
                .Select(l => (r.ArticleId, Line: l))).ToLookup(l => l.ArticleId, l => l.Line);
        var names =
            (await db.Mentions.AsNoTracking().Where(m => ids.Contains(m.ArticleId))
                .Select(m => new { m.ArticleId, m.Start, m.End }).ToListAsync(cancel)).ToLookup(m => m.ArticleId);
        var compared = articles.ConvertAll(a => new ComparedArticle(
            a.Id,
            // Lines of one paragraph are one text.
            [.. lines[a.Id].GroupBy(l => l.Block)
                .Select(b => (b.First().Number, string.Join(' ', b.Select(l => l.Text.Trim()))))],
            [.. names[a.Id].Select(m => bodies[a.Id][m.Start..m.End]).Distinct()]));
        var coverage = CoverageComparison.Of(compared);
        var quotes = SameQuote.Of(new QuoteQuery(archive, db).In(ids), articles.ToDictionary(a => a.Id));
        var sentences =
            coverage.All.Concat(coverage.Some).Concat(coverage.One).SelectMany(s => s.Sentences)
                .GroupBy(s => s.ArticleId)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<ComparedSentence>)[.. g.OrderBy(s => s.Place)]);
        return new(story, articles, wanted.Count - articles.Count, coverage, quotes.FindAll(q => q.Variants.Count > 1),
            sentences);
    }
}

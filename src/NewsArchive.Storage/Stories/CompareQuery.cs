using System.Collections.Immutable;
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

/// <summary>A sentence with what only it has marked.</summary>
/// <param name="Line">1-based line of the file.</param>
public sealed record MarkedSentence(int Line, ImmutableArray<MarkedStretch> Stretches);

/// <summary>Two sentences that tell the same; or one that stands alone.</summary>
public sealed record AlignedSentences(MarkedSentence? A, MarkedSentence? B);

/// <summary>Two articles sentence by sentence, the earlier one first.</summary>
/// <param name="IsSameText">One is the copy of the other, or both of a third.</param>
public sealed record TwoArticles(
    ArticleSummary A, ArticleSummary B, IReadOnlyList<AlignedSentences> Rows, bool IsSameText);

/// <summary>Compares the articles of a story, and any two.</summary>
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
        var (coverage, _) = await CoverageAsync(articles, cancel);
        var quotes = SameQuote.Of(new QuoteQuery(archive, db).In(ids), articles.ToDictionary(a => a.Id));
        var sentences =
            coverage.All.Concat(coverage.Some).Concat(coverage.One).SelectMany(s => s.Sentences)
                .GroupBy(s => s.ArticleId)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<ComparedSentence>)[.. g.OrderBy(s => s.Place)]);
        return new(story, articles, wanted.Count - articles.Count, coverage, quotes.FindAll(q => q.Variants.Count > 1),
            sentences);
    }

    /// <summary>Any two articles side by side, the earlier one first.</summary>
    /// <returns>Null where either is not there.</returns>
    public async Task<TwoArticles?> TwoAsync(long one, long other, CancellationToken cancel = default)
    {
        var found = SummaryReader.InOrder(db.Database.GetDbConnection(), [one, other]);
        if (found.Count < 2) return null;
        var articles = found.OrderBy(a => a.PublishedAt ?? DateTime.MaxValue).ThenBy(a => a.Id).ToList();
        var (coverage, names) = await CoverageAsync(articles, cancel);
        var (a, b) = (articles[0], articles[1]);
        Dictionary<ComparedSentence, ComparedSentence> paired = [];
        foreach (var statement in coverage.All)
            if (statement.Sentences.FirstOrDefault(s => s.ArticleId == a.Id) is { } left
                && statement.Sentences.FirstOrDefault(s => s.ArticleId == b.Id) is { } right) paired[left] = right;
        var all = coverage.All.Concat(coverage.Some).Concat(coverage.One).SelectMany(s => s.Sentences).Distinct().ToList();
        var rights = new Queue<ComparedSentence>(all.Where(s => s.ArticleId == b.Id).OrderBy(s => s.Place));
        var matched = paired.Values.ToHashSet();
        List<AlignedSentences> rows = [];
        // In the order of the earlier article; what only the later one has stands where it has it.
        foreach (var left in all.Where(s => s.ArticleId == a.Id).OrderBy(s => s.Place))
        {
            var right = paired.GetValueOrDefault(left);
            if (right is not null)
                while (rights.TryPeek(out var next) && next.Place < right.Place)
                    if (rights.Dequeue() is var alone && !matched.Contains(alone)) rows.Add(Aligned(null, alone, names));
            rows.Add(Aligned(left, right, names));
        }
        rows.AddRange(rights.Where(r => !matched.Contains(r)).Select(r => Aligned(null, r, names)));
        return new(a, b, rows, a.CopyOfId == b.Id || b.CopyOfId == a.Id || a.CopyOfId is { } of && of == b.CopyOfId);
    }

    private static AlignedSentences Aligned(ComparedSentence? a, ComparedSentence? b, IReadOnlyCollection<string> names) => new(
        a is null ? null : new(a.Line, SentenceMarks.Of(a.Text, b?.Text, names)),
        b is null ? null : new(b.Line, SentenceMarks.Of(b.Text, a?.Text, names)));

    /// <summary>What articles say in common and alone, and the names in them as written.</summary>
    private async Task<(CoverageComparison Coverage, IReadOnlyCollection<string> Names)> CoverageAsync(
        List<ArticleSummary> articles, CancellationToken cancel)
    {
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
        return (CoverageComparison.Of(compared), [.. compared.SelectMany(c => c.Names).Distinct()]);
    }
}

using System.Data.Common;
using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
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
public sealed class QuoteQuery(Archive archive, ArchiveDb db)
{
    /// <summary>A quote, for putting lists in order.</summary>
    private readonly record struct Place(long Group, long Id, long Article);

    private DbConnection Connection => db.Database.GetDbConnection();

    /// <param name="speaker">Only quotes by this entity.</param>
    /// <param name="words">Only quotes that hold these words, as the search understands them.</param>
    public async Task<Page<SameQuote>> ListAsync(
        long? speaker, QueryNode words, int number, int size, CancellationToken cancel = default)
    {
        if (words is not QueryNode.Everything)
        {
            var ids = await Task.Run(() => SearchCache.Of(archive).QuoteIds(words, cancel), cancel);
            return Page(Places(Connection, $"Id IN ({string.Join(',', ids)}){(speaker is null ? "" : " AND SpeakerId = ?")}",
                speaker is { } of ? [of] : []), number, size);
        }
        return speaker is { } by ? By(by, number, size)
            : Page(SearchCache.Of(archive).Kept("quotes", connection => Ordered(Places(connection, "1"))), number, size);
    }

    /// <summary>The quotes of one speaker.</summary>
    public Page<SameQuote> By(long speaker, int number, int size) =>
        Page(Places(Connection, "SpeakerId = ?", speaker), number, size);

    /// <summary>The first quotes of an entity, and of others about it.</summary>
    public (Page<SameQuote> By, Page<SameQuote> About) ByAndAbout(long entity, int count)
    {
        var by = Ordered(Places(Connection, "SpeakerId = ?", entity));
        var about = Ordered(Places(Connection, AboutEntity, entity));
        var found = Groups([.. by.Take(count).Concat(about.Take(count)).Distinct()]).ToDictionary(g => g.GroupId);
        Page<SameQuote> First(long[] groups) =>
            new([.. groups.Take(count).Where(found.ContainsKey).Select(g => found[g])], groups.Length, 1, count);
        return (First(by), First(about));
    }

    /// <summary>Others' quotes whose words name the entity.</summary>
    public Page<SameQuote> About(long entity, int number, int size) =>
        Page(Places(Connection, AboutEntity, entity), number, size);

    private const string AboutEntity =
        "Id IN (SELECT q.Id FROM Mentions m CROSS JOIN Quotes q ON q.ArticleId = m.ArticleId AND q.Start <= m.Start AND "
        + "q.\"End\" >= m.\"End\" WHERE m.EntityId = ?1) AND (SpeakerId IS NULL OR SpeakerId <> ?1)";

    public SameQuote? Find(long group) => Groups([group]).FirstOrDefault();

    /// <summary>The quotes of articles, in order.</summary>
    public List<QuoteView> In(IEnumerable<long> articles) => Views(
        $"q.ArticleId IN ({string.Join(',', articles)}) ORDER BY q.ArticleId, q.Start");

    private static List<Place> Places(DbConnection connection, string where, params ReadOnlySpan<object> values)
    {
        List<Place> places = [];
        using var rows = new SqlReader(connection, $"SELECT GroupId, Id, ArticleId FROM Quotes WHERE {where}", values);
        while (rows.Read()) places.Add(new(rows.Long(0), rows.Long(1), rows.Long(2)));
        return places;
    }

    private Page<SameQuote> Page(List<Place> places, int number, int size) => Page(Ordered(places), number, size);

    private Page<SameQuote> Page(long[] groups, int number, int size)
    {
        var page = groups.Skip(Paging.Offset(number, size)).Take(size).ToList();
        var found = Groups(page).ToDictionary(g => g.GroupId);
        return new([.. page.Where(found.ContainsKey).Select(g => found[g])], groups.Length, number, size);
    }

    /// <summary>Each group once, the one that was published last first.</summary>
    private long[] Ordered(List<Place> places)
    {
        var columns = SearchCache.Of(archive).Columns();
        Dictionary<long, (long Last, long Id)> groups = [];
        foreach (var place in places)
        {
            var at = place.Article < columns.Size ? columns.Published[place.Article] : 0;
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, place.Group, out _);
            group = (Math.Max(group.Last, at), Math.Max(group.Id, place.Id));
        }
        return [.. groups.OrderByDescending(g => g.Value.Last).ThenByDescending(g => g.Value.Id).Select(g => g.Key)];
    }

    private List<SameQuote> Groups(List<long> groups)
    {
        if (groups.Count == 0) return [];
        var quotes = Views($"q.GroupId IN ({string.Join(',', groups)}) ORDER BY q.Id");
        var articles = SummaryReader.Read(Connection, quotes.Select(q => q.ArticleId).Distinct());
        return SameQuote.Of(quotes.Where(q => articles.ContainsKey(q.ArticleId)), articles);
    }

    private List<QuoteView> Views(string where)
    {
        List<QuoteView> views = [];
        using var rows = new SqlReader(Connection,
            "SELECT q.ArticleId, q.Line, q.Text, q.Cue, q.GroupId, (SELECT count(DISTINCT o.ArticleId) FROM Quotes o WHERE "
            + "o.GroupId = q.GroupId), e.Id, e.Slug, e.Name, e.Kind, e.Articles FROM Quotes q LEFT JOIN Entities e ON e.Id = "
            + $"q.SpeakerId WHERE {where}");
        while (rows.Read())
            views.Add(new(rows.Long(0), (int)rows.Long(1), rows.String(2), rows.StringOrNull(3),
                rows.LongOrNull(6) is { } speaker
                    ? new(speaker, rows.String(7), rows.String(8), rows.Enum<EntityKind>(9), (int)rows.Long(10)) : null,
                rows.Long(4), (int)rows.Long(5) - 1));
        return views;
    }
}

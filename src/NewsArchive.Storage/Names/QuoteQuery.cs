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
    long ArticleId, int Line, string Text, string? Cue, EntitySummary? Speaker, long GroupId, int Others)
{
    public long Id { get; init; }

    /// <summary>UTF-16 offsets in the body.</summary>
    public int Start { get; init; }
    public int End { get; init; }

    /// <summary>Office of the speaker, as told beside the words.</summary>
    public string? Role { get; init; }

    /// <summary>The speaker may be another.</summary>
    public bool IsPerhaps { get; init; }

    /// <summary>What stands before and behind the words in their sentence; empty where it was not asked for.</summary>
    public (string Before, string After) Around { get; init; } = ("", "");
}

/// <summary>Which quotes a list shows.</summary>
/// <param name="Speaker">Said by this entity.</param>
/// <param name="About">Words of others that hold its name.</param>
/// <param name="Words">Hold these words, as the search understands them.</param>
/// <param name="Role">The speaker's office holds these words.</param>
/// <param name="Source">In articles of this source.</param>
public sealed record QuoteFilter(
    long? Speaker = null, long? About = null, QueryNode? Words = null, string? Role = null, long? Source = null,
    DateOnly? From = null, DateOnly? To = null)
{
    public bool IsAll => this with { Words = Words is QueryNode.Everything ? null : Words } == new QuoteFilter();
}

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

    /// <summary>Named by any of the articles; the one that an article is certain of before others.</summary>
    public EntitySummary? Speaker => Telling?.Speaker;

    /// <summary>No article is certain of the speaker.</summary>
    public bool IsPerhaps => Telling?.IsPerhaps == true;

    private QuoteView? Telling => Variants.SelectMany(v => v.Places).Select(p => p.Quote).Where(q =>
        q.Speaker is not null)
        .OrderBy(q => q.IsPerhaps).FirstOrDefault();
}

/// <summary>One wording of a quote and where it stands, the earliest publication first.</summary>
public sealed record QuoteVariant(string Text, IReadOnlyList<(QuoteView Quote, ArticleSummary Article)> Places);

/// <summary>Quotes of the whole archive; the same words in several articles are one.</summary>
public sealed class QuoteQuery(Archive archive, ArchiveDb db)
{
    /// <summary>A quote, for putting lists in order.</summary>
    private readonly record struct Place(long Group, long Id, long Article);

    private DbConnection Connection => db.Database.GetDbConnection();

    public async Task<Page<SameQuote>> ListAsync(
        QuoteFilter filter, int number, int size, CancellationToken cancel = default)
    {
        if (filter.IsAll)
            return Page(SearchCache.Of(archive).Kept("quotes", connection => Ordered(Places(connection, "true"))), number,
                size);
        List<string> conditions = [];
        List<object> values = [];
        if (filter.Words is { } words and not QueryNode.Everything)
        {
            var ids = await Task.Run(() => SearchCache.Of(archive).QuoteIds(words, cancel), cancel);
            conditions.Add($"Id IN ({string.Join(',', ids)})");
        }
        if (filter.About is { } about) (conditions, values) = ([.. conditions, AboutEntity], [.. values, about]);
        if (filter.Speaker is { } speaker) (conditions, values) = ([.. conditions, "SpeakerId = ?"], [.. values,
            speaker]);
        if (filter.Role is { } role)
            (conditions, values) = ([.. conditions, "(' ' || Role || ' ') LIKE ? ESCAPE '\\'"],
                [.. values, LikePattern.Holding($" {role.Trim().ToLowerInvariant()} ")]);
        var places = Places(Connection, conditions.Count == 0 ? "true" : string.Join(" AND ", conditions), [.. values]);
        var columns = SearchCache.Of(archive).Columns();
        var (from, to) = (filter.From?.ToDateTime(default).Ticks ?? 0,
            filter.To?.ToDateTime(default).Ticks + TimeSpan.TicksPerDay ?? long.MaxValue);
        if (filter.Source is not null || filter.From is not null || filter.To is not null)
            places.RemoveAll(p => p.Article >= columns.Size || filter.Source is { } source
                && columns.Source[p.Article] != source
                || (filter.From ?? filter.To) is not null && (columns.Published[p.Article] is var at
                    && (at == 0 || at < from || at >= to)));
        return Page(places, number, size);
    }

    /// <summary>The offices of speakers that are told most, with how many quotes have them.</summary>
    public List<(string Role, int Quotes)> Roles(int count) => SearchCache.Of(archive).Kept("roles", connection =>
    {
        List<(string, int)> roles = [];
        using var rows = SqlReader.Open(connection,
            "SELECT Role, count(*) FROM Quotes WHERE Role IS NOT NULL GROUP BY Role ORDER BY 2 DESC, 1 LIMIT ?", count);
        while (rows.Read()) roles.Add((rows.String(0), (int)rows.Long(1)));
        return roles;
    });

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

    private const string AboutEntity =
        "Id IN (SELECT q.Id FROM Mentions m CROSS JOIN Quotes q WHERE q.ArticleId = m.ArticleId AND q.Start <= m.Start AND "
        + "q.\"End\" >= m.\"End\" AND m.EntityId = ?1) AND (SpeakerId IS NULL OR SpeakerId <> ?1)";

    public SameQuote? Find(long group) => Groups([group]).FirstOrDefault();

    /// <summary>The quotes of articles, in order.</summary>
    public List<QuoteView> In(IEnumerable<long> articles) => Views(
        $"q.ArticleId IN ({string.Join(',', articles)}) ORDER BY q.ArticleId, q.Start");

    private static List<Place> Places(DbConnection connection, string where, params ReadOnlySpan<object> values)
    {
        List<Place> places = [];
        using var rows = SqlReader.Open(connection, $"SELECT GroupId, Id, ArticleId FROM Quotes WHERE {where}", values);
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
        var quotes = Views($"q.GroupId IN ({string.Join(',', groups)}) ORDER BY q.Id", isAround: true);
        var articles = SummaryReader.Read(Connection, quotes.Select(q => q.ArticleId).Distinct());
        return SameQuote.Of(quotes.Where(q => articles.ContainsKey(q.ArticleId)), articles);
    }

    /// <param name="isAround">With the rest of the sentence.</param>
    private List<QuoteView> Views(string where, bool isAround = false)
    {
        List<QuoteView> views = [];
        using var rows = SqlReader.Open(Connection,
            "SELECT q.ArticleId, q.Line, q.Text, q.Cue, q.GroupId, (SELECT count(DISTINCT o.ArticleId) FROM Quotes o WHERE "
            + "o.GroupId = q.GroupId), e.Id, e.Slug, e.Name, e.Kind, e.Articles, q.Id, q.Start, q.\"End\", q.Role, "
            + "q.IsPerhaps AND NOT EXISTS (SELECT 1 FROM CorrectedArticles ca JOIN Corrections c ON c.Id = ca.CorrectionId WHERE "
            + "ca.ArticleId = q.ArticleId AND c.Kind = 'Speaker' AND c.UndoneAt IS NULL AND c.Value = q.Text), "
            + (isAround ? "(SELECT Body FROM Articles a WHERE a.Id = q.ArticleId) " : "'' ")
            + $"FROM Quotes q LEFT JOIN Entities e ON e.Id = q.SpeakerId WHERE {where}");
        while (rows.Read())
        {
            var (start, end) = ((int)rows.Long(12), (int)rows.Long(13));
            views.Add(new(rows.Long(0), (int)rows.Long(1), rows.String(2), rows.StringOrNull(3),
                rows.LongOrNull(6) is { } speaker
                    ? new(speaker, rows.String(7), rows.String(8), rows.Enum<EntityKind>(9), (int)rows.Long(10)) : null,
                rows.Long(4), (int)rows.Long(5) - 1)
            {
                Id = rows.Long(11),
                Start = start,
                End = end,
                Role = rows.StringOrNull(14),
                IsPerhaps = rows.Long(15) != 0,
                Around = isAround ? Sentence(rows.String(16), start, end) : ("", ""),
            });
        }
        return views;
    }

    /// <summary>What stands around words within their paragraph, up to the ends of the sentence; of a long one the words
    /// that are near.</summary>
    internal static (string Before, string After) Sentence(string body, int start, int end)
    {
        const int Reach = 200;
        const string More = "…";
        if (end > body.Length) return ("", "");
        var from = start;
        while (from > 0 && body[from - 1] != '\n' && start - from < Reach
            && !(body[from - 1] == ' ' && from > 1 && body[from - 2] is '.' or '!' or '?')) from--;
        var to = end;
        while (to < body.Length && body[to] != '\n' && to - end < Reach
            && !(body[to] == ' ' && body[to - 1] is '.' or '!' or '?' && to > end + 2)) to++;
        var (before, after) = (body[from..start], body[end..to]);
        // Not in the middle of a word, and never without a sign that there is more.
        if (start - from == Reach && from > 0 && body[from - 1] != '\n')
            before = More + before[(before.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (to - end == Reach && to < body.Length && body[to] != '\n')
            after = after[..(after.LastIndexOf(' ') is > 0 and var word ? word + 1 : after.Length)] + More;
        return (before, after);
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Metadata;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>What a source's or an author's page shows beside the articles.</summary>
/// <param name="Longest">The longest time without an article between two that have a date; null where there are none
/// longer than usual.</param>
/// <param name="Names">Who and what the articles name most.</param>
/// <param name="Others">Authors of a source, or sources of an author.</param>
/// <param name="Copies">Articles with the text of another article.</param>
/// <param name="Spellings">Other names that are shown as this one.</param>
public sealed record HouseView(
    long Id, string Name, int Articles, DateTime? First, DateTime? Last, Timeline Times, IReadOnlyList<int> Coverage,
    (DateOnly From, DateOnly To)? Longest, IReadOnlyList<EntitySummary> Names, IReadOnlyList<(long Id, string Name, int Articles)> Others,
    int Copies, IReadOnlyList<(long Id, string Name)> Spellings)
{
    /// <summary>Share of the articles of which a field is inferred, absent or set by hand, by field.</summary>
    public IReadOnlyList<(string Field, int Inferred, int Absent, int Corrected)> Unsure { get; init; } = [];
}

/// <summary>Sources and authors: how much, when, about whom, how sure.</summary>
public sealed class HouseQuery(Archive archive, ArchiveDb db)
{
    private const int ListLength = 15;

    private readonly SearchCache cache = SearchCache.Of(archive);

    private DbConnection Connection => db.Database.GetDbConnection();

    /// <summary>Authors with their numbers of articles, the most frequent first, or in order of the alphabet.</summary>
    public Page<AuthorSummary> Authors(string? text, bool byName, int number, int size)
    {
        var totals = cache.Facets().Authors.Totals;
        var names = cache.Kept("shown authors", connection =>
        {
            Dictionary<long, string> shown = [];
            using var rows = SqlReader.Open(connection, "SELECT Id, Name FROM Authors WHERE ReplacedById IS NULL");
            while (rows.Read()) shown[rows.Long(0)] = rows.String(1);
            return shown;
        });
        var found = names.Where(n => n.Key < totals.Length && totals[n.Key] > 0
            && (text is null || n.Value.Contains(text, StringComparison.OrdinalIgnoreCase))).ToList();
        var ordered = byName ? found.OrderBy(n => n.Value, StringComparer.OrdinalIgnoreCase)
            : found.OrderByDescending(n => totals[n.Key]).ThenBy(n => n.Value, StringComparer.OrdinalIgnoreCase);
        return new([.. ordered.Skip(Paging.Offset(number, size)).Take(size)
            .Select(n => new AuthorSummary(n.Key, n.Value, totals[n.Key], null, null))], found.Count, number, size);
    }

    /// <summary>The author, or the one that it was merged into.</summary>
    public async Task<ArticleAuthor?> AuthorAsync(long id, CancellationToken cancel)
    {
        var row = await db.Authors.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancel);
        if (row?.ReplacedById is { } into) row = await db.Authors.AsNoTracking().FirstOrDefaultAsync(a => a.Id == into, cancel);
        return row is null ? null : new(row.Id, row.Name);
    }

    /// <summary>The source, or the one that it was merged into.</summary>
    public async Task<SourceRow?> SourceAsync(long id, CancellationToken cancel)
    {
        var row = await db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancel);
        return row?.ReplacedById is { } into
            ? await db.Sources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == into, cancel) : row;
    }

    public HouseView Source(SourceRow source)
    {
        var columns = cache.Columns();
        var set = columns.Where(id => columns.Source[id] == source.Id);
        var authors = Counted(cache.Facets().Authors.Count(set)).Take(ListLength).ToList();
        var view = View(source.Id, source.Name, set, [.. NamesOf("Authors", authors)],
            Spellings("Sources", source.Id));
        return view with { Unsure = UnsureOf(source.Id) };
    }

    public (HouseView View, Page<ArticleSummary> Articles) Author(ArticleAuthor author, int number, int size)
    {
        var columns = cache.Columns();
        var byArticle = cache.Facets().Authors;
        var set = columns.Where(id => byArticle.Of(id).Contains((int)author.Id));
        var sources = SourceNames.Summaries(cache, columns.SourcesOf(set)).Take(ListLength)
            .Select(s => (s.Id, s.Name, s.Articles)).ToList();
        var page = columns.NewestOf(set).Skip(Paging.Offset(number, size)).Take(size).Select(id => (long)id);
        return (View(author.Id, author.Name, set, sources, Spellings("Authors", author.Id)),
            new(SummaryReader.InOrder(Connection, [.. page]), set.Count(), number, size));
    }

    private HouseView View(
        long id, string name, Bitmap set, List<(long, string, int)> others, List<(long, string)> spellings)
    {
        var columns = cache.Columns();
        var days = columns.DaysOf(set);
        var times = columns.TimesOf(set);
        return new(id, name, set.Count(), days.Length == 0 ? null : DateOnly.FromDayNumber(days[0]).ToDateTime(default),
            days.Length == 0 ? null : DateOnly.FromDayNumber(days[^1]).ToDateTime(default), times,
            Facets.CountsOf(times, columns.Days), LongestGap(days), Names(set), others, set.And(columns.Copies).Count(),
            spellings);
    }

    /// <summary>Longer than a fortnight and than ten times what is usual between two days with articles.</summary>
    private static (DateOnly, DateOnly)? LongestGap(int[] days)
    {
        const int Fortnight = 14, Times = 10;
        var distinct = days.Distinct().ToArray();
        if (distinct.Length < 3) return null;
        var gaps = distinct.Zip(distinct.Skip(1), (a, b) => (From: a + 1, To: b - 1, Days: b - a - 1)).ToList();
        var usual = gaps.Select(g => g.Days).Order().ElementAt(gaps.Count / 2);
        var longest = gaps.MaxBy(g => g.Days);
        return longest.Days > Fortnight && longest.Days > Times * usual
            ? (DateOnly.FromDayNumber(longest.From), DateOnly.FromDayNumber(longest.To)) : null;
    }

    private List<EntitySummary> Names(Bitmap set)
    {
        var counts = Counted(cache.Facets().Entities.Count(set)).Take(2 * ListLength).ToDictionary(c => c.Id, c => c.Count);
        List<EntitySummary> names = [];
        using var rows = SqlReader.Open(Connection,
            $"SELECT Id, Slug, Name, Kind FROM Entities WHERE NOT IsHidden AND Id IN ({string.Join(',', counts.Keys)})");
        while (rows.Read())
            names.Add(new(rows.Long(0), rows.String(1), rows.String(2), rows.Enum<EntityKind>(3), counts[rows.Long(0)]));
        return [.. names.OrderByDescending(n => n.Count).ThenBy(n => n.Name, StringComparer.Ordinal).Take(ListLength)];
    }

    private static IEnumerable<(long Id, int Count)> Counted(int[] counts) => counts.Select((count, id) => ((long)id, count))
        .Where(c => c.count > 0).OrderByDescending(c => c.count).ThenBy(c => c.Item1);

    private IEnumerable<(long, string, int)> NamesOf(string table, List<(long Id, int Count)> counts)
    {
        Dictionary<long, string> names = [];
        using var rows = SqlReader.Open(Connection,
            $"SELECT Id, Name FROM {table} WHERE Id IN ({string.Join(',', counts.Select(c => c.Id))})");
        while (rows.Read()) names[rows.Long(0)] = rows.String(1);
        return [.. counts.Where(c => names.ContainsKey(c.Id)).Select(c => (c.Id, names[c.Id], c.Count))];
    }

    private List<(long, string)> Spellings(string table, long id)
    {
        List<(long, string)> found = [];
        using var rows = SqlReader.Open(Connection, $"SELECT Id, FoundName FROM {table} WHERE ReplacedById = ?1 OR (Id = ?1 AND "
            + "FoundName <> Name) ORDER BY FoundName", id);
        while (rows.Read()) found.Add((rows.Long(0), rows.String(1)));
        return found;
    }

    private static readonly (string Field, string Column)[] Fields = [("headline", "HeadlineStatus"), ("source", "SourceStatus"),
        ("byline", "BylineStatus"), ("date", "PublishedStatus"), ("language", "LanguageStatus")];

    private List<(string, int, int, int)> UnsureOf(long source)
    {
        var counts = Fields.Select(_ => new Dictionary<InferenceStatus, int>()).ToArray();
        var columns = string.Join(", ", Fields.Select(f => f.Column));
        using var rows = SqlReader.Open(Connection,
            $"SELECT {columns}, count(*) FROM Articles WHERE SourceId = ? GROUP BY {columns}", source);
        while (rows.Read())
            for (var i = 0; i < Fields.Length; i++)
                counts[i][rows.Enum<InferenceStatus>(i)] = counts[i].GetValueOrDefault(rows.Enum<InferenceStatus>(i))
                    + (int)rows.Long(Fields.Length);
        return [.. Fields.Zip(counts, (f, c) => (f.Field, c.GetValueOrDefault(InferenceStatus.Inferred),
            c.GetValueOrDefault(InferenceStatus.Absent), c.GetValueOrDefault(InferenceStatus.Corrected)))];
    }
}

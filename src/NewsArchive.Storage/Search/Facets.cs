using System.Data.Common;
using NewsArchive.Entities;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

/// <summary>A value that hits can be narrowed by.</summary>
/// <param name="Value">As a filter takes it; 0 stands for “unknown”.</param>
/// <param name="Name">Null for “unknown”.</param>
public sealed record FacetValue(string Value, string? Name, int Count);

/// <summary>Names of one kind among the hits.</summary>
public sealed record NamesFacet(EntityKind Kind, IReadOnlyList<FacetValue> Values);

/// <summary>
/// What the hits are made of. A field of which one value is enough is counted as if nothing of it were chosen, so that
/// each count is what choosing that value alone finds; every other field within all that is chosen.
/// </summary>
/// <param name="Coverage">All articles of the archive over the same time, to compare with.</param>
/// <param name="Compared">What the other search finds over the same time; null where there is none.</param>
public sealed record Facets(
    IReadOnlyList<FacetValue> Sources, IReadOnlyList<FacetValue> Authors, IReadOnlyList<NamesFacet> Names,
    IReadOnlyList<FacetValue> Languages, IReadOnlyList<FacetValue> Stories, Timeline Timeline,
    IReadOnlyList<int> Coverage, IReadOnlyList<int>? Compared)
{
    /// <summary>Values shown of each field.</summary>
    public const int Most = 10;

    private static readonly EntityKind[] Kinds = [EntityKind.Person, EntityKind.Organisation, EntityKind.Place,
        EntityKind.Group, EntityKind.Event, EntityKind.Product];

    internal static Facets Of(
        DbConnection connection, ArticleColumns columns, SearchCache cache, Bitmap found, FilterSets filters,
        Bitmap? other)
    {
        var byArticle = cache.Facets();
        var set = filters.Apply(found, null);
        var timeline = TimelineOf(columns, set, other);
        var stories = Top(Count(filters.Apply(found, FilterField.Story), columns.Story))
            .FindAll(s => s.Value != ArticleColumns.None);
        return new(
            Named(Top(Count(filters.Apply(found, FilterField.Source), columns.Source)),
                source => SourceNames.Of(cache).GetValueOrDefault(source).Name),
            Named(Top(byArticle.Authors.Count(filters.Apply(found, FilterField.Author))),
                author => AuthorNames(cache).GetValueOrDefault(author)),
            Entities(connection, byArticle, filters.Apply(found, FilterField.Entity)),
            LanguagesOf(columns, filters.Apply(found, FilterField.Lang)),
            Named(stories, Headlines(connection, stories.Select(s => s.Value)).GetValueOrDefault),
            timeline,
            CountsOf(timeline, columns.Days),
            other is null ? null : CountsOf(timeline, columns.DaysOf(other)));
    }

    private static Dictionary<int, int> Count(Bitmap set, int[] column)
    {
        Dictionary<int, int> counts = [];
        foreach (var id in set.Ids())
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, column[id], out _)++;
        return counts;
    }

    private static List<(int Value, int Count)> Top(IEnumerable<KeyValuePair<int, int>> counts, int most = Most) =>
        [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(most).Select(c => (c.Key, c.Value))];

    private static List<(int Value, int Count)> Top(int[] counts, int most = Most) =>
        Top(counts.Select((count, value) => KeyValuePair.Create(value, count)).Where(c => c.Value > 0), most);

    private static List<FacetValue> Named(List<(int Value, int Count)> top, Func<long, string?> nameOf) =>
        top.ConvertAll(v =>
            new FacetValue(Text(v.Value), v.Value == ArticleColumns.None ? null : nameOf(v.Value) ?? NoName, v.Count));

    private const string NoName = "(no headline)";

    /// <summary>Names of authors by number.</summary>
    private static Dictionary<long, string> AuthorNames(SearchCache cache) => cache.Kept("authors", connection =>
    {
        Dictionary<long, string> names = [];
        using var rows = SqlReader.Open(connection, "SELECT Id, Name FROM Authors");
        while (rows.Read()) names[rows.Long(0)] = rows.String(1);
        return names;
    });

    /// <summary>Headlines that name stories.</summary>
    private static Dictionary<long, string> Headlines(DbConnection connection, IEnumerable<int> stories)
    {
        Dictionary<long, string> names = [];
        using var rows = SqlReader.Open(connection,
            "SELECT s.Id, a.Headline FROM Stories s JOIN Articles a ON a.Id = s.HeadArticleId WHERE s.Id IN "
            + $"({string.Join(',', stories)}) AND a.Headline IS NOT NULL");
        while (rows.Read()) names[rows.Long(0)] = rows.String(1);
        return names;
    }

    private static List<NamesFacet> Entities(DbConnection connection, FacetColumns byArticle, Bitmap set)
    {
        var frequent = Top(byArticle.Entities.Count(set), most: 400);
        Dictionary<int, (string Name, EntityKind Kind)> known = [];
        using (var rows = SqlReader.Open(connection,
            $"SELECT Id, Name, Kind FROM Entities WHERE NOT IsHidden AND Id IN "
            + $"({string.Join(',', frequent.Select(f => f.Value))})"))
            while (rows.Read()) known[(int)rows.Long(0)] = (rows.String(1), Enum.Parse<EntityKind>(rows.String(2)));
        return [.. Kinds.Select(kind =>
            new NamesFacet(kind,
                [.. frequent.Where(f => known.TryGetValue(f.Value, out var e) && e.Kind == kind).Take(Most / 2)
            .Select(f => new FacetValue(Text(f.Value), known[f.Value].Name, f.Count))]))
            .Where(n => n.Values.Count > 0)];
    }

    private static List<FacetValue> LanguagesOf(ArticleColumns columns, Bitmap set)
    {
        var counts = new int[columns.Languages.Count];
        foreach (var id in set.Ids()) counts[columns.Language[id]]++;
        return Top(counts)
            .ConvertAll(c =>
            new FacetValue(c.Value == 0 ? "0" : columns.Languages[c.Value]!, columns.Languages[c.Value], c.Count));
    }

    private static Timeline TimelineOf(ArticleColumns columns, Bitmap set, Bitmap? other)
    {
        var (days, undated) = columns.CountByDay(set);
        return Timeline.Of(days, undated, other is null ? null : columns.CountByDay(other).Days);
    }

    /// <param name="days">In order.</param>
    internal static List<int> CountsOf(Timeline timeline, int[] days) =>
        [.. timeline.Periods.Select(p => Before(days, p.To.DayNumber + 1) - Before(days, p.From.DayNumber))];

    private static int Before(int[] days, int day)
    {
        var (low, high) = (0, days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle] < day) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static string Text(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

/// <summary>What sources are called, in memory.</summary>
internal static class SourceNames
{
    /// <summary>Slug and name by number.</summary>
    public static IReadOnlyDictionary<long, (string Slug, string Name)> Of(SearchCache cache) =>
        cache.Kept("sources", connection =>
        {
            Dictionary<long, (string, string)> names = [];
            using var rows = SqlReader.Open(connection, "SELECT Id, Slug, Name FROM Sources");
            while (rows.Read()) names[rows.Long(0)] = (rows.String(1), rows.String(2));
            return names;
        });

    /// <summary>Counted sources with their names, the most frequent first; those of unknown source are left out.</summary>
    public static List<SourceSummary> Summaries(SearchCache cache, IReadOnlyList<SourceCount> counts)
    {
        var names = Of(cache);
        return [.. counts.Where(c => names.ContainsKey(c.Source))
            .Select(c => new SourceSummary(c.Source, names[c.Source].Slug, names[c.Source].Name, c.Articles,
                Time(c.First), Time(c.Last)))
            .OrderByDescending(s => s.Articles).ThenBy(s => s.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Articles of unknown source.</summary>
    public static int Unknown(IReadOnlyList<SourceCount> counts) =>
        counts.FirstOrDefault(c => c.Source == ArticleColumns.None).Articles;

    internal static DateTime? Time(long ticks) => ticks == 0 ? null : new DateTime(ticks, DateTimeKind.Utc);
}

using System.Globalization;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Web.Json;

/// <summary>What the archive holds, the same from the API and the command.</summary>
public static class StatsJson
{
    public static object Of(ArchiveStats stats) => new
    {
        articles = stats.Articles,
        duplicates = stats.Duplicates,
        sources = stats.Sources,
        authors = stats.Authors,
        entities = stats.Entities,
        mentions = stats.Mentions,
        quotes = stats.Quotes,
        stories = stats.Stories,
        importRuns = stats.ImportRuns,
        first = Day(stats.First),
        last = Day(stats.Last),
        languages = stats.Languages,
        lines = stats.Lines,
    };

    public static string? Day(DateTime? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Data.Common;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>Reads articles as lists show them, by their numbers.</summary>
internal static class SummaryReader
{
    private const string Columns =
        "Id, ExternalId, Slug, Headline, HeadlineStatus, SourceId, SourceName, SourceStatus, Byline, Published, "
        + "PublishedPrecision, PublishedOffset, PublishedStatus, Words, Lede, StoryId, CopyOfId, UpdatedAt";

    /// <returns>Those that there are, by number.</returns>
    public static Dictionary<long, ArticleSummary> Read(DbConnection connection, IEnumerable<long> ids)
    {
        Dictionary<long, ArticleSummary> found = [];
        using var rows = SqlReader.Open(connection, $"SELECT {Columns} FROM Articles WHERE Id IN "
            + $"({string.Join(',', ids)})");
        while (rows.Read()) found[rows.Long(0)] = Of(rows);
        return found;
    }

    /// <summary>The same in the order of the numbers.</summary>
    public static List<ArticleSummary> InOrder(DbConnection connection, IReadOnlyCollection<long> ids)
    {
        var found = Read(connection, ids);
        return [.. ids.Where(found.ContainsKey).Select(id => found[id])];
    }

    private static ArticleSummary Of(SqlReader row) => new(
        row.Long(0), row.StringOrNull(1), row.String(2), row.StringOrNull(3), row.Enum<InferenceStatus>(4),
        row.LongOrNull(5), row.StringOrNull(6), row.Enum<InferenceStatus>(7), row.StringOrNull(8), row.Time(9),
        row.StringOrNull(10) is null ? null : row.Enum<DatePrecision>(10), (int?)row.LongOrNull(11),
        row.Enum<InferenceStatus>(12), (int)row.Long(13), row.String(14), row.LongOrNull(15), row.LongOrNull(16),
        row.Time(17) ?? default);
}

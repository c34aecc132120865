using System.Data.Common;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

/// <summary>All stories that have articles, in memory.</summary>
internal sealed class StoryList
{
    private readonly Dictionary<long, StoryRow> byId = [];

    private StoryList(DbConnection connection)
    {
        using var rows = SqlReader.Open(connection,
            "SELECT Id, HeadArticleId, Articles, Texts, \"From\", \"To\" FROM Stories WHERE Articles > 0");
        while (rows.Read())
            byId[rows.Long(0)] = new()
            {
                Id = rows.Long(0),
                HeadArticleId = rows.Long(1),
                Articles = (int)rows.Long(2),
                Texts = (int)rows.Long(3),
                From = rows.Time(4),
                To = rows.Time(5)
            };
        Newest = [.. byId.Values.OrderByDescending(s => s.To).ThenByDescending(s => s.Id)];
    }

    public static StoryList Of(Archive archive) =>
        SearchCache.Of(archive).Kept("stories", connection => new StoryList(connection));

    /// <summary>The one with the latest article first.</summary>
    public IReadOnlyList<StoryRow> Newest { get; }

    /// <returns>Null where there is none of that number.</returns>
    public StoryRow? Find(long id) => byId.GetValueOrDefault(id);

    /// <summary>The same stories in the same order, each with the article that names it.</summary>
    public static List<StorySummary> Summaries(DbConnection connection, IReadOnlyCollection<StoryRow> stories)
    {
        if (stories.Count == 0) return [];
        var heads = SummaryReader.Read(connection, stories.Select(s => s.HeadArticleId));
        return [.. stories.Where(s => heads.ContainsKey(s.HeadArticleId)).Select(s => StorySummary.Of(s, heads[s.HeadArticleId]))];
    }
}

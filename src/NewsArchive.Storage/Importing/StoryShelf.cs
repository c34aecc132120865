using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Curating;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sqlite;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Importing;

/// <summary>Puts articles into the stories they are shown in, corrections by hand included, and brings those stories up to date.</summary>
/// <remarks>CROSS JOIN as in <see cref="StoryBuilder"/>.</remarks>
internal sealed class StoryShelf(ArchiveDb db)
{
    private readonly SqliteConnection connection = (SqliteConnection)db.Database.GetDbConnection();

    public void Put(IReadOnlyCollection<long> articles)
    {
        var rules = new StoryRules(db.StoryActs.AsNoTracking().ToList());
        Sql.Fill(connection, "ToShelve", articles);
        HashSet<long> touched = [];
        List<(long Id, long? Story)> changes = [];
        Dictionary<long, long> leftFor = [];
        using (var rows = new SqlReader(connection, "SELECT a.Id, a.FoundStoryId, a.StoryId FROM ToShelve t CROSS JOIN Articles a ON a.Id = t.Id"))
            while (rows.Read())
            {
                var (found, shown) = (rows.LongOrNull(1), rows.LongOrNull(2));
                var story = rules.Resolve(rows.Long(0), found);
                foreach (var id in new[] { found, shown, story }) if (id is { } touchedId) touched.Add(touchedId);
                if (story == shown) continue;
                changes.Add((rows.Long(0), story));
                if (shown is { } left && story is { } joined) leftFor.TryAdd(left, joined);
            }
        using (var update = new SqlStatement(connection, "UPDATE Articles SET StoryId = ? WHERE Id = ?"))
            foreach (var (id, story) in changes) update.Run(story, id);
        Sql.Fill(connection, "ToCount", touched);
        Sql.Fill(connection, "Moved", rules.Moved);
        // One article is no story, unless somebody made it one by moving others.
        Sql.Run(connection, $"UPDATE Articles SET StoryId = NULL WHERE StoryId IN (SELECT t.Id FROM ToCount t WHERE (SELECT count(*) FROM Articles a WHERE a.StoryId = t.Id) = 1 AND t.Id NOT IN (SELECT value FROM json_each('{JsonSerializer.Serialize(rules.Targets)}')) AND t.Id NOT IN (SELECT a.FoundStoryId FROM Moved m CROSS JOIN Articles a ON a.Id = m.Id WHERE a.FoundStoryId IS NOT NULL))");
        Sql.Run(connection,
            """
            UPDATE Stories SET
                Articles = (SELECT count(*) FROM Articles a WHERE a.StoryId = Stories.Id),
                Texts = (SELECT count(*) FROM Articles a WHERE a.StoryId = Stories.Id AND a.CopyOfId IS NULL),
                "From" = (SELECT min(a.Published) FROM Articles a WHERE a.StoryId = Stories.Id),
                "To" = (SELECT max(a.Published) FROM Articles a WHERE a.StoryId = Stories.Id)
            WHERE Id IN (SELECT Id FROM ToCount)
            """);
        NameStories();
        using (var merged = new SqlStatement(connection, "UPDATE Stories SET MovedToId = CASE WHEN Articles > 0 THEN NULL ELSE coalesce(?, MovedToId, ?) END WHERE Id = ?"))
            foreach (var id in touched) merged.Run(rules.MergedInto(id), leftFor.TryGetValue(id, out var joined) ? joined : null, id);
        Sql.Run(connection, "DROP TABLE ToShelve; DROP TABLE ToCount; DROP TABLE Moved");
    }

    /// <summary>The article that is likeliest to be of one event with all others names a story; a found headline before an inferred one.</summary>
    private void NameStories()
    {
        Dictionary<long, double> central = [];
        using (var rows = new SqlReader(connection,
            "SELECT r.ArticleId, r.OtherId, r.Score FROM ToCount t CROSS JOIN Articles a ON a.StoryId = t.Id CROSS JOIN Relations r ON r.ArticleId = a.Id CROSS JOIN Articles o ON o.Id = r.OtherId AND o.StoryId = t.Id WHERE r.Relation <> 'SameText'"))
            while (rows.Read())
                foreach (var id in new[] { rows.Long(0), rows.Long(1) })
                    central[id] = central.GetValueOrDefault(id) + RelatedScore.Likelihood(rows.Double(2));
        Dictionary<long, ((bool, bool, double, string, long) Rank, long Id)> heads = [];
        using (var rows = new SqlReader(connection, "SELECT a.StoryId, a.Id, a.HeadlineStatus = 'Inferred' OR a.Headline IS NULL, a.CopyOfId IS NOT NULL, coalesce(a.Published, '9') FROM ToCount t CROSS JOIN Articles a ON a.StoryId = t.Id"))
            while (rows.Read())
            {
                var (story, id) = (rows.Long(0), rows.Long(1));
                // To a tenth: hardly nearer is not nearer, then the earlier one names it.
                var rank = (rows.Long(2) != 0, rows.Long(3) != 0, -Math.Round(central.GetValueOrDefault(id), 1), rows.String(4), id);
                if (!heads.TryGetValue(story, out var best) || rank.CompareTo(best.Rank) < 0) heads[story] = (rank, id);
            }
        using var update = new SqlStatement(connection, "UPDATE Stories SET HeadArticleId = ? WHERE Id = ?");
        foreach (var (story, (_, id)) in heads) update.Run(id, story);
    }
}

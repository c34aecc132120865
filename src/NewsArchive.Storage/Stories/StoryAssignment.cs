using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Stories;

/// <summary>
/// Puts articles into the stories they are shown in, corrections by hand included, and brings those stories up to date.
/// </summary>
internal sealed class StoryAssignment(ArchiveDb db)
{
    private readonly DbConnection connection = db.Database.GetDbConnection();

    /// <param name="stories">Further ones that lost articles.</param>
    public void Assign(IReadOnlyCollection<long> articles, IEnumerable<long>? stories = null)
    {
        var rules = new StoryCorrectionRules(db.StoryCorrections.AsNoTracking().ToList());
        using var toAssign = new IdTable(connection, "ToAssign", articles);
        HashSet<long> touched = [.. stories ?? []];
        List<(long Id, long? Story)> changes = [];
        Dictionary<long, long> leftFor = [];
        using (var rows = SqlReader.Open(connection,
            "SELECT a.Id, a.FoundStoryId, a.StoryId FROM ToAssign t CROSS JOIN Articles a WHERE a.Id = t.Id"))
            while (rows.Read())
            {
                var (found, shown) = (rows.LongOrNull(1), rows.LongOrNull(2));
                var story = rules.Resolve(rows.Long(0), found);
                touched.UnionWith(new[] { found, shown, story }.OfType<long>());
                if (story == shown) continue;
                changes.Add((rows.Long(0), story));
                if (shown is { } left && story is { } joined) leftFor.TryAdd(left, joined);
            }
        using (var update = SqlStatement.Prepare(connection, "UPDATE Articles SET StoryId = ? WHERE Id = ?"))
            foreach (var (id, story) in changes) update.Run(story, id);
        using var toCount = new IdTable(connection, "ToCount", touched);
        using (new IdTable(connection, "Moved", rules.Moved))
        using (new IdTable(connection, "Targets", rules.Targets))
            // One article is no story, unless somebody made it one by moving others.
            connection.Execute(
                """
                UPDATE Articles SET StoryId = NULL WHERE StoryId IN (
                    SELECT t.Id FROM ToCount t
                    WHERE (SELECT count(*) FROM Articles a WHERE a.StoryId = t.Id) = 1
                        AND t.Id NOT IN (SELECT Id FROM Targets)
                        AND t.Id NOT IN (
                            SELECT a.FoundStoryId FROM Moved m CROSS JOIN Articles a
                            WHERE a.Id = m.Id AND a.FoundStoryId IS NOT NULL))
                """);
        connection.Execute(
            """
            UPDATE Stories SET
                Articles = (SELECT count(*) FROM Articles a WHERE a.StoryId = Stories.Id),
                Texts = (SELECT count(*) FROM Articles a WHERE a.StoryId = Stories.Id AND a.CopyOfId IS NULL),
                "From" = (SELECT min(a.Published) FROM Articles a WHERE a.StoryId = Stories.Id),
                "To" = (SELECT max(a.Published) FROM Articles a WHERE a.StoryId = Stories.Id)
            WHERE Id IN (SELECT Id FROM ToCount)
            """);
        NameStories();
        using (var merged = SqlStatement.Prepare(connection,
            "UPDATE Stories SET MovedToId = CASE WHEN Articles > 0 THEN NULL ELSE coalesce(?, MovedToId, ?) END WHERE "
            + "Id = ?"))
            foreach (var id in touched)
                merged.Run(rules.MergedInto(id), leftFor.TryGetValue(id, out var joined) ? joined : null, id);
    }

    /// <summary>
    /// The article that is likeliest to be of one event with all others names a story; a found headline before an
    /// inferred one.
    /// </summary>
    private void NameStories()
    {
        Dictionary<long, double> central = [];
        using (var rows = SqlReader.Open(connection,
            """
            SELECT r.ArticleId, r.OtherId, r.Score
            FROM ToCount t CROSS JOIN Articles a CROSS JOIN Relations r CROSS JOIN Articles o
            WHERE a.StoryId = t.Id AND r.ArticleId = a.Id AND o.Id = r.OtherId AND o.StoryId = t.Id
                AND r.Relation <> 'SameText'
            """))
            while (rows.Read())
                foreach (var id in new[] { rows.Long(0), rows.Long(1) })
                    central[id] = central.GetValueOrDefault(id) + RelatedScore.Likelihood(rows.Double(2));
        Dictionary<long, ((bool, bool, double, DateTime, long) Rank, long Id)> heads = [];
        using (var rows = SqlReader.Open(connection,
            """
            SELECT a.StoryId, a.Id,
                CASE WHEN a.HeadlineStatus = 'Inferred' OR a.Headline IS NULL THEN 1 ELSE 0 END,
                CASE WHEN a.CopyOfId IS NOT NULL THEN 1 ELSE 0 END,
                a.Published
            FROM ToCount t CROSS JOIN Articles a WHERE a.StoryId = t.Id
            """))
            while (rows.Read())
            {
                var (story, id) = (rows.Long(0), rows.Long(1));
                var published = rows.Time(4) ?? DateTime.MaxValue;
                // To a tenth: hardly nearer is not nearer, then the earlier one names it.
                var nearness = Math.Round(central.GetValueOrDefault(id), 1);
                var rank = (rows.Long(2) != 0, rows.Long(3) != 0, -nearness, published, id);
                if (!heads.TryGetValue(story, out var best) || rank.CompareTo(best.Rank) < 0) heads[story] = (rank, id);
            }
        using var update = SqlStatement.Prepare(connection, "UPDATE Stories SET HeadArticleId = ? WHERE Id = ?");
        foreach (var (story, (_, id)) in heads) update.Run(id, story);
    }
}

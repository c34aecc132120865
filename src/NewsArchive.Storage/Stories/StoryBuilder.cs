using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Stories;

/// <summary>
/// Makes stories from relations: the articles in the temporary table <see cref="ToLink"/> and all stories that they
/// touch are grouped anew. A
/// group keeps the number of the story that most of it was in; a number that loses its articles leads to where they
/// went.
/// </summary>
internal sealed class StoryBuilder(ArchiveDb db)
{
    /// <summary>Name of the table of ids that <see cref="StoryLinker"/> makes.</summary>
    public const string ToLink = "ToLink";

    private readonly DbConnection connection = db.Database.GetDbConnection();

    public void Run()
    {
        using var touched = new IdTable(connection, "Touched");
        using var toGroup = new IdTable(connection, "ToGroup");
        connection.Execute(
            $"""
            INSERT INTO Touched
            SELECT a.FoundStoryId FROM {ToLink} t CROSS JOIN Articles a
                WHERE a.Id = t.Id AND a.FoundStoryId IS NOT NULL
            UNION
            SELECT o.FoundStoryId FROM {ToLink} t CROSS JOIN Relations r CROSS JOIN Articles o
                WHERE r.ArticleId = t.Id AND o.Id = r.OtherId AND r.Relation <> 'SameTopic' AND o.FoundStoryId IS NOT NULL
            UNION
            SELECT o.FoundStoryId FROM {ToLink} t CROSS JOIN Relations r CROSS JOIN Articles o
                WHERE r.OtherId = t.Id AND o.Id = r.ArticleId AND r.Relation <> 'SameTopic' AND o.FoundStoryId IS NOT NULL;
            INSERT INTO ToGroup
            SELECT Id FROM {ToLink}
            UNION
            SELECT a.Id FROM Touched t CROSS JOIN Articles a WHERE a.FoundStoryId = t.Id
            UNION
            SELECT r.OtherId FROM {ToLink} t CROSS JOIN Relations r
                WHERE r.ArticleId = t.Id AND r.Relation <> 'SameTopic'
            UNION
            SELECT r.ArticleId FROM {ToLink} t CROSS JOIN Relations r
                WHERE r.OtherId = t.Id AND r.Relation <> 'SameTopic';
            """);
        Dictionary<long, long?> before = [];
        Dictionary<long, List<long>> copiesOf = [];
        using (var rows = SqlReader.Open(connection,
            "SELECT a.Id, a.FoundStoryId, a.CopyOfId FROM ToGroup g CROSS JOIN Articles a WHERE a.Id = g.Id"))
            while (rows.Read())
            {
                before[rows.Long(0)] = rows.LongOrNull(1);
                if (rows.LongOrNull(2) is { } of)
                    (copiesOf.TryGetValue(of, out var list) ? list : copiesOf[of] = []).Add(rows.Long(0));
            }
        List<(long, long, double)> links = [];
        using (var rows = SqlReader.Open(connection,
            """
            SELECT r.ArticleId, r.OtherId, r.Score FROM ToGroup g CROSS JOIN Relations r CROSS JOIN ToGroup h
            WHERE r.ArticleId = g.Id AND h.Id = r.OtherId AND r.Relation <> 'SameText'
            """))
            while (rows.Read()) links.Add((rows.Long(0), rows.Long(1), RelatedScore.Likelihood(rows.Double(2))));
        var groups = StoryClusterer.Cluster(links);
        // An article that stands alone but for its copies is a story too.
        var grouped = groups.SelectMany(g => g).ToHashSet();
        groups.AddRange(copiesOf.Keys.Where(id => !grouped.Contains(id) && before.ContainsKey(id)).Order()
            .Select(id => new List<long> { id }));
        foreach (var group in groups)
            group.AddRange(group.ToList().SelectMany(id => copiesOf.GetValueOrDefault(id) ?? []));
        Store(groups, before);
    }

    private void Store(List<List<long>> groups, Dictionary<long, long?> before)
    {
        var numbers = Number(groups, before);
        var next = (db.Stories.Max(s => (long?)s.Id) ?? 0) + 1;
        Dictionary<long, long> now = [];
        using (var insert = SqlStatement.Prepare(connection,
            "INSERT INTO Stories (Id, HeadArticleId, Articles, Texts) VALUES (?, ?, 0, 0)"))
            for (var i = 0; i < groups.Count; i++)
            {
                if (numbers[i] is not { } story)
                {
                    story = next++;
                    insert.Run(story, groups[i][0]);
                }
                foreach (var id in groups[i]) now[id] = story;
            }
        using (var update = SqlStatement.Prepare(connection,
            "UPDATE Articles SET FoundStoryId = ? WHERE Id = ? AND FoundStoryId IS DISTINCT FROM ?"))
            foreach (var id in before.Keys)
            {
                long? story = now.TryGetValue(id, out var found) ? found : null;
                update.Run(story, id, story);
            }
        // Where the articles of a number that is not given any more have gone.
        using (var update = SqlStatement.Prepare(connection, "UPDATE Stories SET MovedToId = ? WHERE Id = ?"))
        {
            var inUse = now.Values.ToHashSet();
            foreach (var story in inUse) update.Run(null, story);
            foreach (var gone in before.Where(b => b.Value is not null).GroupBy(b => b.Value!.Value, b => b.Key)
                .Where(g => !inUse.Contains(g.Key)))
                update.Run(
                    gone.Where(now.ContainsKey).GroupBy(id => now[id]).OrderByDescending(g => g.Count())
                        .ThenBy(g => g.Key).Select(g => (object)g.Key).FirstOrDefault(), gone.Key);
        }
        new StoryAssignment(db).Assign([.. before.Keys]);
    }

    /// <summary>
    /// For each group the old number that most of its articles had, each number once; null for a new one.
    /// </summary>
    private static List<long?> Number(List<List<long>> groups, Dictionary<long, long?> before)
    {
        var claims =
            groups.SelectMany((members, i) =>
                members.Select(m => before.GetValueOrDefault(m)).OfType<long>().GroupBy(s => s)
                    .Select(s => (Group: i, Story: s.Key, Count: s.Count())))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Story).ThenBy(c => c.Group);
        var numbers = groups.ConvertAll(_ => (long?)null);
        HashSet<long> given = [];
        foreach (var claim in claims)
            if (numbers[claim.Group] is null && given.Add(claim.Story)) numbers[claim.Group] = claim.Story;
        return numbers;
    }
}

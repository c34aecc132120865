using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Curating;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sqlite;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Importing;

/// <summary>
/// Makes stories from relations: the articles in the temporary table ToLink and all stories that they touch are grouped anew. A
/// group keeps the number of the story that most of it was in; a number that loses its articles leads to where they went.
/// </summary>
/// <remarks>CROSS JOIN makes the engine begin with the listed ids, which are few beside an archive; it does not know, and would go through all relations.</remarks>
internal sealed class StoryBuilder(ArchiveDb db)
{
    private readonly SqliteConnection connection = (SqliteConnection)db.Database.GetDbConnection();

    public void Run()
    {
        Sql.Run(connection,
            """
            CREATE TEMP TABLE IF NOT EXISTS ToGroup (Id INTEGER PRIMARY KEY);
            DELETE FROM ToGroup;
            CREATE TEMP TABLE IF NOT EXISTS Touched (Id INTEGER PRIMARY KEY);
            DELETE FROM Touched;
            INSERT OR IGNORE INTO Touched SELECT a.FoundStoryId FROM ToLink t CROSS JOIN Articles a ON a.Id = t.Id WHERE a.FoundStoryId IS NOT NULL;
            INSERT OR IGNORE INTO Touched SELECT o.FoundStoryId FROM ToLink t CROSS JOIN Relations r ON r.ArticleId = t.Id CROSS JOIN Articles o ON o.Id = r.OtherId WHERE r.Relation <> 'SameTopic' AND o.FoundStoryId IS NOT NULL;
            INSERT OR IGNORE INTO Touched SELECT o.FoundStoryId FROM ToLink t CROSS JOIN Relations r ON r.OtherId = t.Id CROSS JOIN Articles o ON o.Id = r.ArticleId WHERE r.Relation <> 'SameTopic' AND o.FoundStoryId IS NOT NULL;
            INSERT OR IGNORE INTO ToGroup SELECT Id FROM ToLink;
            INSERT OR IGNORE INTO ToGroup SELECT a.Id FROM Touched t CROSS JOIN Articles a ON a.FoundStoryId = t.Id;
            INSERT OR IGNORE INTO ToGroup SELECT r.OtherId FROM ToLink t CROSS JOIN Relations r ON r.ArticleId = t.Id WHERE r.Relation <> 'SameTopic';
            INSERT OR IGNORE INTO ToGroup SELECT r.ArticleId FROM ToLink t CROSS JOIN Relations r ON r.OtherId = t.Id WHERE r.Relation <> 'SameTopic';
            """);
        Dictionary<long, long?> before = [];
        Dictionary<long, List<long>> copiesOf = [];
        using (var rows = new SqlReader(connection, "SELECT a.Id, a.FoundStoryId, a.CopyOfId FROM ToGroup g CROSS JOIN Articles a ON a.Id = g.Id"))
            while (rows.Read())
            {
                before[rows.Long(0)] = rows.LongOrNull(1);
                if (rows.LongOrNull(2) is { } of) (copiesOf.TryGetValue(of, out var list) ? list : copiesOf[of] = []).Add(rows.Long(0));
            }
        List<(long, long, double)> links = [];
        using (var rows = new SqlReader(connection, "SELECT r.ArticleId, r.OtherId, r.Score FROM ToGroup g CROSS JOIN Relations r ON r.ArticleId = g.Id CROSS JOIN ToGroup h ON h.Id = r.OtherId WHERE r.Relation <> 'SameText'"))
            while (rows.Read()) links.Add((rows.Long(0), rows.Long(1), RelatedScore.Likelihood(rows.Double(2))));
        var groups = StoryClusterer.Cluster(links);
        // An article that stands alone but for its copies is a story too.
        var grouped = groups.SelectMany(g => g).ToHashSet();
        groups.AddRange(copiesOf.Keys.Where(id => !grouped.Contains(id) && before.ContainsKey(id)).Order().Select(id => new List<long> { id }));
        foreach (var group in groups) group.AddRange(group.ToList().SelectMany(id => copiesOf.GetValueOrDefault(id) ?? []));
        Store(groups, before);
    }

    private void Store(List<List<long>> groups, Dictionary<long, long?> before)
    {
        var numbers = Number(groups, before);
        var next = (db.Stories.Max(s => (long?)s.Id) ?? 0) + 1;
        Dictionary<long, long> now = [];
        using (var insert = new SqlStatement(connection, "INSERT INTO Stories (Id, HeadArticleId, Articles, Texts) VALUES (?, ?, 0, 0)"))
            for (var i = 0; i < groups.Count; i++)
            {
                if (numbers[i] is not { } story)
                {
                    story = next++;
                    insert.Run(story, groups[i][0]);
                }
                foreach (var id in groups[i]) now[id] = story;
            }
        using (var update = new SqlStatement(connection, "UPDATE Articles SET FoundStoryId = ? WHERE Id = ? AND FoundStoryId IS NOT ?"))
            foreach (var id in before.Keys)
            {
                long? story = now.TryGetValue(id, out var found) ? found : null;
                update.Run(story, id, story);
            }
        // Where the articles of a number that is not given any more have gone.
        using (var update = new SqlStatement(connection, "UPDATE Stories SET MovedToId = ? WHERE Id = ?"))
        {
            var inUse = now.Values.ToHashSet();
            foreach (var story in inUse) update.Run(null, story);
            foreach (var gone in before.Where(b => b.Value is not null).GroupBy(b => b.Value!.Value, b => b.Key).Where(g => !inUse.Contains(g.Key)))
                update.Run(gone.Where(now.ContainsKey).GroupBy(id => now[id]).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => (object)g.Key).FirstOrDefault(), gone.Key);
        }
        new StoryShelf(db).Put([.. before.Keys]);
    }

    /// <summary>For each group the old number that most of its articles had, each number once; null for a new one.</summary>
    private static List<long?> Number(List<List<long>> groups, Dictionary<long, long?> before)
    {
        var claims = groups.SelectMany((members, i) => members.Select(m => before.GetValueOrDefault(m)).OfType<long>().GroupBy(s => s).Select(s => (Group: i, Story: s.Key, Count: s.Count())))
            .OrderByDescending(c => c.Count).ThenBy(c => c.Story).ThenBy(c => c.Group);
        var numbers = groups.ConvertAll(_ => (long?)null);
        HashSet<long> given = [];
        foreach (var claim in claims)
            if (numbers[claim.Group] is null && given.Add(claim.Story)) numbers[claim.Group] = claim.Story;
        return numbers;
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Stories;

/// <summary>
/// Relates the articles that came or changed since the last time to those around them in time, finds copies, and makes
/// the stories that they touch anew. Where at least half of the archive is new, all of it is done, so that the order in
/// which files came says nothing. Expects a transaction.
/// </summary>
internal sealed class StoryLinker(ArchiveDb db)
{
    /// <summary>Articles related at a time; with those around them they are in memory.</summary>
    private const int ChunkSize = 25_000;

    private readonly DbConnection connection = db.Database.GetDbConnection();
    private readonly SignatureReader signatures = new(db.Database.GetDbConnection());

    public void Run(CancellationToken cancel)
    {
        // What is a copy of something that changed may be one no more.
        connection.Execute(
            "UPDATE StorySignatures SET IsLinked = false WHERE ArticleId IN (SELECT a.Id FROM StorySignatures s JOIN "
            + "Articles a ON a.CopyOfId = s.ArticleId WHERE NOT s.IsLinked)");
        var all = SqlReader.Number(connection, "SELECT count(*) FROM StorySignatures");
        var pending =
            Pending(SqlReader.Number(connection, "SELECT count(*) FROM StorySignatures WHERE NOT IsLinked") * 2 >= all);
        if (pending.Count == 0) return;
        var copies = new CopyFinder(connection).Run(pending);
        using var toLink = new IdTable(connection, StoryBuilder.ToLink, pending.Select(p => p.Id));
        connection.Execute(
            "DELETE FROM Relations WHERE ArticleId IN (SELECT Id FROM ToLink) OR OtherId IN (SELECT Id FROM ToLink)");
        using (var relations = RowInserter<RelationRow>.Into(db, orIgnore: true))
        {
            foreach (var copy in copies)
                relations.Insert(new()
                {
                    ArticleId = Math.Min(copy.Id, copy.Of),
                    OtherId = Math.Max(copy.Id, copy.Of),
                    Relation = Relation.SameText,
                    Score = copy.Share
                });
            foreach (var chunk in pending.Chunk(ChunkSize))
            {
                cancel.ThrowIfCancellationRequested();
                Relate([.. chunk], relations);
            }
        }
        new StoryBuilder(db).Run();
        connection.Execute("UPDATE StorySignatures SET IsLinked = true WHERE NOT IsLinked");
    }

    /// <summary>By day, undated ones last.</summary>
    private List<(long Id, int? Day)> Pending(bool everything)
    {
        List<(long, int?)> found = [];
        using var rows = SqlReader.Open(connection,
            $"SELECT ArticleId, coalesce(Day, -1) FROM StorySignatures {(everything ? "" : "WHERE NOT IsLinked")} "
            + "ORDER BY Day IS NULL, Day, ArticleId");
        while (rows.Read()) found.Add((rows.Long(0), rows.Long(1) is >= 0 and var day ? (int)day : null));
        return found;
    }

    private void Relate(List<(long Id, int? Day)> chunk, RowInserter<RelationRow> relations)
    {
        var (first, last) = Span(chunk);
        var (window, earlier) = Window(first, last);
        var linked = window.Pairs([.. chunk.Select(c => c.Id).Where(earlier.ContainsKey)],
            earlier.GetValueOrDefault, measures => RelatedScore.RelationOf(RelatedScore.Of(measures).Score) is not null);
        foreach (var pair in linked.Pairs)
        {
            var parts = RelatedScore.Of(pair.Measures);
            var relation = RelatedScore.RelationOf(parts.Score)!.Value;
            relations.Insert(new()
            {
                ArticleId = pair.One,
                OtherId = pair.Other,
                Relation = relation,
                Score = parts.Score,
                Names = parts.Names,
                Words = parts.Words,
                Main = parts.Main,
                Nearness = parts.Nearness,
                Neighbours = parts.Neighbours,
                Person = parts.Person,
                Days = parts.Days,
            });
        }
        using var update = SqlStatement.Prepare(connection,
            "UPDATE StorySignatures SET Closeness = ?, Reports = ?, Closest = ? WHERE ArticleId = ?");
        foreach (var (id, around) in linked.Around)
            update.Run(around.Closeness, around.Reports, string.Join(' ', around.Closest), id);
    }

    /// <summary>Articles of some days, and what each saw when it was last linked; null where it never was.</summary>
    private (StoryWindow, Dictionary<long, Surroundings?>) Window(int first, int last)
    {
        var known = signatures.Read(first, last);
        return (new(known.Values.Select(k => k.Article)), known.ToDictionary(k => k.Key, k => k.Value.Earlier));
    }

    /// <summary>Days in which articles may belong to the given ones; any may to an undated one.</summary>
    internal static (int First, int Last) Span(IReadOnlyCollection<(long Id, int? Day)> articles) =>
        articles.Any(c => c.Day is null) ? (-1, int.MaxValue)
        : (articles.Min(c => c.Day!.Value) - StoryWindow.ReachDays,
            articles.Max(c => c.Day!.Value) + StoryWindow.ReachDays);
}

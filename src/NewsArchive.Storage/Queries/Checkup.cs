using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <param name="Problem">Null where all is well.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record Finding(string What, string? Problem, string? Remedy)
{
    /// <summary>A problem of what is made from the articles, and can be made anew.</summary>
    public bool IsMadeAnew => Problem is not null && Remedy == Checkup.Reindex;
}

/// <summary>Looks whether an archive is whole, and mends what can be made anew.</summary>
public static class Checkup
{
    internal const string Reindex = "Run: newsarchive reindex";

    public static async Task<List<Finding>> RunAsync(Archive archive, CancellationToken cancel = default)
    {
        await using var db = archive.DbForWork();
        await db.Database.OpenConnectionAsync(cancel);
        var connection = db.Database.GetDbConnection();
        return
        [
            new("All that is stored can be read", SqlEngine.Of(connection).ProblemOf(connection), "Go back to a copy, or import the files again."),
            new("Every reference leads somewhere", Number(connection, Dangling, "rows refer to nothing"),
                "Import the files again with --force."),
            new("The index holds what the articles and quotes hold", IndexProblem(archive, connection, cancel),
                Reindex),
            new("Names count their articles rightly",
                Number(connection,
                    "SELECT count(*) FROM Entities e WHERE e.Articles <> (SELECT count(*) FROM ArticleEntities a "
                    + "WHERE a.EntityId = e.Id)", "names have a wrong count"), "Import the files again with --force."),
            new("Articles are related to each other",
                Number(connection,
                    "SELECT count(*) FROM Articles a WHERE a.Body <> '' AND NOT EXISTS (SELECT 1 FROM StorySignatures s "
                    + "WHERE s.ArticleId = a.Id AND s.IsLinked)", "articles were not compared with others yet"),
                        Reindex),
            new("Stories count their articles rightly",
                Number(connection,
                    "SELECT count(*) FROM Stories s WHERE s.Articles <> (SELECT count(*) FROM Articles a WHERE "
                    + "a.StoryId = s.Id)", "stories have a wrong count"), Reindex),
            new("Copies lead to texts that copy none",
                Number(connection,
                    "SELECT count(*) FROM Articles a JOIN Articles o ON o.Id = a.CopyOfId WHERE o.CopyOfId IS NOT NULL",
                    "copies of copies"), Reindex),
            new("Reprints have the text that they reprint",
                Number(connection,
                    "SELECT count(*) FROM Articles a JOIN Articles o ON o.Id = a.DuplicateOfId WHERE o.TextHash <> "
                    + "a.TextHash OR o.DuplicateOfId IS NOT NULL", "reprints of another text"), Reindex),
            new("Reprints lead to articles",
                Number(connection,
                    "SELECT count(*) FROM Articles a WHERE a.DuplicateOfId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM "
                    + "Articles o WHERE o.Id = a.DuplicateOfId)", "reprints of nothing"), "Import the files again "
                + "with --force."),
        ];
    }

    /// <summary>Makes everything that searching and stories need anew from the articles.</summary>
    public static async Task ReindexAsync(Archive archive, CancellationToken cancel = default)
    {
        await using var db = archive.DbForWork();
        await DerivedData.RebuildAsync(db, cancel);
        SearchCache.Of(archive).RebuildIndex(cancel);
    }

    private static string? IndexProblem(Archive archive, DbConnection connection, CancellationToken cancel) =>
        SearchCache.Of(archive).Read(index => IndexCheck.Problem(index, connection, cancel), cancel);

    private const string Dangling =
        """
        SELECT (SELECT count(*) FROM Articles a WHERE NOT EXISTS (SELECT 1 FROM Originals o WHERE o.Id = a.OriginalId))
            + (SELECT count(*) FROM Articles a WHERE NOT EXISTS (SELECT 1 FROM Readings r WHERE r.ArticleId = a.Id))
            + (SELECT count(*) FROM Mentions m WHERE NOT EXISTS (SELECT 1 FROM Articles a WHERE a.Id = m.ArticleId)
                OR NOT EXISTS (SELECT 1 FROM Entities e WHERE e.Id = m.EntityId))
            + (SELECT count(*) FROM Quotes q WHERE NOT EXISTS (SELECT 1 FROM Articles a WHERE a.Id = q.ArticleId)
                OR q.SpeakerId IS NOT NULL AND NOT EXISTS (SELECT 1 FROM Entities e WHERE e.Id = q.SpeakerId))
        """;

    private static string? Number(DbConnection connection, string sql, string what) =>
        Count(connection, sql) is > 0 and var count ? $"{count} {what}" : null;

    private static long Count(DbConnection connection, string sql) => SqlReader.Number(connection, sql);
}

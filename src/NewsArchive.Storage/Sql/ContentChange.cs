using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>
/// The number of changes to what searches and lists are made from. Whatever changes articles, names, stories or
/// corrections counts it up in its own transaction; what is kept in memory is loaded again when it has moved on. The
/// desk does not: a star at every click would load everything anew.
/// </summary>
internal static class ContentChange
{
    public static void Mark(ArchiveDb db) => db.Database.ExecuteSqlRaw(Count);

    public static Task MarkAsync(ArchiveDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync(Count, cancel);

    private const string Count = "UPDATE ContentChanges SET Number = Number + 1";

    /// <summary>Articles that another program wrote are told by the database itself.</summary>
    public static (long Marked, long Articles) Current(System.Data.Common.DbConnection connection) =>
        (SqlReader.Number(connection, "SELECT Number FROM ContentChanges"),
            SqlReader.Number(connection, "SELECT coalesce(max(Number), 0) FROM ArticleChanges"));
}

using System.Data.Common;

namespace NewsArchive.Storage.Sql;

/// <summary>What the database itself can say about its file.</summary>
public static class Integrity
{
    /// <returns>The first problem found in the file; null where there is none.</returns>
    internal static string? Problem(DbConnection connection)
    {
        using var rows = new SqlReader(connection, "PRAGMA quick_check(1)");
        return rows.Read() && rows.String(0) != "ok" ? rows.String(0) : null;
    }

    /// <returns>The table of a row that refers to nothing; null where there is none.</returns>
    internal static string? TableOfDanglingReference(DbConnection connection)
    {
        using var rows = new SqlReader(connection, "PRAGMA foreign_key_check");
        return rows.Read() ? rows.String(0) : null;
    }
}

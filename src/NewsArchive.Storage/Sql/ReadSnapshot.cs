using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace NewsArchive.Storage.Sql;

/// <summary>Reads of one connection that all see one state of the archive, whoever writes meanwhile.</summary>
internal static class ReadSnapshot
{
    /// <summary>Holds until it is disposed of; nobody waits for it.</summary>
    public static DbTransaction Begin(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(deferred: true);
}

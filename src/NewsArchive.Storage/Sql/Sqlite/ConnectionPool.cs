using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsArchive.Storage.Sql.Sqlite;

/// <summary>
/// Open connections to one archive, each used by one at a time and kept for the next: opening one reads the whole
/// schema and sets what holds for it.
/// </summary>
internal sealed class ConnectionPool(string path, ArchiveAccess access) : IDisposable
{
    /// <summary>Connections that are kept; more are open only while so many are at work.</summary>
    private static readonly int MostIdle = 2 * Math.Max(2, Environment.ProcessorCount);

    private readonly ConcurrentBag<SqliteConnection> idle = [];
    private volatile bool isClosed;

    public SqliteConnection Rent() => idle.TryTake(out var connection) ? connection : SqliteSetup.Open(path, access);

    public void Return(SqliteConnection connection)
    {
        // One that was left in the middle of something is of no use to others.
        if (!isClosed && idle.Count < MostIdle && connection.Handle is { } handle
            && raw.sqlite3_get_autocommit(handle) == 1)
            idle.Add(connection);
        else connection.Dispose();
        if (isClosed) Dispose();
    }

    public void Dispose()
    {
        isClosed = true;
        while (idle.TryTake(out var connection)) connection.Dispose();
    }
}

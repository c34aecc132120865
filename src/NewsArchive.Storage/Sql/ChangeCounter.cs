using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>
/// A connection that only reads, and a number of the database that is another one after every write by any other
/// connection.
/// </summary>
internal sealed class ChangeCounter(Archive archive) : IDisposable
{
    private DbConnection? connection;
    private int turn;

    /// <summary>To the server that everybody reads from.</summary>
    public DbConnection Connection
    {
        get
        {
            if (connection is not null && turn == archive.Place.Turn) return connection;
            connection?.Dispose();
            connection = archive.Place.Open(ConnectionUse.Read);
            turn = archive.Place.Turn;
            return connection;
        }
    }

    public long Current
    {
        get
        {
            try
            {
                return Count();
            }
            catch (Exception e) when (DatabaseErrors.IsPassing(e))
            {
                // The server went away; whoever took over is asked.
                Dispose();
                return Count();
            }
        }
    }

    private long Count() => Of(Connection);

    /// <summary>The number as a connection sees it.</summary>
    public static long Of(DbConnection connection) =>
        SqlReader.Number(connection, SqlEngine.Of(connection).ChangesQuery);

    /// <summary>
    /// The same number as one of the caller's own connections sees it; its own writes do not change it.
    /// </summary>
    public static long OfOthers(ArchiveDb db)
    {
        var connection = db.Database.GetDbConnection();
        return SqlReader.Number(connection, SqlEngine.Of(connection).ChangesOfOthersQuery);
    }

    public void Dispose()
    {
        connection?.Dispose();
        connection = null;
    }
}

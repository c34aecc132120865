using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>
/// A connection that only reads, and a number of the database that is another one after every write by any other
/// connection.
/// </summary>
internal sealed class ChangeCounter(DbConnection connection) : IDisposable
{
    private const string Query = "PRAGMA data_version";

    public DbConnection Connection => connection;

    public long Current => SqlReader.Number(connection, Query);

    /// <summary>
    /// The same number as one of the caller's own connections sees it; its own writes do not change it.
    /// </summary>
    public static async Task<long> OfOthersAsync(ArchiveDb db, CancellationToken cancel) =>
        (await db.Database.SqlQueryRaw<long>(Query).ToListAsync(cancel))[0];

    public void Dispose() => connection.Dispose();
}

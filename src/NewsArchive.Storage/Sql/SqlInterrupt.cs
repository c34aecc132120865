using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsArchive.Storage.Sql;

/// <summary>While it lives, statements of a connection end as soon as a token says so; readers then throw as cancelled.</summary>
internal sealed class SqlInterrupt : IDisposable
{
    /// <summary>Steps of the database's machine between two looks at the token; some microseconds.</summary>
    private const int StepsBetween = 10_000;

    private readonly sqlite3 connection;

    public SqlInterrupt(DbConnection connection, CancellationToken cancel)
    {
        this.connection = ((SqliteConnection)connection).Handle!;
        raw.sqlite3_progress_handler(this.connection, StepsBetween, _ => cancel.IsCancellationRequested ? 1 : 0, null);
    }

    public void Dispose() => raw.sqlite3_progress_handler(connection, 0, null, null);
}

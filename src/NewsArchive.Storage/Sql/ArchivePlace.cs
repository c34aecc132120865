using System.Data.Common;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql.Postgres;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Sql;

/// <summary>Where an archive is: a file of the embedded database, or a database on a PostgreSQL server.</summary>
internal abstract class ArchivePlace : IDisposable
{
    /// <param name="location">The path of a file, or what leads to a PostgreSQL database: an address that begins with
    /// <c>postgres://</c> or <c>postgresql://</c>, or settings such as <c>Host=…;Database=…</c>.</param>
    /// <exception cref="ArchiveRefusedException">It leads nowhere.</exception>
    public static ArchivePlace At(string location) =>
        PostgresAddress.IsOne(location) ? PostgresPlace.At(location) : new SqlitePlace(Path.GetFullPath(location));

    /// <summary>As messages and pages name it: a path, or the server and the database; never a password.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// What stands beside an archive, its index and files that were added in the browser, begins with this path.
    /// </summary>
    public abstract string Beside { get; }

    /// <returns>Null where there is no archive.</returns>
    /// <exception cref="ArchiveRefusedException">It is something else, or the archive of a newer program.</exception>
    public abstract ArchiveState? Find();

    /// <summary>An open connection, to be given back when it is not needed any more.</summary>
    public abstract DbConnection Rent(ConnectionUse use);

    public abstract void GiveBack(DbConnection connection, ConnectionUse use);

    /// <summary>An open connection for whoever asked to close; for work that goes through much of the
    /// archive.</summary>
    public abstract DbConnection Open(ConnectionUse use);

    /// <param name="owner">Disposed of with it.</param>
    public abstract ArchiveDb Db(DbConnection connection, IDisposable owner);

    /// <summary>From here on it is written to as well; until then it is only read, whatever may be written.</summary>
    public virtual void AllowWriting()
    {
    }

    /// <summary>Makes ready for readers and a writer at the same time.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Brings the schema up to date.</summary>
    public abstract Task MigrateAsync(CancellationToken cancel);

    /// <summary>Whoever opens an archive to bring it up to date holds this, so that two do not do it at once.</summary>
    public virtual Task<IAsyncDisposable?> LockAsync(CancellationToken cancel) =>
        Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>
    /// Held by the one who imports. Where another does, waits until they are done, and says who they are.
    /// </summary>
    public virtual Task<IAsyncDisposable?> LockImportAsync(Action<string>? notice, CancellationToken cancel) =>
        Task.FromResult<IAsyncDisposable?>(null);

    /// <summary>Another number when another server is read from.</summary>
    public virtual int Turn => 0;

    /// <summary>Others write to it from other machines, each with an index of their own.</summary>
    public virtual bool IsServed => false;

    /// <summary>Bytes that the archive takes.</summary>
    public abstract long Size { get; }

    public abstract void Dispose();
}

/// <summary>What a connection is for.</summary>
internal enum ConnectionUse
{
    /// <summary>Of several servers any that answers, as the address of the archive says.</summary>
    Read,

    /// <summary>The one server that takes changes.</summary>
    Write,
}

/// <summary>What stands at the place of an archive.</summary>
/// <param name="IsBehind">Its schema, or what is made from its articles, is to be brought up to date.</param>
/// <param name="IsUnfinished">It is being copied from elsewhere, and not whole yet.</param>
internal sealed record ArchiveState(bool IsBehind, bool IsUnfinished = false);

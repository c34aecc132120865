using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Sql;

/// <summary>An open archive: where it is, connections to it, and what is kept in memory of it.</summary>
public sealed class Archive : IDisposable
{
    private readonly Lazy<DbContextOptions<ArchiveDb>> options;
    private readonly ConnectionPool connections;
    private readonly ConcurrentDictionary<Type, IDisposable> caches = [];

    internal Archive(string location, ArchiveAccess access)
    {
        Location = location;
        Access = access;
        options = new(() => SqliteSetup.Options(location, access));
        connections = new(location, access);
    }

    internal ArchiveAccess Access { get; }

    /// <summary>Told what goes on beside the answer: that the index is being made, or made anew.</summary>
    public Action<string>? Notice { get; set; }

    /// <summary>The path of the file.</summary>
    public string Location { get; }

    /// <summary>A unit of work over one connection; whoever asks for it disposes of it.</summary>
    public ArchiveDb Db()
    {
        var rented = Connect();
        var db = new ArchiveDb(options.Value, rented);
        db.Database.SetDbConnection(rented.Connection);
        return db;
    }

    /// <summary>A unit of work that goes through much of the archive, over a connection of its own.</summary>
    internal ArchiveDb DbForWork()
    {
        var connection = SqliteSetup.Open(Location, Access);
        SqliteSetup.KeepMore(connection);
        var db = new ArchiveDb(options.Value, connection);
        db.Database.SetDbConnection(connection);
        return db;
    }

    /// <summary>An open connection, for whoever asks to dispose of.</summary>
    internal RentedConnection Connect() => new(connections);

    /// <summary>Makes that readers and the one writer do not wait for each other.</summary>
    internal void KeepLog()
    {
        using var rented = Connect();
        SqliteSetup.KeepLog(rented.Connection);
    }

    /// <summary>Brings the schema up to date.</summary>
    internal async Task MigrateAsync(CancellationToken cancel)
    {
        await using var db = Db();
        await SqliteSetup.MigrateAsync(db, cancel);
    }

    private readonly Lock versionTurn = new();
    private ChangeCounter? changes;

    /// <summary>Another number after every write to the archive, by whomever; begins anew with each process.</summary>
    public long Version
    {
        get
        {
            lock (versionTurn) return (changes ??= Changes()).Current;
        }
    }

    /// <summary>Tells of every write to the archive, by whomever.</summary>
    internal ChangeCounter Changes() => new(SqliteSetup.Open(Location, Access));

    /// <summary>What one reader keeps in memory of this archive, made when first asked for.</summary>
    internal T Cache<T>(Func<Archive, T> make) where T : class, IDisposable =>
        (T)caches.GetOrAdd(typeof(T), _ => make(this));

    public void Dispose()
    {
        foreach (var cache in caches.Values) cache.Dispose();
        changes?.Dispose();
        connections.Dispose();
    }
}

/// <summary>How a file is opened.</summary>
internal enum ArchiveAccess
{
    ReadWrite,
    ReadOnly,

    /// <summary>For reading, where nothing can be written beside it either.</summary>
    Immutable,
}

/// <summary>What a file is found to be.</summary>
/// <param name="Access">How it can be read.</param>
/// <param name="IsNew">An empty file, or a database without tables.</param>
/// <param name="IsBehind">Its schema, or what is made from its articles, is to be brought up to date.</param>
internal sealed record ArchiveFile(ArchiveAccess Access, bool IsNew, bool IsBehind)
{
    /// <summary>Whether anybody else has the file open.</summary>
    public static bool IsOpenElsewhere(string path) => SqliteSetup.IsOpenElsewhere(path);

    /// <returns>Null where there is no file.</returns>
    /// <exception cref="ArchiveRefusedException">It is a folder, no archive, or one of a newer program.</exception>
    public static ArchiveFile? Find(string path)
    {
        if (Directory.Exists(path))
            throw new ArchiveRefusedException($"{path} is a folder. Name a file for the archive, such as "
                + $"{Path.Combine(path, "newsarchive.db")}.");
        if (!File.Exists(path)) return null;
        return SqliteSetup.Inspect(path);
    }
}

/// <summary>The mark that all that is made from the articles is there.</summary>
internal static class DerivedMark
{
    /// <summary>Belongs into the transaction that makes it.</summary>
    public static Task SetAsync(ArchiveDb db, CancellationToken cancel) => SqliteSetup.MarkDerivedAsync(db, cancel);
}

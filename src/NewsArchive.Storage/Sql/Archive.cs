using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Sql;

/// <summary>An open archive: where it is, connections to it, and what is kept in memory of it.</summary>
public sealed class Archive : IDisposable
{
    private readonly DbContextOptions<ArchiveDb> options;
    private readonly ConcurrentDictionary<Type, IDisposable> caches = [];

    internal Archive(string location, ArchiveAccess access)
    {
        Location = location;
        Access = access;
        options = SqliteSetup.Options(location, access);
    }

    internal ArchiveAccess Access { get; }

    /// <summary>Told what goes on beside the answer: that the index is being made, or made anew.</summary>
    public Action<string>? Notice { get; set; }

    /// <summary>The path of the file.</summary>
    public string Location { get; }

    /// <summary>A unit of work; whoever asks for it disposes of it.</summary>
    public ArchiveDb Db() => new(options);

    /// <summary>Brings the schema up to date.</summary>
    internal async Task MigrateAsync(CancellationToken cancel)
    {
        await using var db = Db();
        await SqliteSetup.MigrateAsync(db, cancel);
    }

    /// <summary>Tells of every write to the archive, by whomever.</summary>
    internal ChangeCounter Changes() => new(SqliteSetup.Watch(Location, Access));

    /// <summary>What one reader keeps in memory of this archive, made when first asked for.</summary>
    internal T Cache<T>(Func<Archive, T> make) where T : class, IDisposable =>
        (T)caches.GetOrAdd(typeof(T), _ => make(this));

    public void Dispose()
    {
        foreach (var cache in caches.Values) cache.Dispose();
        SqliteSetup.Release(Location, Access);
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
    /// <returns>Null where there is no file.</returns>
    /// <exception cref="ArchiveRefusedException">It is a folder, no archive, or one of a newer program.</exception>
    public static ArchiveFile? Find(string path)
    {
        if (Directory.Exists(path))
            throw new ArchiveRefusedException($"{path} is a folder. Name a file for the archive, such as "
                + $"{Path.Combine(path, "newsarchive.db")}.");
        if (!File.Exists(path)) return null;
        using var db = new ArchiveDb(SqliteSetup.Options(path, ArchiveAccess.ReadOnly));
        return SqliteSetup.Inspect(path, [.. db.Database.GetMigrations()]);
    }
}

/// <summary>The mark that all that is made from the articles is there.</summary>
internal static class DerivedMark
{
    /// <summary>Belongs into the transaction that makes it.</summary>
    public static Task SetAsync(ArchiveDb db, CancellationToken cancel) => SqliteSetup.MarkDerivedAsync(db, cancel);
}

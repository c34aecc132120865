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

    internal Archive(string location)
    {
        Location = location;
        options = SqliteSetup.Options(location);
    }

    /// <summary>The path of the file.</summary>
    public string Location { get; }

    /// <summary>A unit of work; whoever asks for it disposes of it.</summary>
    public ArchiveDb Db() => new(options);

    /// <summary>Brings the schema up to date.</summary>
    /// <returns>True where it was not: what is made from the articles must then be made anew.</returns>
    internal async Task<bool> MigrateAsync(CancellationToken cancel)
    {
        await using var db = Db();
        return await SqliteSetup.MigrateAsync(db, cancel);
    }

    /// <summary>Tells of every write to the archive, by whomever.</summary>
    internal ChangeCounter Changes() => new(SqliteSetup.Watch(Location));

    /// <summary>What one reader keeps in memory of this archive, made when first asked for.</summary>
    internal T Cache<T>(Func<Archive, T> make) where T : class, IDisposable =>
        (T)caches.GetOrAdd(typeof(T), _ => make(this));

    public void Dispose()
    {
        foreach (var cache in caches.Values) cache.Dispose();
        SqliteSetup.Release(Location);
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Searching;
using NewsArchive.Storage.Sqlite;

namespace NewsArchive.Storage;

/// <summary>Opens archives. The only place that knows which database there is.</summary>
public sealed class Archive : IDisposable
{
    private readonly DbContextOptions<ArchiveDb> options;

    private Archive(string location)
    {
        Location = location;
        options = SqliteSetup.Options(location);
        Memory = new(() => SqliteSetup.Watch(location));
    }

    /// <summary>The path of the file.</summary>
    public string Location { get; }

    /// <summary>Opens an archive that is there.</summary>
    /// <exception cref="ArchiveMissingException">There is none.</exception>
    public static async Task<Archive> OpenAsync(string location, CancellationToken cancel = default)
    {
        if (!File.Exists(location)) throw new ArchiveMissingException(location);
        return await OpenOrCreateAsync(location, cancel);
    }

    /// <summary>Opens an archive, making it where there is none, and brings its schema up to date.</summary>
    public static async Task<Archive> OpenOrCreateAsync(string location, CancellationToken cancel = default)
    {
        var archive = new Archive(Path.GetFullPath(location));
        Directory.CreateDirectory(Path.GetDirectoryName(archive.Location)!);
        await using var db = archive.Db();
        await SqliteSetup.PrepareAsync(db, cancel);
        return archive;
    }

    public ArchiveDb Db() => new(options);

    /// <summary>What searches remember of it.</summary>
    internal SearchMemory Memory { get; }

    public void Dispose() => Memory.Dispose();
}

/// <summary>A command that reads found no archive.</summary>
public sealed class ArchiveMissingException(string location)
    : Exception($"There is no archive at {Path.GetFullPath(location)}. Make one with: newsarchive import FOLDER --archive {location}");

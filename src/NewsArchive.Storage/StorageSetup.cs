using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage;

/// <summary>Opens archives.</summary>
public static class StorageSetup
{
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
        if (!await archive.MigrateAsync(cancel)) return archive;
        await using var db = archive.Db();
        if (await db.Articles.AnyAsync(cancel)) await DerivedData.RebuildAsync(db, cancel);
        return archive;
    }
}

/// <summary>A command that reads found no archive.</summary>
public sealed class ArchiveMissingException(string location) : Exception(
    $"There is no archive at {Path.GetFullPath(location)}. Make one with: newsarchive import FOLDER --archive "
    + $"{location}");

using System.Data.Common;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage;

/// <summary>Opens archives. Every failure that a person can do something about is an <see
/// cref="ArchiveException"/>.</summary>
public static class StorageSetup
{
    /// <summary>
    /// Opens an archive that is there, to read it: nothing is written, but where it must first be brought up to date.
    /// </summary>
    /// <exception cref="ArchiveMissingException">There is none.</exception>
    public static async Task<Archive> OpenToReadAsync(string location, CancellationToken cancel = default)
    {
        if (ArchiveFile.Find(Path.GetFullPath(
            location)) is not { IsNew: false } found) throw new ArchiveMissingException(location);
        var path = Path.GetFullPath(location);
        if (!found.IsBehind) return new Archive(path, found.Access);
        try
        {
            return await OpenOrCreateAsync(location, cancel);
        }
        catch (DbException e) when (DatabaseErrors.IsClosedToWriting(e))
        {
            throw new ArchiveRefusedException(
                $"The archive {path} must be brought up to date before it can be read, and "
                + "it may not be written. Copy it to a place where you may write, and open the copy.");
        }
    }

    /// <summary>Opens an archive that is there, to read and change it.</summary>
    /// <exception cref="ArchiveMissingException">There is none.</exception>
    public static Task<Archive> OpenAsync(string location, CancellationToken cancel = default) =>
        ArchiveFile.Find(Path.GetFullPath(location)) is { IsNew: false }
            ? OpenOrCreateAsync(location, cancel) : throw new ArchiveMissingException(location);

    /// <summary>
    /// Opens an archive, making it where there is none, and brings its schema, and what is made from its articles, up
    /// to date. What an earlier opening began is made up for.
    /// </summary>
    public static async Task<Archive> OpenOrCreateAsync(string location, CancellationToken cancel = default)
    {
        var found = ArchiveFile.Find(Path.GetFullPath(location));
        var archive = new Archive(Path.GetFullPath(location), ArchiveAccess.ReadWrite);
        Directory.CreateDirectory(Path.GetDirectoryName(archive.Location)!);
        if (found is { IsBehind: false })
        {
            archive.KeepLog();
            return archive;
        }
        await archive.MigrateAsync(cancel);
        await using var db = archive.DbForWork();
        await DerivedData.RebuildAsync(db, cancel);
        return archive;
    }
}

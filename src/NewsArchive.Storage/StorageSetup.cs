using System.Data.Common;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage;

/// <summary>Opens archives. Every failure that a person can do something about is an <see
/// cref="ArchiveException"/>.</summary>
public static class StorageSetup
{
    /// <summary>How messages name the archive at a place: without a password that its address may hold.</summary>
    public static string NameOf(string location)
    {
        try
        {
            using var place = ArchivePlace.At(location);
            return place.Name;
        }
        catch (ArchiveRefusedException)
        {
            return "that was named";
        }
    }

    /// <summary>
    /// Opens an archive that is there, to read it: nothing is written, but where it must first be brought up to date.
    /// </summary>
    /// <exception cref="ArchiveMissingException">There is none.</exception>
    public static async Task<Archive> OpenToReadAsync(string location, CancellationToken cancel = default)
    {
        var place = ArchivePlace.At(location);
        if (place.Find() is not { } found) throw new ArchiveMissingException(place.Name, location);
        if (found.IsUnfinished) throw ArchiveRefusedException.Unfinished(place.Name);
        if (!found.IsBehind) return new Archive(place);
        try
        {
            return await OpenOrCreateAsync(location, cancel);
        }
        catch (DbException e) when (DatabaseErrors.IsClosedToWriting(e))
        {
            throw new ArchiveRefusedException(
                $"The archive {place.Name} must be brought up to date before it can be read, and "
                + "it may not be written. Copy it to a place where you may write, and open the copy.");
        }
    }

    /// <summary>Opens an archive that is there, to read and change it.</summary>
    /// <exception cref="ArchiveMissingException">There is none.</exception>
    public static Task<Archive> OpenAsync(string location, CancellationToken cancel = default)
    {
        using var place = ArchivePlace.At(location);
        return place.Find() is not null
            ? OpenOrCreateAsync(location, cancel) : throw new ArchiveMissingException(place.Name, location);
    }

    /// <summary>
    /// Opens an archive, making it where there is none, and brings its schema, and what is made from its articles, up
    /// to date. What an earlier opening began is made up for.
    /// </summary>
    public static async Task<Archive> OpenOrCreateAsync(string location, CancellationToken cancel = default)
    {
        var archive = new Archive(ArchivePlace.At(location));
        var found = archive.Place.Find();
        if (found is { IsUnfinished: true }) throw ArchiveRefusedException.Unfinished(archive.Location);
        archive.Place.AllowWriting();
        if (found is not { IsBehind: false }) await BringUpToDateAsync(archive, cancel);
        archive.Place.Prepare();
        return archive;
    }

    private static async Task BringUpToDateAsync(Archive archive, CancellationToken cancel)
    {
        await using var turn = await archive.Place.LockAsync(cancel);
        // Somebody else may have done it while this one waited.
        if (turn is not null && archive.Place.Find() is { IsBehind: false }) return;
        await archive.Place.MigrateAsync(cancel);
        await using var db = archive.DbForWork();
        await DerivedData.RebuildAsync(db, cancel);
    }
}

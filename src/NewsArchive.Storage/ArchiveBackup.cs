using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage;

/// <summary>Copies of an archive, with everything made by hand, and the way back.</summary>
public static class ArchiveBackup
{
    /// <summary>Writes a copy; a file of that name is replaced only where told to, and when the copy is
    /// whole.</summary>
    /// <exception cref="ArchiveException">There is a file already, or it is the archive itself.</exception>
    public static void Make(
        Archive archive, string file, bool force, IProgress<CopyProgress>? progress = null,
            CancellationToken cancel = default)
    {
        var path = Path.GetFullPath(file);
        if (path == archive.Location) throw new ArchiveRefusedException(
            $"{path} is the archive itself. Name another file.");
        if (Directory.Exists(path)) throw new ArchiveRefusedException($"{path} is a folder. Name a file for the copy.");
        if (File.Exists(path) && !force)
            throw new ArchiveRefusedException(
                $"{path} is there already. Name another file, or replace it with --force.");
        if (Path.GetDirectoryName(path) is { } folder && !Directory.Exists(folder))
            throw new ArchiveRefusedException($"There is no folder {folder} for the copy.");
        if (archive.IsServed)
            throw new ArchiveRefusedException(
                $"{archive.Location} is backed up with PostgreSQL's own tools, such as pg_dump. For one file with all of it: "
                + $"newsarchive copy --to {file}");
        ArchiveCopy.Make(archive.Location, path, progress, cancel);
    }

    /// <summary>
    /// Brings an archive back from a copy. The one that is there is replaced only where told to, and kept beside it.
    /// </summary>
    /// <returns>Where the archive that was replaced is now; null where there was none.</returns>
    /// <exception cref="ArchiveException">The copy is none, or there is an archive already, or somebody has it
    /// open.</exception>
    public static async Task<string?> RestoreAsync(
        string file, string location, bool force, IProgress<CopyProgress>? progress = null,
            CancellationToken cancel = default)
    {
        using var place = ArchivePlace.At(location);
        if (place.IsServed)
            throw new ArchiveRefusedException(
                $"{place.Name} is a database on PostgreSQL. Bring the copy there with: newsarchive copy --from {file} --to ADDRESS");
        var (from, to) = (Path.GetFullPath(file), Path.GetFullPath(location));
        if (from == to) throw new ArchiveRefusedException($"{from} is the archive itself. Name the copy.");
        using (var copy = ArchivePlace.At(from))
            if (copy.Find() is null) throw new ArchiveMissingException(from, file);
        var isThere = File.Exists(to) && new FileInfo(to).Length > 0;
        if (isThere && !force)
            throw new ArchiveRefusedException(
                $"The archive {to} is there already. Name another with --archive, or replace it "
                + "with --force; it is then kept beside the new one.");
        if (isThere && ArchiveCopy.IsOpenElsewhere(to))
            throw new ArchiveRefusedException($"The archive {to} is open in another newsarchive. Stop that first.");
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var made = to + ".restored";
        ArchiveCopy.Remove(made);
        ArchiveCopy.Make(from, made, progress, cancel);
        string? kept = null;
        if (isThere)
        {
            kept = Free(to);
            // Its log belongs to it: without it the last changes would be lost.
            foreach (var part in new[] { "", "-wal", "-shm" })
                if (File.Exists(to + part)) File.Move(to + part, kept + part);
        }
        if (Directory.Exists(IndexPlace.FolderOf(to))) Directory.Delete(IndexPlace.FolderOf(to), recursive: true);
        File.Move(made, to, overwrite: true);
        using var archive = await StorageSetup.OpenOrCreateAsync(to, cancel);
        SearchCache.Of(archive).CatchUp(cancel);
        return kept;
    }

    private static string Free(string path)
    {
        for (var i = 1; ; i++)
            if ($"{path}.replaced-{i}" is var name && !File.Exists(name)) return name;
    }
}

// Observation: a folder is imported again for a few new files among thousands, and a file of a million documents once
// more by mistake; reading all of it again only to find that nothing changed takes most of what the first time took.
// Idea: a file that was read whole and without a failure is remembered by size, time of its last change and content;
// while these and all else that its reading depends on are the same, it is counted as unchanged without being read.
// Known failure: a file that is changed in place, to the same size, with the time of its last change put back.
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using NewsArchive.Formats;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Import;

/// <summary>What a file was when it was looked at.</summary>
/// <param name="Changed">Ticks of its last change in UTC.</param>
internal sealed record FileState(string FullPath, long Size, long Changed, byte[] Settings)
{
    /// <summary>A file may change again within one tick of its clock; only what is older is told by its time.</summary>
    private static readonly long Settled = TimeSpan.FromSeconds(3).Ticks;

    /// <returns>Null where it cannot be told.</returns>
    public static FileState? Of(string path, SuppliedFields supplied, ReadingLimits? limits)
    {
        try
        {
            var file = new FileInfo(path);
            var settings = SHA256.HashData(Encoding.UTF8.GetBytes($"{limits ?? ReadingLimits.Default}\n{supplied.Write()}"));
            return file.Exists ? new(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks, settings) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public bool IsSettledAt(DateTime now) => now.Ticks - Changed > Settled;
}

/// <summary>The files that an archive has read whole.</summary>
internal sealed class KnownFiles(Archive archive)
{
    /// <summary>The file, where nothing of it can have changed since it was read.</summary>
    public FileRow? Unchanged(FileState now)
    {
        if (Find(now.FullPath) is not { } known || known.Size != now.Size
            || !known.Settings.AsSpan().SequenceEqual(now.Settings)) return null;
        if (known.Changed == now.Changed) return known;
        return HashOf(now.FullPath) is { } hash && hash.AsSpan().SequenceEqual(known.Hash) ? known : null;
    }

    private FileRow? Find(string path)
    {
        using var rented = archive.Connect();
        using var row = SqlReader.Open(rented.Connection,
            "SELECT Size, Changed, Hash, Settings, Documents, KeptCharacters, LeftOutCharacters FROM Files WHERE Path = ?", path);
        return row.Read() ? new()
        {
            Path = path,
            Size = row.Long(0),
            Changed = row.Long(1),
            Hash = row.Text(2).ToArray(),
            Settings = row.Text(3).ToArray(),
            Documents = (int)row.Long(4),
            KeptCharacters = row.Long(5),
            LeftOutCharacters = row.Long(6)
        } : null;
    }

    /// <summary>What an import says of each document of an unchanged file, in order.</summary>
    public IEnumerable<ImportResult> Results(FileRow file, string path)
    {
        using var rented = archive.Connect();
        var engine = SqlEngine.Of(rented.Connection);
        using var rows = SqlReader.Open(rented.Connection,
            $"SELECT Path, Ordinal, Id, Headline, DuplicateOfId FROM Articles WHERE ({engine.IsBetween("Origin", "?1", "?2")}) OR "
            + $"({engine.IsBetween("Origin", "?3", "?4")}) ORDER BY Path, Ordinal, Id",
            file.Path + "#", file.Path + "$", file.Path + "/", file.Path + "0");
        while (rows.Read())
            yield return new(path, (int)rows.Long(1), ImportStatus.Unchanged, rows.Long(2), rows.StringOrNull(3),
                rows.LongOrNull(4), null);
    }

    /// <summary>Characters of a path; a file with a longer one is read again.</summary>
    private const int LongestPath = 600;

    /// <summary>Remembers a file that was read whole, unless it changed meanwhile.</summary>
    public static void Remember(
        DbConnection connection, FileState before, DateTime begun, int documents, (long Kept, long LeftOut) characters)
    {
        if (before.FullPath.Length > LongestPath || HashOf(before.FullPath) is not { } hash || new FileInfo(before.FullPath) is not { Exists: true } file
            || file.Length != before.Size || file.LastWriteTimeUtc.Ticks != before.Changed) return;
        using var statement = SqlStatement.Prepare(connection,
            """
            INSERT INTO Files (Path, Size, Changed, Hash, Settings, Documents, KeptCharacters, LeftOutCharacters)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (Path) DO UPDATE SET Size = excluded.Size, Changed = excluded.Changed, Hash = excluded.Hash,
                Settings = excluded.Settings, Documents = excluded.Documents, KeptCharacters = excluded.KeptCharacters,
                LeftOutCharacters = excluded.LeftOutCharacters
            """);
        statement.Run(before.FullPath, before.Size, before.IsSettledAt(begun) ? before.Changed : 0, hash, before.Settings,
            documents, characters.Kept, characters.LeftOut);
    }

    /// <returns>Null where the file cannot be read.</returns>
    private static byte[]? HashOf(string path)
    {
        try
        {
            using var content = File.OpenRead(path);
            return SHA256.HashData(content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

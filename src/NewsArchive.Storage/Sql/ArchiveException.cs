namespace NewsArchive.Storage.Sql;

/// <summary>An archive cannot be opened or used; the message says what, where, and what to do.</summary>
public class ArchiveException(string message) : Exception(message);

/// <summary>A command that reads found no archive.</summary>
/// <param name="name">Of the archive, for people.</param>
/// <param name="location">As it was asked for; named again where it holds no secret.</param>
public sealed class ArchiveMissingException(string name, string location) : ArchiveException(
    $"There is no archive at {name}. Make one with: newsarchive import FOLDER --archive "
    + $"{(name.Contains("://", StringComparison.Ordinal) ? name : location)}");

/// <summary>A file that is there, and is not opened.</summary>
public sealed class ArchiveRefusedException(string message) : ArchiveException(message)
{
    internal static ArchiveRefusedException Foreign(string path) => new(
        $"{path} is not an archive of NewsArchive, but a database of another program. It was not changed. Name another "
        + "file with --archive.");

    internal static ArchiveRefusedException Unfinished(string name) => new(
        $"{name} is the unfinished copy of another archive. Go on with: newsarchive copy --from ARCHIVE --to {name}");

    internal static ArchiveRefusedException Newer(string path) => new(
        $"The archive {path} was made by a newer version of NewsArchive. It was not changed. Use that version, or "
            + "import "
        + "the files into another archive.");
}

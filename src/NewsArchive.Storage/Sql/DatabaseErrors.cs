using System.Data.Common;
using Microsoft.Data.Sqlite;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql.Postgres;

namespace NewsArchive.Storage.Sql;

/// <summary>What went wrong with an archive's database, in words: what, where, and what to do.</summary>
public static class DatabaseErrors
{
    /// <summary>By the database's own code of the error.</summary>
    private static readonly Dictionary<int, string> Sentences = new()
    {
        [3] = "The archive {0} may not be opened: the permission is missing.",
        [5] = "The archive {0} is in use by another program, which did not let go of it for a minute. Try again when "
            + "it "
            + "has ended.",
        [6] = "The archive {0} is in use by another program. Try again when it has ended.",
        [7] = "There is not enough memory for what was asked of the archive {0}.",
        [8] = "The archive {0} may only be read, so nothing can be written to it. Copy it to a place where you may "
            + "write, "
            + "or change its permissions.",
        [10] = "The disk of the archive {0} does not read or write as it should. What was stored before is kept; "
            + "look at "
            + "the disk, then run: newsarchive doctor",
        [11] = Damaged,
        [13] = "There is no room left on the disk of the archive {0}. What was stored before is kept; make room and "
            + "run "
            + "the command again.",
        [14] = "The archive {0} cannot be opened. Look whether its folder is there and may be read and written.",
        [26] = "{0} is not an archive of NewsArchive: it is no database, or its beginning is damaged.",
    };

    private const string Damaged =
        "The archive {0} is damaged. Go back to a copy of it, or import the files into a new one. newsarchive doctor "
            + "says "
        + "more.";

    private const int ReadOnly = 8, CannotOpen = 14, Permission = 3;

    /// <returns>One sentence or two; null for an error that is not the archive's.</returns>
    public static string? Describe(Exception error, string location)
    {
        for (var e = error; e is not null; e = e.InnerException)
            if (SentenceOf(e) is { } sentence) return sentence.Replace("{0}", location, StringComparison.Ordinal);
        return null;
    }

    private static string? SentenceOf(Exception e) => e switch
    {
        SqliteException sqlite => Sentences.GetValueOrDefault(sqlite.SqliteErrorCode, Damaged),
        DamagedBytesException => Damaged,
        DbException other => PostgresErrors.SentenceOf(other),
        // A value that does not read as what its column holds.
        FormatException or InvalidCastException when e.StackTrace?.Contains("Sqlite",
            StringComparison.Ordinal) == true => Damaged,
        _ => null,
    };

    /// <summary>Whether an error says that the archive may not be written.</summary>
    internal static bool IsClosedToWriting(DbException error) =>
        error is SqliteException sqlite ? sqlite.SqliteErrorCode is ReadOnly or CannotOpen or Permission
            : PostgresErrors.IsClosedToWriting(error);

    /// <summary>Whether the server of an archive is away, so that nothing can be asked of it.</summary>
    public static bool IsAway(Exception error) => error is DbException or InvalidOperationException && IsPassing(error);

    /// <summary>Whether what failed may succeed on another connection a moment later: a server went away or took
    /// over.</summary>
    internal static bool IsPassing(Exception error) => error is not SqliteException && PostgresErrors.IsPassing(error);
}

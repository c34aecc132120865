using Microsoft.Data.Sqlite;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Sql;

/// <summary>How far a copy has come, in parts of the whole.</summary>
public readonly record struct CopyProgress(int Done, int Total);

/// <summary>Copies an archive as it is at one moment, while others read it and write to it.</summary>
internal static class ArchiveCopy
{
    /// <summary>
    /// Pages at a time: between two steps whoever wants to write does, and the copy goes on from where it was.
    /// </summary>
    private const int PagesAtOnce = 2_000;

    /// <summary>
    /// Copies beside the file first: what is cut off leaves nothing under the name, and what was there stays until the
    /// copy is whole.
    /// </summary>
    /// <exception cref="IOException">The copy is not whole.</exception>
    public static void Make(string from, string to, IProgress<CopyProgress>? progress, CancellationToken cancel)
    {
        var unfinished = to + ".unfinished";
        Remove(unfinished);
        try
        {
            using (var source = SqliteSetup.Open(from, SqliteSetup.Inspect(from).Access))
            using (var copy = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = unfinished,
                Pooling = false
            }.ToString()))
            {
                copy.Open();
                Step(source, copy, progress, cancel);
                // A copy is one file: the log of its own would be left beside it.
                copy.Execute("PRAGMA journal_mode = DELETE");
                if (SqlEngine.Of(copy).ProblemOf(copy) is { } problem) throw new IOException($"The copy is not "
                    + $"whole: {problem}");
            }
            cancel.ThrowIfCancellationRequested();
            File.Move(unfinished, to, overwrite: true);
        }
        finally
        {
            Remove(unfinished);
        }
    }

    private static void Step(
        SqliteConnection source, SqliteConnection copy, IProgress<CopyProgress>? progress, CancellationToken cancel)
    {
        // One state for the whole copy: a writer does not make it begin anew.
        using var snapshot = SqlEngine.Of(source).Snapshot(source);
        SqlReader.Number(source, "SELECT count(*) FROM sqlite_master");
        using var backup = SQLitePCL.raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid) throw new SqliteException(SQLitePCL.raw.sqlite3_errmsg(copy.Handle).utf8_to_string(), 1);
        int result;
        do
        {
            cancel.ThrowIfCancellationRequested();
            result = SQLitePCL.raw.sqlite3_backup_step(backup, PagesAtOnce);
            var total = SQLitePCL.raw.sqlite3_backup_pagecount(backup);
            progress?.Report(new(total - SQLitePCL.raw.sqlite3_backup_remaining(backup), total));
        }
        while (result == SQLitePCL.raw.SQLITE_OK);
        if (result != SQLitePCL.raw.SQLITE_DONE)
            throw new SqliteException(SQLitePCL.raw.sqlite3_errmsg(copy.Handle).utf8_to_string(), result);
    }

    /// <summary>Whether anybody else has the file open.</summary>
    public static bool IsOpenElsewhere(string path) => SqliteSetup.IsOpenElsewhere(path);

    /// <summary>A database with what may stand beside it.</summary>
    public static void Remove(string path)
    {
        foreach (var part in new[] { "", "-wal", "-shm", "-journal" }) File.Delete(path + part);
    }
}

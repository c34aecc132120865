using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql.Sqlite;

/// <summary>
/// How SQLite is opened: write-ahead log, so that readers and the one writer do not wait for each other.
/// </summary>
internal static class SqliteSetup
{
    /// <summary>Milliseconds that a second writer waits for the first.</summary>
    private const int BusyTimeout = 60_000;

    public static DbContextOptions<ArchiveDb> Options(string path, ArchiveAccess access = ArchiveAccess.ReadWrite)
    {
        return new DbContextOptionsBuilder<ArchiveDb>()
            // A list goes as one parameter: thousands of them, each found by its name, cost more than the query.
            .UseSqlite(ConnectionString(path, access),
            sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .Options;
    }

    /// <summary>
    /// A file beside which nothing can be written is read as one that nobody changes: then no log is needed.
    /// </summary>
    private static string ConnectionString(string path, ArchiveAccess access) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = access == ArchiveAccess.Immutable
                ? $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1" : path,
            Mode = access == ArchiveAccess.ReadWrite ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadOnly,
            Cache = SqliteCacheMode.Private,
            ForeignKeys = true,
            // Kept open by the archive itself, so that what was set on a connection stays set.
            Pooling = false,
        }.ToString();

    /// <summary>
    /// KB of the file that a connection keeps: the system keeps it too, and there may be one for every reader.
    /// </summary>
    private const int UsualCache = 1_000, LargeCache = 48_000;

    /// <summary>A connection of its own, for whoever asked to close.</summary>
    public static SqliteConnection Open(string path, ArchiveAccess access)
    {
        var connection = new SqliteConnection(ConnectionString(path, access));
        connection.Open();
        connection.Execute(
            $"PRAGMA busy_timeout = {BusyTimeout}; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA "
            + $"cache_size = -{UsualCache}");
        return connection;
    }

    /// <summary>
    /// Pages of the log after which it is written back to the file: pages that change often are written back once,
    /// and the log stays below a hundred megabytes but for single transactions that are larger.
    /// </summary>
    private const int PagesOfLog = 16_000;

    /// <summary>For work that goes through much of the archive and comes back to the same places.</summary>
    public static void KeepMore(DbConnection connection) =>
        connection.Execute($"PRAGMA cache_size = -{LargeCache}; PRAGMA wal_autocheckpoint = {PagesOfLog}");

    private const int Busy = 5;

    /// <summary>
    /// Whether any other connection to a file is open: only whoever is alone may give up the log. A file that is
    /// damaged is open to nobody.
    /// </summary>
    public static bool IsOpenElsewhere(string path)
    {
        try
        {
            using var connection = new SqliteConnection(ConnectionString(path,
                ArchiveAccess.ReadWrite))
            { DefaultTimeout = 1 };
            connection.Open();
            var isAlone = Strings(connection, "PRAGMA journal_mode = DELETE") is ["delete"];
            if (isAlone) KeepLog(connection);
            return !isAlone;
        }
        catch (SqliteException e)
        {
            return e.SqliteErrorCode == Busy;
        }
    }

    /// <summary>What a file is, told without writing to it.</summary>
    /// <returns>No state where there is no archive in it yet.</returns>
    /// <exception cref="ArchiveRefusedException">It is no archive, or one of a newer program.</exception>
    public static (ArchiveAccess Access, ArchiveState? State) Inspect(string path)
    {
        if (new FileInfo(path).Length == 0) return (ArchiveAccess.ReadWrite, null);
        try
        {
            return Inspect(path, ArchiveAccess.ReadOnly);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is ReadOnlyCode or CannotOpen && HasNoLog(path))
        {
            return Inspect(path, ArchiveAccess.Immutable);
        }
    }

    private const int ReadOnlyCode = 8, CannotOpen = 14;

    /// <summary>A log beside the file may hold what the file does not yet.</summary>
    private static bool HasNoLog(string path) => new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 };

    private static (ArchiveAccess Access, ArchiveState? State) Inspect(string path, ArchiveAccess access)
    {
        using var connection = Open(path, access);
        if (SqlReader.Number(connection, "PRAGMA application_id") == ApplicationId
            && SqlReader.Number(connection, "PRAGMA user_version") == Version
            && SqlReader.Number(connection, "SELECT count(*) FROM __EFMigrationsHistory") == Migrations)
            return (access, new(IsBehind: false));
        if (SqlReader.Number(connection, "SELECT count(*) FROM sqlite_master") == 0)
            return (access, null);
        if (SqlReader.Number(connection, "PRAGMA user_version") == DerivedMark.Unfinished)
            return (access, new(IsBehind: true, IsUnfinished: true));
        var applied = SqlReader.Number(connection,
            "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'") == 0
            ? [] : Strings(connection, "SELECT MigrationId FROM __EFMigrationsHistory");
        var known = Known(path);
        if (!applied.Exists(known.Contains)) throw ArchiveRefusedException.Foreign(path);
        if (applied.Exists(m => !known.Contains(m))) throw ArchiveRefusedException.Newer(path);
        return (access, new(IsBehind: true));
    }

    /// <summary>Names of the migrations that this program has.</summary>
    private static HashSet<string> Known(string path)
    {
        using var db = new ArchiveDb(Options(path));
        return [.. db.Database.GetMigrations()];
    }

    private static List<string> Strings(DbConnection connection, string query)
    {
        using var rows = SqlReader.Open(connection, query);
        List<string> found = [];
        while (rows.Read()) found.Add(rows.String(0));
        return found;
    }

    /// <summary>How many migrations there are; counting them at every start would take as long as a search.</summary>
    internal const int Migrations = 13;

    /// <summary>
    /// Stands in the file when its schema and all that is made from the articles are of this program; anything else,
    /// such as after an upgrade that was cut off, means that it must be brought up to date.
    /// </summary>
    internal const int Version = 1000 * Migrations + DerivedMark.Number;

    /// <summary>“NArc”: tells the file from those of other programs.</summary>
    private const int ApplicationId = 0x4E417263;

    /// <summary>Brings the schema up to date.</summary>
    public static async Task MigrateAsync(ArchiveDb db, CancellationToken cancel)
    {
        // First the mark: whoever comes after a cut sees that the rest is still to be made.
        await db.Database.ExecuteSqlRawAsync("PRAGMA user_version = 0", cancel);
        await db.Database.MigrateAsync(cancel);
        await db.Database.ExecuteSqlRawAsync($"PRAGMA application_id = {ApplicationId}", cancel);
        KeepLog(db.Database.GetDbConnection());
    }

    /// <summary>Stands in the file; a copy that was made as one file has none until it is opened.</summary>
    public static void KeepLog(DbConnection connection) => Strings(connection, "PRAGMA journal_mode = WAL");

}

/// <summary>How a file is opened.</summary>
internal enum ArchiveAccess
{
    ReadWrite,
    ReadOnly,

    /// <summary>For reading, where nothing can be written beside it either.</summary>
    Immutable,
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeArchive : IDesignTimeDbContextFactory<ArchiveDb>
{
    public ArchiveDb CreateDbContext(string[] args) => new(SqliteSetup.Options("design.db"));
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
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
            .AddInterceptors(new Pragmas())
            .Options;
    }

    /// <summary>
    /// A file beside which nothing can be written is read as one that nobody changes: then no log is needed.
    /// </summary>
    private static string ConnectionString(string path, ArchiveAccess access, bool pooling = true) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = access == ArchiveAccess.Immutable
                ? $"file:{Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1" : path,
            Mode = access == ArchiveAccess.ReadWrite ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadOnly,
            Cache = SqliteCacheMode.Private,
            ForeignKeys = true,
            Pooling = pooling,
        }.ToString();

    /// <summary>A connection of its own, that no other use closes.</summary>
    public static DbConnection Watch(string path, ArchiveAccess access)
    {
        var connection = new SqliteConnection(ConnectionString(path, access, pooling: false));
        connection.Open();
        return connection;
    }

    /// <summary>What a file is, told without writing to it.</summary>
    /// <param name="known">Names of the migrations that this program has.</param>
    /// <exception cref="ArchiveRefusedException">It is no archive, or one of a newer program.</exception>
    public static ArchiveFile Inspect(string path, IReadOnlyCollection<string> known)
    {
        if (new FileInfo(path).Length == 0) return new(ArchiveAccess.ReadWrite, IsNew: true, IsBehind: true);
        try
        {
            return Inspect(path, known, ArchiveAccess.ReadOnly);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is ReadOnlyCode or CannotOpen && HasNoLog(path))
        {
            return Inspect(path, known, ArchiveAccess.Immutable);
        }
    }

    private const int ReadOnlyCode = 8, CannotOpen = 14;

    /// <summary>A log beside the file may hold what the file does not yet.</summary>
    private static bool HasNoLog(string path) => new FileInfo(path + "-wal") is not { Exists: true, Length: > 0 };

    private static ArchiveFile Inspect(string path, IReadOnlyCollection<string> known, ArchiveAccess access)
    {
        using var connection = (SqliteConnection)Watch(path, access);
        if (SqlReader.Number(connection, "SELECT count(*) FROM sqlite_master") == 0)
            return new(access, IsNew: true, IsBehind: true);
        var applied = SqlReader.Number(connection,
            "SELECT count(*) FROM sqlite_master WHERE name = '__EFMigrationsHistory'") == 0
            ? [] : Strings(connection, "SELECT MigrationId FROM __EFMigrationsHistory");
        if (!applied.Exists(known.Contains)) throw ArchiveRefusedException.Foreign(path);
        if (applied.Exists(m => !known.Contains(m))) throw ArchiveRefusedException.Newer(path);
        var isBehind = applied.Count < known.Count;
        return new(access, IsNew: false,
            isBehind || SqlReader.Number(connection, "PRAGMA user_version") != DerivedVersion);
    }

    private static List<string> Strings(DbConnection connection, string query)
    {
        using var rows = new SqlReader(connection, query);
        List<string> found = [];
        while (rows.Read()) found.Add(rows.String(0));
        return found;
    }

    /// <summary>
    /// Stands in the file when all that is made from the articles is there and of this version; anything else, such as
    /// after an upgrade that was cut off, means that it must be made anew.
    /// </summary>
    private const int DerivedVersion = 1;

    /// <summary>“NArc”: tells the file from those of other programs.</summary>
    private const int ApplicationId = 0x4E417263;

    /// <summary>Brings the schema up to date.</summary>
    public static async Task MigrateAsync(ArchiveDb db, CancellationToken cancel)
    {
        // First the mark: whoever comes after a cut sees that the rest is still to be made.
        await db.Database.ExecuteSqlRawAsync("PRAGMA user_version = 0", cancel);
        await db.Database.MigrateAsync(cancel);
        await db.Database.ExecuteSqlRawAsync($"PRAGMA application_id = {ApplicationId}", cancel);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
    }

    /// <summary>Belongs into the transaction that makes the derived data.</summary>
    public static Task MarkDerivedAsync(ArchiveDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlRawAsync($"PRAGMA user_version = {DerivedVersion}", cancel);

    /// <summary>
    /// Closes the connections that are kept open for the next use, so that the file can be moved or deleted.
    /// </summary>
    public static void Release(string path, ArchiveAccess access)
    {
        using var connection = new SqliteConnection(ConnectionString(path, access));
        SqliteConnection.ClearPool(connection);
    }

    private sealed class Pragmas : DbConnectionInterceptor
    {
        private static readonly string Commands =
            $"PRAGMA busy_timeout = {BusyTimeout}; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA "
            + $"cache_size = -32000;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Commands;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Commands;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

/// <summary>For <c>dotnet ef</c> only.</summary>
internal sealed class DesignTimeArchive : IDesignTimeDbContextFactory<ArchiveDb>
{
    public ArchiveDb CreateDbContext(string[] args) => new(SqliteSetup.Options("design.db"));
}

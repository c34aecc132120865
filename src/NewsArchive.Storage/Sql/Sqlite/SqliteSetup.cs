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

    public static DbContextOptions<ArchiveDb> Options(string path)
    {
        return new DbContextOptionsBuilder<ArchiveDb>()
            // A list goes as one parameter: thousands of them, each found by its name, cost more than the query.
            .UseSqlite(ConnectionString(path),
            sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(new Pragmas())
            .Options;
    }

    private static string ConnectionString(string path) =>
        new SqliteConnectionStringBuilder { DataSource = path, Cache = SqliteCacheMode.Private, ForeignKeys = true }
            .ToString();

    /// <summary>A connection of its own, that no other use closes.</summary>
    public static DbConnection Watch(string path)
    {
        var connection =
            new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <returns>True where it was not: a migration may have emptied what is made from the articles.</returns>
    public static async Task<bool> MigrateAsync(ArchiveDb db, CancellationToken cancel)
    {
        var isBehind = (await db.Database.GetPendingMigrationsAsync(cancel)).Any();
        if (isBehind) await db.Database.MigrateAsync(cancel);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
        return isBehind;
    }

    /// <summary>
    /// Closes the connections that are kept open for the next use, so that the file can be moved or deleted.
    /// </summary>
    public static void Release(string path)
    {
        using var connection = new SqliteConnection(ConnectionString(path));
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

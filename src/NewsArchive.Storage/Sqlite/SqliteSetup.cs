using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace NewsArchive.Storage.Sqlite;

/// <summary>How SQLite is opened: write-ahead log, so that readers and the one writer do not wait for each other.</summary>
internal static class SqliteSetup
{
    /// <summary>Milliseconds that a second writer waits for the first.</summary>
    private const int BusyTimeout = 60_000;

    public static DbContextOptions<ArchiveDb> Options(string path)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = path, Cache = SqliteCacheMode.Private, ForeignKeys = true };
        return new DbContextOptionsBuilder<ArchiveDb>()
            // A list goes as one parameter: thousands of them, each found by its name, cost more than the query.
            .UseSqlite(connection.ToString(), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(new Pragmas())
            .Options;
    }

    /// <summary>A connection of its own, that no other use closes.</summary>
    public static SqliteConnection Watch(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    public static async Task PrepareAsync(ArchiveDb db, CancellationToken cancel)
    {
        if ((await db.Database.GetPendingMigrationsAsync(cancel)).Any())
        {
            await db.Database.MigrateAsync(cancel);
            // A migration may have emptied what is made from the articles.
            if (await db.Articles.AnyAsync(cancel)) await Reindexing.RunAsync(db, cancel);
        }
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancel);
    }

    /// <summary>A number that differs from the last one on the same connection when another connection has written.</summary>
    public static async Task<long> ForeignWritesAsync(ArchiveDb db, CancellationToken cancel) =>
        (await db.Database.SqlQueryRaw<long>("PRAGMA data_version").ToListAsync(cancel))[0];

    private sealed class Pragmas : DbConnectionInterceptor
    {
        private static readonly string Commands = $"PRAGMA busy_timeout = {BusyTimeout}; PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;";

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            using var command = connection.CreateCommand();
            command.CommandText = Commands;
            command.ExecuteNonQuery();
        }

        public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
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

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>An archive in a schema of a PostgreSQL database, on one server or on several that follow each other.</summary>
internal sealed class PostgresPlace : ArchivePlace
{
    /// <summary>The oldest version of the server that has all that the schema needs.</summary>
    public const int OldestServer = 14;

    /// <summary>How many migrations there are, as <see cref="Sqlite.SqliteSetup.Migrations"/> says of the other.</summary>
    internal const int Migrations = 1;

    internal const int Version = 1000 * Migrations + DerivedMark.Number;

    /// <summary>Seconds that a second writer waits for the first.</summary>
    private const int LockTimeout = 60;

    private readonly PostgresAddress address;
    private readonly NpgsqlDataSource writers;
    private readonly PostgresReaders readers;
    private readonly DbContextOptions<ArchiveDb> options =
        PostgresArchiveDb.Configure(new(), new PostgresCommands(), new PostgresTransactions()).Options;

    private PostgresPlace(PostgresAddress address)
    {
        this.address = address;
        var settings = address.Settings;
        Name = $"postgresql://{settings.Host}{(settings.Port == NpgsqlConnection.DefaultPort ? "" : $":{settings.Port}")}"
            + $"/{settings.Database}{(settings.SearchPath is { Length: > 0 } path ? $"?search_path={path}" : "")}";
        Beside = Path.Combine(address.Index ?? Path.Combine(Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "newsarchive"),
            string.Concat(Name["postgresql://".Length..].Select(c => char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '-')));
        writers = new NpgsqlDataSourceBuilder(settings.ConnectionString).BuildMultiHost()
            .WithTargetSession(TargetSessionAttributes.Primary);
        readers = new(settings);
    }

    /// <summary>Takes what <paramref name="location"/> leaves open from the usual variables and files.</summary>
    public static new PostgresPlace At(string location)
    {
        var address = PostgresAddress.Parse(location);
        var settings = address.Settings;
        if (settings.Host is not { Length: > 0 }) settings.Host = "localhost";
        if (settings.Database is not { Length: > 0 })
            settings.Database = Environment.GetEnvironmentVariable("PGDATABASE") ?? "newsarchive";
        if (!settings.ContainsKey("Timeout")) settings.Timeout = 10;
        if (settings.ApplicationName is not { Length: > 0 }) settings.ApplicationName = "newsarchive";
        settings.Timezone = "UTC";
        settings.IncludeErrorDetail = false;
        // A statement that is asked often is planned once.
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        // Bringing an archive up to date, and relating many articles, take as long as they take.
        settings.CommandTimeout = 0;
        if (!settings.ContainsKey("Keepalive")) settings.KeepAlive = 10;
        settings.Options = $"{settings.Options} -c lock_timeout={LockTimeout}s".Trim();
        return new(address);
    }

    public override string Name { get; }

    public override string Beside { get; }

    public override ArchiveState? Find()
    {
        using var connection = Open(ConnectionUse.Read);
        if (connection is NpgsqlConnection { PostgreSqlVersion.Major: < OldestServer } old)
            throw new ArchiveRefusedException($"The server of {Name} is PostgreSQL {old.PostgreSqlVersion.Major}. NewsArchive needs "
                + $"{OldestServer} or newer.");
        if (!HasSchema(connection))
            throw new ArchiveRefusedException($"The schema that {Name} names is not there. Make it, or leave search_path out.");
        if (!SqlEngine.Of(connection).HasTable(connection, "archivestate"))
            return SqlReader.Number(connection, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == 0
                ? null : throw ArchiveRefusedException.Foreign(Name);
        var mark = SqlReader.Number(connection, "SELECT version FROM archivestate");
        if (mark == ArchiveCopyMark.Unfinished) throw ArchiveCopyMark.Refusal(Name);
        if (mark == Version) return new(IsNew: false, IsBehind: false);
        using var db = Db(connection, connection);
        if (db.Database.GetAppliedMigrations().Except(db.Database.GetMigrations()).Any())
            throw ArchiveRefusedException.Newer(Name);
        return new(IsNew: false, IsBehind: true);
    }

    private static bool HasSchema(DbConnection connection)
    {
        using var row = SqlReader.Open(connection, "SELECT current_schema()");
        return row.Read() && !row.IsNull(0);
    }

    // The driver keeps connections for the next who asks.
    public override DbConnection Rent(ConnectionUse use) => Open(use);

    public override void GiveBack(DbConnection connection)
    {
        connection.Dispose();
    }

    public override DbConnection Open(ConnectionUse use) =>
        use == ConnectionUse.Read ? readers.Open() : writers.OpenConnection();

    public override ArchiveDb Db(DbConnection connection, IDisposable owner)
    {
        var db = new PostgresArchiveDb(options, owner);
        db.Database.SetDbConnection(connection);
        return db;
    }

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        var connection = Open(ConnectionUse.Write);
        await using var db = Db(connection, connection);
        await db.Database.MigrateAsync(cancel);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        connection.Execute(PostgresSchema.Of(db));
        connection.Execute("UPDATE archivestate SET version = 0");
        await transaction.CommitAsync(cancel);
    }

    public override async Task<IAsyncDisposable?> LockAsync(CancellationToken cancel) =>
        await PostgresLocks.OpenAsync((NpgsqlConnection)Open(ConnectionUse.Write), cancel);

    public override async Task<IAsyncDisposable?> LockImportAsync(Action<string>? notice, CancellationToken cancel) =>
        await PostgresLocks.ImportAsync((NpgsqlConnection)Open(ConnectionUse.Write), notice, cancel);

    public override long Size
    {
        get
        {
            using var connection = Open(ConnectionUse.Read);
            return SqlReader.Number(connection, "SELECT pg_database_size(current_database())");
        }
    }

    public override void Dispose()
    {
        readers.Dispose();
        writers.Dispose();
    }
}

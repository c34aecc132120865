using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>An archive in a schema of a PostgreSQL database, on one server or on several that follow each
/// other.</summary>
internal sealed class PostgresPlace : ArchivePlace
{
    /// <summary>The oldest version of the server that has all that the schema needs.</summary>
    public const int OldestServer = 14;

    /// <summary>How many migrations there are, as <see cref="Sqlite.SqliteSetup.Migrations"/> says of the
    /// other.</summary>
    internal const int Migrations = 1;

    internal const int Version = 1000 * Migrations + DerivedMark.Number;

    private readonly PostgresServers readers, writers;
    private readonly DbContextOptions<ArchiveDb> options =
        PostgresArchiveDb.Configure(new(), new PostgresCommands(), new PostgresTransactions()).Options;

    private const string Scheme = "postgresql://";

    private static string UsualFolder => Path.Combine(Environment.GetFolderPath(
        Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "newsarchive");

    private PostgresPlace(PostgresAddress address)
    {
        var settings = address.Settings;
        var port = settings.Port == NpgsqlConnection.DefaultPort ? "" : $":{settings.Port}";
        var schema = settings.SearchPath is { Length: > 0 } path ? $"?search_path={path}" : "";
        Name = $"{Scheme}{settings.Host}{port}/{settings.Database}{schema}";
        Beside = Path.Combine(address.Index ?? UsualFolder, string.Concat(Name[Scheme.Length..].Select(c =>
            char.IsLetterOrDigit(c) || c is '.' or '-' ? c : '-')));
        writers = new(settings, TargetSessionAttributes.Primary);
        readers = new(settings, Enum.TryParse<TargetSessionAttributes>(
            settings.TargetSessionAttributes?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true,
                out var named)
            ? named : TargetSessionAttributes.PreferPrimary);
    }

    public static new PostgresPlace At(string location) => new(PostgresAddress.Parse(location));

    public override string Name { get; }

    public override string Beside { get; }

    public override ArchiveState? Find()
    {
        using var connection = Open(ConnectionUse.Read);
        if (connection is NpgsqlConnection { PostgreSqlVersion.Major: < OldestServer } old)
            throw new ArchiveRefusedException($"The server of {Name} is PostgreSQL {old.PostgreSqlVersion.Major}. "
                + "NewsArchive needs "
                + $"{OldestServer} or newer.");
        if (!HasSchema(connection))
            throw new ArchiveRefusedException($"The schema that {Name} names is not there. Make it, or leave "
                + "search_path out.");
        if (!SqlEngine.Of(connection).HasTable(connection, "archivestate"))
            return SqlReader.Number(connection,
                "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()") == 0
                ? null : throw ArchiveRefusedException.Foreign(Name);
        var mark = SqlReader.Number(connection, "SELECT version FROM archivestate");
        if (mark == DerivedMark.Unfinished) return new(IsBehind: true, IsUnfinished: true);
        if (mark == Version) return new(IsBehind: false);
        using var db = Db(connection, connection);
        if (db.Database.GetAppliedMigrations().Except(db.Database.GetMigrations()).Any())
            throw ArchiveRefusedException.Newer(Name);
        return new(IsBehind: true);
    }

    private static bool HasSchema(DbConnection connection)
    {
        using var row = SqlReader.Open(connection, "SELECT current_schema()");
        return row.Read() && !row.IsNull(0);
    }

    // The driver keeps connections for the next who asks.
    public override DbConnection Rent(ConnectionUse use) => Open(use);

    public override void GiveBack(DbConnection connection, ConnectionUse use)
    {
        if (use == ConnectionUse.Write && readers.IsSeveral) WaitForReaders(connection);
        connection.Dispose();
    }

    /// <summary>Whoever wrote, and asks next, finds it: the server that is read from is given a moment to
    /// follow.</summary>
    private void WaitForReaders(DbConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open || readers.Current == writers.Current) return;
        try
        {
            var written = ChangeCounter.Of(connection);
            using var reading = readers.Open();
            for (var waited = 0; waited < LongestLag; waited += BetweenLooks)
            {
                if (ChangeCounter.Of(reading) >= written) return;
                Thread.Sleep(BetweenLooks);
            }
        }
        catch (Exception e) when (PostgresErrors.IsPassing(e))
        {
            // A server that went away is seen by whoever asks it next.
        }
    }

    /// <summary>Milliseconds that a server which follows may lag behind what was just written, and between two
    /// looks.</summary>
    private const int LongestLag = 1_000, BetweenLooks = 5;

    public override int Turn => readers.Turn;

    public override bool IsServed => true;

    public override DbConnection Open(ConnectionUse use) => (use == ConnectionUse.Read ? readers : writers).Open();

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

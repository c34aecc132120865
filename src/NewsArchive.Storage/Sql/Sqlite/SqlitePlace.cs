using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql.Sqlite;

/// <summary>An archive in a file.</summary>
internal sealed class SqlitePlace(string path, ArchiveAccess access = ArchiveAccess.ReadWrite) : ArchivePlace
{
    private Lazy<DbContextOptions<ArchiveDb>> options = new(() => SqliteSetup.Options(path, access));
    private ConnectionPool? connections;

    /// <summary>How the file can be opened; told when it is looked at.</summary>
    private ArchiveAccess access = access;

    public override string Name => path;

    public override string Beside => path;

    public override ArchiveState? Find()
    {
        if (Directory.Exists(path))
            throw new ArchiveRefusedException($"{path} is a folder. Name a file for the archive, such as "
                + $"{Path.Combine(path, "newsarchive.db")}.");
        if (!File.Exists(path)) return null;
        (access, var state) = SqliteSetup.Inspect(path);
        options = new(() => SqliteSetup.Options(path, access));
        return state;
    }

    public override void AllowWriting()
    {
        access = ArchiveAccess.ReadWrite;
        options = new(() => SqliteSetup.Options(path, access));
    }

    public override DbConnection Rent(ConnectionUse use) => (connections ??= new(path, access)).Rent();

    public override void GiveBack(DbConnection connection, ConnectionUse use) =>
        connections!.Return((SqliteConnection)connection);

    public override DbConnection Open(ConnectionUse use)
    {
        var connection = SqliteSetup.Open(path, access);
        if (use == ConnectionUse.Write) SqliteSetup.KeepMore(connection);
        return connection;
    }

    public override ArchiveDb Db(DbConnection connection, IDisposable owner)
    {
        var db = new ArchiveDb(options.Value, owner);
        db.Database.SetDbConnection(connection);
        return db;
    }

    public override void Prepare()
    {
        using var connection = SqliteSetup.Open(path, access);
        SqliteSetup.KeepLog(connection);
    }

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var connection = SqliteSetup.Open(path, access);
        await using var db = Db(connection, connection);
        await SqliteSetup.MigrateAsync(db, cancel);
    }

    public override long Size => File.Exists(path) ? new FileInfo(path).Length : 0;

    public override void Dispose() => connections?.Dispose();
}

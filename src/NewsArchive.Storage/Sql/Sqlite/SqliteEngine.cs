using System.Data.Common;
using Microsoft.Data.Sqlite;
using NewsArchive.Storage.Rows;
using SQLitePCL;

namespace NewsArchive.Storage.Sql.Sqlite;

internal sealed class SqliteEngine : SqlEngine
{
    public static readonly SqliteEngine Instance = new();

    public override SqlReader Read(DbConnection connection, string sql) => new SqliteReader(connection, sql);

    public override SqlReader ReadEach(DbConnection connection, string sql, IReadOnlyCollection<long> numbers) =>
        new SqliteReader(connection, sql, numbers);

    public override SqlStatement Prepare(DbConnection connection, string sql) => new SqliteStatement(connection, sql);

    public override void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public override RowInserter<T> Insert<T>(ArchiveDb db, bool orIgnore) => new SqliteInserter<T>(db, orIgnore);

    public override DbTransaction Snapshot(DbConnection connection) =>
        ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override IDisposable Interrupt(DbConnection connection, CancellationToken cancel) =>
        new ProgressHandler(((SqliteConnection)connection).Handle!, cancel);

    public override string ChangesQuery => "PRAGMA data_version";

    // Statements that begin with it say CROSS JOIN: the engine keeps no counts of its tables and would rather go
    // through all others first.
    public override void MakeIdTable(DbConnection connection, string name, IEnumerable<long> ids)
    {
        Execute(connection, $"CREATE TEMP TABLE {name} (Id INTEGER PRIMARY KEY)");
        using var insert = Prepare(connection, $"INSERT INTO {name} VALUES (?)");
        foreach (var id in ids) insert.Run(id);
    }

    public override string Holds(string column, string characters) => $"instr({column}, {characters}) > 0";

    public override string IsBetween(string column, string from, string before) =>
        $"{column} >= {from} AND {column} < {before}";

    public override string MonthOf(string time) => $"substr({time}, 1, 7)";

    // A range of the index on headlines, so that nothing else is looked at.
    public override string HeadlinesBetween =>
        "SELECT Id, Slug, Headline FROM Articles INDEXED BY IX_Articles_HeadlineStart WHERE Headline COLLATE NOCASE "
            + ">= ?1 "
        + "AND Headline COLLATE NOCASE < ?2 AND DuplicateOfId IS NULL ORDER BY Headline COLLATE NOCASE LIMIT ?3";

    public override string? ProblemOf(DbConnection connection)
    {
        using var rows = SqlReader.Open(connection, "PRAGMA quick_check(1)");
        return rows.Read() && rows.String(0) != "ok" ? rows.String(0) : null;
    }

    public override string SetMark(int mark) => $"PRAGMA user_version = {mark}";

    public override int CurrentMark => SqliteSetup.Version;

    public override long LastGiven(DbConnection connection, string table) =>
        SqlReader.Number(connection, "SELECT seq FROM sqlite_sequence WHERE name = ?", table);

    public override void GoOnAfter(DbConnection connection, string table, long number)
    {
        using var insert = Prepare(connection,
            "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence "
                + "WHERE name = ?1)");
        insert.Run(table);
        using var update = Prepare(connection, "UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = ?2");
        update.Run(number, table);
    }

    public override bool HasTable(DbConnection connection, string name) => SqlReader.Number(connection,
        "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?", name) > 0;

    private sealed class ProgressHandler : IDisposable
    {
        /// <summary>Steps of the database's machine between two looks at the token; some microseconds.</summary>
        private const int StepsBetween = 10_000;

        private readonly sqlite3 connection;

        public ProgressHandler(sqlite3 connection, CancellationToken cancel)
        {
            this.connection = connection;
            raw.sqlite3_progress_handler(connection, StepsBetween, _ => cancel.IsCancellationRequested ? 1 : 0, null);
        }

        public void Dispose() => raw.sqlite3_progress_handler(connection, 0, null, null);
    }
}

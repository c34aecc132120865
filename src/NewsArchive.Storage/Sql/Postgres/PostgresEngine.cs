using System.Data;
using System.Data.Common;
using NewsArchive.Storage.Rows;
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

internal sealed class PostgresEngine : SqlEngine
{
    public static readonly PostgresEngine Instance = new();

    public override SqlReader Read(DbConnection connection, string sql) => new PostgresReader(connection, sql);

    public override SqlReader ReadEach(DbConnection connection, string sql, IReadOnlyCollection<long> numbers)
    {
        var reader = new PostgresReader(connection, "SELECT r.* FROM unnest(?::bigint[]) WITH ORDINALITY "
            + "each(number, place) CROSS "
            + $"JOIN LATERAL ({sql.Replace("?", "each.number", StringComparison.Ordinal)}) r ORDER BY each.place");
        reader.Bind(numbers.ToArray());
        return reader;
    }

    public override SqlStatement Prepare(DbConnection connection, string sql) => new PostgresStatement(connection, sql);

    public override void Execute(DbConnection connection, string sql)
    {
        var text = PostgresText.Of(sql);
        PostgresSession.Of(connection).Settle(text);
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    public override RowInserter<T> Insert<T>(ArchiveDb db, bool orIgnore) => new PostgresInserter<T>(db, orIgnore);

    public override DbTransaction Snapshot(DbConnection connection)
    {
        PostgresSession.Of(connection).SettleAll();
        return ((NpgsqlConnection)connection).BeginTransaction(IsolationLevel.RepeatableRead);
    }

    public override IDisposable Interrupt(DbConnection connection, CancellationToken cancel)
    {
        var session = PostgresSession.Of(connection);
        session.Cancel = cancel;
        return new Uninterrupted(session);
    }

    public override string ChangesQuery => "SELECT number FROM archivestate";

    public override string ChangesOfOthersQuery =>
        "SELECT CASE WHEN number::text = current_setting('newsarchive.own', true) THEN "
            + "current_setting('newsarchive.others', true)"
        + "::bigint ELSE number END FROM archivestate";

    public override void MakeIdTable(DbConnection connection, string name, IEnumerable<long> ids)
    {
        Execute(connection, $"CREATE TEMP TABLE {name} (Id BIGINT PRIMARY KEY)");
        if (ids.ToArray() is not { Length: > 0 } all) return;
        using var insert = new NpgsqlCommand($"INSERT INTO {name} SELECT unnest($1)", (NpgsqlConnection)connection);
        insert.Parameters.Add(PostgresStatement.Parameter(all));
        insert.ExecuteNonQuery();
        // So that the server knows how many there are.
        Execute(connection, $"ANALYZE {name}");
    }

    public override string Holds(string column, string characters) => $"strpos({column}, {characters}) > 0";

    // By the index on beginnings, which holds texts of any length.
    public override string IsBetween(string column, string from, string before) =>
        $"left({column}, {Beginning}) >= left({from}, {Beginning}) AND left({column}, {Beginning}) <= left({before}, "
            + $"{Beginning}) "
        + $"AND {column} >= {from} AND {column} < {before}";

    /// <summary>Characters of a text that an ordered index holds.</summary>
    private const int Beginning = 600;

    public override string MonthOf(string time) => $"to_char(({time}) AT TIME ZONE 'UTC', 'YYYY-MM')";

    public override string HeadlinesBetween =>
        "SELECT id, slug, headline FROM articles WHERE lower(left(headline, 100)) >= lower(?1) AND "
            + "lower(left(headline, 100)) "
        + "< lower(?2) AND duplicateofid IS NULL ORDER BY lower(left(headline, 100)) LIMIT ?3";

    /// <summary>Reads every value of every table: what the server cannot read is what is broken.</summary>
    public override string? ProblemOf(DbConnection connection)
    {
        List<string> tables = [];
        using (var rows = SqlReader.Open(connection, "SELECT tablename FROM pg_tables WHERE schemaname = "
            + "current_schema()"))
            while (rows.Read()) tables.Add(rows.String(0));
        foreach (var table in tables)
            try
            {
                SqlReader.Number(connection, $"SELECT sum(length(t::text)) FROM \"{table}\" t");
            }
            catch (PostgresException e) when (e.SqlState.StartsWith("XX", StringComparison.Ordinal))
            {
                return $"{table}: {e.MessageText}";
            }
        return null;
    }

    public override string SetMark(int mark) => $"UPDATE archivestate SET version = {mark}";

    public override int CurrentMark => PostgresPlace.Version;

    public override long LastGiven(DbConnection connection, string table) => SqlReader.Number(connection,
        $"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {table}_id_seq");

    public override void GoOnAfter(DbConnection connection, string table, long number)
    {
        if (number > LastGiven(connection, table))
            SqlReader.Number(connection, "SELECT setval(pg_get_serial_sequence(?, 'id'), ?)", table, number);
    }

    public override bool HasTable(DbConnection connection, string name) => SqlReader.Number(connection,
        "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = lower(?)", name) > 0;

    private sealed class Uninterrupted(PostgresSession session) : IDisposable
    {
        public void Dispose() => session.Cancel = default;
    }
}

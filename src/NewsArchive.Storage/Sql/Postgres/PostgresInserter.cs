using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using Npgsql;
using NpgsqlTypes;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>Rows that go to the server many at a time, by binary COPY.</summary>
internal sealed class PostgresInserter<T> : RowInserter<T>, IWaitingWrites where T : class
{
    private const int SentAtOnce = 8_192;

    private readonly NpgsqlConnection connection;
    private readonly PostgresSession session;
    private readonly Func<object, object?>[] values;
    private readonly Action<NpgsqlBinaryImporter, object>[] write;
    private readonly string columns;
    private readonly bool orIgnore;
    private readonly List<T> rows = [];

    public PostgresInserter(ArchiveDb db, bool orIgnore)
    {
        (Table, var shape) = Shape(db);
        this.orIgnore = orIgnore;
        connection = (NpgsqlConnection)db.Database.GetDbConnection();
        session = PostgresSession.Of(connection);
        columns = string.Join(", ", shape.Select(c => $"\"{c.Name}\""));
        values = [.. shape.Select(c => c.Value)];
        write = [.. shape.Select(c => Writer(c.Type))];
    }

    public string Table { get; }

    public string Statement => "";

    public override void Insert(T row)
    {
        if (rows.Count == 0) session.Wait(this);
        rows.Add(row);
        if (rows.Count >= SentAtOnce) session.Send(this);
    }

    void IWaitingWrites.Send()
    {
        if (rows.Count == 0) return;
        if (!orIgnore) Copy(Table);
        else
        {
            var stage = $"new_{Table}";
            Execute($"CREATE TEMP TABLE IF NOT EXISTS {stage} (LIKE {Table})");
            Copy(stage);
            Execute($"INSERT INTO {Table} ({columns}) SELECT {columns} FROM {stage} ON CONFLICT DO NOTHING; TRUNCATE "
                + $"{stage}");
        }
        rows.Clear();
    }

    void IWaitingWrites.Forget() => rows.Clear();

    private void Copy(string table)
    {
        using var import = connection.BeginBinaryImport($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows)
        {
            import.StartRow();
            for (var i = 0; i < values.Length; i++)
                if (values[i](row) is { } value) write[i](import, value);
                else import.WriteNull();
        }
        import.Complete();
    }

    private void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static Action<NpgsqlBinaryImporter, object> Writer(Type type) =>
        type == typeof(string) ? (import, value) => import.Write(StorableText.Of((string)value),
            NpgsqlDbType.Text)
        : type == typeof(long) ? (import, value) => import.Write((long)value, NpgsqlDbType.Bigint)
        : type == typeof(int) ? (import, value) => import.Write((int)value, NpgsqlDbType.Integer)
        : type == typeof(bool) ? (import, value) => import.Write((bool)value, NpgsqlDbType.Boolean)
        : type == typeof(double) ? (import, value) => import.Write((double)value, NpgsqlDbType.Double)
        : type == typeof(byte[]) ? (import, value) => import.Write((byte[])value, NpgsqlDbType.Bytea)
        : type == typeof(DateTime) ? (import, value) =>
            import.Write(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc), NpgsqlDbType.TimestampTz)
        : type.IsEnum ? (import, value) => import.Write(value.ToString()!, NpgsqlDbType.Text)
        : throw new NotSupportedException($"a column holds a {type.Name}, for which there is no form yet");

    public override void Dispose() => session.Send(this);
}

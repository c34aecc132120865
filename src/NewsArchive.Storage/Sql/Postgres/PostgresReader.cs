using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>Rows as they arrive; those still to come are kept when the connection is wanted for something
/// else.</summary>
internal sealed class PostgresReader : SqlReader
{
    private enum Form : byte { Long, Int, Bool, Other }

    private readonly NpgsqlCommand command;
    private readonly PostgresSession session;
    private NpgsqlDataReader? rows;
    private Form[] forms = [];
    private bool isBegun;
    private bool isAtRow;
    private Queue<object[]>? kept;
    private object[]? row;

    public PostgresReader(DbConnection connection, string sql)
    {
        session = PostgresSession.Of(connection);
        command = new(PostgresText.Of(sql), (NpgsqlConnection)connection);
    }

    public override void Bind(params ReadOnlySpan<object> parameters)
    {
        End();
        command.Parameters.Clear();
        foreach (var value in parameters) command.Parameters.Add(PostgresStatement.Parameter(value));
        isBegun = false;
    }

    public override bool Read()
    {
        try
        {
            if (!isBegun) Begin();
            if (kept is not null) return (row = kept.Count > 0 ? kept.Dequeue() : null) is not null;
            if (rows is null) return false;
            if (isAtRow = rows.Read()) return true;
            End();
            return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.QueryCanceled
            && session.Cancel.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.MessageText, e, session.Cancel);
        }
    }

    private void Begin()
    {
        isBegun = true;
        session.Cancel.ThrowIfCancellationRequested();
        session.Read(this, command.CommandText);
        using (session.Cancel.Register(command.Cancel)) rows = command.ExecuteReader();
        forms = [.. Enumerable.Range(0, rows.FieldCount).Select(i => rows.GetFieldType(i) is var type
            && type == typeof(long) ? Form.Long : type == typeof(int) ? Form.Int : type == typeof(bool) ? Form.Bool
                : Form.Other)];
    }

    /// <summary>Takes what is still to come into memory, so that the connection is free.</summary>
    public void Keep()
    {
        if (rows is null) return;
        if (isAtRow) row = Values();
        kept = [];
        while (rows.Read()) kept.Enqueue(Values());
        rows.Dispose();
        rows = null;
    }

    private object[] Values()
    {
        var values = new object[rows!.FieldCount];
        rows.GetValues(values);
        return values;
    }

    public override bool IsNull(int column) => row is not null ? row[column] is DBNull : rows!.IsDBNull(column);

    public override long Long(int column)
    {
        if (IsNull(column)) return 0;
        if (row is not null) return Convert.ToInt64(row[column], CultureInfo.InvariantCulture);
        return forms[column] switch
        {
            Form.Long => rows!.GetInt64(column),
            Form.Int => rows!.GetInt32(column),
            Form.Bool => rows!.GetBoolean(column) ? 1 : 0,
            _ => Convert.ToInt64(rows!.GetValue(column), CultureInfo.InvariantCulture)
        };
    }

    public override double Double(int column) =>
        IsNull(column) ? 0 : Convert.ToDouble(row is not null ? row[column] : rows!.GetValue(column),
            CultureInfo.InvariantCulture);

    public override ReadOnlySpan<byte> Text(int column) => IsNull(column) ? []
        : (row is not null ? row[column] : rows!.GetValue(column)) switch
        {
            byte[] bytes => bytes,
            string text => Encoding.UTF8.GetBytes(text),
            var other => throw new InvalidCastException($"a {other.GetType().Name} is neither text nor bytes")
        };

    public override string String(int column) => IsNull(column) ? ""
        : row is not null ? Convert.ToString(row[column], CultureInfo.InvariantCulture)! : rows!.GetString(column);

    public override DateTime? Time(int column) => IsNull(column) ? null
        : row is not null ? (DateTime)row[column] : rows!.GetDateTime(column);

    public override long Ticks(int column) => Time(column)?.Ticks ?? 0;

    private void End()
    {
        rows?.Dispose();
        (rows, kept, row, isAtRow) = (null, null, null, false);
        session.Done(this);
    }

    public override void Dispose()
    {
        End();
        command.Dispose();
    }
}

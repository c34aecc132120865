using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsArchive.Storage.Sql;

/// <summary>Reads the rows of a statement without an object a value: for scans of every article.</summary>
internal sealed class SqlReader : IDisposable
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;

    /// <param name="parameters">For <c>?</c>, in order: text or numbers.</param>
    public SqlReader(DbConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        this.connection = ((SqliteConnection)connection).Handle!;
        var result = raw.sqlite3_prepare_v2(this.connection, sql, out statement);
        if (result != raw.SQLITE_OK) throw Failed(result);
        Bind(parameters);
    }

    /// <summary>Begins the same statement anew with other values.</summary>
    public void Bind(params ReadOnlySpan<object> parameters)
    {
        raw.sqlite3_reset(statement);
        for (var i = 0; i < parameters.Length; i++)
            if (parameters[i] is string text) raw.sqlite3_bind_text(statement, i + 1, text);
            else raw.sqlite3_bind_int64(statement, i + 1,
                Convert.ToInt64(parameters[i], CultureInfo.InvariantCulture));
    }

    public bool Read()
    {
        var result = raw.sqlite3_step(statement);
        return result == raw.SQLITE_ROW || (result == raw.SQLITE_DONE ? false : throw Failed(result));
    }

    public long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public double Double(int column) => raw.sqlite3_column_double(statement, column);

    public long? LongOrNull(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : Long(column);

    public ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(statement, column);

    public string String(int column) => Encoding.UTF8.GetString(Text(column));

    public string? StringOrNull(int column) =>
        raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL ? null : String(column);

    /// <summary>An enumeration, stored by name.</summary>
    public T Enum<T>(int column) where T : struct, Enum => System.Enum.Parse<T>(String(column));

    /// <summary>A time in UTC, as the archive stores it; null where there is none.</summary>
    /// <exception cref="FormatException">It does not read as one.</exception>
    public DateTime? Time(int column) => StringOrNull(column) is { } text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    /// <summary>The first value of the first row as a number; 0 where there is no row.</summary>
    public static long Number(DbConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        using var reader = new SqlReader(connection, sql, parameters);
        return reader.Read() ? reader.Long(0) : 0;
    }

    private Exception Failed(int result) => result == raw.SQLITE_INTERRUPT
        ? new OperationCanceledException() : new SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(), result);

    public void Dispose() => statement.Dispose();
}

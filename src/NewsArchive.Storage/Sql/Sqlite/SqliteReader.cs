using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsArchive.Storage.Sql.Sqlite;

/// <summary>Rows straight from the engine's own memory.</summary>
internal sealed class SqliteReader : SqlReader
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly IEnumerator<long>? numbers;

    /// <param name="each">Numbers for each of which the statement runs, one after another; null where it runs
    /// once.</param>
    public SqliteReader(DbConnection connection, string sql, IEnumerable<long>? each = null)
    {
        this.connection = ((SqliteConnection)connection).Handle!;
        var result = raw.sqlite3_prepare_v2(this.connection, sql, out statement);
        if (result != raw.SQLITE_OK) throw Failed(result);
        numbers = each?.GetEnumerator();
    }

    public override void Bind(params ReadOnlySpan<object> parameters)
    {
        raw.sqlite3_reset(statement);
        for (var i = 0; i < parameters.Length; i++)
            if (parameters[i] is string text) raw.sqlite3_bind_text(statement, i + 1, text);
            else raw.sqlite3_bind_int64(statement, i + 1,
                Convert.ToInt64(parameters[i], CultureInfo.InvariantCulture));
    }

    public override bool Read()
    {
        if (numbers is null) return Step();
        while (!isAtNumber || !Step())
        {
            if (!(isAtNumber = numbers.MoveNext())) return false;
            Bind(numbers.Current);
        }
        return true;
    }

    private bool isAtNumber;

    private bool Step()
    {
        var result = raw.sqlite3_step(statement);
        return result == raw.SQLITE_ROW || (result == raw.SQLITE_DONE ? false : throw Failed(result));
    }

    public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public override long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public override double Double(int column) => raw.sqlite3_column_double(statement, column);

    public override ReadOnlySpan<byte> Text(int column) => raw.sqlite3_column_blob(statement, column);

    public override string String(int column) => Encoding.UTF8.GetString(Text(column));

    public override DateTime? Time(int column) => StringOrNull(column) is { } text
        ? DateTime.Parse(text, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal)
        : null;

    public override long Ticks(int column)
    {
        var stored = Text(column);
        Span<char> text = stackalloc char[32];
        if (stored.Length is 0 or > 32) return 0;
        var length = Encoding.UTF8.GetChars(stored, text);
        return DateTime.TryParse(text[..length], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time.Ticks : 0;
    }

    private Exception Failed(int result) => result == raw.SQLITE_INTERRUPT
        ? new OperationCanceledException() : new SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(),
            result);

    public override void Dispose()
    {
        statement.Dispose();
        numbers?.Dispose();
    }
}

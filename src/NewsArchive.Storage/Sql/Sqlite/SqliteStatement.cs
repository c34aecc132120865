using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsArchive.Storage.Sql.Sqlite;

internal sealed class SqliteStatement : SqlStatement
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;

    public SqliteStatement(DbConnection connection, string sql)
    {
        this.connection = ((SqliteConnection)connection).Handle!;
        Check(raw.sqlite3_prepare_v2(this.connection, sql, out statement), raw.SQLITE_OK);
    }

    /// <summary>A time in UTC as the archive stores it, to the microsecond, as servers do.</summary>
    public static string Time(DateTime at) => at.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    public override void Run(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            Check(values[i] switch
            {
                null => raw.sqlite3_bind_null(statement, i + 1),
                string text => raw.sqlite3_bind_text(statement, i + 1, text),
                double number => raw.sqlite3_bind_double(statement, i + 1, number),
                DateTime at => raw.sqlite3_bind_text(statement, i + 1, Time(at)),
                byte[] bytes => raw.sqlite3_bind_blob(statement, i + 1, bytes),
                var number =>
                    raw.sqlite3_bind_int64(statement, i + 1, Convert.ToInt64(number, CultureInfo.InvariantCulture)),
            }, raw.SQLITE_OK);
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        Check(result, raw.SQLITE_DONE);
    }

    private void Check(int result, int wanted)
    {
        if (result != wanted) throw new SqliteException(raw.sqlite3_errmsg(connection).utf8_to_string(), result);
    }

    public override void Dispose() => statement.Dispose();
}

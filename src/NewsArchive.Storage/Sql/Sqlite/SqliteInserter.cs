using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using SQLitePCL;

namespace NewsArchive.Storage.Sql.Sqlite;

/// <summary>Inserts rows through one prepared statement, straight into the engine.</summary>
internal sealed class SqliteInserter<T> : RowInserter<T> where T : class
{
    private readonly sqlite3 connection;
    private readonly sqlite3_stmt statement;
    private readonly Func<object, object?>[] columns;
    private readonly Dictionary<Enum, byte[]> namesOfValues = [];
    private readonly string table;
    private byte[] buffer = new byte[4096];

    public SqliteInserter(ArchiveDb db, bool orIgnore)
    {
        (table, var shape) = Shape(db);
        columns = [.. shape.Select(c => c.Value)];
        connection = ((SqliteConnection)db.Database.GetDbConnection()).Handle!;
        var names = shape.Select(c => $"\"{c.Name}\"");
        Check(raw.sqlite3_prepare_v2(connection,
            $"INSERT {(orIgnore ? "OR IGNORE " : "")}INTO \"{table}\" ({string.Join(", ", names)}) VALUES "
            + $"({string.Join(", ", columns.Select(_ => "?"))})", out statement));
    }

    public override void Insert(T row)
    {
        for (var i = 0; i < columns.Length; i++) Check(Bind(i + 1, columns[i](row)));
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result != raw.SQLITE_DONE) Check(result);
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(statement, place),
        string text => BindText(place, text),
        long number => raw.sqlite3_bind_int64(statement, place, number),
        int number => raw.sqlite3_bind_int64(statement, place, number),
        bool yes => raw.sqlite3_bind_int64(statement, place, yes ? 1 : 0),
        double number => raw.sqlite3_bind_double(statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(statement, place, bytes),
        DateTime time => BindText(place, SqliteStatement.Time(time)),
        Enum name => raw.sqlite3_bind_text(statement, place, NameOf(name)),
        _ => throw new NotSupportedException(
            $"a column of {table} holds a {value.GetType().Name}, for which there is no form yet"),
    };

    private int BindText(int place, string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (buffer.Length < most) buffer = new byte[most];
        return raw.sqlite3_bind_text(statement, place, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }

    private byte[] NameOf(Enum value)
    {
        if (!namesOfValues.TryGetValue(value, out var name))
            namesOfValues[value] = name = Encoding.UTF8.GetBytes(value.ToString());
        return name;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            throw new SqliteException($"storing into {table}: {raw.sqlite3_errmsg(connection).utf8_to_string()}",
                result);
    }

    public override void Dispose() => statement.Dispose();
}

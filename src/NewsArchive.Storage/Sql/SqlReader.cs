using System.Data.Common;

namespace NewsArchive.Storage.Sql;

/// <summary>Reads the rows of a statement without an object a value: for scans of every article.</summary>
internal abstract class SqlReader : IDisposable
{
    /// <param name="parameters">For <c>?</c>, in order: text or numbers.</param>
    public static SqlReader Open(DbConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        var reader = SqlEngine.Of(connection).Read(connection, sql);
        reader.Bind(parameters);
        return reader;
    }

    /// <summary>The rows of a statement for each of many numbers, in their order, one after another.</summary>
    /// <param name="sql">With one <c>?</c>, for the number.</param>
    public static SqlReader OpenEach(DbConnection connection, string sql, IReadOnlyCollection<long> numbers) =>
        SqlEngine.Of(connection).ReadEach(connection, sql, numbers);

    /// <summary>Begins the same statement anew with other values.</summary>
    public abstract void Bind(params ReadOnlySpan<object> parameters);

    public abstract bool Read();

    public abstract bool IsNull(int column);

    /// <summary>A number, or whether something holds as 1 or 0; 0 where there is no value.</summary>
    public abstract long Long(int column);

    public abstract double Double(int column);

    public long? LongOrNull(int column) => IsNull(column) ? null : Long(column);

    /// <summary>Text in UTF-8, or bytes; until the next row is read.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    /// <summary>Empty where there is none.</summary>
    public abstract string String(int column);

    public string? StringOrNull(int column) => IsNull(column) ? null : String(column);

    /// <summary>An enumeration, stored by name.</summary>
    public T Enum<T>(int column) where T : struct, Enum => System.Enum.Parse<T>(String(column));

    /// <summary>A time in UTC; null where there is none.</summary>
    /// <exception cref="FormatException">It does not read as one.</exception>
    public abstract DateTime? Time(int column);

    /// <summary>The ticks of a time; 0 where there is none, or none that reads as one.</summary>
    public abstract long Ticks(int column);

    /// <summary>The first value of the first row as a number; 0 where there is no row.</summary>
    public static long Number(DbConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        using var reader = Open(connection, sql, parameters);
        return reader.Read() ? reader.Long(0) : 0;
    }

    public abstract void Dispose();
}

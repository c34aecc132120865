using System.Data.Common;

namespace NewsArchive.Storage.Sql;

/// <summary>
/// A statement that writes, run often with other values. What it writes is there for whoever asks the same connection
/// afterwards.
/// </summary>
internal abstract class SqlStatement : IDisposable
{
    public static SqlStatement Prepare(DbConnection connection, string sql) =>
        SqlEngine.Of(connection).Prepare(connection, sql);

    /// <param name="values">For <c>?</c>, in order: text, numbers, times in UTC, bytes or null.</param>
    public abstract void Run(params ReadOnlySpan<object?> values);

    public abstract void Dispose();
}

internal static class ConnectionExtensions
{
    /// <summary>Runs statements that have no values.</summary>
    public static void Execute(this DbConnection connection, string sql) =>
        SqlEngine.Of(connection).Execute(connection, sql);
}

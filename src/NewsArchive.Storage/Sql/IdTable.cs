using System.Data.Common;

namespace NewsArchive.Storage.Sql;

/// <summary>A temporary table of ids, column Id, for statements to join with; gone when disposed.</summary>
internal sealed class IdTable : IDisposable
{
    private readonly DbConnection connection;
    private readonly string name;

    /// <param name="name">Of the table; not in use on this connection.</param>
    public IdTable(DbConnection connection, string name, IEnumerable<long>? ids = null)
    {
        (this.connection, this.name) = (connection, name);
        SqlEngine.Of(connection).MakeIdTable(connection, name, ids ?? []);
    }

    public void Dispose() => connection.Execute($"DROP TABLE {name}");
}

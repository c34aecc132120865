// Observation: a page asks several questions over several connections, and what is kept in memory of it is kept under
// the number of the last change. Servers that follow another are not all as far.
// Idea: all who read ask one server, until it does not answer any more; only then another is looked for, by what the
// address prefers.
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>The one of an archive's servers that is read from.</summary>
internal sealed class PostgresReaders : IDisposable
{
    private readonly NpgsqlDataSource[] servers;
    private readonly TargetSessionAttributes wanted;
    private readonly Lock turn = new();
    private NpgsqlDataSource? current;

    public PostgresReaders(NpgsqlConnectionStringBuilder settings)
    {
        wanted = Enum.TryParse<TargetSessionAttributes>(
            settings.TargetSessionAttributes?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var named)
            ? named : TargetSessionAttributes.PreferPrimary;
        servers = [.. (settings.Host ?? "").Split(',').Select(host =>
        {
            var one = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Host = host.Trim() };
            one.Remove("Target Session Attributes");
            return NpgsqlDataSource.Create(one);
        })];
        if (servers.Length == 1) current = servers[0];
    }

    /// <summary>Another number when another server is read from.</summary>
    public int Turn { get; private set; }

    public NpgsqlConnection Open()
    {
        lock (turn)
        {
            if (current is { } known)
                try
                {
                    return known.OpenConnection();
                }
                catch (NpgsqlException) when (servers.Length > 1)
                {
                    current = null;
                }
            return Choose();
        }
    }

    private NpgsqlConnection Choose()
    {
        NpgsqlException? failure = null;
        NpgsqlConnection? second = null;
        NpgsqlDataSource? secondFrom = null;
        foreach (var server in servers)
            try
            {
                var connection = server.OpenConnection();
                if (Fits(connection, out var isBest))
                {
                    if (isBest)
                    {
                        second?.Dispose();
                        return Take(server, connection);
                    }
                    if (second is null)
                    {
                        (second, secondFrom) = (connection, server);
                        continue;
                    }
                }
                connection.Dispose();
            }
            catch (NpgsqlException e)
            {
                failure = e;
            }
        return second is not null ? Take(secondFrom!, second) : throw failure ?? new NpgsqlException("No server is of the wanted kind.");
    }

    private NpgsqlConnection Take(NpgsqlDataSource server, NpgsqlConnection connection)
    {
        current = server;
        Turn++;
        return connection;
    }

    private bool Fits(NpgsqlConnection connection, out bool isBest)
    {
        var isStandby = SqlReader.Number(connection, "SELECT pg_is_in_recovery()") == 1;
        isBest = wanted switch
        {
            TargetSessionAttributes.PreferStandby or TargetSessionAttributes.Standby => isStandby,
            TargetSessionAttributes.Any => true,
            _ => !isStandby
        };
        return isBest || wanted is TargetSessionAttributes.PreferStandby or TargetSessionAttributes.PreferPrimary;
    }

    public void Dispose()
    {
        foreach (var server in servers) server.Dispose();
    }
}

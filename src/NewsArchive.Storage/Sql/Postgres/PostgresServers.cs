// Observation: a page asks several questions over several connections, and what is kept in memory of it is kept under
// the number of the last change. Servers that follow another are not all as far.
// Idea: all who read ask one server, until it does not answer any more; only then another is looked for, by what the
// address prefers. Whoever writes asks the one that takes changes.
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>The one of an archive's servers that is asked.</summary>
internal sealed class PostgresServers : IDisposable
{
    private readonly NpgsqlDataSource[] servers;
    private readonly TargetSessionAttributes wanted;
    private readonly Lock turn = new();
    private NpgsqlDataSource? current;

    public PostgresServers(NpgsqlConnectionStringBuilder settings, TargetSessionAttributes wanted)
    {
        this.wanted = wanted;
        servers = [.. (settings.Host ?? "").Split(',').Select(host =>
        {
            var one = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Host = host.Trim() };
            one.Remove("Target Session Attributes");
            return NpgsqlDataSource.Create(one);
        })];
        if (servers.Length == 1) current = servers[0];
    }

    /// <summary>Another number when another server is asked.</summary>
    public int Turn { get; private set; }

    public bool IsSeveral => servers.Length > 1;

    /// <summary>What leads to the one that is asked.</summary>
    public string? Current => current?.ConnectionString;

    /// <exception cref="NpgsqlException">None answers that fits.</exception>
    public NpgsqlConnection Open()
    {
        if (!IsSeveral) return servers[0].OpenConnection();
        lock (turn)
        {
            if (current is { } known && TryOpen(known, out var isBest, out _) is { } connection)
            {
                if (isBest || wanted != TargetSessionAttributes.Primary) return connection;
                connection.Dispose();
            }
            current = null;
            return Choose();
        }
    }

    private NpgsqlConnection Choose()
    {
        Exception? failure = null;
        (NpgsqlConnection Connection, NpgsqlDataSource Server)? second = null;
        foreach (var server in servers)
        {
            if (TryOpen(server, out var isBest, out var problem) is not { } connection)
            {
                failure = problem;
                continue;
            }
            if (isBest)
            {
                second?.Connection.Dispose();
                return Take(server, connection);
            }
            if (second is null && wanted is TargetSessionAttributes.PreferStandby or TargetSessionAttributes.PreferPrimary)
                second = (connection, server);
            else connection.Dispose();
        }
        return second is var (other, from) ? Take(from, other)
            : throw new NpgsqlException("none of the servers answers as the one that is wanted", failure);
    }

    private NpgsqlConnection Take(NpgsqlDataSource server, NpgsqlConnection connection)
    {
        current = server;
        Turn++;
        return connection;
    }

    /// <summary>A connection that answers; one that was kept from before the server went away does not.</summary>
    private NpgsqlConnection? TryOpen(NpgsqlDataSource server, out bool isBest, out Exception? problem)
    {
        for (var trial = 0; ; trial++)
        {
            NpgsqlConnection? connection = null;
            try
            {
                connection = server.OpenConnection();
                var isStandby = SqlReader.Number(connection, "SELECT pg_is_in_recovery()") == 1;
                isBest = wanted switch
                {
                    TargetSessionAttributes.PreferStandby or TargetSessionAttributes.Standby => isStandby,
                    TargetSessionAttributes.Any => true,
                    _ => !isStandby
                };
                problem = null;
                return connection;
            }
            catch (Exception e) when (PostgresErrors.IsPassing(e))
            {
                (isBest, problem) = (false, e);
                connection?.Dispose();
                server.Clear();
                if (connection is null || trial > 0) return null;
            }
        }
    }

    public void Dispose()
    {
        foreach (var server in servers) server.Dispose();
    }
}

using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>
/// Advisory locks of an archive: the database keeps them for whoever asks, and lets go when their connection ends. Each
/// schema has its own, since each may hold an archive.
/// </summary>
internal static class PostgresLocks
{
    /// <summary>Of those who write: held to the end of a transaction. Also taken by the archive's triggers.</summary>
    public const string WaitToWrite = "SELECT pg_advisory_xact_lock(" + Writing + ")";

    public const string Writing = "1, hashtext('newsarchive ' || current_schema())";

    private const string Opening = "2, hashtext('newsarchive ' || current_schema())";

    private const string Importing = "3, hashtext('newsarchive ' || current_schema())";

    private const string Holder =
        "SELECT coalesce(host(a.client_addr), 'this machine'), a.application_name, to_char(a.backend_start AT TIME "
            + "ZONE 'UTC', "
        + "'YYYY-MM-DD HH24:MI') FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND "
        + "l.granted AND l.classid = 3 AND l.objid = hashtext('newsarchive ' || current_schema())::oid AND "
        + "l.database = "
        + "(SELECT oid FROM pg_database WHERE datname = current_database())";

    public static Task<IAsyncDisposable> OpenAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        HeldAsync(connection, Opening, null, cancel);

    public static Task<IAsyncDisposable> ImportAsync(
        NpgsqlConnection connection, Action<string>? notice, CancellationToken cancel) =>
        HeldAsync(connection, Importing, notice, cancel);

    /// <summary>Looks again and again whether whoever holds it has ended.</summary>
    /// <returns>The connection, which holds the lock until it is disposed of.</returns>
    private static async Task<IAsyncDisposable> HeldAsync(
        NpgsqlConnection connection, string key, Action<string>? notice, CancellationToken cancel)
    {
        try
        {
            await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({key})", connection);
            for (var isTold = false; await command.ExecuteScalarAsync(cancel) is not true; isTold = true)
            {
                if (!isTold) notice?.Invoke($"Another import is at work on this "
                    + $"archive{await HolderAsync(connection, cancel)}. This "
                    + "one begins when that has ended.");
                await Task.Delay(BetweenLooks, cancel);
            }
            return new Held(connection, key);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    /// <summary>The driver keeps the connection for others, who must not hold the lock.</summary>
    private sealed class Held(NpgsqlConnection connection, string key) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await using (connection)
                try
                {
                    if (connection.State != System.Data.ConnectionState.Open) return;
                    await using var command = new NpgsqlCommand($"SELECT pg_advisory_unlock({key})", connection);
                    await command.ExecuteNonQueryAsync();
                }
                catch (Exception e) when (PostgresErrors.IsPassing(e))
                {
                    // With its connection the lock is gone, too.
                }
        }
    }

    private static async Task<string> HolderAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(Holder, connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel) ? $" ({row.GetString(1)}, from {row.GetString(0)}, connected since "
            + $"{row.GetString(2)} UTC)" : "";
    }
}

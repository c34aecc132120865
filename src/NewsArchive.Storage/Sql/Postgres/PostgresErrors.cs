using System.Data.Common;
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>What PostgreSQL's errors mean for an archive; {0} stands for its name.</summary>
internal static class PostgresErrors
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        [PostgresErrorCodes.InvalidPassword] =
            "The server of {0} does not accept the password. Set the variable PGPASSWORD, or keep it in a file that "
                + "the variable "
            + "PGPASSFILE names.",
        [PostgresErrorCodes.InvalidAuthorizationSpecification] =
            "The server of {0} lets nobody in under that name from here. Look at the name in the address, and at the "
                + "server's "
            + "pg_hba.conf.",
        [PostgresErrorCodes.InvalidCatalogName] =
            "There is no such database: {0}. Make it first, with: createdb NAME",
        [PostgresErrorCodes.InsufficientPrivilege] =
            "The user of {0} may not do that in this database. Whoever owns the database can grant it.",
        [PostgresErrorCodes.ReadOnlySqlTransaction] =
            "The server of {0} may only be read, as one that follows another. Name all servers in the address, or "
                + "the first one.",
        [PostgresErrorCodes.DiskFull] =
            "There is no room left on the disk of {0}. What was stored before is kept; make room and run the command "
                + "again.",
        [PostgresErrorCodes.OutOfMemory] = "The server of {0} has not enough memory for what was asked.",
        [PostgresErrorCodes.TooManyConnections] =
            "The server of {0} has no connection left. Raise max_connections there, or set a smaller Maximum Pool "
                + "Size in the "
            + "address.",
        [PostgresErrorCodes.LockNotAvailable] =
            "Somebody else writes to {0} and did not let go of it for a minute. Try again when they have ended.",
        [PostgresErrorCodes.DataCorrupted] =
            "The database {0} is damaged. Go back to a copy of it; what the server found stands in its log.",
        [PostgresErrorCodes.IndexCorrupted] =
            "An index of the database {0} is damaged. On the server, run: reindexdb",
        [PostgresErrorCodes.UndefinedTable] =
            "A table of the archive {0} is missing. Go back to a copy of it.",
    };

    private const string Gone = "The server of {0} does not answer. What was stored before is kept; look whether it "
        + "runs and can be "
        + "reached, and run the command again.";

    /// <returns>Null for an error of another kind.</returns>
    public static string? SentenceOf(DbException error) => error switch
    {
        PostgresException said when Sentences.TryGetValue(said.SqlState, out var sentence) => sentence,
        PostgresException { SqlState: var state } when IsGone(state) => Gone,
        // What the server says of a statement may hold values of the archive: its code is enough to look it up.
        PostgresException said => $"The server of {{0}} refused what was asked ({said.SqlState}: {said.MessageText}).",
        // What the driver says of itself: nobody was asked yet.
        NpgsqlException { InnerException: null } own when own.Message.Contains("password",
            StringComparison.OrdinalIgnoreCase) =>
            Sentences[PostgresErrorCodes.InvalidPassword],
        NpgsqlException => Gone,
        _ => null,
    };

    public static bool IsClosedToWriting(DbException error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege
    };

    /// <summary>The server went away, or another took its place, or two who wrote waited for each other.</summary>
    public static bool IsPassing(Exception error) => error switch
    {
        PostgresException said => IsGone(said.SqlState) || said.SqlState is PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        NpgsqlException => true,
        // What others made of the driver's error.
        { InnerException: DbException inner } => IsPassing(inner),
        // What waited on a connection that broke.
        InvalidOperationException or ObjectDisposedException or System.IO.IOException =>
            error.StackTrace?.Contains("Npgsql", StringComparison.Ordinal) == true,
        _ => error.InnerException is { } inner && IsPassing(inner),
    };

    /// <summary>Class 57P: the server stops or starts; class 08: the connection.</summary>
    private static bool IsGone(string state) => state.StartsWith("57P", StringComparison.Ordinal)
        || state.StartsWith("08", StringComparison.Ordinal);
}

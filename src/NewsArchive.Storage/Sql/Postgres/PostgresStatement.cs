using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>Runs of a statement that go to the server many at a time.</summary>
internal sealed partial class PostgresStatement : SqlStatement, IWaitingWrites
{
    private const int SentAtOnce = 1_000;

    private readonly NpgsqlConnection connection;
    private readonly PostgresSession session;
    private readonly string sql;
    private readonly List<NpgsqlBatchCommand> runs = [];

    public PostgresStatement(DbConnection connection, string sql)
    {
        this.connection = (NpgsqlConnection)connection;
        session = PostgresSession.Of(connection);
        this.sql = PostgresText.Of(sql);
        Table = Changed().Match(sql).Groups[1].Value;
    }

    public string Table { get; }

    public string Statement => sql;

    public override void Run(params ReadOnlySpan<object?> values)
    {
        var run = new NpgsqlBatchCommand(sql);
        foreach (var value in values) run.Parameters.Add(Parameter(value));
        if (runs.Count == 0) session.Wait(this);
        runs.Add(run);
        if (runs.Count >= SentAtOnce) session.Send(this);
    }

    /// <summary>Text takes the type of where it stands.</summary>
    public static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Unknown },
        string text => new NpgsqlParameter { Value = StorableText.Of(text), NpgsqlDbType = NpgsqlDbType.Unknown },
        int number => new NpgsqlParameter<long>("", number),
        long number => new NpgsqlParameter<long>("", number),
        bool yes => new NpgsqlParameter<bool>("", yes),
        double number => new NpgsqlParameter<double>("", number),
        DateTime time => new NpgsqlParameter { Value = time, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        long[] numbers => new NpgsqlParameter<long[]>("", numbers),
        byte[] bytes => new NpgsqlParameter<byte[]>("", bytes),
        _ => throw new NotSupportedException($"a parameter is a {value.GetType().Name}, for which there is no form yet"),
    };

    void IWaitingWrites.Send()
    {
        if (runs.Count == 0) return;
        using var batch = new NpgsqlBatch(connection);
        foreach (var run in runs) batch.BatchCommands.Add(run);
        runs.Clear();
        batch.ExecuteNonQuery();
    }

    void IWaitingWrites.Forget() => runs.Clear();

    public override void Dispose() => session.Send(this);

    [GeneratedRegex(@"^\s*(?:UPDATE|INSERT INTO|DELETE FROM)\s+(\w+)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Changed();
}

// Observation: the embedded database runs a statement while rows of another are read, and every row that is inserted is
// there for the next question. PostgreSQL runs one statement a connection, and a statement a row is a journey a row.
// Idea: rows and repeated statements wait until somebody asks for their table, and go together; rows that are being
// read are taken into memory when another statement wants the connection. Callers see no difference.
// Known failure: none is known; a statement that touches a table without naming it would miss what waits.
using System.Data.Common;
using System.Runtime.CompilerServices;
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>Writes that wait to be sent together.</summary>
internal interface IWaitingWrites
{
    /// <summary>The table that they change.</summary>
    string Table { get; }

    /// <summary>The statement, which may read other tables; empty for rows.</summary>
    string Statement { get; }

    void Send();

    /// <summary>Forgets them: the transaction that they belonged to is no more.</summary>
    void Forget();
}

/// <summary>What waits on one connection, and what is being read over it.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection)
{
    private static readonly ConditionalWeakTable<NpgsqlConnection, PostgresSession> All = [];

    private readonly List<IWaitingWrites> waiting = [];
    private PostgresReader? reading;
    private DbTransaction? transaction;

    public static PostgresSession Of(DbConnection connection) =>
        All.GetValue((NpgsqlConnection)connection, c => new(c));

    /// <summary>Where a search was given up, its statement is.</summary>
    public CancellationToken Cancel { get; set; }

    /// <summary>From here on what waits belongs to a transaction.</summary>
    public void Begin(DbTransaction begun)
    {
        Forget();
        transaction = begun;
    }

    /// <summary>What comes from here on is on its own.</summary>
    public void Committed() => transaction = null;

    /// <summary>Makes the connection free for a statement, and sends what waits for the tables that it names.</summary>
    public void Settle(string sql)
    {
        Free();
        if (waiting.Count > 0) SendFor(sql);
    }

    /// <summary>Sends all that waits.</summary>
    public void SettleAll()
    {
        Free();
        Send([.. waiting]);
    }

    public void Read(PostgresReader reader, string sql)
    {
        Settle(sql);
        reading = reader;
    }

    public void Done(PostgresReader reader)
    {
        if (ReferenceEquals(reading, reader)) reading = null;
    }

    /// <summary>Writes begin to wait; those before them that they can see are sent first.</summary>
    public void Wait(IWaitingWrites writes)
    {
        if (transaction is not null && HasEnded(transaction)) Forget();
        SendFor($"{writes.Table} {writes.Statement}");
        waiting.Add(writes);
    }

    /// <summary>Sends the writes if they still wait.</summary>
    public void Send(IWaitingWrites writes)
    {
        if (waiting.Contains(writes)) SendFor(writes.Table);
    }

    /// <summary>What changes a table that a statement names, and what reads a table before that is changed.</summary>
    private void SendFor(string sql)
    {
        List<IWaitingWrites> sent = [];
        for (var i = waiting.Count - 1; i >= 0; i--)
            if (Names(sql, waiting[i].Table) || sent.Exists(later => Names(waiting[i].Statement, later.Table)))
                sent.Insert(0, waiting[i]);
        Send(sent);
    }

    private static bool Names(string sql, string table) => sql.Contains(table, StringComparison.OrdinalIgnoreCase);

    private void Free()
    {
        reading?.Keep();
        reading = null;
    }

    private void Send(List<IWaitingWrites> sent)
    {
        if (sent.Count == 0) return;
        if (connection.State != System.Data.ConnectionState.Open || transaction is not null && HasEnded(transaction))
        {
            // It ended without being committed: so did all that belongs to it.
            Forget();
            return;
        }
        Free();
        foreach (var writes in sent)
        {
            waiting.Remove(writes);
            writes.Send();
        }
    }

    private static bool HasEnded(DbTransaction transaction)
    {
        try
        {
            return transaction.Connection is null;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private void Forget()
    {
        foreach (var writes in waiting) writes.Forget();
        waiting.Clear();
        transaction = null;
    }
}

// Observation: the embedded database runs a statement while rows of another are read, and every row that is inserted is
// there for the next question. PostgreSQL runs one statement a connection, and a statement a row is a journey a row.
// Idea: rows and repeated statements wait until somebody asks for their table, and go together; rows that are being read
// are taken into memory when another statement wants the connection. Callers see no difference.
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

    void Send();

    /// <summary>Forgets them: the transaction that they belonged to is no more.</summary>
    void Forget();
}

/// <summary>What waits on one connection, and what is being read over it.</summary>
internal sealed class PostgresSession
{
    private static readonly ConditionalWeakTable<NpgsqlConnection, PostgresSession> All = [];

    private readonly List<IWaitingWrites> waiting = [];
    private PostgresReader? reading;
    private DbTransaction? transaction;

    public static PostgresSession Of(DbConnection connection) =>
        All.GetValue((NpgsqlConnection)connection, _ => new());

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

    /// <summary>Makes the connection free for a statement, and sends what waits for a table that it names.</summary>
    public void Settle(string sql)
    {
        reading?.Keep();
        reading = null;
        if (waiting.Count == 0) return;
        // In the order in which they came, up to the last one that the statement can see.
        var last = waiting.FindLastIndex(w => sql.Contains(w.Table, StringComparison.OrdinalIgnoreCase));
        if (last >= 0) Send(last + 1);
    }

    /// <summary>Sends all that waits.</summary>
    public void SettleAll()
    {
        reading?.Keep();
        reading = null;
        Send(waiting.Count);
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
    public void Wait(IWaitingWrites writes, string sql)
    {
        var last = waiting.FindLastIndex(w => sql.Contains(w.Table, StringComparison.OrdinalIgnoreCase));
        if (last >= 0)
        {
            reading?.Keep();
            reading = null;
            Send(last + 1);
        }
        waiting.Add(writes);
    }

    /// <summary>Sends the writes if they still wait, with those that came before them.</summary>
    public void Send(IWaitingWrites writes)
    {
        if (waiting.IndexOf(writes) is not (>= 0 and var place)) return;
        reading?.Keep();
        reading = null;
        Send(place + 1);
    }

    private void Send(int count)
    {
        if (transaction is not null && HasEnded(transaction))
        {
            // It ended without being committed: so did all that belongs to it.
            Forget();
            return;
        }
        for (; count > 0; count--)
        {
            var next = waiting[0];
            waiting.RemoveAt(0);
            next.Send();
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

using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>
/// Before a statement of Entity Framework runs, what waits for its tables is sent; and its LIKE minds no case, as in
/// the embedded database.
/// </summary>
internal sealed class PostgresCommands : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        if (result.CommandText.Contains(" LIKE ", StringComparison.Ordinal))
            result.CommandText = result.CommandText.Replace(" LIKE ", " ILIKE ", StringComparison.Ordinal);
        PostgresSession.Of(result.Connection!).Settle(result.CommandText);
        return result;
    }
}

/// <summary>
/// One writes at a time, as in the embedded database: whoever begins to write waits for the lock of the archive. What
/// waits on the connection is sent before it commits.
/// </summary>
internal sealed class PostgresTransactions : DbTransactionInterceptor
{
    public override DbTransaction TransactionStarted(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        Begin(connection, result);
        return result;
    }

    public override ValueTask<DbTransaction> TransactionStartedAsync(DbConnection connection,
        TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default)
    {
        Begin(connection, result);
        return new(result);
    }

    private static void Begin(DbConnection connection, DbTransaction transaction)
    {
        PostgresSession.Of(connection).Begin(transaction);
        connection.Execute(PostgresLocks.WaitToWrite);
    }

    public override InterceptionResult TransactionCommitting(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        PostgresSession.Of(transaction.Connection!).SettleAll();
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) =>
        PostgresSession.Of(eventData.Context!.Database.GetDbConnection()).Committed();

    public override Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(DbTransaction transaction,
        TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        PostgresSession.Of(transaction.Connection!).SettleAll();
        return new(result);
    }
}

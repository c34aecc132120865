using System.Data.Common;
using Microsoft.Data.Sqlite;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql.Postgres;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Sql;

/// <summary>
/// What differs between the databases in what is asked over a connection. Statements are written once, in the SQL that
/// both understand; what they do not share has a member here.
/// </summary>
internal abstract class SqlEngine
{
    /// <summary>The one that a connection leads to.</summary>
    public static SqlEngine Of(DbConnection connection) => connection is SqliteConnection ? SqliteEngine.Instance
        : Other();

    // Apart, so that whoever uses the embedded database does not load the other's driver.
    private static PostgresEngine Other() => PostgresEngine.Instance;

    public abstract SqlReader Read(DbConnection connection, string sql);

    /// <summary>The rows of a statement with one <c>?</c> for each of many numbers, in their order.</summary>
    public abstract SqlReader ReadEach(DbConnection connection, string sql, IReadOnlyCollection<long> numbers);

    public abstract SqlStatement Prepare(DbConnection connection, string sql);

    /// <summary>Runs statements that have no values.</summary>
    public abstract void Execute(DbConnection connection, string sql);

    public abstract RowInserter<T> Insert<T>(ArchiveDb db, bool orIgnore) where T : class;

    /// <summary>Reads that all see one state of the archive, until it is disposed of; nobody waits for it.</summary>
    public abstract DbTransaction Snapshot(DbConnection connection);

    /// <summary>While it lives, statements of a connection end as soon as a token says so.</summary>
    public abstract IDisposable Interrupt(DbConnection connection, CancellationToken cancel);

    /// <summary>Asks for a number that is another one after every write by another connection.</summary>
    public abstract string ChangesQuery { get; }

    /// <summary>The same for a connection that writes itself: its own writes do not change it.</summary>
    public virtual string ChangesOfOthersQuery => ChangesQuery;

    /// <summary>Makes a temporary table with the column Id.</summary>
    public abstract void MakeIdTable(DbConnection connection, string name, IEnumerable<long> ids);

    /// <summary>Whether a column holds characters exactly as they are written.</summary>
    public abstract string Holds(string column, string characters);

    /// <summary>Whether a column is from one text up to before another, in the order of their characters.</summary>
    public abstract string IsBetween(string column, string from, string before);

    /// <summary>The month of a time, as 2026-11.</summary>
    public abstract string MonthOf(string time);

    /// <summary>The first headlines from ?1 up to ?2, whatever their case; as many as ?3 says.</summary>
    public abstract string HeadlinesBetween { get; }

    /// <returns>The first problem that the database finds in its own files; null where there is none.</returns>
    public abstract string? ProblemOf(DbConnection connection);

    /// <summary>Sets the mark of an archive; belongs into the transaction that makes what it speaks of.</summary>
    public abstract string SetMark(int mark);

    /// <summary>The mark where all that is made from the articles is there, and of this program.</summary>
    public abstract int CurrentMark { get; }

    /// <summary>The highest number that a table has given to a row, whether the row is still there or not.</summary>
    public abstract long LastGiven(DbConnection connection, string table);

    /// <summary>Has a table go on numbering after a number, where it is not beyond it.</summary>
    public abstract void GoOnAfter(DbConnection connection, string table, long number);

    /// <returns>Whether there is a table of that name.</returns>
    public abstract bool HasTable(DbConnection connection, string name);
}

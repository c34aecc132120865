using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>An open archive: where it is, connections to it, and what is kept in memory of it.</summary>
public sealed class Archive : IDisposable
{
    private readonly ConcurrentDictionary<Type, IDisposable> caches = [];

    internal Archive(ArchivePlace place) => Place = place;

    internal ArchivePlace Place { get; }

    /// <summary>Told what goes on beside the answer: that the index is being made, or made anew.</summary>
    public Action<string>? Notice { get; set; }

    /// <summary>Told when something waits: for another import to end, or for a server to answer.</summary>
    public Action<string>? Waits { get; set; }

    /// <summary>Whether it is on a server, so that others write to it from other machines.</summary>
    public bool IsServed => Place.IsServed;

    /// <summary>The path of the file, or the server and the database; never a password.</summary>
    public string Location => Place.Name;

    /// <summary>What stands beside the archive, such as its index, begins with this path.</summary>
    public string Beside => Place.Beside;

    /// <summary>Bytes that it takes.</summary>
    public long Size => Place.Size;

    /// <summary>A unit of work over one connection; whoever asks for it disposes of it.</summary>
    public ArchiveDb Db() => Db(ConnectionUse.Write);

    /// <summary>The same where nothing is changed; of several servers it may be one that only reads.</summary>
    public ArchiveDb DbToRead() => Db(ConnectionUse.Read);

    private ArchiveDb Db(ConnectionUse use)
    {
        var rented = new RentedConnection(Place, use);
        return Place.Db(rented.Connection, rented);
    }

    /// <summary>A unit of work that goes through much of the archive, over a connection of its own.</summary>
    internal ArchiveDb DbForWork()
    {
        var connection = Place.Open(ConnectionUse.Write);
        return Place.Db(connection, connection);
    }

    /// <summary>An open connection to read over, for whoever asks to dispose of.</summary>
    internal RentedConnection Connect() => new(Place, ConnectionUse.Read);

    private readonly Lock versionTurn = new();
    private ChangeCounter? changes;

    /// <summary>Another number after every write to the archive, by whomever; begins anew with each process.</summary>
    public long Version
    {
        get
        {
            lock (versionTurn) return (changes ??= Changes()).Current;
        }
    }

    /// <summary>Tells of every write to the archive, by whomever.</summary>
    internal ChangeCounter Changes() => new(this);

    /// <summary>How long a server that went away is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10),
        BetweenTrials = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Does what may be done twice, and does it again where the server went away meanwhile: when it is back, or another
    /// took over. <paramref name="work"/> begins with connections of its own.
    /// </summary>
    internal async Task<T> AgainAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        for (var isTold = false; ; isTold = true)
            try
            {
                return await work();
            }
            catch (Exception e) when (DatabaseErrors.IsPassing(e) && watch.Elapsed < Patience
                && !cancel.IsCancellationRequested)
            {
                if (!isTold) Waits?.Invoke($"The server of {Location} does not answer. What was stored is kept, and "
                    + "this goes on "
                    + "by itself when it is back or another has taken over; it may be stopped and begun again, too.");
                await Task.Delay(BetweenTrials, cancel);
            }
    }

    internal Task AgainAsync(Func<Task> work, CancellationToken cancel) => AgainAsync(async () =>
    {
        await work();
        return true;
    }, cancel);

    /// <summary>What one reader keeps in memory of this archive, made when first asked for.</summary>
    internal T Cache<T>(Func<Archive, T> make) where T : class, IDisposable =>
        (T)caches.GetOrAdd(typeof(T), _ => make(this));

    public void Dispose()
    {
        foreach (var cache in caches.Values) cache.Dispose();
        changes?.Dispose();
        Place.Dispose();
    }
}

/// <summary>A connection for one use; disposed of, it serves the next.</summary>
internal sealed class RentedConnection(ArchivePlace place, ConnectionUse use) : IDisposable
{
    private DbConnection? connection = place.Rent(use);

    public DbConnection Connection => connection ?? throw new ObjectDisposedException(nameof(RentedConnection));

    public void Dispose()
    {
        if (Interlocked.Exchange(ref connection, null) is { } used) place.GiveBack(used, use);
    }
}

// Observation: the index is a copy of what the archive holds, in files of another engine; one of the two may be older,
// missing, foreign or broken, and several processes read and write both.
// Idea: every change of an article has a number in the archive, and every commit of the index carries the number of the
// last one that it holds. Whoever searches brings the index up to that number; while another process is doing so, the
// last commit is read, and the search says what it lacks. An index that does not belong to the archive is made anew.
// Known failure: two archives copied from one, of which each was changed as often, take each other's index for theirs
// as long as they hold as many articles; doctor sees it.
using System.Data.Common;
using System.Globalization;
using Lucene.Net.Index;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

/// <summary>Keeps the index of one archive in step with it. Not for two threads at once.</summary>
internal sealed class IndexFollower(Archive archive) : IDisposable
{
    /// <summary>What the index holds of an article has changed between versions of the program.</summary>
    private const string Format = "3";

    private const int BatchSize = 500;

    /// <summary>Articles after which what was done so far is kept, should the rest be cut off.</summary>
    private const int ArticlesOfACommit = 25_000;

    /// <summary>From which on it takes so long that a person is told.</summary>
    private const int ManyArticles = 2_000;

    private const string FormatKey = "format", ArchiveKey = "archive", SeenKey = "seen";

    private IndexPlace? place;
    private IndexSnapshot? current;

    /// <summary>The index as new as it can be had now.</summary>
    /// <param name="connection">To the archive.</param>
    /// <returns>For the caller to dispose of.</returns>
    public IndexSnapshot Current(DbConnection connection, CancellationToken cancel)
    {
        place ??= new(archive.Beside);
        var identity = Identity(connection);
        var latest = LastChange(connection);
        if (current?.Seen != latest) Renew(Opened(identity, latest));
        if (current?.Seen != latest)
        {
            if (!place.IsWritable)
            {
                Renew(null);
                place.MoveToMemory();
            }
            CatchUp(connection, identity, cancel);
            Renew(Opened(identity, LastChange(connection)));
        }
        if (current is null)
        {
            // Another process is making it for the first time.
            return new(Empty(), 0) { Behind = Pending(connection, 0) };
        }
        current.Share();
        return current.Seen == latest
            ? current : new(current.Reader, current.Seen) { Behind = Pending(connection, current.Seen) };
    }

    /// <summary>Makes the index anew from the articles.</summary>
    /// <exception cref="ArchiveException">Another process is writing to it.</exception>
    public void Rebuild(DbConnection connection, CancellationToken cancel)
    {
        place ??= new(archive.Beside);
        Renew(null);
        if (!place.IsWritable) place.MoveToMemory();
        using (var writer = place.Writer(OpenMode.CREATE))
        {
            if (writer is null)
                throw new ArchiveRefusedException(
                    "Another newsarchive is writing to the index of this archive. Try again when it is done.");
            Follow(writer, connection, Identity(connection), 0, cancel);
        }
        Renew(Opened(Identity(connection), LastChange(connection)));
    }

    /// <summary>The last commit where it belongs to this archive and is no newer; null otherwise.</summary>
    private IndexSnapshot? Opened(string identity, long latest)
    {
        try
        {
            var reader = current is null ? DirectoryReader.Open(place!.Directory)
                : DirectoryReader.OpenIfChanged(current.Reader) ?? Shared(current.Reader);
            if (SeenBy(reader.IndexCommit.UserData, identity) is { } seen && seen <= latest) return new(reader, seen);
            reader.DecRef();
        }
        catch (Exception e) when (IsBroken(e))
        {
            // Missing or broken: it is made anew.
        }
        return null;

        static DirectoryReader Shared(DirectoryReader reader)
        {
            reader.IncRef();
            return reader;
        }
    }

    /// <summary>Whether the engine broke over its files: nothing else in it throws on what is asked of it.</summary>
    public static bool IsBroken(Exception e) => e is not OperationCanceledException
        && e.StackTrace?.Contains("at Lucene.Net.", StringComparison.Ordinal) == true;

    private void Renew(IndexSnapshot? snapshot)
    {
        if (ReferenceEquals(snapshot, current)) return;
        current?.Dispose();
        current = snapshot;
    }

    private void CatchUp(DbConnection connection, string identity, CancellationToken cancel)
    {
        var isUsable = current is not null;
        var pending = Pending(connection, current?.Seen ?? 0);
        if (pending >= ManyArticles) archive.Notice?.Invoke(isUsable
            ? $"The search index takes in {pending} articles that it does not hold yet."
            : $"The search index of {pending} articles is being made.");
        using var writer = place!.Writer(isUsable ? OpenMode.CREATE_OR_APPEND : OpenMode.CREATE);
        if (writer is null) return;
        // Another process may have gone ahead between our look and our lock; only what the archive never had is
        // foreign.
        var seen = isUsable ? SeenBy(writer.CommitData, identity) ?? 0 : 0;
        if (seen > LastChange(connection)) seen = 0;
        if (seen == 0) writer.DeleteAll();
        Follow(writer, connection, identity, seen, cancel);
    }

    /// <summary>Puts every change after <paramref name="seen"/> into the index.</summary>
    private static void Follow(IndexWriter writer, DbConnection connection, string identity, long seen,
        CancellationToken cancel)
    {
        // Of an index that is new nothing needs to be taken out, but what changes while it is made.
        var firstPass = seen == 0 ? LastChange(connection) : 0;
        var since = 0;
        while (true)
        {
            if (cancel.IsCancellationRequested)
            {
                // Who asks next goes on from here.
                Commit(writer, identity, seen);
                throw new OperationCanceledException(cancel);
            }
            List<long> changed = [];
            var last = seen;
            using (var rows = SqlReader.Open(connection,
                "SELECT ArticleId, Number FROM ArticleChanges WHERE Number > ? ORDER BY Number LIMIT ?", seen,
                    BatchSize))
                while (rows.Read())
                {
                    changed.Add(rows.Long(0));
                    last = rows.Long(1);
                }
            if (changed.Count == 0) break;
            if (last > firstPass) writer.DeleteDocuments([.. changed.Select(IndexDocuments.KeyOf)]);
            foreach (var article in IndexedArticle.Read(connection, changed))
                writer.AddDocuments(IndexDocuments.Of(article));
            seen = last;
            since += changed.Count;
            if (since < ArticlesOfACommit) continue;
            Commit(writer, identity, seen);
            since = 0;
        }
        Commit(writer, identity, seen);
    }

    private static void Commit(IndexWriter writer, string identity, long seen)
    {
        writer.SetCommitData(new Dictionary<string, string>
        {
            [FormatKey] = Format,
            [ArchiveKey] = identity,
            [SeenKey] = seen.ToString(CultureInfo.InvariantCulture),
        });
        writer.Commit();
    }

    /// <returns>Null where the commit is of another archive or another format.</returns>
    private static long? SeenBy(IDictionary<string, string> commit, string identity) =>
        commit.TryGetValue(FormatKey, out var format) && format == Format
        && commit.TryGetValue(ArchiveKey, out var of) && of == identity
        && commit.TryGetValue(SeenKey, out var seen)
        && long.TryParse(seen, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DirectoryReader Empty()
    {
        var directory = new Lucene.Net.Store.RAMDirectory();
        using (new IndexWriter(directory, new(Lucene.Net.Util.LuceneVersion.LUCENE_48, null))) { }
        return DirectoryReader.Open(directory);
    }

    private static string Identity(DbConnection connection)
    {
        using var row = SqlReader.Open(connection, "SELECT Id FROM ArchiveIdentity");
        return row.Read() ? row.String(0) : "";
    }

    private static long LastChange(DbConnection connection) =>
        SqlReader.Number(connection, "SELECT max(Number) FROM ArticleChanges");

    public static int Pending(DbConnection connection, long seen) =>
        (int)SqlReader.Number(connection, "SELECT count(*) FROM ArticleChanges WHERE Number > ?", seen);

    public void Dispose()
    {
        current?.Dispose();
        place?.Dispose();
    }
}

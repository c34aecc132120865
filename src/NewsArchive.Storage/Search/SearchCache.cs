using System.Data.Common;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>
/// What searches keep in memory of one archive: loaded when first asked for, and again when somebody has written since.
/// </summary>
/// <remarks>
/// Everything is loaded over the connection that counts the writes, after the count was read: a part may be newer than
/// it is stamped, never older, so that the next search sees every write that was there before it began.
/// </remarks>
internal sealed class SearchCache(Archive archive) : IDisposable
{
    /// <summary>Milliseconds from one making anew of a broken index to the next.</summary>
    private const int BetweenRebuilds = 60_000;

    private readonly Lock turn = new();
    private ChangeCounter? changes;
    private Part<ArticleColumns>? columns;
    private Part<NameIndex>? names;
    private Part<FacetColumns>? facets;
    private readonly Dictionary<string, object> kept = [];
    private readonly IndexFollower index = new(archive);
    private IndexSnapshot? snapshot;
    private long? lastRebuild;
    private long snapshotOf;

    public static SearchCache Of(Archive archive) => archive.Cache(a => new SearchCache(a));

    public ArticleColumns Columns() => Current(ref columns, ArticleColumns.Load);

    public NameIndex Names() => Current(ref names, NameIndex.Load);

    public FacetColumns Facets() => Current(ref facets, FacetColumns.Load);

    /// <summary>Whatever else many pages show.</summary>
    /// <param name="name">What it is; there are only so many.</param>
    public T Kept<T>(string name, Func<DbConnection, T> load)
    {
        lock (turn)
        {
            kept.TryGetValue(name, out var known);
            var part = known as Part<T>;
            var value = Current(ref part, load);
            kept[name] = part!;
            return value;
        }
    }

    /// <summary>
    /// Reads the index. Where its files turn out to be broken it is made anew, and read again.
    /// </summary>
    public T Read<T>(Func<IndexSnapshot, T> read, CancellationToken cancel)
    {
        try
        {
            using var snapshot = Index(cancel);
            return read(snapshot);
        }
        catch (Exception e) when (IndexFollower.IsBroken(e) && MayRebuild())
        {
            archive.Notice?.Invoke($"The search index is damaged ({e.Message}). It is made anew.");
            RebuildIndex(cancel);
            using var snapshot = Index(cancel);
            return read(snapshot);
        }
    }

    /// <summary>The words of texts that begin so, the most frequent first.</summary>
    public List<(string Word, int Articles)> WordsBeginning(string typed, int count, CancellationToken cancel)
    {
        var (columns, beginning) = (Columns(), SearchWords.Fold(typed));
        if (beginning.Length == 0) return [];
        return Read(snapshot => new TextSearch(snapshot, columns, cancel).WordsThat(new(beginning, _ => true))
            .OrderByDescending(w => w.Value).ThenBy(w => w.Key, StringComparer.Ordinal).Take(count)
            .Select(w => (w.Key, w.Value)).ToList(), cancel);
    }

    /// <summary>Once in a while: what no new index mends is a fault of another kind.</summary>
    private bool MayRebuild()
    {
        lock (turn)
        {
            if (lastRebuild is { } at && Environment.TickCount64 - at < BetweenRebuilds) return false;
            lastRebuild = Environment.TickCount64;
            return true;
        }
    }

    /// <summary>The index, as new as it can be had; for the caller to dispose of.</summary>
    private IndexSnapshot Index(CancellationToken cancel)
    {
        lock (turn)
        {
            changes ??= archive.Changes();
            var now = Number();
            if (snapshot is null || snapshotOf != now || snapshot.Behind > 0)
            {
                var newer = index.Current(changes.Connection, cancel);
                snapshot?.Dispose();
                (snapshot, snapshotOf) = (newer, now);
            }
            snapshot.Share();
            return snapshot;
        }
    }

    /// <summary>Whether the index, as it was read last, lacks changes.</summary>
    public bool IsBehind => snapshot is { Behind: > 0 };

    /// <summary>Changes that it lacks, counted over a connection of the caller's; nobody waits for it.</summary>
    public int BehindOf(DbConnection connection) => IndexFollower.Pending(connection, snapshot?.Seen ?? 0);

    /// <summary>Brings the index up to date, so that the next search need not.</summary>
    public void CatchUp(CancellationToken cancel) => Read(_ => true, cancel);

    /// <summary>The numbers of the quotes that hold words.</summary>
    /// <param name="words">Asks for nothing but words.</param>
    public List<long> QuoteIds(QueryNode words, CancellationToken cancel)
    {
        var columns = Columns();
        return Read(snapshot => new TextSearch(snapshot, columns, cancel).QuoteIds(words), cancel);
    }

    /// <summary>Makes the index anew from the articles.</summary>
    public void RebuildIndex(CancellationToken cancel)
    {
        lock (turn)
        {
            changes ??= archive.Changes();
            index.Rebuild(changes.Connection, cancel);
            snapshot?.Dispose();
            snapshot = null;
        }
    }

    /// <param name="Changes">The content that it was loaded from, or an earlier one.</param>
    private sealed record Part<T>(T Value, (long, long) Changes);

    /// <summary>The count of all writes, and the content that was there then.</summary>
    private (long Writes, (long, long) Content)? seen;

    private long Number() => ReadingScope.NumberOf(this, () => changes!.Current);

    private T Current<T>(ref Part<T>? part, Func<DbConnection, T> load)
    {
        lock (turn)
        {
            changes ??= archive.Changes();
            var writes = Number();
            if (seen is not { } last || last.Writes != writes)
            {
                last = (writes, ContentChange.Current(changes.Connection));
                seen = last;
            }
            var now = last.Content;
            if (part is not null && part.Changes == now) return part.Value;
            part = new(load(changes.Connection), now);
            return part.Value;
        }
    }

    public void Dispose()
    {
        lock (turn)
        {
            changes?.Dispose();
            snapshot?.Dispose();
            index.Dispose();
        }
    }
}

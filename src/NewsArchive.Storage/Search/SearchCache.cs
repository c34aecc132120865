using System.Data.Common;
using NewsArchive.Storage.Sql;

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
    /// <summary>Counts remembered.</summary>
    private const int MostCounts = 10_000;

    private readonly Lock turn = new();
    private ChangeCounter? changes;
    private Part<ArticleColumns>? columns;
    private Part<NameIndex>? names;
    private Part<FacetColumns>? facets;
    private Part<Vocabulary>? vocabulary;
    private Dictionary<string, int> counts = [];

    public static SearchCache Of(Archive archive) => archive.Cache(a => new SearchCache(a));

    public ArticleColumns Columns() => Current(ref columns, ArticleColumns.Load);

    public NameIndex Names() => Current(ref names, NameIndex.Load);

    public FacetColumns Facets() => Current(ref facets, FacetColumns.Load);

    public Vocabulary Vocabulary()
    {
        var known = Names();
        return Current(ref vocabulary, connection => Search.Vocabulary.Load(connection, known));
    }

    /// <summary>Articles that an expression matches; remembered as long as the columns are.</summary>
    public int Count(ArticleColumns of, string expression, Func<int> count)
    {
        Dictionary<string, int> known;
        lock (turn)
        {
            if (columns?.Value != of) return count();
            known = counts;
            if (known.TryGetValue(expression, out var found)) return found;
        }
        var counted = count();
        lock (turn)
        {
            if (known.Count > MostCounts) known.Clear();
            known[expression] = counted;
        }
        return counted;
    }

    /// <param name="Changes">The count of writes before it was loaded.</param>
    private sealed record Part<T>(T Value, long Changes);

    private T Current<T>(ref Part<T>? part, Func<DbConnection, T> load)
    {
        lock (turn)
        {
            changes ??= archive.Changes();
            var now = changes.Current;
            if (part?.Changes == now) return part.Value;
            part = new(load(changes.Connection), now);
            if (part.Value is ArticleColumns) counts = [];
            return part.Value;
        }
    }

    public void Dispose()
    {
        lock (turn) changes?.Dispose();
    }
}

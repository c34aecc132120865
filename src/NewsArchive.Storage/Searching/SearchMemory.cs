using System.Diagnostics;
using Microsoft.Data.Sqlite;
using NewsArchive.Storage.Sqlite;

namespace NewsArchive.Storage.Searching;

/// <summary>
/// What searches keep in memory of one archive, loaded when first asked for and again when somebody has written. While an
/// import runs, large archives are loaded again only after a while, so that searching stays quick: what was added in the last
/// seconds is then not found yet.
/// </summary>
internal sealed class SearchMemory(Func<SqliteConnection> open) : IDisposable
{
    private readonly Lock turn = new();
    private SqliteConnection? watch;
    private Part<Corpus>? corpus;
    private Part<NameIndex>? names;
    private Part<FacetColumns>? facets;
    private Part<Vocabulary>? vocabulary;
    private Dictionary<string, int> counts = [];

    public Corpus Corpus(SqliteConnection connection) => Current(connection, ref corpus, Searching.Corpus.Load);

    public NameIndex Names(SqliteConnection connection) => Current(connection, ref names, NameIndex.Load);

    public FacetColumns Facets(SqliteConnection connection) => Current(connection, ref facets, FacetColumns.Load);

    public Vocabulary Vocabulary(SqliteConnection connection)
    {
        var known = Names(connection);
        return Current(connection, ref vocabulary, open => Searching.Vocabulary.Load(open, known));
    }

    /// <summary>Articles that an expression matches; remembered as long as the corpus is.</summary>
    public int Count(Corpus of, string expression, Func<int> count)
    {
        Dictionary<string, int> known;
        lock (turn)
        {
            if (corpus?.Value != of) return count();
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

    /// <summary>Counts remembered.</summary>
    private const int MostCounts = 10_000;

    /// <summary>Milliseconds of loading that nobody notices; what takes longer is not done again at once.</summary>
    private const int Unnoticed = 40;

    /// <summary>Loading takes at most one part in this many of the time.</summary>
    private const int Patience = 30;

    private sealed record Part<T>(T Value, long Version, long LoadedAt, TimeSpan Took);

    private T Current<T>(SqliteConnection connection, ref Part<T>? part, Func<SqliteConnection, T> load)
    {
        lock (turn)
        {
            var now = Version();
            if (part is { } known && (known.Version == now || (known.Took.TotalMilliseconds > Unnoticed && Stopwatch.GetElapsedTime(known.LoadedAt) < known.Took * Patience))) return known.Value;
            var start = Stopwatch.GetTimestamp();
            var value = load(connection);
            part = new(value, now, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(start));
            if (value is Corpus) counts = [];
            return value;
        }
    }

    /// <summary>Changes with every write, by whomever; only one connection can tell.</summary>
    private long Version()
    {
        watch ??= open();
        return SqlReader.Number(watch, "PRAGMA data_version");
    }

    public void Dispose() => watch?.Dispose();
}

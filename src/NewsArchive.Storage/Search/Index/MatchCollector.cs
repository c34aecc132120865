// Observation: the engine's own ranking scores every match with constants that cannot be set, cannot know which of its
// phrases are forms of one word, and knows nothing of how near two words stand.
// Idea: an auxiliary function of ours sees each match with the places of its words, and one pass gives the set, the
// number and the scores. Places come from the index; no text is read.
// Known failure: it is called for every match, so that a word in most articles costs as much as the engine's ranking
// does.
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using SQLitePCL;

namespace NewsArchive.Storage.Search;

/// <summary>A match with its score before anything but its words is looked at.</summary>
internal readonly record struct Match(int Id, float Score);

/// <summary>Runs through the matches of an FTS5 expression.</summary>
internal sealed unsafe class MatchCollector
{
    private const string Function = "newsarchive_collect";

    /// <summary>Places of a word in an article that nearness is looked for at.</summary>
    private const int MostPlaces = 256;

    private static readonly ConditionalWeakTable<sqlite3, object> Registered = [];

    [ThreadStatic]
    private static MatchCollector? current;

    private readonly ArticleColumns columns;
    private readonly Bitmap? within;
    private readonly MatchTerms? terms;
    private readonly List<Match> matches = [];
    private readonly List<(int Match, int Pair, float Weight)> nearby = [];
    private readonly float[] frequency;
    private readonly int[] counts;
    private readonly int[] places;
    private Exception? failure;

    private MatchCollector(ArticleColumns columns, Bitmap? within, MatchTerms? terms)
    {
        this.columns = columns;
        this.within = within;
        this.terms = terms;
        frequency = new float[terms?.Count ?? 0];
        counts = new int[frequency.Length];
        places = new int[frequency.Length * MostPlaces];
        Found = new(columns.Size);
    }

    public Bitmap Found { get; }

    /// <summary>The articles that an expression matches.</summary>
    public static Bitmap Set(DbConnection connection, ArticleColumns columns, string expression) =>
        Run(connection, new(columns, null, null), expression).Found;

    /// <summary>The same with scores, in no order.</summary>
    public static (Bitmap Found, List<Match> Matches) Scored(
        DbConnection connection, ArticleColumns columns, string expression, MatchTerms terms, Bitmap? within)
    {
        var collector = Run(connection, new(columns, within, terms), expression);
        collector.AddNearness();
        return (collector.Found, collector.matches);
    }

    private static MatchCollector Run(DbConnection connection, MatchCollector collector, string expression)
    {
        Register(((SqliteConnection)connection).Handle!);
        var outer = current;
        current = collector;
        try
        {
            using var reader = new SqlReader(connection,
                $"SELECT 1 FROM {ArticleIndex.Table} WHERE {ArticleIndex.Table} MATCH ? AND "
                + $"{Function}({ArticleIndex.Table})", expression);
            // The function answers nothing, so that no row comes out and all matches pass in one step.
            reader.Read();
        }
        finally
        {
            current = outer;
        }
        return collector.failure is null
            ? collector : throw new InvalidOperationException("a match could not be read", collector.failure);
    }

    /// <summary>
    /// Words next to each other in the query that stand near each other in the text; rarer pairs weigh more.
    /// </summary>
    private void AddNearness()
    {
        if (nearby.Count == 0) return;
        var having = new int[terms!.Count];
        foreach (var (_, pair, _) in nearby) having[pair]++;
        var all = CollectionsMarshal.AsSpan(matches);
        foreach (var (match, pair, weight) in nearby)
        {
            var id = all[match].Id;
            all[match] = all[match] with
            {
                Score = all[match].Score
                    + (float)(Ranking.Nearness * Ranking.Idf(columns.Count, having[pair])
                    * Ranking.TermFrequency(weight, columns.RelativeLength(id)))
            };
        }
    }

    private void Take(Api* api, void* context)
    {
        var id = (int)api->Rowid(context);
        if ((uint)id >= (uint)columns.Size || !columns.All[id] || (within is not null && !within[id])) return;
        Found.Add(id);
        if (terms is null) return;
        Array.Clear(frequency);
        Array.Clear(counts);
        var groups = terms.GroupOfPhrase;
        PhraseIterator iterator;
        int column, offset;
        for (var phrase = 0; phrase < groups.Length; phrase++)
        {
            var group = groups[phrase];
            if (group < 0 || api->PhraseFirst(context, phrase, &iterator, &column, &offset) != 0) continue;
            for (; column >= 0; api->PhraseNext(context, &iterator, &column, &offset))
            {
                frequency[group] += Ranking.WeightOf(column);
                if (counts[group] < MostPlaces)
                    places[group * MostPlaces + counts[group]++] = (column << 24)
                        + Math.Min(offset, (1 << 24) - MostPlaces);
            }
        }
        var length = columns.RelativeLength(id);
        double score = 0;
        for (var group = 0; group < frequency.Length; group++)
            if (frequency[group] > 0) score += terms.Weights[group] * Ranking.TermFrequency(frequency[group], length);
        for (var pair = 0; pair + 1 < frequency.Length; pair++)
            if (counts[pair] > 0 && counts[pair + 1] > 0 && terms.IsWord[pair] && terms.IsWord[pair + 1]
                && NearnessOf(pair) is > 0 and var weight)
                nearby.Add((matches.Count, pair, weight));
        matches.Add(new(id, (float)score));
    }

    /// <summary>
    /// For each place of the first word one over its distance to the nearest of the second, within reach.
    /// </summary>
    private float NearnessOf(int pair)
    {
        float sum = 0;
        var second = places.AsSpan((pair + 1) * MostPlaces, counts[pair + 1]);
        foreach (var a in places.AsSpan(pair * MostPlaces, counts[pair]))
        {
            var nearest = Ranking.Reach + 1;
            foreach (var b in second)
                if (a != b) nearest = Math.Min(nearest, Math.Abs(a - b));
            if (nearest <= Ranking.Reach) sum += 1f / nearest;
        }
        return sum;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Collect(Api* api, void* context, void* result, int values, void** arguments)
    {
        var collector = current;
        if (collector is null || collector.failure is not null) return;
        try
        {
            collector.Take(api, context);
        }
#pragma warning disable CA1031 // nothing managed may fly through the engine; it is thrown again after the pass
        catch (Exception error)
#pragma warning restore CA1031
        {
            collector.failure = error;
        }
    }

    private static void Register(sqlite3 connection)
    {
        lock (Registered)
        {
            if (Registered.TryGetValue(connection, out _)) return;
            Fts5* engine = null;
            raw.sqlite3_prepare_v2(connection, "SELECT fts5(?)", out var statement);
            using (statement)
            {
                fixed (byte* type = "fts5_api_ptr\0"u8)
                {
                    _ = sqlite3_bind_pointer(statement.DangerousGetHandle(), 1, &engine, type, null);
                    raw.sqlite3_step(statement);
                }
            }
            if (engine is null) throw new NotSupportedException("this SQLite has no full-text engine (FTS5)");
            fixed (byte* function = Encoding.UTF8.GetBytes(Function + "\0"))
                if (engine->CreateFunction(engine, function, null, &Collect, null) is not 0 and var error)
                    throw new NotSupportedException($"the full-text engine took no function: {error}");
            Registered.Add(connection, new());
        }
    }

    [DllImport("e_sqlite3", CallingConvention = CallingConvention.Cdecl)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.AssemblyDirectory | DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_bind_pointer(nint statement, int place, void* value, byte* type, void* destroy);

    /// <summary>fts5_api of SQLite's fts5.h, as far as it is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Fts5
    {
        public int Version;
        private readonly void* createTokenizer;
        private readonly void* findTokenizer;
        public delegate* unmanaged[Cdecl]<Fts5*, byte*, void*, delegate* unmanaged[Cdecl]<Api*, void*, void*, int, void**, void>, void*, int> CreateFunction;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PhraseIterator
    {
        private readonly byte* a;
        private readonly byte* b;
    }

    /// <summary>Fts5ExtensionApi of SQLite's fts5.h, as far as it is used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Api
    {
        public int Version;
        private readonly void* userData, columnCount, rowCount, columnTotalSize, tokenize, phraseCount, phraseSize,
            instCount, inst;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, long> Rowid;
        private readonly void* columnText, columnSize, queryPhrase, setAuxdata, getAuxdata;
        public delegate* unmanaged[Cdecl]<void*, int, PhraseIterator*, int*, int*, int> PhraseFirst;
        public delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, PhraseIterator*, int*, int*, void> PhraseNext;
    }
}

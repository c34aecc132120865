using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;

namespace NewsArchive.Benchmarks;

/// <summary>
/// What relating articles costs in an archive and in the same one grown to more years: <c>stories ARCHIVE ARTICLES</c>.
/// Every copy of the archive that it is grown by is some months earlier and has names of its own, so that a month has
/// as many articles as before and a year its own people.
/// </summary>
internal static class StoryTimes
{
    /// <summary>Days that the copies are apart: the archive's span and more than stories reach.</summary>
    private const int Apart = 365;

    /// <summary>Articles that come to a finished archive at once, and related articles asked for.</summary>
    private const int Arriving = 1000, Asked = 500;

    public static async Task RunAsync(string path, int articles)
    {
        var before = Copy(path);
        var grown = SearchTimes.Grow(path, articles, "stories-",
            $"datetime(a.Published, '-' || (:shift / :first * {Apart}) || ' days')");
        await GrowSignaturesAsync(grown);
        List<(double Whole, double Arriving)> costs = [];
        var first = Size(before);
        // The same articles arrive in both, in the grown archive in a copy that has others on both sides.
        costs.Add(await CostsAsync(before, first / 2));
        costs.Add(await CostsAsync(Copy(grown), first / 2 + articles / first / 2 * first));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"processor time an article, grown over not grown: all of an archive "
            + $"{costs[1].Whole / costs[0].Whole:0.00}, {Arriving} that arrive "
                + $"{costs[1].Arriving / costs[0].Arriving:0.00}"));
    }

    internal static string Copy(string path)
    {
        var copy = Path.Combine(Directory.CreateTempSubdirectory("newsarchive-benchmarks-").FullName, "archive.db");
        File.Copy(path, copy);
        return copy;
    }

    private static long Size(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return SqlReader.Number(connection, "SELECT max(Id) FROM Articles");
    }

    private static async Task<(double Whole, double Arriving)> CostsAsync(string path, long arrivingAfter)
    {
        using var archive = await StorageSetup.OpenAsync(path);
        await using var db = archive.Db();
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var size = SqlReader.Number(connection, "SELECT count(*) FROM Articles");
        var whole = Link(db, "UPDATE StorySignatures SET IsLinked = 0");
        var arriving = Link(db,
            $"UPDATE StorySignatures SET IsLinked = 0 WHERE ArticleId > {arrivingAfter} AND ArticleId <= "
            + $"{arrivingAfter + Arriving}");
        List<long> ids = [];
        var random = new Random(42);
        for (var i = 0; i < Asked; i++) ids.Add(1 + random.NextInt64(size));
        List<double> times = [];
        foreach (var pass in new[] { "warm-up", "measured" })
        {
            times.Clear();
            foreach (var id in ids)
                times.Add(await SearchTimes.Time(async () =>
                {
                    await using var fresh = archive.Db();
                    await new RelatedQuery(archive, fresh).OfAsync(id);
                }));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{size} articles: relating all {whole.Processor:0.0} s of processor ({whole.Clock:0.0} s), "
            + $"{1000 * whole.Processor / size:0.00} ms an article; {Arriving} that arrive {arriving.Processor:0.0} "
                + $"s ({arriving.Clock:0.0} s); stories "
                + $"{SqlReader.Number(connection, "SELECT count(*) FROM Stories WHERE Articles > 0")}; related "
                + $"articles of one, milliseconds p50 / p95 {SearchTimes.Of(times)}"));
        return (whole.Processor / size, arriving.Processor / Arriving);
    }

    private static (double Processor, double Clock) Link(ArchiveDb db, string mark)
    {
        using var transaction = db.Database.BeginTransaction();
        db.Database.ExecuteSqlRaw(mark);
        var (processor, clock) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.GetTimestamp());
        new StoryLinker(db).Run(default);
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - processor, Stopwatch.GetElapsedTime(clock));
        transaction.Commit();
        db.ChangeTracker.Clear();
        return (spent.Item1.TotalSeconds, spent.Item2.TotalSeconds);
    }

    /// <summary>
    /// Signatures for the articles that an archive was grown by: words as they are, names with the number of the copy
    /// behind them.
    /// </summary>
    private static async Task GrowSignaturesAsync(string path)
    {
        using var archive = await StorageSetup.OpenAsync(path);
        await using var db = archive.Db();
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        var known = await db.StorySignatures.AsNoTracking().ToDictionaryAsync(s => s.ArticleId);
        var first = known.Keys.Max();
        if (SqlReader.Number(connection, "SELECT max(Id) FROM Articles") == first) return;
        using var transaction = db.Database.BeginTransaction();
        List<(long Id, long Of)> added = [];
        using (var rows = SqlReader.Open(connection,
            $"SELECT Id, (Id - 1) % {first} + 1 FROM Articles WHERE Id > {first}"))
            while (rows.Read()) added.Add((rows.Long(0), rows.Long(1)));
        using (var insert = RowInserter<StorySignatureRow>.Into(db))
            foreach (var (id, of) in added.Where(a => known.ContainsKey(a.Of)))
            {
                var copy = (int)((id - 1) / first);
                string Own(string name) => name + copy.ToString(CultureInfo.InvariantCulture);
                var was = ArticleSignature.FromBytes(known[of].Data, text => text);
                ArticleSignature signature = new(
                    [.. was.Terms.Select(t => t.IsName ? t with { Text = Own(t.Text) } : t)],
                    was.Person is { } person ? Own(person) : null,
                    [.. was.MinHash.Select(h => h ^ (copy << 24)).Order()]);
                insert.Insert(new() { ArticleId = id, Day = known[of].Day - copy * Apart, Data = signature.ToBytes() });
            }
        transaction.Commit();
    }
}

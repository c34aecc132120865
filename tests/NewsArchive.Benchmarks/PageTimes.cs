using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Benchmarks;

/// <summary>
/// CPU time of the whole program: its start, its pages over HTTP beside a server that answers with two letters, and its
/// memory under readers. All in processes of their own, so that only the program is measured.
/// </summary>
internal static class PageTimes
{
    private const int Starts = 5, PagesOfAKind = 40, KeptRounds = 25, WarmUpRounds = 6;

    /// <summary><c>start ARCHIVE</c></summary>
    public static async Task StartAsync(string archive)
    {
        Say("an empty .NET program", Empty);
        Say("--version", () => ProgramRun.Measure("--version").Seconds);
        Say("search", () => ProgramRun.Measure("--archive", archive, "--quiet", "search", "oil").Seconds);
        List<double> first = [], page = [];
        for (var i = 0; i < Starts; i++)
        {
            var (run, client) = await ProgramRun.ServeAsync(archive);
            using var _ = run;
            using var __ = client;
            first.Add(run.Seconds);
            (await client.GetAsync("/")).EnsureSuccessStatusCode();
            page.Add(run.Seconds);
        }
        Console.WriteLine(Line("serve, until it listens", first));
        Console.WriteLine(Line("serve, with its first start page", page));

        static void Say(string what, Func<double> run) =>
            Console.WriteLine(Line(what, [.. Enumerable.Range(0, Starts).Select(_ => run())]));
        static string Line(string what, List<double> seconds) => string.Create(CultureInfo.InvariantCulture,
            $"{what,-34} {seconds.Order().ElementAt(seconds.Count / 2):0.00} CPU-s (median of {seconds.Count}, {seconds.Min():0.00} to {seconds.Max():0.00})");
    }

    /// <summary>This program itself with nothing to do.</summary>
    private static double Empty() => ProgramRun.Measure(Environment.ProcessPath!,
        [.. ProgramRun.Self, "nothing"]).Seconds;

    /// <summary><c>pages ARCHIVE</c></summary>
    public static async Task PagesAsync(string archive)
    {
        var kinds = Addresses(archive);
        var (floor, plain) = await ProgramRun.PlaintextAsync();
        using var _ = floor;
        await AskAsync(plain, Enumerable.Repeat("/", 3000));
        var begun = floor.Seconds;
        await AskAsync(plain, Enumerable.Repeat("/", 5000));
        var plaintext = (floor.Seconds - begun) / 5000;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"plaintext {1000 * plaintext:0.000} ms of CPU a request"));
        var (run, client) = await ProgramRun.ServeAsync(archive);
        using var __ = run;
        // Code that was never run is compiled first; each kind is asked for under other addresses than are measured.
        for (var round = 0; round < WarmUpRounds; round++)
            foreach (var kind in kinds)
                await AskAsync(client, kind.WarmUp.Select(p => $"{p}{(p.Contains('?') ? '&' : '?')}round={round}"));
        Console.WriteLine("ms of CPU a request: made anew, kept, not modified; kept over plaintext in requests a CPU-second");
        foreach (var kind in kinds)
        {
            var anew = await CostAsync(run, client, kind.Pages);
            var kept = await CostAsync(run, client, Enumerable.Repeat(kind.Pages, KeptRounds).SelectMany(p => p));
            var tags = await TagsAsync(client, kind.Pages);
            var same = await CostAsync(run, client, Enumerable.Repeat(kind.Pages, KeptRounds).SelectMany(p =>
                p), tags);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{kind.Name,-12} {1000 * anew,7:0.00} {1000 * kept,7:0.000} {1000 * same,7:0.000}   {plaintext / kept,5:0.00}"));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory {run.Megabytes:0} MB, at most {run.PeakMegabytes:0} MB"));
    }

    /// <summary><c>readers ARCHIVE [SECONDS]</c>: 64 at a time, each page another.</summary>
    public static async Task ReadersAsync(string archive, int seconds)
    {
        const int Readers = 64;
        var (run, client) = await ProgramRun.ServeAsync(archive);
        using var _ = run;
        var all = Addresses(archive, 2000).SelectMany(k => k.Pages.Concat(k.WarmUp)).ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"before {run.Megabytes:0} MB"));
        int answered = 0, failed = 0;
        var until = Stopwatch.GetTimestamp() + seconds * Stopwatch.Frequency;
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
        {
            var random = new Random(reader);
            while (Stopwatch.GetTimestamp() < until)
            {
                using var answer = await client.GetAsync(all[random.Next(all.Length)]);
                await answer.Content.ReadAsByteArrayAsync();
                Interlocked.Increment(ref answered);
                if ((int)answer.StatusCode >= 500 && answer.StatusCode != HttpStatusCode.ServiceUnavailable)
                    Interlocked.Increment(ref failed);
            }
        }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Readers} readers, {seconds} s: {answered} answers, {failed} failed, {run.Megabytes:0} MB now, at most {run.PeakMegabytes:0} MB"));
    }

    /// <summary><c>import FILES…</c>: for the first time, again, and again with ten files more.</summary>
    public static void Import(string[] files)
    {
        var folder = Directory.CreateTempSubdirectory("newsarchive-benchmarks-").FullName;
        try
        {
            var archive = Path.Combine(folder, "archive.db");
            string[] command = ["--archive", archive, "--quiet", "import", .. files];
            var (seconds, megabytes) = ProgramRun.Measure(command);
            using var raw = new SqliteConnection($"Data Source={archive};Pooling=False");
            raw.Open();
            var articles = SqlReader.Number(raw, "SELECT count(*) FROM Articles");
            var text = SqlReader.Number(raw, "SELECT sum(length(CAST(Body AS BLOB))) FROM Articles");
            using var engines = new PlainEngines(raw);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{articles} articles: {seconds:0.0} CPU-s, {articles / seconds:0} a CPU-second, at most {megabytes:0} MB; plain "
                + $"Lucene indexes {engines.LuceneIndexing:0} a CPU-second of the same texts"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"archive {(double)new FileInfo(archive).Length / text:0.0} times the text, {new FileInfo(archive).Length / 1e6:0} MB"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"the same again: {ProgramRun.Measure(command).Seconds:0.00} CPU-s"));
            var more = Directory.CreateDirectory(Path.Combine(folder, "more")).FullName;
            using (var rows = SqlReader.Open(raw, "SELECT Headline, Body FROM Articles ORDER BY Id DESC LIMIT 10"))
                for (var i = 1; rows.Read(); i++)
                    File.WriteAllText(Path.Combine(more, $"{i}.txt"),
                        $"{rows.String(0)} again\n\n{rows.String(1)}\n\nThe tenth of {i} further reports.\n");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"ten files more: {ProgramRun.Measure("--archive", archive, "--quiet", "import", more).Seconds:0.00} CPU-s"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>For the process that is the floor: answers until it is ended.</summary>
    public static async Task ServePlaintextAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => "ok");
        await app.StartAsync();
        Console.WriteLine(app.Urls.First());
        await app.WaitForShutdownAsync();
    }

    private static async Task<double> CostAsync(
        ProgramRun run, HttpClient client, IEnumerable<string> pages, IReadOnlyDictionary<string,
            string>? tags = null)
    {
        var (begun, list) = (run.Seconds, pages.ToList());
        await AskAsync(client, list, tags);
        return (run.Seconds - begun) / list.Count;
    }

    private static async Task AskAsync(
        HttpClient client, IEnumerable<string> pages, IReadOnlyDictionary<string, string>? tags = null)
    {
        foreach (var page in pages)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page);
            if (tags?.GetValueOrDefault(page) is { } tag) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
            using var answer = await client.SendAsync(request);
            if (tags is null ? !answer.IsSuccessStatusCode : (int)answer.StatusCode >= 400)
                throw new InvalidOperationException($"{page} answers {answer.StatusCode}");
            await answer.Content.ReadAsByteArrayAsync();
        }
    }

    private static async Task<Dictionary<string, string>> TagsAsync(HttpClient client, IEnumerable<string> pages)
    {
        Dictionary<string, string> tags = [];
        foreach (var page in pages.Distinct())
        {
            using var answer = await client.GetAsync(page);
            if (answer.Headers.ETag is { } tag) tags[page] = tag.ToString();
        }
        return tags;
    }

    private static List<(string Name, List<string> Pages, List<string> WarmUp)> Addresses(
        string archive, int count = PagesOfAKind)
    {
        using var connection = new SqliteConnection($"Data Source={archive};Mode=ReadOnly;Pooling=False");
        connection.Open();
        List<string> Of(string sql, Func<SqlReader, string> address)
        {
            using var rows = SqlReader.Open(connection, sql);
            List<string> found = [];
            while (rows.Read()) found.Add(address(rows));
            return found;
        }
        static string Path(string kind, SqlReader row) =>
            row.String(1) is { Length: > 0 } slug ? $"/{kind}/{row.Long(0)}/{slug}" : $"/{kind}/{row.Long(0)}";
        var articles = Of($"SELECT Id, Slug FROM Articles WHERE Body <> '' ORDER BY Id * 7919 % 100003 LIMIT {2 * count}",
            r => Path("articles", r));
        var entities = Of($"SELECT Id, Slug FROM Entities WHERE NOT IsHidden AND ReplacedById IS NULL ORDER BY Articles DESC LIMIT {2 * count}",
            r => Path("entities", r));
        var stories = Of($"SELECT s.Id, a.Slug FROM Stories s JOIN Articles a ON a.Id = s.HeadArticleId WHERE s.Articles > 1 ORDER BY s.Id LIMIT {2 * count}",
            r => Path("stories", r));
        var sources = Of($"SELECT Id, Slug FROM Sources ORDER BY Id LIMIT {2 * count}", r => Path("sources", r));
        var names = Of($"SELECT Name FROM Entities WHERE NOT IsHidden AND Articles > 1 ORDER BY Articles DESC LIMIT {2 * count}",
            r => Uri.EscapeDataString(r.String(0).ToLowerInvariant()));
        List<string> Numbered(string page) => [.. Enumerable.Range(1, 2 * count).Select(n => $"{page}{n}")];
        List<(string, List<string>)> kinds =
        [
            ("article", articles),
            ("list", Numbered("/articles?page=")),
            ("start", Numbered("/?n=")),
            ("entity", entities),
            ("search", names.ConvertAll(n => $"/search?q={n}")),
            ("API search", names.ConvertAll(n => $"/api/v1/search?q={n}")),
            ("names", Numbered("/entities?page=")),
            ("story", stories),
            ("stories", Numbered("/stories?page=")),
            ("source", sources),
            ("sources", Numbered("/sources?n=")),
            ("quotes", Numbered("/quotes?page=")),
        ];
        // Every other one, so that both halves are alike; pages beyond the end of a list are none.
        return [.. kinds.Where(k => k.Item2.Count > 1).Select(k => (k.Item1,
            k.Item2.Where((_, i) => i % 2 == 0).ToList(), k.Item2.Where((_, i) => i % 2 == 1).ToList()))];
    }
}

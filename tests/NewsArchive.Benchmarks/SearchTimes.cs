using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using NewsArchive.Storage;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Benchmarks;

/// <summary>
/// CPU time of searches by class on an archive, each beside plain engines in the same run, warm: <c>search ARCHIVE
/// [ARTICLES]</c>. With a number the archive is copied and grown to it first, by putting halves of its articles
/// together under new headlines and days.
/// </summary>
internal static class SearchTimes
{
    private const int PerClass = 30;

    public static async Task RunAsync(string path, int articles)
    {
        if (articles > 0) path = Grow(path, articles);
        using var archive = await StorageSetup.OpenAsync(path);
        using var search = new SearchQuery(archive, TimeProvider.System);
        using var raw = new SqliteConnection($"Data Source={path};Pooling=False");
        raw.Open();
        using var engines = new PlainEngines(raw);
        var count = SqlReader.Number(raw, "SELECT count(*) FROM Articles");
        var begun = Environment.CpuUsage.TotalTime;
        SearchCache.Of(archive).RebuildIndex(default);
        var making = count / (Environment.CpuUsage.TotalTime - begun).TotalSeconds;
        var text = SqlReader.Number(raw,
            "SELECT sum(length(CAST(Headline AS BLOB)) + length(CAST(Body AS BLOB))) FROM Articles");
        var size = new DirectoryInfo(IndexPlace.FolderOf(path)).EnumerateFiles().Sum(f => f.Length);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{count} articles; index {(double)size / text:0.00} of the text, {making:0} articles a CPU-second, plain Lucene {engines.LuceneIndexing:0}"));
        Console.WriteLine("CPU milliseconds p50 / p95 / p99: ours (ten hits with snippets and exact total), Lucene with stored texts, FTS5");
        var classes = Queries(raw, engines.Words());
        foreach (var pass in new[] { "warm-up", "measured" })
        {
            List<double> all = [], lucene = [], fts = [], newest = [];
            foreach (var (name, queries) in classes)
            {
                List<double> ours = [], bare = [], five = [], new1 = [];
                foreach (var query in queries)
                {
                    ours.Add(await Cpu(() => search.RunAsync(new(query.Ours, Limit: 10))));
                    new1.Add(await Cpu(() => search.RunAsync(new(query.Ours, Sort: SearchSort.Newest, Limit: 10))));
                    bare.Add(Cpu(() => engines.Lucene(query)));
                    five.Add(Cpu(() => engines.Fts5(query.Fts5)));
                }
                all.AddRange(ours);
                lucene.AddRange(bare);
                fts.AddRange(five);
                newest.AddRange(new1);
                if (pass == "measured") Say(name, ours, bare, five, new1);
            }
            if (pass == "measured") Say("all", all, lucene, fts, newest);
        }
        List<double> counted = [], suggested = [], bags = [], days = [];
        var suggest = new SuggestQuery(archive);
        foreach (var query in classes.First(c => c.Name == "common").Queries.Concat(classes.First(c =>
            c.Name == "stop-like").Queries))
        {
            counted.Add(await Cpu(() => search.RunAsync(new(query.Ours, Limit: 25, Collapsed: true, Counted: true))));
            for (var length = 2; length <= Math.Min(5, query.Ours.Length); length++)
                suggested.Add(await Cpu(() => suggest.RunAsync(query.Ours[..length], default)));
        }
        foreach (var query in classes.First(c => c.Name == "headline").Queries)
            bags.Add(await Cpu(() => search.RunAsync(new(string.Join(' ', query.Words), AnyWord: true, Limit: 10))));
        for (var year = 1960; year < 1990; year++)
            days.Add(await Cpu(() => search.RunAsync(new($"date:{year}", Sort: SearchSort.Newest, Limit: 10))));
        Console.WriteLine($"common words with everything counted beside them {Of(counted)}");
        Console.WriteLine($"a year of dates, the newest first {Of(days)}");
        Console.WriteLine($"headlines as bags of words {Of(bags)}");
        Console.WriteLine($"suggestions {Of(suggested)}");

        static void Say(string name, List<double> ours, List<double> lucene, List<double> fts, List<double> newest) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-12} {Of(ours)}   Lucene {Of(lucene)}   FTS5 {Of(fts)}   "
                + $"p95 over Lucene {At(ours, .95) / At(lucene, .95),5:0.00}   newest {Of(newest)}"));
    }

    /// <summary>
    /// The same searches idle and while files are imported into a copy of the archive: <c>importing ARCHIVE PATH</c>.
    /// </summary>
    public static async Task WhileImportingAsync(string path, string files)
    {
        var copy = StoryTimes.Copy(path);
        using var archive = await StorageSetup.OpenAsync(copy);
        using var raw = new SqliteConnection($"Data Source={copy};Pooling=False");
        raw.Open();
        using var engines = new PlainEngines(raw);
        var queries = Queries(raw, engines.Words()).SelectMany(c => c.Queries).Select(q => q.Ours).ToList();
        using var search = new SearchQuery(archive, TimeProvider.System);
        foreach (var query in queries) await search.RunAsync(new(query, Limit: 10));
        List<double> idle = [], during = [];
        foreach (var query in queries) idle.Add(await Time(() => search.RunAsync(new(query, Limit: 10))));
        var import =
            Task.Run(() =>
                new Importer(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
                    .RunAsync([files], new(KeepResults: false)));
        var failed = 0;
        while (!import.IsCompleted)
            foreach (var query in queries.TakeWhile(_ => !import.IsCompleted))
                try
                {
                    during.Add(await Time(() => search.RunAsync(new(query, Limit: 10))));
                }
                catch (SqliteException)
                {
                    failed++;
                }
        var report = await import;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"idle {Of(idle)}; while {report.Added + report.Duplicates} documents came in {Of(during)}, "
            + $"{during.Count} searches, {failed} failed; p95 ratio {At(during, .95) / At(idle, .95):0.00}"));
    }

    internal static string Of(List<double> times) =>
        string.Create(CultureInfo.InvariantCulture,
            $"{At(times, .5),6:0.00} /{At(times, .95),6:0.00} /{At(times, .99),6:0.00}");

    private static double At(List<double> times, double share) =>
        times.Order().ElementAt((int)Math.Min(times.Count - 1, share * times.Count));

    internal static async Task<double> Time(Func<Task> run)
    {
        var start = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<double> Cpu(Func<Task> run)
    {
        var start = Environment.CpuUsage.TotalTime;
        await run();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static double Cpu(Action run)
    {
        var start = Environment.CpuUsage.TotalTime;
        run();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    /// <summary>
    /// Made from the archive's own words, the same for the same archive.
    /// </summary>
    private static List<(string Name, List<PlainQuery> Queries)> Queries(
        SqliteConnection connection, List<(string Word, long Articles)> words)
    {
        var random = new Random(42);
        var articles = SqlReader.Number(connection, "SELECT count(*) FROM Articles");
        List<string> Band(double from, double to) =>
            [.. words.Where(w => w.Articles >= from * articles && w.Articles < to * articles).Select(w => w.Word)];
        string Any(List<string> some) => some[random.Next(some.Count)];
        List<string> rare =
            [.. words.Where(w => w.Articles >= 2).OrderBy(w => w.Articles).ThenBy(w => w.Word, StringComparer.Ordinal)
                .Take(500).Select(w => w.Word)], middle = Band(.001, .01), common = Band(.05, .6);
        var frequent = words.OrderByDescending(w => w.Articles).Take(12).Select(w => w.Word).ToList();
        List<List<string>> texts = [];
        List<List<string>> headlines = [];
        using (var rows = SqlReader.Open(connection,
            "SELECT Headline, Body FROM Articles WHERE Id % 37 = 0 AND Words > 40 LIMIT 2000"))
            while (rows.Read())
            {
                texts.Add(Words.Tokenise(rows.String(1)).ConvertAll(w => w.Text.ToLowerInvariant()));
                headlines.Add(
                    [.. Words.Tokenise(rows.String(0)).Select(w => w.Text.ToLowerInvariant()).Where(w => w.Length > 2)
                        .Distinct().Take(10)]);
            }
        HashSet<string> known = [.. middle, .. common, .. Band(.01, .05)];
        List<string> Together(int count)
        {
            while (true)
                if (texts[random.Next(texts.Count)].Where(known.Contains).Distinct().ToList() is var found
                    && found.Count >= count) return [.. found.OrderBy(_ => random.Next()).Take(count)];
        }
        List<string> Phrase(int count)
        {
            while (true)
            {
                var text = texts[random.Next(texts.Count)];
                var at = random.Next(Math.Max(1, text.Count - count));
                if (text.Skip(at).Take(count).ToList() is var phrase && phrase.Count == count
                    && phrase.TrueForAll(w => w.All(char.IsAsciiLetter)) && phrase.Any(known.Contains)) return phrase;
            }
        }
        List<PlainQuery> Many(PlainKind kind, Func<IReadOnlyList<string>> make) =>
            [.. Enumerable.Range(0, PerClass).Select(_ => new PlainQuery(kind, make()))];
        string Beginning(string word) => word[..Math.Min(word.Length, random.Next(3, 6))];
        return
        [
            ("rare", Many(PlainKind.All, () => [Any(rare)])),
            ("middle", Many(PlainKind.All, () => [Any(middle)])),
            ("common", Many(PlainKind.All, () => [Any(common)])),
            ("stop-like", [.. frequent.Select(w => new PlainQuery(PlainKind.All, [w]))]),
            ("two AND", Many(PlainKind.All, () => Together(2))),
            ("three AND", Many(PlainKind.All, () => Together(3))),
            ("two OR", Many(PlainKind.Any, () => Together(2))),
            ("three OR", Many(PlainKind.Any, () => Together(3))),
            ("phrase", Many(PlainKind.Phrase, () => Phrase(2))),
            ("phrase of 3", Many(PlainKind.Phrase, () => Phrase(3))),
            ("prefix", Many(PlainKind.Beginning, () => [Beginning(Any(middle))])),
            ("headline", Many(PlainKind.Any,
                () => headlines[random.Next(headlines.Count)] is { Count: > 1 } h ? h : Together(3))),
        ];
    }

    /// <param name="published">SQL of an article's day; <c>:shift</c> and <c>:first</c> tell which copy of the archive
    /// it is in.</param>
    internal static string Grow(
        string path, int articles, string name = "",
        string published = "datetime(a.Published, '-' || (abs(random()) % 13000) || ' days')")
    {
        var grown = $"{path}-{name}{articles}";
        if (File.Exists(grown)) return grown;
        File.Copy(path, grown + ".part");
        using (var connection = new SqliteConnection($"Data Source={grown}.part;Pooling=False"))
        {
            connection.Open();
            void Do(string sql)
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.CommandTimeout = 0;
                command.ExecuteNonQuery();
            }
            Do("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; PRAGMA cache_size = -500000");
            var first = SqlReader.Number(connection, "SELECT max(Id) FROM Articles");
            var columns = new List<string>();
            using (var rows = SqlReader.Open(connection, "SELECT name FROM pragma_table_info('Articles')"))
                while (rows.Read()) columns.Add(rows.String(0));
            string Value(string column) => column switch
            {
                "Id" => "a.Id + :shift",
                "Origin" or "TextHash" or "ContentHash" => $"a.{column} || '#' || :shift",
                "Headline" => "a.Headline || ' ' || coalesce(substr(b.Headline, 1, 20), '')",
                "Body" => "substr(a.Body, 1, length(a.Body) / 2) || ' ' || substr(b.Body, length(b.Body) / 2)",
                "Published" => published,
                "DuplicateOfId" or "CopyOfId" or "StoryId" or "FoundStoryId" => "NULL",
                _ => $"a.{column}",
            };
            for (var shift = first; shift < articles; shift += first)
            {
                var upTo = Math.Min(first, articles - shift);
                string Text(string sql) =>
                    sql.Replace(":shift", shift.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                        .Replace(":first", first.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                        .Replace(":upTo", upTo.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
                Do("BEGIN");
                Do(Text($"INSERT INTO Articles ({string.Join(", ", columns)}) SELECT "
                    + $"{string.Join(", ", columns.Select(Value))} FROM Articles a LEFT JOIN Articles b ON b.Id = "
                    + "(a.Id * 7 + :shift / :first * 131) % :first + 1 WHERE a.Id <= :upTo"));
                Do(Text("INSERT INTO ArticleEntities (ArticleId, EntityId, Mentions) SELECT ArticleId + :shift, "
                    + "EntityId, Mentions FROM ArticleEntities WHERE ArticleId <= :upTo"));
                Do("COMMIT");
                Console.Error.WriteLine($"grown to {shift + upTo}");
            }
            Do("PRAGMA journal_mode = WAL");
        }
        File.Move(grown + ".part", grown);
        return grown;
    }
}

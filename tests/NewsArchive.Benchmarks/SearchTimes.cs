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
/// Times searches by class on an archive, each beside the full-text engine alone (its ranking for the first ten, then a
/// count), in the same run, warm: <c>search ARCHIVE [ARTICLES]</c>. With a number the archive is copied and grown to it
/// first, by putting halves of its articles together under new headlines and days.
/// </summary>
internal static class SearchTimes
{
    private const int PerClass = 30;

    public static async Task RunAsync(string path, int articles)
    {
        if (articles > 0) path = Grow(path, articles);
        using var archive = await StorageSetup.OpenAsync(path);
        var search = new SearchQuery(archive, TimeProvider.System);
        using var raw = new SqliteConnection($"Data Source={path};Pooling=False");
        raw.Open();
        Console.WriteLine(
            $"{SqlReader.Number(raw, "SELECT count(*) FROM Articles")} articles; milliseconds p50 / p95: ours (ten "
            + $"hits with snippets and exact total) beside the engine's bm25 and count");
        var classes = Queries(raw);
        foreach (var pass in new[] { "warm-up", "measured" })
        {
            List<double> all = [], allRaw = [];
            foreach (var (name, queries) in classes)
            {
                List<double> ours = [], engine = [], newest = [];
                foreach (var (query, expression) in queries)
                {
                    ours.Add(await Time(() => search.RunAsync(new(query, Limit: 10))));
                    newest.Add(await Time(() => search.RunAsync(new(query, Sort: SearchSort.Newest, Limit: 10))));
                    engine.Add(Time(() => Engine(raw, expression)));
                }
                all.AddRange(ours);
                allRaw.AddRange(engine);
                if (pass == "measured")
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{name,-12} {Of(ours)}   engine {Of(engine)}   p95 ratio "
                        + $"{At(ours, .95) / At(engine, .95),5:0.00}   newest {Of(newest)}"));
            }
            if (pass == "measured")
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{"all",-12} {Of(all)}   engine {Of(allRaw)}   p95 ratio {At(all, .95) / At(allRaw, .95),5:0.00}"));
        }
        List<double> counted = [], suggested = [], bags = [];
        var suggest = new SuggestQuery(archive);
        foreach (var (query, _) in classes.First(c => c.Name == "common").Queries
            .Concat(classes.First(c => c.Name == "stop-like").Queries))
        {
            counted.Add(await Time(() => search.RunAsync(new(query, Limit: 25, Collapsed: true, Counted: true))));
            for (var length = 2; length <= Math.Min(5, query.Length); length++)
                suggested.Add(await Time(() => suggest.RunAsync(query[..length], default)));
        }
        foreach (var (query, _) in classes.First(c => c.Name == "headline").Queries)
            bags.Add(
                await Time(() =>
                    search.RunAsync(new(query.Replace(" OR ", " ", StringComparison.Ordinal), AnyWord: true,
                        Limit: 10))));
        Console.WriteLine($"common words with everything counted beside them {Of(counted)}");
        Console.WriteLine($"headlines as bags of words {Of(bags)}");
        Console.WriteLine($"suggestions {Of(suggested)}");
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
        var queries = Queries(raw).SelectMany(c => c.Queries).Select(q => q.Query).ToList();
        var search = new SearchQuery(archive, TimeProvider.System);
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
        string.Create(CultureInfo.InvariantCulture, $"{At(times, .5),7:0.0} /{At(times, .95),7:0.0}");

    private static double At(List<double> times, double share) =>
        times.Order().ElementAt((int)Math.Min(times.Count - 1, share * times.Count));

    internal static async Task<double> Time(Func<Task> run)
    {
        var start = Stopwatch.GetTimestamp();
        await run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Time(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Engine(SqliteConnection connection, string expression)
    {
        using (var rows = new SqlReader(connection,
            "SELECT rowid, bm25(ArticleIndex, 3, 2, 1, 1, 1) AS Rank FROM ArticleIndex WHERE ArticleIndex MATCH ? "
            + "ORDER BY Rank LIMIT 10", expression))
            while (rows.Read()) { }
        SqlReader.Number(connection, "SELECT count(*) FROM ArticleIndex WHERE ArticleIndex MATCH ?", expression);
    }

    /// <summary>
    /// Made from the archive's own words, the same for the same archive. The engine gets each word as it stands.
    /// </summary>
    private static List<(string Name,
        List<(string Query, string Expression)> Queries)> Queries(SqliteConnection connection)
    {
        var random = new Random(42);
        var articles = SqlReader.Number(connection, "SELECT count(*) FROM Articles");
        List<(string Word, long Articles)> words = [];
        using (var rows = new SqlReader(connection,
            $"SELECT term, doc FROM {ArticleIndex.Vocabulary} WHERE length(term) > 2"))
            while (rows.Read())
                if (rows.String(0).All(char.IsAsciiLetter)) words.Add((rows.String(0), rows.Long(1)));
        List<string> Band(double from, double to) =>
            [.. words.Where(w => w.Articles >= from * articles && w.Articles < to * articles).Select(w => w.Word)];
        string Any(List<string> some) => some[random.Next(some.Count)];
        List<string> rare =
            [.. words.Where(w => w.Articles >= 2).OrderBy(w => w.Articles).ThenBy(w => w.Word, StringComparer.Ordinal)
                .Take(500).Select(w => w.Word)], middle = Band(.001, .01), common = Band(.05, .6);
        var frequent = words.OrderByDescending(w => w.Articles).Take(12).Select(w => w.Word).ToList();
        List<List<string>> texts = [];
        List<List<string>> headlines = [];
        using (var rows = new SqlReader(connection,
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
        static string Quoted(string word) => $"\"{word}\"";
        (string, string) Joined(IEnumerable<string> some, string by, string engine) =>
            (string.Join(by, some), string.Join(engine, some.Select(Quoted)));
        static (string, string) Alone(string word) => (word, Quoted(word));
        static (string, string) Whole(List<string> phrase) =>
            (Quoted(string.Join(' ', phrase)), Quoted(string.Join(' ', phrase)));
        (string, string) Beginning(string word) =>
            word[..Math.Min(word.Length, random.Next(3, 6))] is var start
                ? (start + "*", Quoted(start) + "*") : default;
        List<(string, string)> Many(Func<(string, string)> make) =>
            [.. Enumerable.Range(0, PerClass).Select(_ => make())];
        return
        [
            ("rare", Many(() => Alone(Any(rare)))),
            ("middle", Many(() => Alone(Any(middle)))),
            ("common", Many(() => Alone(Any(common)))),
            ("stop-like", [.. frequent.Select(w => (w, Quoted(w)))]),
            ("two AND", Many(() => Joined(Together(2), " ", " AND "))),
            ("three AND", Many(() => Joined(Together(3), " ", " AND "))),
            ("two OR", Many(() => Joined(Together(2), " OR ", " OR "))),
            ("three OR", Many(() => Joined(Together(3), " OR ", " OR "))),
            ("phrase", Many(() => Whole(Phrase(2)))),
            ("phrase of 3", Many(() => Whole(Phrase(3)))),
            ("prefix", Many(() => Beginning(Any(middle)))),
            ("headline",
                Many(() =>
                    Joined(headlines[random.Next(headlines.Count)] is { Count: > 1 } h ? h : Together(3), " OR ",
                        " OR "))),
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
            using (var rows = new SqlReader(connection, "SELECT name FROM pragma_table_info('Articles')"))
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
                    + $"(a.Id * 7 + :shift / :first * 131) % :first + 1 WHERE a.Id <= :upTo"));
                Do(Text("INSERT INTO ArticleEntities (ArticleId, EntityId, Mentions) SELECT ArticleId + :shift, "
                    + "EntityId, Mentions FROM ArticleEntities WHERE ArticleId <= :upTo"));
                Do("COMMIT");
                Console.Error.WriteLine($"grown to {shift + upTo}");
            }
            Do($"INSERT INTO {ArticleIndex.Table} ({ArticleIndex.Table}) VALUES ('optimize')");
            Do("PRAGMA journal_mode = WAL");
        }
        File.Move(grown + ".part", grown);
        return grown;
    }
}

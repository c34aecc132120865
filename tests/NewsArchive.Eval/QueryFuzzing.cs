using System.Diagnostics;
using System.Globalization;
using System.Text;
using NewsArchive.Search;
using NewsArchive.Storage.Search;

namespace NewsArchive.Eval;

/// <summary>
/// Queries that nobody types, and headlines with slips: all must be read, and a part of them is searched.
/// </summary>
internal static class QueryFuzzing
{
    /// <summary>
    /// Queries that are read, and searched; EVAL_FUZZ=N reads N and searches one in a hundred of them.
    /// </summary>
    private static readonly int Read =
        int.TryParse(Environment.GetEnvironmentVariable("EVAL_FUZZ"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var many) ? many : 50_000, Searched = Read / 100;

    /// <summary>Milliseconds within which a search should answer.</summary>
    private const double Quick = 50;

    private static readonly string[] Pieces =
    [
        "\"", "“", "”", "(", ")", "-", "−", "*", ":", "~5", "~", "=", " ", " ", " OR ", " AND ", " NOT ", "or",
        "title:", "body:", "date:", "after:", "before:", "person:", "said:", "quote:", "has:quote", "is:", "lang:en",
        "2021", "2021-03..2020", "P7D", "today", "C++", "#", "@", "%", "$5", "'", "’", "\\", "/", "{", "}", "^",
        "NEAR(", "?", " NEAR/5 ", "~2", "/o.l/", "*il", "/(a+)+/", "+", "|", "&", "\0", "\n", "\t", "é", "\u0301",
            "北京", "ไทย", "عربي", "🔥", "\uD83D", "Ω", "ﬀ", "İ",
        "ß", "oil", "trade", "the",
    ];

    public static IEnumerable<Score> Reuters()
    {
        var archive = EvalArchives.Of("corpora/reuters21578.jsonl.gz");
        List<string> headlines;
        using (var db = archive.Db())
            headlines = [.. db.Articles.Where(a => a.Headline != null).OrderBy(a => a.Id).Take(5000)
                .Select(a => a.Headline!)];
        var random = new Random(11);
        var today = new DateOnly(2026, 1, 1);
        var read = 0;
        for (var i = 0; i < Read; i++)
        {
            var query = Query(random, headlines);
            try
            {
                if (QueryParser.Parse(query, today, i % 2 == 0).Understood.Length > 0) read++;
            }
#pragma warning disable CA1031 // whatever it is, it is counted
            catch (Exception error)
#pragma warning restore CA1031
            {
                RepairMeasures.Verbose($"not read: {query}: {error.Message}");
            }
        }
        yield return new("search.fuzz.read", (double)read / Read, $"{read} of {Read} queries");

        var search = new SearchQuery(archive, TimeProvider.System);
        int answered = 0, quick = 0;
        var slowest = 0.0;
        for (var i = 0; i < Searched; i++)
        {
            var query = Query(random, headlines);
            var start = Stopwatch.GetTimestamp();
            try
            {
                search.RunAsync(new(query, AnyWord: i % 4 == 0, Limit: 10)).GetAwaiter().GetResult();
                answered++;
            }
#pragma warning disable CA1031 // whatever it is, it is counted
            catch (Exception error)
#pragma warning restore CA1031
            {
                RepairMeasures.Verbose($"not answered: {query}: {error.Message}");
            }
            var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (took < Quick) quick++;
            else RepairMeasures.Verbose(string.Create(CultureInfo.InvariantCulture, $"{took:0} ms: {query}"));
            slowest = Math.Max(slowest, took);
        }
        yield return new("search.fuzz.answered", (double)answered / Searched,
            string.Create(CultureInfo.InvariantCulture,
                $"{answered} of {Searched} on 21,578 articles; {quick} within {Quick} ms, the slowest {slowest:0} ms"));
    }

    private static string Query(Random random, List<string> headlines)
    {
        var query = new StringBuilder();
        if (random.Next(2) == 0)
        {
            query.Append(headlines[random.Next(headlines.Count)]);
            for (var slips = random.Next(4); slips > 0 && query.Length > 0; slips--)
                if (random.Next(2) == 0) query.Insert(random.Next(query.Length), Pieces[random.Next(Pieces.Length)]);
                else query.Remove(random.Next(query.Length), 1);
        }
        else
        {
            for (var pieces = random.Next(12); pieces > 0; pieces--) query.Append(Pieces[random.Next(Pieces.Length)]);
        }
        return query.ToString();
    }
}

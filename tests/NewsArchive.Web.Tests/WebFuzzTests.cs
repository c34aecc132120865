using System.Net.Sockets;
using System.Text;

namespace NewsArchive.Web.Tests;

/// <summary>Requests that no browser sends; none may be answered by a fault of the program.</summary>
public sealed class WebFuzzTests
{
    private static readonly string[] Paths =
    [
        "/", "/articles", "/articles/1", "/articles/2/x", "/articles/1/original", "/articles/1/original.txt",
            "/articles.atom",
        "/articles.rss", "/articles.json", "/stories", "/stories.atom", "/stories/1", "/stories/1/x",
            "/stories/1/compare",
        "/stories/1/correct", "/entities", "/entities/1", "/entities/1/x", "/entities/1/x/correct",
            "/entities/1/x/together",
        "/entities/1/x.atom", "/sources", "/sources/1", "/searches", "/searches/1", "/searches/1.rss", "/search",
            "/search.csv",
        "/search.json", "/search/batch", "/suggest", "/quotes", "/quotes/1", "/imports", "/about/quality", "/help",
            "/help/search",
        "/error", "/api/v1/search", "/api/v1/stories", "/api/v1/stories/1", "/api/v1/articles/1/related",
            "/health/live",
        "/health/ready", "/site.css", "/no/such/page", "/articles/1/../../etc/passwd",
    ];

    private static readonly string[] Names =
    [
        "q", "page", "sort", "from", "to", "source", "author", "entity", "lang", "story", "limit", "facets", "a", "b",
            "code",
        "kind", "text", "order", "with", "done", "any", "collapse", "_", "handler", "Form.Act", "Passphrase", "",
    ];

    private static readonly string[] Values =
    [
        "", "1", "0", "-1", "99999999999999999999", "1.5", "NaN", "peskov", "\"", "((((", "%00", "%ff%fe", "%ud800",
            "\u0301", "🔥", "*",
        "a*", "x OR y", "-x", "2024-01-01", "2024-99-99", "date:2024", "../..", "<script>",
            "'; DROP TABLE Articles; --", "%0d%0aX: y",
        "{}", "[]", "null", "true", "relevance", "newest", "person", "is:inferred", "has:quote", "said:peskov",
            "title:", "NEAR(a b)",
    ];

    private static readonly string[] Methods = ["GET", "GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE",
        "TRACE", "OPTIONS",
        "PATCH", "FOO", "get", ""];

    private static string Some(Random random, string[] of) => of[random.Next(of.Length)];

    private static string Request(Random random)
    {
        var path = Some(random, Paths);
        if (random.Next(4) == 0) path = path.Replace("1", Some(random, Values), StringComparison.Ordinal);
        if (random.Next(8) == 0) path += "/" + Some(random, Values);
        var query = string.Join('&', Enumerable.Range(0, random.Next(5)).Select(_ => Some(random, Names) + "="
            + Some(random, Values)));
        if (random.Next(20) == 0) query += "&q=" + new string('a', random.Next(20_000)) + "*";
        var body = random.Next(3) == 0 ? query + "&Queries=" + Some(random, Values) + "%0A" + Some(random, Values) : "";
        var type = Some(random, ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
            "multipart/form-data",
            "application/json", "text/plain", ""]);
        var request = new StringBuilder($"{Some(random, Methods)} {path}{(query.Length > 0 ? "?" + query : "")} HTTP/1.1\r\n")
            .Append(random.Next(10) == 0 ? "" : "Host: localhost\r\n").Append("Connection: close\r\n");
        if (random.Next(3) == 0) request.Append($"{Some(random, ["Accept", "Accept-Encoding", "If-None-Match", "If-Modified-Since",
            "Range", "Cookie", "Origin", "X-Forwarded-For", "Content-Encoding"])}: {Some(random, Values)}\r\n");
        if (body.Length > 0 || random.Next(5) == 0)
        {
            var length = random.Next(10) == 0 ? -1 : Encoding.UTF8.GetByteCount(body);
            request.Append($"Content-Type: {type}\r\nContent-Length: {length}\r\n");
        }
        return request.Append("\r\n").Append(body).ToString();
    }

    /// <summary>The status of the answer; 0 where the server hung up without one.</summary>
    private static async Task<int> SendAsync(Uri address, string request, CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancel);
        try
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request), cancel);
            using var reader = new StreamReader(client.GetStream());
            var answer = await reader.ReadLineAsync(cancel);
            return answer is { Length: > 12 } ? int.Parse(answer.AsSpan(9, 3),
                System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    [Fact]
    public async Task No_request_is_answered_by_a_fault()
    {
        await using var site = await Site.WithSeedsAsync();
        List<(int Status, string Request)> answers = [];
        var requests = Enumerable.Range(0, Trials.Number(some: 2_000, all: 20_000)).Select(i => Request(new(i)));
        await Parallel.ForEachAsync(requests, new ParallelOptions
        {
            MaxDegreeOfParallelism = 8,
            CancellationToken = TestContext.Current.CancellationToken
        },
            async (request, cancel) =>
            {
                var status = await SendAsync(new(site.Address), request, cancel);
                lock (answers) answers.Add((status, request));
            });
        Assert.Equal([], answers.Where(a => a.Status >= 500).Take(5)
            .Select(a => $"{a.Status} {a.Request[..Math.Min(400, a.Request.Length)]}"));
        Assert.True(answers.Count(a => a.Status == 200) > answers.Count / 12, string.Join(", ",
            answers.CountBy(a => a.Status)));
    }

    [Fact]
    public async Task Wrong_passphrases_are_never_taken_however_many()
    {
        await using var site = await Site.WithSeedsAsync();
        await using var app = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true,
            Passphrase: "correct horse battery"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = Site.ClientOf(app);
        var form = await client.GetStringAsync("/search/batch", TestContext.Current.CancellationToken);
        var token = Site.TokenOf(form);
        for (var i = 0; i < 1_000; i++)
        {
            using var answer = await client.PostAsync(new Uri(i % 2 == 0 ? "/searches?q=peskov"
                : "/articles/1/original", UriKind.Relative),
                new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("Name", "x"), new("TakeOut",
                    "5"),
                    new("Passphrase", $"correct horse batter{(char)('a' + i % 24)}{i}")]),
                        TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode is 400 or 403 or 429, $"{i}: {answer.StatusCode}");
        }
    }
}

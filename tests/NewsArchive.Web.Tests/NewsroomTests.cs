using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Web.Tests;

/// <summary>Sites whose archive is on PostgreSQL.</summary>
public sealed partial class NewsroomTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string Seeds = Path.Combine(Site.RepositoryRoot, "seeds");

    [Fact]
    public async Task Every_page_is_that_of_an_archive_in_a_file()
    {
        await using var file = await Site.WithSeedsAsync();
        await using var server = await Site.StartOnAsync(await PostgresServer.NewSchemaAsync(), Seeds);
        HashSet<string> seen = [];
        Queue<string> waiting = new(["/", "/search?q=peskov", "/search?q=zzzz+peskov", "/search?q=said:spokesman",
            "/quotes",
            "/entities?q=PESK", "/search.csv?q=whatsapp", "/articles.atom", "/api/v1/search?q=russia&fields=id,title",
            "/api/v1/entities/1", "/suggest?q=pe", "/quotes.csv", "/same", "/days", "/imports", "/search?q=%22(%22"]);
        while (waiting.TryDequeue(out var path))
        {
            var (status, expected, _) = await file.GetAsync(path);
            var (same, actual, _) = await server.GetAsync(path);
            Assert.True(status == same && Plain(file, expected) == Plain(server, actual),
                $"{path}: {status} and {same}\n{Difference(Plain(file, expected), Plain(server, actual))}");
            if (status != HttpStatusCode.OK || !expected.StartsWith("<!DOCTYPE",
                StringComparison.OrdinalIgnoreCase)) continue;
            foreach (Match link in Link().Matches(expected))
                if (seen.Count < 120 && WebUtility.HtmlDecode(link.Groups[1].Value) is var address
                    && !address.Contains("/help", StringComparison.Ordinal)
                    && seen.Add(address)) waiting.Enqueue(address);
        }
        Assert.Equal(120, seen.Count);
    }

    /// <summary>Without what is one site's own: its address, tokens, and the times at which it read.</summary>
    private static string Plain(Site site, string html)
    {
        html = html.Replace(site.Archive.Beside, "BESIDE", StringComparison.Ordinal)
            .Replace(site.Archive.Location, "BESIDE", StringComparison.Ordinal);
        html = html.Replace(site.Address["http://".Length..], "SITE", StringComparison.Ordinal).Replace(site.Folder,
            "FOLDER", StringComparison.Ordinal);
        return Own().Replace(html, "OWN");
    }

    private static string Difference(string one, string other)
    {
        var at = one.Zip(other).TakeWhile(p => p.First == p.Second).Count();
        return $"…{one[Math.Max(0, at - 60)..Math.Min(one.Length, at + 120)]}\n…{other[Math.Max(0, at - 60)..Math.Min(other.Length, at + 120)]}";
    }

    [Fact]
    public async Task What_is_corrected_at_one_site_is_seen_at_all_within_a_second()
    {
        var schema = await PostgresServer.NewSchemaAsync();
        await using var first = await Site.StartOnAsync(schema, Seeds);
        await using var second = await Site.StartOnAsync(schema);
        await using var third = await Site.StartOnAsync(schema);
        Site[] sites = [first, second, third];
        foreach (var site in sites)
            Assert.Contains("2 articles", await site.PageAsync("/search?q=whatsapp"), StringComparison.Ordinal);
        for (var i = 0; i < sites.Length; i++)
        {
            var name = $"Green Messenger {i}";
            await RenameAsync(sites[i], name);
            var watch = Stopwatch.StartNew();
            foreach (var site in sites)
            {
                while (!(await site.PageAsync("/entities")).Contains(name,
                    StringComparison.Ordinal)) await Task.Delay(10, Cancel);
                Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1);
                Assert.Contains("2 articles", await site.PageAsync($"/search?q=entity:%22{Uri.EscapeDataString(name)}%22"),
                    StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task What_another_machine_imports_comes_into_the_index_before_anybody_asks_and_health_tells_how_much_is_missing()
    {
        var schema = await PostgresServer.NewSchemaAsync();
        await using var first = await Site.StartOnAsync(schema, Seeds);
        await using var second = await Site.StartOnAsync(schema);
        Assert.Matches("^Healthy", await second.PageAsync("/health/ready"));
        await first.ImportAsync(first.Write("bridge.txt",
            "Bridge opens\n\nThe new bridge across the river opened on Monday, the mayor of the town said.\n"));
        var watch = Stopwatch.StartNew();
        while (await second.PageAsync("/health/ready") != "Healthy"
            && watch.Elapsed.TotalSeconds < 20) await Task.Delay(20, Cancel);
        Assert.Equal("Healthy", await second.PageAsync("/health/ready"));
        Assert.Contains("Bridge opens", await second.PageAsync("/search?q=mayor"), StringComparison.Ordinal);
        Assert.Contains("newsarchive_database_size", await second.PageAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_server_is_away_pages_say_so_and_are_there_again_when_it_is()
    {
        _ = PostgresServer.Shared();
        var server = PostgresServer.Start(1)[0];
        await using var site = await Site.StartOnAsync(server.Address("public"), Seeds);
        await site.PageAsync("/search?q=whatsapp");
        server.Stop("immediate");
        foreach (var path in new[] { "/", "/search?q=peskov", "/quotes", "/articles.atom" })
        {
            var (status, html, response) = await site.GetAsync(path);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, path), (status, path));
            Assert.Contains("The archive does not answer", html, StringComparison.Ordinal);
            Assert.NotNull(response.Headers.RetryAfter);
        }
        var (code, problem, _) = await site.GetAsync("/api/v1/articles");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Contains("does not answer just now", problem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.GetAsync("/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync("/health/live")).Status);
        server.Begin();
        Assert.Contains("2 articles", await site.PageAsync("/search?q=whatsapp"), StringComparison.Ordinal);
        server.Remove();
    }

    private static async Task RenameAsync(Site site, string name)
    {
        await using var db = site.Archive.DbToRead();
        var known = (await new BrowseQuery(site.Archive, db).EntitiesAsync(new(Text: "whatsapp"), 1, 1,
            Cancel)).Rows[0];
        var path = $"/entities/{known.Id}/{known.Slug}/correct";
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["Form.Act"] = "Rename",
            ["Form.Name"] = name,
            ["__RequestVerificationToken"] = Site.TokenOf(await site.PageAsync(path)),
        });
        using var answer = await site.Client.PostAsync(new Uri(path, UriKind.Relative), form, Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [GeneratedRegex("href=\"(/[^\"#]*)")]
    private static partial Regex Link();

    [GeneratedRegex(@"CfDJ[\w-]+|urn:[\w:.-]+|[0-9a-f]{32}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)|\d+ "
        + @"[A-Z][a-z]+ 2026,? (?:at )?\d\d:\d\d(?::\d\d)?(?: UTC| Z)?|\d\d:\d\d(?::\d\d)?(?: Z| UTC| GMT| "
        + @"\+0000)|[\d.]+ (?:ms|s|seconds?)\b|took [^<]*")]
    private static partial Regex Own();
}

using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NewsArchive.Storage.Sql;
using SQLitePCL;

namespace NewsArchive.Web.Tests;

/// <summary>What an answer costs: nothing where it was made before, and few questions to the archive where it was
/// not.</summary>
public sealed class KeptAnswersTests
{
    /// <summary>Statements that a page may ask the archive when it is made anew.</summary>
    private const int MostStatements = 8;

    /// <summary>Pages that ask more, each with what it asks now; to be lowered, never raised.</summary>
    private static readonly Dictionary<string, int> AskMore = new()
    {
        ["/entities/N"] = 10,
        ["/stories/N"] = 12,
        // One more for stars; as a hit of a search an article asks that search, too; the desk shows all that is kept.
        ["/search"] = 9,
        ["/articles/N"] = 13,
        ["/desk"] = 23,
        ["/corrections"] = 14
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<HttpResponseMessage> AskAsync(
        Site site, string path, string? tag = null, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (tag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        if (encoding is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        return await site.Client.SendAsync(request, Cancel);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/articles")]
    [InlineData("/search?q=peskov")]
    [InlineData("/api/v1/search?q=peskov")]
    [InlineData("/articles.atom")]
    public async Task Answer_that_still_holds_is_304_and_one_after_a_change_is_not(string path)
    {
        await using var site = await Site.WithSeedsAsync();
        using var first = await AskAsync(site, path);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var tag = first.Headers.ETag!.ToString();
        using var same = await AskAsync(site, path, tag);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(tag, same.Headers.ETag!.ToString());
        using var again = await AskAsync(site, path);
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await again.Content.ReadAsStringAsync(Cancel));
        await site.ImportAsync(site.Write("new.txt",
            "Peskov opens a bridge\n\nDmitry Peskov, the spokesman, opened a bridge across the river on Monday, the mayor of the town said."));
        using var changed = await AskAsync(site, path, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Contains("bridge", await changed.Content.ReadAsStringAsync(Cancel),
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Answers_differ_by_address_and_by_compression()
    {
        await using var site = await Site.WithSeedsAsync();
        using var one = await AskAsync(site, "/search?q=peskov");
        using var other = await AskAsync(site, "/search?q=durov");
        Assert.NotEqual(await one.Content.ReadAsStringAsync(Cancel), await other.Content.ReadAsStringAsync(Cancel));
        for (var round = 0; round < 2; round++)
        {
            using var packed = await AskAsync(site, "/articles", encoding: "gzip");
            Assert.Equal("gzip", Assert.Single(packed.Content.Headers.ContentEncoding));
            using var plain = await AskAsync(site, "/articles");
            Assert.Empty(plain.Content.Headers.ContentEncoding);
            Assert.StartsWith("<!DOCTYPE html>", await plain.Content.ReadAsStringAsync(Cancel),
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_holds_a_token_is_not_kept()
    {
        await using var site = await Site.WithSeedsAsync();
        using var asked = await AskAsync(site, "/entities/1/-/correct");
        var path = asked.Headers.Location?.ToString() ?? "/entities/1/-/correct";
        using var form = await AskAsync(site, path);
        using var other = await AskAsync(site, path);
        Assert.Null(form.Headers.ETag);
        var token = Site.TokenOf(await form.Content.ReadAsStringAsync(Cancel));
        Assert.NotEmpty(token);
        Assert.NotEqual(token, Site.TokenOf(await other.Content.ReadAsStringAsync(Cancel)));
    }

    [Fact]
    public async Task Who_may_not_correct_gets_no_page_kept_for_somebody_who_may()
    {
        await using var site = await Site.WithSeedsAsync();
        var path = (await AskAsync(site, "/entities/1")).Headers.Location!.ToString();
        using var own = await AskAsync(site, path);
        Assert.Contains("/correct", await own.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        using var foreign = await site.Client.SendAsync(request, Cancel);
        Assert.DoesNotContain("/correct", await foreign.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_that_goes_on_is_shown_with_its_progress()
    {
        await using var site = await Site.WithSeedsAsync();
        await using (var db = site.Archive.Db())
        {
            var now = DateTime.UtcNow;
            db.ImportRuns.Add(new()
            {
                StartedAt = now.AddSeconds(-10),
                SeenAt = now,
                Paths = "folder",
                Added = 500,
                ReadBytes = 25_000_000,
                TotalBytes = 100_000_000,
            });
            await db.SaveChangesAsync(Cancel);
        }
        using var page = await AskAsync(site, "/imports");
        var html = await page.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("data-progress", html, StringComparison.Ordinal);
        Assert.Contains("\"running\":true", await site.PageAsync("/imports/now"), StringComparison.Ordinal);
        Assert.Contains("running: 25 % of 100.0 MB read, 50 documents a second, about 30 seconds left",
            html.Replace('\u00a0', ' '), StringComparison.Ordinal);
    }

    /// <summary>Every page that the site itself leads to.</summary>
    [Fact]
    public async Task No_page_asks_the_archive_much()
    {
        await using var site = await Site.WithSeedsAsync();
        await site.ImportAsync(site.Write("again.txt",
            await File.ReadAllTextAsync(
                Directory.GetFiles(Path.Combine(Site.RepositoryRoot, "seeds")).Order().First(), Cancel)
            + "\n\nOne more paragraph that only this copy has, written for the town by its own people in the spring.\n"));
        ConcurrentQueue<string> asked = [];
        // One that each request takes: the site is asked one thing at a time.
        List<RentedConnection> rented = [.. Enumerable.Range(0, 4).Select(_ => site.Archive.Connect())];
        foreach (var one in rented) raw.sqlite3_trace(((SqliteConnection)one.Connection).Handle, (_, sql) => asked.Enqueue(sql), null);
        rented.ForEach(r => r.Dispose());
        HashSet<string> seen = [];
        Queue<string> waiting = new(["/", "/search?q=peskov", "/search?q=zzzz+peskov", "/quotes", "/imports"]);
        Dictionary<string, (int Count, string Page, string[] Sql)> most = [];
        while (waiting.TryDequeue(out var page))
        {
            using var warm = await AskAsync(site, page);
            if (warm.Headers.Location is { } location) Follow(location.ToString());
            if (warm.StatusCode != HttpStatusCode.OK) continue;
            var html = await warm.Content.ReadAsStringAsync(Cancel);
            foreach (Match link in Regex.Matches(html, "href=\"(/[^\"#]*)"))
                Follow(WebUtility.HtmlDecode(link.Groups[1].Value));
            asked.Clear();
            // Another address of the same page, so that it is not the answer that was kept.
            using var anew = await AskAsync(site, page + (page.Contains('?') ? "&" : "?") + "anew=1");
            var kind = Regex.Replace(page.Split('?')[0], "/[0-9]+(/[^/]*)?", "/N");
            var sql = asked.Where(s => !s.StartsWith("--", StringComparison.Ordinal)
                && s is not ("BEGIN" or "BEGIN;" or "COMMIT;" or "ROLLBACK;")).ToArray();
            if (sql.Length > most.GetValueOrDefault(kind).Count) most[kind] = (sql.Length, page, sql);
        }
        Assert.True(most.Count > 10, string.Join(' ', most.Keys));
        Assert.All(most.Where(m => m.Key != "/articles/N/original"), m => Assert.True(
            m.Value.Count <= AskMore.GetValueOrDefault(m.Key, MostStatements),
            $"{m.Value.Page} asks {m.Value.Count}:\n{string.Join('\n', m.Value.Sql)}"));

        void Follow(string address)
        {
            if (Path.GetExtension(address.Split('?')[0]).Length == 0 && seen.Count < 400 && seen.Add(address))
                waiting.Enqueue(address);
        }
    }
}

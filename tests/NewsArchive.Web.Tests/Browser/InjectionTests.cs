using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Tests.Browser;

/// <summary>Script in what is read stays text: in every field of every format, on every page, in every feed.</summary>
public sealed class InjectionTests
{
    private const string Act = "window.executed=1;console.error('executed')";

    /// <summary>
    /// Ways out of text, of quoted and bare attributes, of titles, styles, comments, scripts and data, one a line.
    /// </summary>
    private static readonly string[] Payloads =
    [
        .. File.ReadAllLines(Path.Combine(Site.RepositoryRoot, "tests", "NewsArchive.Web.Tests", "Browser",
            "payloads.txt"))
            .Select(line => line.Replace("ACT", Act, StringComparison.Ordinal).Replace("\\t", "\t",
                StringComparison.Ordinal)
                .Replace("\\0", "\0", StringComparison.Ordinal)),
    ];

    private static string Prose(string payload, int i) =>
        $"The council of Northport met on Tuesday. {payload} Mayor Jane Doe {payload} said: “We will open the bridge "
        + $"number {i} {payload} in spring, and nobody will wait for the ferry again.” The works cost twelve million "
        + "dollars, said John Roe of the harbour office.";

    private static void WriteAll(Site site)
    {
        var json = new StringBuilder();
        for (var i = 0; i < Payloads.Length; i++)
        {
            var p = Payloads[i];
            json.AppendLine(JsonSerializer.Serialize(new
            {
                id = $"{i} {p}",
                title = $"Bridge {i} {p}",
                author = $"Jane {p}",
                source = $"Gazette {p}",
                description = p,
                published = "2024-03-05",
                url = i % 2 == 0 ? p : $"https://example.org/{p}",
                language = p,
                text = Prose(p, i),
            }));
        }
        site.Write("in.jsonl", json.ToString());
        var some = Payloads.Where((_, i) => i % 6 == 0).ToList();
        for (var i = 0; i < some.Count; i++)
        {
            var p = some[i];
            var (escaped, prose) = (WebUtility.HtmlEncode(p), WebUtility.HtmlEncode(Prose(p, i)));
            string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            site.Write($"p{i}.txt", $"Ferry {i} {p}\n\nBy Jane {p}\n\nPublished 5 March 2024\n\n"
                + $"{Prose(p, i)}\n\nPhoto: {p}\n");
            site.Write($"p{i}.md", $"---\ntitle: {JsonSerializer.Serialize("Tram " + p)}\n"
                + $"author: {JsonSerializer.Serialize(p)}\n---\n\n# Tram {i} {p}\n\n{Prose(p, i)}\n\n> {p}\n");
            site.Write($"p{i}.html", $"<html><head><title>{escaped}</title><meta name=author content=\"{escaped}\">"
                + $"<meta property=og:site_name content=\"{escaped}\"></head><body><article><h1>Port {i} {escaped}</h1>"
                + $"<p>{prose}</p></article></body></html>");
            site.Write($"p{i}.xml", $"<rss version=\"2.0\"><channel><title>{escaped}</title><item><title>Lock {i} {escaped}</title>"
                + $"<author>{escaped}</author><description>{prose}</description></item></channel></rss>");
            site.Write($"p{i}.csv", $"title,author,text\n{Quoted(p)},{Quoted(p)},{Quoted(Prose(p, i))}\n");
            site.Write($"p{i}.eml", $"From: {p} <a@example.org>\nSubject: Quay {i} {p}\nDate: Tue, 05 Mar 2024 04:30:00 +0000\n\n"
                + $"{Prose(p, i)}\n");
        }
    }

    private static readonly string[] Fixed =
    [
        "/", "/articles", "/stories", "/entities", "/entities?kind=person", "/sources", "/quotes", "/searches",
            "/imports",
        "/about/quality", "/help", "/articles.atom", "/articles.rss", "/articles.json", "/stories.atom",
            "/search.csv?q=bridge",
        "/api/v1/search?q=bridge", "/suggest?q=jane", "/search?q=bridge&facets=1",
    ];

    /// <summary>Pages and feeds of what was read, and pages that are asked with the payloads themselves.</summary>
    private static List<string> Paths(ArchiveDb db)
    {
        List<string> paths = [.. Fixed];
        foreach (var id in db.Articles.Select(a => a.Id).ToList().Where((_, i) => Trials.AreAll || i % 5 == 0))
            paths.AddRange([$"/articles/{id}", $"/articles/{id}/original"]);
        foreach (var entity in db.Entities.Take(Trials.Number(10, 200)).ToList())
            paths.AddRange(
                new[] { "", "/correct", ".atom" }.Select(part => $"/entities/{entity.Id}/{entity.Slug}{part}"));
        foreach (var story in db.Stories.Take(Trials.Number(5, 100)).ToList())
            paths.AddRange(new[] { "", "/compare", "/correct" }.Select(part => $"/stories/{story.Id}{part}"));
        foreach (var payload in Payloads)
        {
            var typed = Uri.EscapeDataString(payload);
            paths.Add($"/search?q={typed}");
            if (!Trials.AreAll && paths.Count % 8 != 0) continue;
            paths.AddRange([$"/searches?q={typed}", $"/articles?author={typed}&source={typed}",
                $"/entities?text={typed}", $"/{typed}",
                $"/search.atom?q={typed}"]);
        }
        return paths;
    }

    [Fact]
    public async Task Nothing_that_was_read_or_asked_is_executed_on_any_page_or_feed()
    {
        Assert.True(Payloads.Distinct().Count() >= 60);
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.StartAsync();
        WriteAll(site);
        await site.ImportAsync(site.Folder);
        await using var db = site.Archive.Db();
        var paths = Paths(db);
        List<string> complaints = [];
        var page = await chromium.OpenAsync(site.Address);
        page.Console += (_, message) =>
        {
            // A page that is not there is said in the console by the browser itself.
            if (message.Type is "error" or "warning"
                && !message.Text.StartsWith("Failed to load resource: the server responded",
                    StringComparison.Ordinal))
                complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => complaints.Add($"{page.Url}: {error}");
        page.Dialog += (_, dialog) => complaints.Add($"{page.Url}: {dialog.Message}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Address, StringComparison.Ordinal)
                && !request.Url.StartsWith("data:", StringComparison.Ordinal))
                complaints.Add($"{page.Url} asks for {request.Url}");
        };
        foreach (var path in paths)
        {
            try
            {
                await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
            }
            catch (PlaywrightException e) when (e.Message.Contains("Download is starting", StringComparison.Ordinal)
                || e.Message.Contains("net::ERR_ABORTED", StringComparison.Ordinal)
                // The server itself refuses an address that cannot be one, without a page.
                || e.Message.Contains("net::ERR_HTTP_RESPONSE_CODE_FAILURE", StringComparison.Ordinal))
            {
                continue;
            }
            Assert.False(await page.EvaluateAsync<bool>("() => 'executed' in window"), path);
        }
        Assert.Equal([], complaints.Take(10));
    }
}

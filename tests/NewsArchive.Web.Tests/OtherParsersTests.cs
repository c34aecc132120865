using System.Diagnostics;
using System.Text.Json;

namespace NewsArchive.Web.Tests;

/// <summary>
/// Files and pages as other people's programs read them: citation-js, rss-parser and the W3C's checker of HTML, from
/// npm; the clients that the help shows, in Python and C#. Where a program is missing the test is skipped and says
/// so; in CI that is a failure.
/// </summary>
public sealed class OtherParsersTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Packages =
        "@citation-js/core@0.8.2 @citation-js/plugin-bibtex@0.8.2 @citation-js/plugin-ris@0.8.2 "
        + "@citation-js/plugin-csl@0.8.2 rss-parser@3.13.0 vnu-jar@26.9.27";

    private static readonly Lazy<Task<string?>> Installed = new(async () =>
    {
        var folder = Directory.CreateTempSubdirectory("newsarchive-npm-").FullName;
        for (var trial = 0; trial < 3; trial++)
            if ((await RunAsync(folder, "npm", ["install", "--no-audit", "--no-fund", "--prefix", folder,
                .. Packages.Split(' ')])).Code == 0)
                return folder;
        return null;
    });

    private static async Task<string> FolderAsync() =>
        await Installed.Value ?? Missing("npm, or what it should fetch");

    private static string Missing(string what)
    {
        var said = $"{what} is missing on this machine";
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 }) Assert.Fail(said);
        Assert.Skip(said);
        return "";
    }

    private static async Task<(int Code, string Out, string Error)> RunAsync(string folder, string program,
        IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(Cancel);
            var error = await process.StandardError.ReadToEndAsync(Cancel);
            await process.WaitForExitAsync(Cancel);
            return (process.ExitCode, await output, error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "", $"{program} is missing");
        }
    }

    private static async Task<Site> SiteAsync()
    {
        var site = await Site.WithSeedsAsync();
        await site.ImportAsync(site.Write("hard.json",
            """
            [{"title": "The {O’Brien} & Sons “50% off_sale” #1 \\ café ~ $5",
              "author": ["José Ángel Gurría", "Jan van der Berg", "Martin Luther King Jr."], "date": "2021-03-12",
              "source": "Süddeutsche {Zeitung}", "url": "https://example.org/a_b?c=%7B1%7D&d=2",
              "text": "The mayor opened the bridge. “We have waited,” Martha Ellingham said in Rochester."},
             {"title": "Nothing known of it", "text": "The harbour of Whitstable closes for the winter, Peter Marsh of the council said."}]
            """));
        return site;
    }

    private const string Read = """
        const { Cite } = require('@citation-js/core');
        require('@citation-js/plugin-bibtex'); require('@citation-js/plugin-ris'); require('@citation-js/plugin-csl');
        const text = require('fs').readFileSync(process.argv[2], 'utf8');
        const data = process.argv[3] === 'csl' ? new Cite(JSON.parse(text)).data : new Cite(text, { forceType: process.argv[3] }).data;
        console.log(JSON.stringify(data));
        """;

    [Theory]
    [InlineData("bib", "@bibtex/text")]
    [InlineData("ris", "@ris/file")]
    [InlineData("csl.json", "csl")]
    public async Task References_are_read_by_citation_js_with_every_sign(string suffix, string type)
    {
        var folder = await FolderAsync();
        await using var site = await SiteAsync();
        var file = site.Write($"read.{suffix}", await site.PageAsync($"/search.{suffix}?q=mayor"));
        await File.WriteAllTextAsync(Path.Combine(folder, "read.js"), Read, Cancel);
        var (code, output, error) = await RunAsync(folder, "node", ["read.js", file, type]);
        Assert.True(code == 0, error);
        var item = Assert.Single(JsonDocument.Parse(output).RootElement.EnumerateArray().ToList());
        Assert.Equal("The {O’Brien} & Sons “50% off_sale” #1 \\ café ~ $5", item.GetProperty("title").GetString());
        Assert.Equal("Süddeutsche {Zeitung}", item.GetProperty("container-title").GetString());
        Assert.Equal("https://example.org/a_b?c=%7B1%7D&d=2", item.GetProperty("URL").GetString());
        if (suffix == "ris")
        {
            // Of a newspaper it takes authors for reporters, as they are, and of the day the year.
            var reporters = item.GetProperty("reporter").ToString();
            Assert.All(new[] { "Gurría, José Ángel", "van der Berg, Jan", "King, Martin Luther, Jr." }, name =>
                Assert.Contains(name, reporters, StringComparison.Ordinal));
            Assert.Equal(2021, item.GetProperty("issued").GetProperty("date-parts")[0][0].GetInt32());
            return;
        }
        var authors = item.GetProperty("author").EnumerateArray().Select(a => string.Join('|',
            new[] { "given", "non-dropping-particle", "family", "suffix" }.Select(p => a.TryGetProperty(p,
                out var v) ? v.GetString() : null)
                .Where(v => v is not null))).ToList();
        Assert.Equal(3, authors.Count);
        Assert.Equal("José Ángel|Gurría", authors[0]);
        Assert.Equal("Jan van der Berg", authors[1].Replace("|", " ", StringComparison.Ordinal));
        Assert.Equal([2021, 3, 12], item.GetProperty("issued").GetProperty("date-parts")[0].EnumerateArray().Select(p =>
            p.ValueKind == JsonValueKind.String ? int.Parse(p.GetString()!,
                System.Globalization.CultureInfo.InvariantCulture) : p.GetInt32()));
    }

    [Theory]
    [InlineData("bib", "@bibtex/text")]
    [InlineData("ris", "@ris/file")]
    [InlineData("csl.json", "csl")]
    public async Task All_references_of_an_archive_are_read(string suffix, string type)
    {
        var folder = await FolderAsync();
        await using var site = await SiteAsync();
        var file = site.Write($"all.{suffix}", await site.PageAsync($"/articles.{suffix}"));
        await File.WriteAllTextAsync(Path.Combine(folder, "read.js"), Read, Cancel);
        var (code, output, error) = await RunAsync(folder, "node", ["read.js", file, type]);
        Assert.True(code == 0, error);
        Assert.Equal(4, JsonDocument.Parse(output).RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("/articles.atom")]
    [InlineData("/articles.rss?full=1")]
    [InlineData("/quotes.rss")]
    [InlineData("/stories.atom")]
    [InlineData("/sources/1/cbs-news.rss")]
    public async Task Feeds_are_read_by_rss_parser(string path)
    {
        var folder = await FolderAsync();
        await using var site = await SiteAsync();
        var file = site.Write("feed.xml", await site.PageAsync(path));
        await File.WriteAllTextAsync(Path.Combine(folder, "feed.js"), """
            const Parser = require('rss-parser');
            new Parser().parseString(require('fs').readFileSync(process.argv[2], 'utf8')).then(feed => console.log(JSON.stringify(feed)));
            """, Cancel);
        var (code, output, error) = await RunAsync(folder, "node", ["feed.js", file]);
        Assert.True(code == 0, error);
        var feed = JsonDocument.Parse(output).RootElement;
        Assert.NotEmpty(feed.GetProperty("title").GetString()!);
        Assert.NotEmpty(feed.GetProperty("items").EnumerateArray());
        Assert.All(feed.GetProperty("items").EnumerateArray(), item =>
        {
            Assert.StartsWith(site.Address, item.GetProperty("link").GetString(), StringComparison.Ordinal);
            Assert.True(item.TryGetProperty("isoDate", out _));
        });
    }

    [Fact]
    public async Task Every_kind_of_page_is_valid_html()
    {
        var folder = await FolderAsync();
        await using var site = await SiteAsync();
        await using (var db = site.Archive.Db())
        {
            await new Storage.Search.SavedSearches(db, TimeProvider.System).AddAsync("Bans", "q=ban", Cancel);
            var desk = new Storage.Queries.Desk(db, TimeProvider.System);
            await desk.StarAsync(1, true, Cancel);
            Assert.Null(await desk.TagAsync([1], "bans", Cancel));
            Assert.Null(await desk.CollectAsync([1, 2], "Bans", Cancel));
            Assert.Null(await desk.NoteAsync(1, null, 0, "Ask again", Cancel));
        }
        var pages = Directory.CreateDirectory(Path.Combine(site.Folder, "pages")).FullName;
        var number = 0;
        foreach (var path in new[] { "/", "/articles", "/articles/1", "/articles/2", "/articles/3",
            "/articles/1/original", "/search", "/search?q=whatsapp",
            "/search?q=zzzz", "/search?q=whatsapp&explain=1&chart=share&with=telegram", "/search/fields",
                "/search/batch", "/searches", "/searches/1",
            "/entities", "/entities/1", "/quotes", "/quotes/1", "/stories", "/stories/1", "/stories/1/compare",
                "/stories/1/correct", "/sources",
            "/sources/1", "/imports", "/days", "/days/2026/02", "/days/2026/02/12", "/authors", "/authors/1",
                "/compare", "/compare?a=1",
                "/compare?a=1&b=2", "/desk", "/tags/bans", "/collections/1", "/corrections", "/same", "/bin",
                    "/remove?article=1",
                "/add", "/settings", "/sign-in", "/correct?field=source&article=1&source=1&value=BBC&preview=1",
                "/articles/1?q=whatsapp&hits=q%3Dwhatsapp&n=1", "/quotes?role=spokesman", "/about/quality",
                    "/help", "/help/api", "/help/formats", "/help/taking",
                "/help/commands", "/help/search" })
            await File.WriteAllTextAsync(Path.Combine(pages,
                $"{++number:00}{path.Split('?')[0].Replace('/', '-')}.html"), await site.PageAsync(path), Cancel);
        var entity = (await site.GetAsync("/entities/1")).Response.Headers.Location!.ToString();
        foreach (var part in new[] { "/together", "/correct" })
            await File.WriteAllTextAsync(Path.Combine(pages, $"{++number:00}-entity{part[1..]}.html"),
                await site.PageAsync(entity + part), Cancel);
        await File.WriteAllTextAsync(Path.Combine(pages, "99-none.html"), (await site.GetAsync("/none")).Html,
            Cancel);
        var (code, output, error) = await RunAsync(folder, "java", ["-jar", Path.Combine(folder,
            "node_modules/vnu-jar/build/dist/vnu.jar"),
            "--format", "json", .. Directory.GetFiles(pages)]);
        if (code == 127) Missing("java");
        var messages = JsonDocument.Parse(error.Length > 0
            ? error : output).RootElement.GetProperty("messages").EnumerateArray()
            .Where(m => m.GetProperty("type").GetString() == "error")
            .Select(m => $"{Path.GetFileName(m.GetProperty("url").GetString())}: {m.GetProperty("message").GetString()}").Distinct().ToList();
        Assert.True(messages.Count == 0, string.Join('\n', messages));
    }

    private static string Client(string language)
    {
        var help = new Pages.Help.HelpPages().Find("api")!.Markdown;
        var from = help.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return help[from..help.IndexOf("\n```", from, StringComparison.Ordinal)];
    }

    [Fact]
    public async Task Client_in_python_does_what_the_help_says()
    {
        await using var site = await SiteAsync();
        var (code, output, error) = await RunAsync(site.Folder, "python3", [site.Write("client.py",
            Client("python")), site.Address]);
        if (code == 127) Missing("Python");
        Assert.True(code == 0, error);
        Assert.Contains("2026-02-12 inferred Russia blocks WhatsApp", output, StringComparison.Ordinal);
        Assert.Contains("  Dmitry Peskov: ", output, StringComparison.Ordinal);
        Assert.InRange(Client("python").Split('\n').Length, 20, 35);
    }

    [Fact]
    public async Task Client_in_csharp_does_what_the_help_says()
    {
        await using var site = await SiteAsync();
        var folder = Directory.CreateTempSubdirectory("newsarchive-client-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "client.cs"), Client("csharp"), Cancel);
        // Programs of one file are compiled for trimming unless told otherwise, which this one's JSON does not suit.
        await File.WriteAllTextAsync(Path.Combine(folder, "Directory.Build.props"),
            "<Project><PropertyGroup><PublishAot>false</PublishAot></PropertyGroup></Project>", Cancel);
        var (code, output, error) = await RunAsync(folder, "dotnet", ["run", "client.cs", "--", site.Address]);
        Assert.True(code == 0, output + error);
        Assert.Contains("2026-02-12 Russia blocks WhatsApp", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}

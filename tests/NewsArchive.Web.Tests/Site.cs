using System.Net;
using Microsoft.AspNetCore.Builder;
using NewsArchive.Storage;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Web.Tests;

/// <summary>The web app on a free port of a real server, over an archive of its own.</summary>
public sealed class Site : IAsyncDisposable
{
    /// <summary>Searches are not ended for taking long: other tests run beside.</summary>
    private static readonly SearchLimits Patient = SearchLimits.Served with { Longest = TimeSpan.FromMinutes(2) };

    private readonly string folder = Directory.CreateTempSubdirectory("newsarchive-web-").FullName;
    private WebApplication app = null!;

    public string Folder => folder;
    public HttpClient Client { get; private set; } = null!;
    public Archive Archive { get; private set; } = null!;
    public string Address => app.Urls.First();

    public static Task<Site> StartAsync(params string[] imports) => StartOnAsync(null, imports);

    /// <param name="location">The address of a database; null for a file. Its index is the site's own.</param>
    public static async Task<Site> StartOnAsync(string? location, params string[] imports)
    {
        var site = new Site();
        site.Archive = await StorageSetup.OpenOrCreateAsync(location is null ? Path.Combine(site.folder, "archive.db")
            : $"{location};Index={site.folder}");
        await site.ImportAsync(imports);
        site.app = WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true, Searching: Patient));
        await site.app.StartAsync();
        site.Client = ClientOf(site.app);
        return site;
    }

    /// <summary>Asks an app and follows no redirect.</summary>
    public static HttpClient ClientOf(WebApplication app) =>
        new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new(app.Urls.First()) };

    public static Task<Site> WithSeedsAsync() => StartAsync(Path.Combine(RepositoryRoot, "seeds"));

    public async Task ImportAsync(params string[] paths)
    {
        if (paths.Length > 0)
            await new Importer(Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
                .RunAsync(paths, new());
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async Task<(HttpStatusCode Status, string Html, HttpResponseMessage Response)> GetAsync(string path)
    {
        var response = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response);
    }

    /// <summary>The page after redirects.</summary>
    public async Task<string> PageAsync(string path)
    {
        var (status, html, response) = await GetAsync(path);
        if (status == HttpStatusCode.MovedPermanently)
            (status, html, _) = await GetAsync(response.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, status);
        return html;
    }

    /// <summary>What a form must send back, from the page that shows it.</summary>
    public static string TokenOf(string html) => System.Text.RegularExpressions.Regex
        .Match(html, "__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)").Groups[1].Value;

    /// <summary>A page less the one script of the archive's own.</summary>
    public static string WithoutOwnScript(string html) =>
        System.Text.RegularExpressions.Regex
            .Replace(html, "<script src=\"/(site|settings)\\.js\\?v=\\w+\"( defer)?></script>"
                + "|<script type=\"application/ld&#x2B;json\">[^<]*</script>", "");

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    public static string RepositoryRoot { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NewsArchive.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("NewsArchive.sln is in no folder above the tests");
    }
}

/// <summary>One site with the seeds for all tests that only read.</summary>
public sealed class SeedSite : IAsyncLifetime
{
    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await Site.WithSeedsAsync();

    public ValueTask DisposeAsync() => Site.DisposeAsync();
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Api;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Feeds;
using NewsArchive.Web.Observability;
using NewsArchive.Web.Pages.Help;

namespace NewsArchive.Web;

/// <param name="Urls">Addresses to listen on, parted by semicolons; port 0 takes a free one.</param>
/// <param name="LogFile">Also writes the log there, one JSON object a line; null for no file.</param>
/// <param name="Quiet">Writes only warnings and errors.</param>
/// <param name="Passphrase">Whoever knows it may correct; null leaves that to whoever sits at the machine.</param>
/// <param name="AllowedHosts">Further names that the site is called by, parted by semicolons.</param>
/// <param name="BaseUrl">Where others find the site, as feeds state it; null for the address it listens on.</param>
/// <param name="Proxies">Addresses of proxies that are believed, parted by semicolons; null for none.</param>
/// <param name="ReadOnly">Nobody may change anything.</param>
/// <param name="Searching">How much searching may cost; null for what suits the machine.</param>
public sealed record WebAppOptions(
    Archive Archive, string Urls = WebAppOptions.DefaultUrls, string? LogFile = null, bool Quiet = false,
    string? Passphrase = null, string? AllowedHosts = null, string? BaseUrl = null, string? Proxies = null,
    bool ReadOnly = false, SearchLimits? Searching = null)
{
    public const string DefaultUrls = "http://127.0.0.1:5080";
}

/// <summary>Puts the web app together; the only place that registers services.</summary>
public static class WebApp
{
    /// <summary>Bytes of a form, at most; the largest holds a list of searches.</summary>
    private const long LargestRequest = 4 * 1024 * 1024;

    /// <summary>For the lines before a request's body; slower senders are hung up on.</summary>
    private static readonly TimeSpan SlowestHead = TimeSpan.FromSeconds(15);

    /// <summary>What is being answered when the site is stopped may take this long to end.</summary>
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    public static WebApplication Create(WebAppOptions options)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(WebApp).Assembly.GetName().Name,
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseUrls(options.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.RequestHeadersTimeout = SlowestHead;
        });
        builder.WebHost.UseShutdownTimeout(Drain);
        Logs.Configure(builder, options);

        var services = builder.Services;
        services.AddSingleton(options.Archive);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<HelpPages>();
        services.AddScoped(provider => provider.GetRequiredService<Archive>().Db());
        services.AddScoped<BrowseQuery>();
        services.AddScoped<ArticleQuery>();
        services.AddSingleton(new SearchQuery(options.Archive, TimeProvider.System, options.Searching ?? SearchLimits.Served));
        services.AddSingleton<SuggestQuery>();
        services.AddScoped<SavedSearches>();
        services.AddScoped<EntityQuery>();
        services.AddScoped<StoryQuery>();
        services.AddScoped<CompareQuery>();
        services.AddScoped<RelatedQuery>();
        services.AddScoped<StoryCorrector>();
        services.AddScoped<StatsQuery>();
        services.AddScoped<QuoteQuery>();
        services.AddScoped<NameCorrector>();
        services.AddSingleton(new ArticlePipeline(TimeProvider.System));
        services.AddSingleton<LineCorrector>();
        services.AddSingleton(new CorrectionGuard(options));
        services.AddSingleton<SiteAddress>();
        services.AddSingleton(options);
        // Nothing is signed or encrypted for later: keys live and die with the process, and no folder of the user's is
        // written.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(forms => forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddRazorPages().AddApplicationPart(typeof(WebApp).Assembly);
        services.AddHealthChecks().AddCheck<ArchiveHealth>("archive");
        services.AddResponseCompression(compression => compression.EnableForHttps = true);
        services.AddSingleton<KeptAnswers>();
        services.AddOutputCache(kept =>
        {
            kept.SizeLimit = KeptAnswers.Most;
            kept.MaximumBodySize = KeptAnswers.MostOfOne;
        });
        services.AddOptions<OutputCacheOptions>().Configure<KeptAnswers>((kept, answers) =>
            kept.AddBasePolicy(answers));
        services.Configure<Microsoft.AspNetCore.Routing.RouteOptions>(routes => routes.LowercaseUrls = true);

        var app = builder.Build();
        Logs.LogRequests(app);
        app.Use(SecurityHeaders.Add);
        if (options.Proxies is { } proxies) app.UseForwardedHeaders(Proxies.Believed(proxies));
        var names = new ServedNames(options);
        app.Use(names.CheckAsync);
        app.Use(app.Services.GetRequiredService<KeptAnswers>().NotModified);
        app.UseOutputCache();
        // Within what is kept, so that it is kept compressed.
        app.UseResponseCompression();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        app.Use(RefuseLarge);
        app.Use(RefusedSearches.Answer);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new EmbeddedFileProvider(typeof(WebApp).Assembly, "NewsArchive.Web.wwwroot"),
            OnPrepareResponse = file =>
                file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
        });
        app.UseRouting();
        app.MapRazorPages();
        app.MapGet("/articles/{id:long}/original.txt", OriginalText.GetAsync);
        FeedEndpoints.Map(app);
        SearchEndpoints.Map(app);
        StoryEndpoints.Map(app);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
        return app;
    }

    /// <summary>A form that says its size; of others the server reads no more than so much.</summary>
    private static Task RefuseLarge(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength is not > LargestRequest) return next(context);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        // The page that says so is asked for as by a link: the form is not read.
        (context.Request.Method, context.Request.ContentLength, context.Request.ContentType) = (HttpMethods.Get, 0, null);
        return Task.CompletedTask;
    }

    /// <summary>Changes with every build, so that browsers never show an old stylesheet.</summary>
    public static string AssetVersion { get; } = typeof(WebApp).Assembly.ManifestModule.ModuleVersionId
        .ToString("N", CultureInfo.InvariantCulture)[..8];
}

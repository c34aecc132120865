using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Web.Adding;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Api;
using NewsArchive.Web.Around;
using NewsArchive.Web.Assistants;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Desk;
using NewsArchive.Web.Export;
using NewsArchive.Web.Observability;
using NewsArchive.Web.Pages.Help;
using NewsArchive.Web.Pages.Search;

namespace NewsArchive.Web;

/// <param name="Urls">Addresses to listen on, parted by semicolons; port 0 takes a free one.</param>
/// <param name="LogFile">Also writes the log there, one JSON object a line; null for no file.</param>
/// <param name="Quiet">Writes only warnings and errors.</param>
/// <param name="Passphrase">Whoever knows it may correct; null leaves that to whoever sits at the machine.</param>
/// <param name="AllowedHosts">Further names that the site is called by, parted by semicolons.</param>
/// <param name="BaseUrl">Where others find the site, as feeds state it; null for the address it listens on.</param>
/// <param name="Proxies">Addresses of proxies that are believed, parted by semicolons; null for none.</param>
/// <param name="ReadOnly">Nobody may change anything.</param>
/// <param name="Cors">Origins, parted by semicolons, whose pages may read the archive; null for none.</param>
/// <param name="HasAssistants">Serves the Model Context Protocol at <c>/mcp</c>.</param>
/// <param name="IsOpenToRobots">Crawlers may come.</param>
/// <param name="ApiLimit">Requests to the API that one address has a minute; null for the usual number, and none at
/// this machine.</param>
/// <param name="Searching">How much searching may cost; null for what suits the machine.</param>
public sealed record WebAppOptions(
    Archive Archive, string Urls = WebAppOptions.DefaultUrls, string? LogFile = null, bool Quiet = false,
    string? Passphrase = null, string? AllowedHosts = null, string? BaseUrl = null, string? Proxies = null,
    bool ReadOnly = false, SearchLimits? Searching = null, string? Cors = null, bool HasAssistants = false,
    bool IsOpenToRobots = false, int? ApiLimit = null)
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

    private const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>Kinds of answers that are text though their names do not say so.</summary>
    private static readonly string[] Compressed =
    [
        "application/atom+xml", "application/rss+xml", "application/feed+json", "application/problem+json",
            "application/x-ndjson",
        "application/x-research-info-systems", "application/x-bibtex", "application/vnd.citationstyles.csl+json",
            "text/markdown",
        "text/csv", "text/x-opml", "application/manifest+json", "application/opensearchdescription+xml",
    ];

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
        services.AddArchive(options.Archive, options.Searching ?? SearchLimits.Served);
        services.AddHttpContextAccessor();
        services.AddScoped(provider => SignedActor.Of(provider.GetRequiredService<IHttpContextAccessor>().HttpContext));
        services.AddSingleton<HelpPages>();
        services.AddSingleton<AddedFiles>();
        services.AddSingleton<SearchExamples>();
        var guard = new CorrectionGuard(options);
        services.AddSingleton(guard);
        services.AddSingleton(provider => SiteAddress.Of(options.BaseUrl, provider.GetRequiredService<IServer>()));
        ApiDescription.Configure(services);
        Metrics.Configure(services);
        services.AddRateLimiter(limiter => Limits.Configure(limiter, options, guard));
        if (options.Cors is { } origins) services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins.Split(';', Tidy)).WithMethods(SuffixEndpoints.Methods).WithExposedHeaders("ETag",
                "Link", "Retry-After")));
        if (options.HasAssistants) AssistantServer.AddHttp(services);
        if (options.Archive.IsServed) services.AddHostedService<IndexFollowing>();
        // Tells the system's manager when the site is ready, where it was started by one.
        services.AddSystemd();
        services.AddSingleton(options);
        // Nothing is signed or encrypted for later: keys live and die with the process, and no folder of the user's is
        // written.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAntiforgery(forms => forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        services.AddRazorPages().AddApplicationPart(typeof(WebApp).Assembly);
        services.AddHealthChecks().AddCheck<ArchiveHealth>("archive");
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, .. Compressed];
        });
        services.AddSingleton<KeptAnswers>();
        services.AddOutputCache(kept =>
        {
            kept.SizeLimit = KeptAnswers.Most;
            kept.MaximumBodySize = KeptAnswers.MostOfOne;
        });
        services.AddOptions<OutputCacheOptions>().Configure<KeptAnswers>((kept, answers) =>
            kept.AddBasePolicy(answers));
        services.Configure<RouteOptions>(routes =>
        {
            routes.LowercaseUrls = true;
            routes.SetParameterPolicy<PlainSlug>("plain");
        });

        var app = builder.Build();
        Logs.LogRequests(app);
        app.Use(SecurityHeaders.Add);
        if (options.Proxies is { } proxies) app.UseForwardedHeaders(Proxies.Believed(proxies));
        var names = new ServedNames(options);
        app.Use(names.CheckAsync);
        // Before answers that are kept: these count, too.
        app.UseRateLimiter();
        app.Use((context, next) =>
        {
            if (context.Request.OnlyReads()) ReadingScope.Begin();
            return next(context);
        });
        app.Use(app.Services.GetRequiredService<KeptAnswers>().NotModified);
        app.UseOutputCache();
        // Within what is kept, so that it is kept compressed.
        app.UseResponseCompression();
        app.UseExceptionHandler("/error");
        app.UseStatusCodePagesWithReExecute("/error", "?code={0}");
        ApiProblems.Use(app);
        app.Use(RefuseLarge);
        app.Use(Unavailable.Answer);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new EmbeddedFileProvider(typeof(WebApp).Assembly, "NewsArchive.Web.wwwroot"),
            OnPrepareResponse = file =>
                file.Context.Response.Headers.CacheControl = "public, max-age=31536000, immutable",
        });
        app.Use(ApiDescription.AnswerHead);
        app.UseRouting();
        if (options.Cors is not null) app.UseCors();
        app.Use(new DeskGate(guard, TimeProvider.System).CheckAsync);
        app.Use(RefuseSuffixes);
        if (options.HasAssistants) AssistantServer.Map(app, guard);
        app.MapRazorPages();
        app.MapMethods("/articles/{id:long}/original.txt", SuffixEndpoints.Methods, OriginalText.GetAsync);
        SuffixEndpoints.Map(app);
        DeskActs.Map(app);
        QuoteActs.Map(app);
        AddedFiles.Map(app);
        Suggestions.Map(app);
        ArchiveApi.Map(app);
        SiteFiles.Map(app);
        ApiDescription.Map(app);
        Metrics.Map(app);
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = ArchiveHealth.WriteAsync });
        return app;
    }

    /// <summary>A form that says its size; of others the server reads no more than so much.</summary>
    private static Task RefuseLarge(HttpContext context, RequestDelegate next)
    {
        var largest = context.Request.Path == AddedFiles.Page ? AddedFiles.Largest : LargestRequest;
        if (context.Request.ContentLength is not { } length || length <= largest) return next(context);
        context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
        // The page that says so is asked for as by a link: the form is not read.
        (context.Request.Method, context.Request.ContentLength, context.Request.ContentType) = (HttpMethods.Get, 0,
            null);
        return Task.CompletedTask;
    }

    /// <summary>An address with a dot at its end is another form of a page, and none that there is was asked
    /// for.</summary>
    private static Task RefuseSuffixes(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        if (context.GetEndpoint()?.Metadata.GetMetadata<PageActionDescriptor>() is null
            || !path.AsSpan(path.LastIndexOf('/') + 1).Contains('.')) return next(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>Of the program, such as 0.2.0.</summary>
    public static string Version { get; } = typeof(WebApp).Assembly.GetName().Version?.ToString(3) ?? "0";

    /// <summary>Changes with every build, so that browsers never show an old stylesheet.</summary>
    public static string AssetVersion { get; } = typeof(WebApp).Assembly.ManifestModule.ModuleVersionId
        .ToString("N", CultureInfo.InvariantCulture)[..8];
}

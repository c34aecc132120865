using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using NewsArchive.Storage.Queries;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Feeds;

namespace NewsArchive.Web.Export;

/// <summary>
/// A page's address with a suffix: the same list to follow or to take along. What has a dot at its end and is none of
/// them leads nowhere.
/// </summary>
internal static class SuffixEndpoints
{
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    private static readonly (string Suffix, string Type, Func<Feed, string, string, byte[]> Write)[] Notations =
    [
        ("atom", "application/atom+xml; charset=utf-8", (feed, site, self) => feed.Atom(site, self)),
        ("rss", "application/rss+xml; charset=utf-8", (feed, site, self) => feed.Rss(site, self)),
        ("json", "application/feed+json; charset=utf-8", (feed, site, self) => feed.Json(site, self)),
    ];

    public static void Map(WebApplication app)
    {
        app.MapMethods("/quotes.csv", Methods, async (HttpContext context) =>
            Unknown(context.Request, ["q", "speaker", "about"]) ?? await QuoteTable.AnswerAsync(context));
        foreach (var route in ArticleLists.All)
        {
            if (route.IsFollowed)
                foreach (var (suffix, type, write) in Notations)
                    app.MapMethods($"{route.Pattern}.{suffix}", Methods, async context =>
                        await (await FeedAsync(context, route, suffix, type, write)).ExecuteAsync(context));
            if (route.IsExported)
                foreach (var format in ExportFormat.All)
                    app.MapMethods($"{route.Pattern}.{format.Suffix}", Methods, async context =>
                        await (await FileAsync(context, route, format)).ExecuteAsync(context));
        }
    }

    private static async Task<IResult> FeedAsync(
        HttpContext context, ArticleLists.Route route, string suffix, string type,
        Func<Feed, string, string, byte[]> write)
    {
        var (request, services) = (context.Request, context.RequestServices);
        if (Unknown(request, [.. route.Parameters, "full"]) is { } unknown) return unknown;
        if (request.Query["full"] is [not ("0" or "1")] or { Count: > 1 })
            return Results.Problem("full= is 1 for whole texts, or 0.", statusCode: StatusCodes.Status400BadRequest);
        var answer = await route.FindAsync(context, suffix);
        if (answer.List is not { ItemsAsync: { } items } list) return answer.Instead ?? Results.NotFound();
        var identity = await services.GetRequiredService<ExportQuery>().IdentityAsync(context.RequestAborted);
        var all = await items(request.Query["full"] == "1", context.RequestAborted);
        var feed = new Feed(identity, list.Title, list.Page, all);
        if (list.Key is { } key) feed = feed with { Key = key };
        var content = write(feed, services.GetRequiredService<SiteAddress>().Value,
            request.Path.ToUriComponent() + request.QueryString);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..12])}\"");
        return Results.Bytes(content, type, entityTag: tag, lastModified: feed.Updated is { } at
            ? new DateTimeOffset(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)), TimeSpan.Zero) : null);
    }

    private static async Task<IResult> FileAsync(HttpContext context, ArticleLists.Route route, ExportFormat format)
    {
        var (services, cancel) = (context.RequestServices, context.RequestAborted);
        string[] own = format.Suffix == "csv" ? ["columns"] : [];
        if (Unknown(context.Request, [.. route.Parameters, .. own]) is { } unknown) return unknown;
        var columns = ArticleTable.Parse(context.Request.Query["columns"], out var problem);
        if (problem is not null) return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
        var answer = await route.FindAsync(context, format.Suffix);
        if (answer.List is not { NumbersAsync: { } find } list) return answer.Instead ?? Results.NotFound();
        var request = new ExportRequest(await find(cancel), services.GetRequiredService<SiteAddress>().Value, columns)
        {
            Quotes = list.Quotes,
        };
        var query = services.GetRequiredService<ExportQuery>();
        // Text is read in the browser, all else is kept.
        var name = format.Suffix is "txt" ? null : $"{Slugs.Of(list.Title)}.{format.Suffix}";
        return Results.Stream(output => format.WriteAsync(query, request, output, cancel), format.MediaType, name);
    }

    /// <summary>What is asked for and not known is said, never left out in silence; null where all is known.</summary>
    private static IResult? Unknown(HttpRequest request, IReadOnlyList<string> known) =>
        request.Query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.OrdinalIgnoreCase)) is not { } other ? null
            : Results.Problem($"{other}= is not known here. {(known.Count == 0 ? "Nothing stands after the question mark."
                : $"There are: {string.Join(", ", known)}.")}", statusCode: StatusCodes.Status400BadRequest);
}

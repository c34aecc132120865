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

    public static void Map(WebApplication app)
    {
        app.MapMethods("/quotes.csv", Methods, async (HttpContext context) =>
            Refusals.Unknown(context.Request, QuoteRequest.Parameters) ?? await QuoteTable.AnswerAsync(context));
        foreach (var route in ArticleLists.All)
        {
            if (route.IsFollowed)
                foreach (var notation in FeedNotation.All)
                    app.MapMethods($"{route.Pattern}.{notation.Suffix}", Methods, async context =>
                        await (await FeedAsync(context, route, notation)).ExecuteAsync(context));
            if (route.IsExported)
                foreach (var format in ExportFormat.All)
                    app.MapMethods($"{route.Pattern}.{format.Suffix}", Methods, async context =>
                        await (await FileAsync(context, route, format)).ExecuteAsync(context));
        }
    }

    private static async Task<IResult> FeedAsync(
        HttpContext context, ArticleLists.Route route, FeedNotation notation)
    {
        var (request, services) = (context.Request, context.RequestServices);
        if (Refusals.Unknown(request, [.. route.Parameters, "full"]) is { } unknown) return unknown;
        if (request.Query["full"] is [not ("0" or "1")] or { Count: > 1 })
            return Refusals.Bad("full= is 1 for whole texts, or 0.");
        var answer = await route.FindAsync(context, notation.Suffix);
        if (answer.List is not { ItemsAsync: { } items } list) return answer.Instead ?? Results.NotFound();
        var identity = await services.GetRequiredService<ExportQuery>().IdentityAsync(context.RequestAborted);
        var all = await items(request.Query["full"] == "1", context.RequestAborted);
        var feed = new Feed(identity, list.Title, list.Page, all);
        if (list.Key is { } key) feed = feed with { Key = key };
        var content = notation.Write(feed, services.GetRequiredService<SiteAddress>().Value,
            request.Path.ToUriComponent() + request.QueryString);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..12])}\"");
        return Results.Bytes(content, $"{notation.Type}; charset=utf-8", entityTag: tag, lastModified: feed.Updated is { } at
            ? new DateTimeOffset(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)), TimeSpan.Zero) : null);
    }

    private static async Task<IResult> FileAsync(HttpContext context, ArticleLists.Route route, ExportFormat format)
    {
        var (services, cancel) = (context.RequestServices, context.RequestAborted);
        string[] own = format.Suffix == "csv" ? ["columns"] : [];
        if (Refusals.Unknown(context.Request, [.. route.Parameters, .. own]) is { } unknown) return unknown;
        var columns = ArticleTable.Parse(context.Request.Query["columns"], out var problem);
        if (problem is not null) return Refusals.Bad(problem);
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
}

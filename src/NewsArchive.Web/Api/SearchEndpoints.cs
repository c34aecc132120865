using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Json;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Api;

/// <summary>The search for programs: JSON, a table, and what somebody who types may mean.</summary>
internal static class SearchEndpoints
{
    /// <summary>Rows of a table, at most; hits of an answer in JSON, and how many unless asked.</summary>
    private const int MostRows = 100_000, MostHits = 1000, UsualHits = 25;

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/search", SearchAsync);
        app.MapGet("/search.csv", TableAsync);
        app.MapGet("/suggest", SuggestAsync);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, SearchQuery search)
    {
        var (address, limit) = (new SearchAddress(context.Request.Query), UsualHits);
        if (context.Request.Query["limit"] is [{ } text]
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit > MostHits))
            return Results.Problem($"limit={text} must be a number up to {MostHits}.",
                statusCode: StatusCodes.Status400BadRequest);
        if (address.Problems.Count > 0)
            return Results.Problem(string.Join(' ', address.Problems.Select(p => p.Message)),
                statusCode: StatusCodes.Status400BadRequest);
        var isCounted = context.Request.Query["facets"] == "1";
        var result = await search.RunAsync(address.Request(limit) with { Counted = isCounted }, context.RequestAborted);
        List<(string, string)> others = [];
        if (limit != UsualHits) others.Add(("limit", limit.ToString(CultureInfo.InvariantCulture)));
        if (isCounted) others.Add(("facets", "1"));
        List<string> links = [];
        void Link(string relation, int page) =>
            links.Add($"<{address.PageAt("/api/v1/search", page, [.. others])}>; rel=\"{relation}\"");
        if (address.Number > 1) Link("prev", address.Number - 1);
        if (limit > 0 && address.Number * (long)limit < result.Total) Link("next", address.Number + 1);
        if (links.Count > 0) context.Response.Headers.Link = string.Join(", ", links);
        return Results.Json(SearchJson.Of(result));
    }

    private static async Task<IResult> TableAsync(HttpContext context, SearchQuery search)
    {
        var address = new SearchAddress(context.Request.Query);
        if (address.Problems.Count > 0)
            return Results.Problem(string.Join(' ', address.Problems.Select(p => p.Message)),
                statusCode: StatusCodes.Status400BadRequest);
        var result =
            await search.RunAsync(address.Request(MostRows, 0) with { Marked = false }, context.RequestAborted);
        using var table = new MemoryStream();
        // Cells that a spreadsheet would take for formulas are escaped.
        using (var csv = CsvWriter.Create(table,
            new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true))
        {
            csv.WriteHeader(["id", "externalId", "headline", "source", "author", "published", "words", "address"]);
            foreach (var article in result.Hits.Select(h => h.Article))
                csv.WriteRecord([article.Id.ToString(CultureInfo.InvariantCulture), article.ExternalId ?? "",
                    article.Headline ?? "", article.SourceName ?? "", article.Byline ?? "",
                    article.Published?.ToString() ?? "", article.Words.ToString(CultureInfo.InvariantCulture),
                    Links.Article(article)]);
        }
        return Results.Bytes(table.ToArray(), "text/csv; charset=utf-8", "search.csv");
    }

    private static async Task<IResult> SuggestAsync(string? q, SuggestQuery suggest, CancellationToken cancel) =>
        Results.Json((await suggest.RunAsync(q, cancel)).Select(s => new
        {
            kind = s.EntityKind is { } kind ? Say.Kind(kind) : s.Kind,
            text = s.Text,
            count = s.Articles,
            href = s.Kind switch
            {
                "name" => Links.Entity(s.Id, s.Slug),
                "headline" => Links.Article(s.Id, s.Slug),
                "word" => Links.Search(s.Text),
                _ => Links.Source(s.Id, s.Slug)
            },
        }));
}

using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Json;

namespace NewsArchive.Web.Api;

/// <summary>Stories and related articles for programs.</summary>
internal static class StoryEndpoints
{
    private const int MostStories = 200;

    public static void Map(WebApplication app)
    {
        app.MapGet("/api/v1/stories", ListAsync);
        app.MapGet("/api/v1/stories/{id:long}", OneAsync);
        app.MapGet("/api/v1/articles/{id:long}/related", RelatedAsync);
    }

    private static async Task<IResult> ListAsync(
        HttpContext context, BrowseQuery browse, StoryQuery stories, string? page, string? limit)
    {
        if (!TryNumber(page, 1, int.MaxValue, out var number)
            || !TryNumber(limit, Paging.ListSize, MostStories, out var size))
            return Results.Problem($"page must be a number from 1, limit one from 1 to {MostStories}.",
                statusCode: StatusCodes.Status400BadRequest);
        var found = browse.Stories(number, size);
        var articles = await stories.ArticlesOfAsync([.. found.Rows.Select(s => s.Id)], context.RequestAborted);
        var rows = found.Rows.Select(story => StoryJson.Of(story, [.. articles[story.Id]]));
        List<string> links = [];
        if (number > 1) links.Add($"</api/v1/stories?page={number - 1}&limit={size}>; rel=\"prev\"");
        if ((long)number * size < found.Total)
            links.Add($"</api/v1/stories?page={number + 1}&limit={size}>; rel=\"next\"");
        if (links.Count > 0) context.Response.Headers.Link = string.Join(", ", links);
        return Results.Json(new { total = found.Total, stories = rows });
    }

    private static async Task<IResult> OneAsync(HttpContext context, StoryQuery stories, long id)
    {
        if (await stories.CurrentAsync(id, context.RequestAborted) is not { } current
            || stories.Summary(current) is not { } story)
            return Results.Problem($"There is no story {id}.", statusCode: StatusCodes.Status404NotFound);
        return current != id
            ? Results.Redirect($"/api/v1/stories/{current}", permanent: true)
            : Results.Json(StoryJson.Of(story, await stories.ArticlesAsync(id, context.RequestAborted)));
    }

    private static async Task<IResult> RelatedAsync(
        HttpContext context, ArticleQuery articles, RelatedQuery related, long id) =>
        await articles.SummaryAsync(id, context.RequestAborted) is null
            ? Results.Problem($"There is no article {id}.", statusCode: StatusCodes.Status404NotFound)
            : Results.Json(StoryJson.Related(id, await related.OfAsync(id, context.RequestAborted)));

    private static bool TryNumber(string? text, int usual, int most, out int number)
    {
        number = usual;
        return text is null
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= 1
            && number <= most);
    }
}

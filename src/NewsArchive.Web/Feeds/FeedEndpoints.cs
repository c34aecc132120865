using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Feeds;

/// <summary>The addresses of the feeds: a page's address with a suffix.</summary>
internal static class FeedEndpoints
{
    private static readonly (string Suffix, string Type, Func<Feed, string, string, byte[]> Write)[] Notations =
    [
        ("atom", "application/atom+xml; charset=utf-8", (feed, site, self) => feed.Atom(site, self)),
        ("rss", "application/rss+xml; charset=utf-8", (feed, site, self) => feed.Rss(site, self)),
        ("json", "application/feed+json; charset=utf-8", (feed, site, self) => feed.Json(site, self)),
    ];

    public static void Map(WebApplication app)
    {
        foreach (var (suffix, type, write) in Notations)
        {
            app.MapGet($"/articles.{suffix}", async (HttpContext context, BrowseQuery browse) =>
                Answer(context,
                    new("Articles", "/articles", browse.LastAdded(Feed.Length)),
                    type, write));
            app.MapGet($"/stories.{suffix}", async (HttpContext context, BrowseQuery browse) =>
                Answer(context,
                    new("Stories", "/stories",
                        [.. browse.NewStories(Feed.Length).Select(s => s.Head)]),
                    type, write));
            app.MapGet($"/stories/{{id:long}}/{{slug}}.{suffix}",
                async (HttpContext context, StoryQuery stories, long id, string slug) =>
            {
                if (await stories.CurrentAsync(id, context.RequestAborted) is not { } current
                    || stories.Summary(current) is not { } story)
                    return Results.NotFound();
                if (id != current || slug != story.Slug)
                    return Results.Redirect(Links.Suffixed(Links.Story(story), suffix), permanent: true);
                var articles = await stories.ArticlesAsync(id, context.RequestAborted);
                return Answer(context,
                    new($"Story: {story.Head.Title}", Links.Story(story),
                        [.. articles.AsEnumerable().Reverse().Take(Feed.Length)]), type, write);
            });
            app.MapGet($"/search.{suffix}", async (HttpContext context, SearchQuery search) =>
            {
                var address = new SearchAddress(context.Request.Query);
                return Answer(context,
                    new(address.Text.Length > 0 ? $"Search: {address.Text}" : "Search", address.At("/search"),
                        await NewestAsync(search, address, context)), type, write);
            });
            app.MapGet($"/searches/{{id:long}}.{suffix}",
                async (HttpContext context, SavedSearches searches, SearchQuery search, long id) =>
            {
                if (await searches.FindAsync(id, context.RequestAborted) is not { } saved) return Results.NotFound();
                return Answer(context,
                    new(saved.Name, $"/searches/{id}",
                        await NewestAsync(search, SearchAddress.Of(saved.Query), context)), type, write);
            });
            app.MapGet($"/entities/{{id:long}}/{{slug}}.{suffix}",
                async (HttpContext context, EntityQuery entities, long id, string slug) =>
            {
                if (await entities.CurrentAsync(id, context.RequestAborted) is not { } entity)
                    return Results.NotFound();
                if (id != entity.Id || slug != entity.Slug)
                    return Results.Redirect(Links.Entity(entity.Id, entity.Slug, $".{suffix}"), permanent: true);
                return Answer(context,
                    new($"Articles that name {entity.Name}", Links.Entity(id, entity.Slug),
                        entities.Newest(id, Feed.Length)), type, write);
            });
        }
    }

    private static async Task<List<ArticleSummary>> NewestAsync(
        SearchQuery search, SearchAddress address, HttpContext context) =>
        [.. (await search.RunAsync(address.Request(Feed.Length, 0) with { Sort = SearchSort.Newest, Marked = false },
            context.RequestAborted)).Hits.Select(h => h.Article)];

    /// <summary>The feed, or 304 where the asker has it already.</summary>
    private static IResult Answer(HttpContext context, Feed feed, string type, Func<Feed, string, string, byte[]> write)
    {
        var request = context.Request;
        var content = write(feed, context.RequestServices.GetRequiredService<SiteAddress>().Value,
            request.Path.ToUriComponent() + request.QueryString);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..12])}\"");
        return Results.Bytes(content, type, entityTag: tag,
            lastModified: feed.Updated is { } at
                ? new DateTimeOffset(at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)), TimeSpan.Zero) : null);
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Entities;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Export;
using NewsArchive.Web.Json;

namespace NewsArchive.Web.Api;

/// <summary>The archive for programs, version 1: every address in one list, from which it is mapped and
/// described.</summary>
internal static class ArchiveApi
{
    private const int MostArticles = 500, MostHits = 1000, MostStories = 200, MostNames = 1000, MostQuotes = 200;

    private static readonly ApiParameter Page = new("page", "which page, from 1", "2", true),
        Fields = new("fields", "only these fields of each article, parted by commas", "id,headline,published"),
        Include = new("include", "also text, names, quotes, evidence; parted by commas", "text,names"),
        Only = new("include", "only these beside the record: text, names, quotes, evidence; all unless said", "text");

    private static ApiParameter Limit(int usual, int most) =>
        new("limit", $"how many, up to {most}; {usual} unless said", "10", true);

    public static IReadOnlyList<ApiRoute> All { get; } =
    [
        new("/api/v1/articles", "All articles in the order of their numbers.",
            "/api/v1/articles?limit=2&fields=id,headline",
            [Limit(50, MostArticles), new("after", "only articles with a higher number: the next page", "100", true),
                Fields, Include],
            ArticlesAsync),
        new("/api/v1/articles/{id:long}", "One article, with all that is known of it.", "/api/v1/articles/1",
            [Fields, Only], ArticleAsync),
        new("/api/v1/articles/{id:long}/related", "Related articles with reasons and their weights.",
            "/api/v1/articles/1/related", [], RelatedAsync),
        new("/api/v1/search", "What a search finds, in the order of the page of the site.",
            "/api/v1/search?q=whatsapp&limit=2",
            [.. SearchAddress.Parameters.Select(p => new ApiParameter(p, Said(p), Example(p))), Limit(25, MostHits),
                new("facets", "1: also counts by source, author, name, language, story and time", "1")], SearchAsync),
        new("/api/v1/entities", "Names, the most frequent first.", "/api/v1/entities?kind=person&limit=2",
            [new("q", "stands in the name or another form of it", "peskov"),
                new("kind", "person, organisation, place, product, event, group or other", "person"),
                Limit(50, MostNames), Page], EntitiesAsync),
        new("/api/v1/entities/{id:long}",
            "One name: its other forms, who is named with it, its sources, stories and quotes.",
            "/api/v1/entities/1", [], EntityAsync),
        new("/api/v1/stories", "Stories with their articles, the latest first.", "/api/v1/stories?limit=2",
            [Limit(Paging.ListSize, MostStories), Page], StoriesAsync),
        new("/api/v1/stories/{id:long}", "One story with its articles.", "/api/v1/stories/1", [], StoryAsync),
        new("/api/v1/quotes", "Quotes, the latest first; the same words in several articles are one.",
            "/api/v1/quotes?q=whatsapp&limit=2",
            [new("q", "words in the quote", "whatsapp"),
                new("speaker", "number of the name that is quoted", "12", true),
                new("about", "number of a name that stands in the quote", "12", true), Limit(20, MostQuotes), Page],
            QuotesAsync),
        new("/api/v1/sources", "All sources with the number and the time of their articles.", "/api/v1/sources", [],
            SourcesAsync),
        new("/api/v1/stats", "What the archive holds.", "/api/v1/stats", [], StatsAsync),
    ];

    private static string Said(string parameter) => parameter switch
    {
        "q" => "the query, in the language of the site",
        "source" => "a source, by number or words of its name; several: one is enough; with a minus before it: none of it",
        "author" => "an author, by number",
        "entity" => "a name, by number; several: all",
        "lang" => "a language, by its code",
        "story" => "a story, by number",
        "names" => "any: of several names one is enough",
        "from" => "the first day of publication",
        "to" => "the last day of publication",
        "match" => "any: a bag of words; all unless said",
        "sort" => "relevance, newest or oldest",
        "chart" => "count or share; of the page alone",
        "with" => "another query, counted over the same time",
        "explain" => "1: what the score of each hit is made of",
        _ => "which page, from 1",
    };

    private static string Example(string parameter) => parameter switch
    {
        "q" => "whatsapp",
        "source" => "BBC",
        "lang" => "en",
        "names" or "match" => "any",
        "from" => "2026-02-01",
        "to" => "2026-02-28",
        "sort" => "newest",
        "chart" => "share",
        "with" => "telegram",
        "explain" => "1",
        _ => "1",
    };

    public static void Map(WebApplication app)
    {
        app.MapMethods("/articles/{id:long}/{slug:plain}.json", SuffixEndpoints.Methods, PageAsync);
        foreach (var route in All)
            app.MapMethods(route.Pattern, SuffixEndpoints.Methods,
                (Delegate)((HttpContext context) => route.RunAsync(context)))
                .WithSummary(route.Said).WithTags("NewsArchive").WithMetadata(route);
    }

    /// <summary>An article's page in the form of the API.</summary>
    private static async Task<IResult> PageAsync(HttpContext context, long id, string slug)
    {
        var request = new ApiRequest(context);
        if (await request.Get<ArticleQuery>().SummaryAsync(id, request.Cancel) is not { } article)
            return Results.NotFound();
        return slug == article.Slug ? Answer((await ArticlesAsync(request, [(int)id], ArticleParts.All))[0])
            : Results.Redirect($"{Links.Article(article)}.json", permanent: true);
    }

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static IResult Answer(object answer) => Results.Json(answer, Form);

    private static async Task<IResult> ArticlesAsync(ApiRequest request)
    {
        if (request.Limit(50, MostArticles) is not { } limit) return ApiRequest.BadLimit(MostArticles);
        if (!TryParts(request, ArticleParts.None, out var parts, out var problem)) return problem!;
        var after = request.Number("after", 0);
        var (numbers, isLast, total) = request.Get<ExportQuery>().After(after, limit);
        var articles = await ArticlesAsync(request, numbers, parts);
        if (Narrowed(request, articles) is { } wrong) return wrong;
        if (!isLast) request.Link(("next", "after", numbers[^1]));
        return Answer(new JsonObject { ["total"] = total, ["articles"] = new JsonArray([.. articles]) });
    }

    private static async Task<IResult> ArticleAsync(ApiRequest request)
    {
        if (!TryParts(request, ArticleParts.All, out var parts, out var problem)) return problem!;
        var articles = await ArticlesAsync(request, [(int)Math.Min(request.Id, int.MaxValue)], parts);
        if (articles.Count == 0) return ApiRequest.None($"article {request.Id}");
        return Narrowed(request, articles) ?? Answer(articles[0]);
    }

    /// <summary>Articles with what is asked for beside their record.</summary>
    internal static async Task<List<JsonObject>> ArticlesAsync(ApiRequest request, IReadOnlyList<int> numbers,
        ArticleParts parts)
    {
        var site = request.Get<SiteAddress>().Value;
        List<ListedArticle> rows = [];
        await foreach (var article in request.Get<ExportQuery>().ListedAsync(numbers,
            parts.HasFlag(ArticleParts.Names), request.Cancel))
            rows.Add(article);
        var quotes = parts.HasFlag(ArticleParts.Quotes) && rows.Count > 0
            ? request.Get<QuoteQuery>().In(rows.Select(r => r.Row.Id)).ToLookup(q => q.ArticleId) : null;
        List<JsonObject> articles = [];
        foreach (var row in rows)
            articles.Add(ArticleJson.Of(row, parts, site, quotes?[row.Row.Id], parts.HasFlag(ArticleParts.Evidence)
                ? (await request.Get<ArticleQuery>().WithReadingAsync(row.Row.Id,
                    request.Cancel))?.Reading.Evidence : null));
        return articles;
    }

    private static bool TryParts(ApiRequest request, ArticleParts usual, out ArticleParts parts, out IResult? problem)
    {
        (parts, problem) = (usual, null);
        if (request.Value("include") is not { } text) return true;
        parts = ArticleParts.None;
        foreach (var name in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (char.IsAsciiLetter(name[0]) && Enum.TryParse<ArticleParts>(name, ignoreCase: true,
                out var part)) parts |= part;
            else
            {
                problem = Refusals.Bad($"include={name} is not known. There are: text, names, quotes, evidence.");
                return false;
            }
        return true;
    }

    /// <summary>Takes away what was not asked for.</summary>
    /// <returns>What is no field; null where all is well.</returns>
    private static IResult? Narrowed(ApiRequest request, List<JsonObject> articles)
    {
        if (request.Value("fields") is not { } text || articles.Count == 0) return null;
        var wanted = text.Split(',',
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var known = articles[0].Select(p => p.Key).ToHashSet();
        if (wanted.FirstOrDefault(w => !known.Contains(w)) is { } unknown)
            return Refusals.Bad($"“{unknown}” is no field here. There are: {string.Join(", ", known)}.");
        foreach (var article in articles)
            foreach (var field in known.Where(k => !wanted.Contains(k))) article.Remove(field);
        return null;
    }

    private static async Task<IResult> RelatedAsync(ApiRequest request) =>
        await request.Get<ArticleQuery>().SummaryAsync(request.Id, request.Cancel) is null
            ? ApiRequest.None($"article {request.Id}")
            : Answer(StoryJson.Related(request.Id, await request.Get<RelatedQuery>().OfAsync(request.Id,
                request.Cancel)));

    private static async Task<IResult> SearchAsync(ApiRequest request)
    {
        var address = new SearchAddress(request.Context.Request.Query);
        var limit = request.Number("limit", 25);
        if (limit > MostHits) return Refusals.Bad($"limit={limit} must be a number up to {MostHits}.");
        if (Refusals.Of(address) is { } refused) return refused;
        if (request.Value("facets") is { } facets and not ("0" or "1")) return Refusals.Bad(
            $"facets={facets} must be 1 or 0.");
        var result = await request.Get<SearchQuery>().RunAsync(
            address.Request((int)limit) with { Counted = request.Value("facets") == "1" }, request.Cancel);
        List<(string, string, long)> pages = [];
        if (address.Number > 1) pages.Add(("prev", "page", address.Number - 1));
        if (limit > 0 && address.Number * limit < result.Total) pages.Add(("next", "page", address.Number + 1));
        request.Link([.. pages]);
        return Answer(SearchJson.Of(result));
    }

    private static void LinkPages<T>(ApiRequest request, Page<T> page)
    {
        List<(string, string, long)> pages = [];
        if (page.Number > 1) pages.Add(("prev", "page", page.Number - 1));
        if ((long)page.Number * page.Size < page.Total) pages.Add(("next", "page", page.Number + 1));
        request.Link([.. pages]);
    }

    private static bool TryPage(ApiRequest request, out int page) =>
        (page = (int)Math.Min(request.Number("page", 1), int.MaxValue)) >= 1;

    private static IResult BadPage => Refusals.Bad("page must be a number from 1.");

    private static async Task<IResult> EntitiesAsync(ApiRequest request)
    {
        if (request.Limit(50, MostNames) is not { } limit) return ApiRequest.BadLimit(MostNames);
        if (!TryPage(request, out var number)) return BadPage;
        EntityKind? kind = null;
        if (request.Value("kind") is { } text)
        {
            if (!char.IsAsciiLetter(text[0]) || !Enum.TryParse<EntityKind>(text, ignoreCase: true, out var known))
                return Refusals.Bad($"kind={text} must be one of: {ArticleJson.Kinds}.");
            kind = known;
        }
        var page = await request.Get<BrowseQuery>().EntitiesAsync(new(kind, null, request.Value("q")), number, limit,
            request.Cancel);
        LinkPages(request, page);
        var site = request.Get<SiteAddress>().Value;
        return Answer(new { total = page.Total, entities = page.Rows.Select(e => ArticleJson.Name(e, site)) });
    }

    private static async Task<IResult> EntityAsync(ApiRequest request)
    {
        var entities = request.Get<EntityQuery>();
        if (await entities.CurrentAsync(request.Id,
            request.Cancel) is not { } entity) return ApiRequest.None($"name {request.Id}");
        if (entity.Id != request.Id) return Results.Redirect($"/api/v1/entities/{entity.Id}", permanent: true);
        return Answer(EntityJson.Of(await entities.ViewAsync(entity, 1, 1, request.Cancel),
            request.Get<SiteAddress>().Value));
    }

    private static async Task<IResult> StoriesAsync(ApiRequest request)
    {
        if (request.Limit(Paging.ListSize, MostStories) is not { } limit) return ApiRequest.BadLimit(MostStories);
        if (!TryPage(request, out var number)) return BadPage;
        var page = request.Get<BrowseQuery>().Stories(new(), number, limit);
        var articles = await request.Get<StoryQuery>().ArticlesOfAsync([.. page.Rows.Select(s => s.Id)],
            request.Cancel);
        LinkPages(request, page);
        return Answer(new
        {
            total = page.Total,
            stories = page.Rows.Select(story => StoryJson.Of(story,
            [.. articles[story.Id]]))
        });
    }

    private static async Task<IResult> StoryAsync(ApiRequest request)
    {
        var stories = request.Get<StoryQuery>();
        if (await stories.CurrentAsync(request.Id,
            request.Cancel) is not { } current || stories.Summary(current) is not { } story)
            return ApiRequest.None($"story {request.Id}");
        return current != request.Id ? Results.Redirect($"/api/v1/stories/{current}", permanent: true)
            : Answer(StoryJson.Of(story, await stories.ArticlesAsync(current, request.Cancel)));
    }

    private static async Task<IResult> QuotesAsync(ApiRequest request)
    {
        if (request.Limit(20, MostQuotes) is not { } limit) return ApiRequest.BadLimit(MostQuotes);
        if (!TryPage(request, out var number)) return BadPage;
        var quotes = await QuoteRequest.FindAsync(request.Context);
        if (quotes.Instead is { } instead) return instead;
        var page = await quotes.RunAsync(number, limit, request.Cancel);
        LinkPages(request, page);
        var site = request.Get<SiteAddress>().Value;
        return Answer(new { total = page.Total, quotes = page.Rows.Select(q => QuoteJson.Of(q, site)) });
    }

    private static Task<IResult> SourcesAsync(ApiRequest request)
    {
        var (browse, site) = (request.Get<BrowseQuery>(), request.Get<SiteAddress>().Value);
        return Task.FromResult(Answer(new
        {
            sources = browse.Sources().Select(s => new
            {
                id = s.Id,
                name = s.Name,
                articles = s.Articles,
                first = StatsJson.Day(s.First),
                last = StatsJson.Day(s.Last),
                address = site + Links.Source(s.Id, s.Slug),
            }),
            unknown = browse.SourceUnknown(),
        }));
    }

    private static async Task<IResult> StatsAsync(ApiRequest request) =>
        Answer(StatsJson.Of(await request.Get<StatsQuery>().RunAsync(request.Cancel)));
}

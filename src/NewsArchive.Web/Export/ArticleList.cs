using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Stories;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Citing;
using NewsArchive.Web.Feeds;

namespace NewsArchive.Web.Export;

/// <summary>A list of the site that can be taken along or followed.</summary>
/// <param name="Title">What it is of.</param>
/// <param name="Page">Path of its page.</param>
/// <param name="NumbersAsync">Its articles, in order; null for a list of other things, which can only be
/// followed.</param>
/// <param name="ItemsAsync">The newest of it; null for what cannot be followed.</param>
internal sealed record ArticleList(
    string Title, string Page, Func<CancellationToken, Task<IReadOnlyList<int>>>? NumbersAsync,
    Func<bool, CancellationToken, Task<IReadOnlyList<FeedItem>>>? ItemsAsync)
{
    /// <summary>What the ids of its feeds are made of; null for the page's path.</summary>
    public string? Key { get; init; }

    /// <summary>Words that are cited with the articles, by their numbers.</summary>
    public IReadOnlyDictionary<long, CitedQuote>? Quotes { get; init; }
}

/// <summary>A list, or what is answered instead of it: that it has moved, or cannot be read.</summary>
internal readonly record struct ListAnswer(ArticleList? List, IResult? Instead)
{
    public static implicit operator ListAnswer(ArticleList list) => new(list, null);

    public static readonly ListAnswer None = new(null, Results.NotFound());
}

/// <summary>
/// Every list of the site: where it is, and how its address is read. What a page shows, its feeds and its files are the
/// same search.
/// </summary>
internal static class ArticleLists
{
    /// <param name="Pattern">Of the route, without a suffix.</param>
    /// <param name="IsExported">Whether it holds articles, which can be taken along.</param>
    /// <param name="IsFollowed">Whether it has feeds.</param>
    public sealed record Route(
        string Pattern, bool IsExported, bool IsFollowed, Func<HttpContext, string, Task<ListAnswer>> FindAsync)
    {
        /// <summary>What may stand after the question mark.</summary>
        public IReadOnlyList<string> Parameters { get; init; } = [];
    }

    public static IReadOnlyList<Route> All { get; } =
    [
        new("/articles", true, true, (context, _) => Task.FromResult(Articles(context))),
        new("/articles/{id:long}/{slug:plain}", true, false, OneAsync),
        new("/search", true, true, (context, _) => Task.FromResult(Search(context)))
        {
            Parameters = SearchAddress.Parameters,
        },
        new("/searches/{id:long}", true, true, (context, _) => SavedAsync(context)),
        new("/sources/{id:long}/{slug:plain}", true, true, (context, suffix) => Task.FromResult(Source(context,
            suffix))),
        new("/authors/{id:long}/{slug:plain}", true, true, AuthorAsync),
        new("/collections/{id:long}", true, true, CollectionAsync),
        new("/entities/{id:long}/{slug:plain}", true, true, EntityAsync),
        new("/stories", false, true, (context, _) => Task.FromResult(Stories(context))),
        new("/stories/{id:long}/{slug:plain}", true, true, StoryAsync),
        new("/quotes", false, true, (context, _) => QuotesAsync(context)) { Parameters = QuoteRequest.Parameters },
        new("/quotes/{id:long}", true, false, (context, _) => Task.FromResult(Quote(context))),
    ];

    private static T Get<T>(HttpContext context) where T : notnull => context.RequestServices.GetRequiredService<T>();

    private static (long Id, string Slug) AddressOf(HttpContext context) =>
        (NumberOf(context), (string)context.Request.RouteValues["slug"]!);

    private static long NumberOf(HttpContext context) =>
        long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    private static ListAnswer Articles(HttpContext context) => new ArticleList("Articles", "/articles",
        Numbers(context, new(null, Sort: SearchSort.Newest)),
        (isWhole, cancel) => ItemsAsync(context, [.. Get<BrowseQuery>(context).LastNumbers(Feed.Length)], isWhole,
            cancel));

    private static async Task<ListAnswer> OneAsync(HttpContext context, string suffix)
    {
        var (id, slug) = AddressOf(context);
        if (await Get<ArticleQuery>(context).SummaryAsync(id,
            context.RequestAborted) is not { } article) return ListAnswer.None;
        return slug != article.Slug
            ? Moved(context, Links.Article(article), suffix)
            : new ArticleList(article.Title, Links.Article(article),
                _ => Task.FromResult<IReadOnlyList<int>>([(int)id]), null);
    }

    private static ListAnswer Moved(HttpContext context, string page, string suffix) =>
        new(null, Results.Redirect($"{page}.{suffix}{context.Request.QueryString}", permanent: true));

    private static ListAnswer Search(HttpContext context)
    {
        var address = new SearchAddress(context.Request.Query);
        return Refusals.Of(address) is { } refused ? new ListAnswer(null, refused)
            : Of(context, address.Text.Length > 0 ? $"Search: {address.Text}" : "Search", address.At("/search"),
                address.Request(0, 0)) with
            { Key = address.At("search") };
    }

    private static async Task<ListAnswer> SavedAsync(HttpContext context)
    {
        var id = NumberOf(context);
        if (await Get<SavedSearches>(context).FindAsync(id,
            context.RequestAborted) is not { } saved) return ListAnswer.None;
        return Of(context, saved.Name, $"/searches/{id}", SearchAddress.Of(saved.Query).Request(0,
            0) with
        { Sort = SearchSort.Newest });
    }

    private static ListAnswer Source(HttpContext context, string suffix)
    {
        var (id, slug) = AddressOf(context);
        if (Get<BrowseQuery>(context).Sources().Find(s => s.Id == id) is not { } source) return ListAnswer.None;
        return slug != source.Slug ? Moved(context, Links.Source(id, source.Slug), suffix)
            : Of(context, $"Articles from {source.Name}", Links.Source(id, slug), By(FilterField.Source, id)) with
            { Key = $"sources/{id}" };
    }

    private static async Task<ListAnswer> AuthorAsync(HttpContext context, string suffix)
    {
        var (id, slug) = AddressOf(context);
        if (await Get<HouseQuery>(context).AuthorAsync(id,
            context.RequestAborted) is not { } author) return ListAnswer.None;
        var page = Links.Author(author.Id, author.Name);
        return id != author.Id || slug != Slugs.Of(author.Name) ? Moved(context, page, suffix)
            : Of(context, $"Articles by {author.Name}", page, By(FilterField.Author,
                id)) with
            { Key = $"authors/{id}" };
    }

    private static async Task<ListAnswer> CollectionAsync(HttpContext context, string _)
    {
        var id = NumberOf(context);
        if (await Get<Storage.Queries.Desk>(context).CollectionAsync(id,
            context.RequestAborted) is not var (collection, articles))
            return ListAnswer.None;
        IReadOnlyList<int> numbers = [.. articles.Select(a => (int)a.Id)];
        return new ArticleList(collection.Name, $"/collections/{id}", _ => Task.FromResult(numbers),
            (isWhole, cancel) => ItemsAsync(context, [.. numbers.Take(Feed.Length)], isWhole, cancel))
        { Key = $"collections/{id}" };
    }

    private static async Task<ListAnswer> EntityAsync(HttpContext context, string suffix)
    {
        var (id, slug) = AddressOf(context);
        if (await Get<EntityQuery>(context).CurrentAsync(id,
            context.RequestAborted) is not { } entity) return ListAnswer.None;
        return id != entity.Id || slug != entity.Slug ? Moved(context, Links.Entity(entity.Id, entity.Slug), suffix)
            : Of(context, $"Articles that name {entity.Name}", Links.Entity(id, slug), By(FilterField.Entity, id)) with
            { Key = $"entities/{id}" };
    }

    private static async Task<ListAnswer> StoryAsync(HttpContext context, string suffix)
    {
        var ((id, slug), stories) = (AddressOf(context), Get<StoryQuery>(context));
        if (await stories.CurrentAsync(id, context.RequestAborted) is not { } current
            || stories.Summary(current) is not { } story) return ListAnswer.None;
        return id != current || slug != story.Slug ? Moved(context, Links.Story(story), suffix)
            : Of(context, $"Story: {story.Head.Title}", Links.Story(story), By(FilterField.Story, id)) with
            { Key = $"stories/{id}" };
    }

    private static ListAnswer Stories(HttpContext context) => new ArticleList("Stories", "/stories", null,
        (_, _) => Task.FromResult<IReadOnlyList<FeedItem>>(
            [.. Get<BrowseQuery>(context).NewStories(Feed.Length).Select(FeedItem.Of)]));

    private static async Task<ListAnswer> QuotesAsync(HttpContext context)
    {
        var request = await QuoteRequest.FindAsync(context);
        return request.Instead is { } instead ? new ListAnswer(null, instead) : new ArticleList(request.Title,
            request.Page, null,
            async (_, cancel) => [.. (await request.RunAsync(1, Feed.Length, cancel)).Rows.Select(FeedItem.Of)])
        { Key = request.Page.TrimStart('/') };
    }

    /// <summary>The articles in which the words stand, the earliest first, each with where.</summary>
    private static ListAnswer Quote(HttpContext context)
    {
        if (Get<QuoteQuery>(context).Find(NumberOf(context)) is not { } quote) return ListAnswer.None;
        var places = quote.Variants.SelectMany(v => v.Places).DistinctBy(p => p.Article.Id).ToList();
        return new ArticleList("Quote", Links.Quote(quote.GroupId),
            _ => Task.FromResult<IReadOnlyList<int>>([.. places.Select(p => (int)p.Article.Id)]), null)
        {
            Quotes = places.ToDictionary(p => p.Article.Id,
                p => new CitedQuote(p.Quote.Text, p.Quote.IsPerhaps ? null : p.Quote.Speaker?.Name, p.Quote.Line)),
        };
    }

    private static SearchRequest By(FilterField field, long id) => new(null, Sort: SearchSort.Newest,
        Filters: [new(field, id.ToString(CultureInfo.InvariantCulture))]);

    private static ArticleList Of(HttpContext context, string title, string page, SearchRequest request)
    {
        var newest = Numbers(context, request with { Sort = SearchSort.Newest }, Feed.Length);
        return new(title, page, Numbers(context, request),
            async (isWhole, cancel) => await ItemsAsync(context, await newest(cancel), isWhole, cancel));
    }

    private static Func<CancellationToken, Task<IReadOnlyList<int>>> Numbers(
        HttpContext context, SearchRequest request, int most = int.MaxValue) =>
        async cancel => (await Get<SearchQuery>(context).RunAsync(
            request with { Limit = most, OnlyNumbers = true }, cancel)).Numbers;

    private static async Task<IReadOnlyList<FeedItem>> ItemsAsync(
        HttpContext context, IReadOnlyList<int> numbers, bool isWhole, CancellationToken cancel)
    {
        List<FeedItem> items = [];
        await foreach (var article in Get<ExportQuery>(context).ListedAsync(numbers, withNames: true, cancel))
            items.Add(FeedItem.Of(article, isWhole));
        return items;
    }
}

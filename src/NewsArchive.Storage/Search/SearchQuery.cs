using System.Data.Common;
using System.Diagnostics;
using NewsArchive.Search;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Search;

public enum SearchSort { Relevance, Newest, Oldest }

/// <summary>What hits can be narrowed by, beside the query.</summary>
public enum FilterField { Source, Author, Entity, Lang, Story }

/// <summary>
/// One condition; those of different fields all hold. Of several on names all hold too, unless either is enough; of
/// those on another field one is enough. Excluded ones are excluded each.
/// </summary>
/// <param name="Value">A number of the archive, 0 for “unknown”; for a source also words of its name, for a language
/// its code.</param>
public sealed record SearchFilter(FilterField Field, string Value, bool Excluded = false);

/// <summary>A search as URL, command and API state it.</summary>
/// <param name="Offset">Hits to skip.</param>
/// <param name="Collapsed">Articles with the same text are one hit.</param>
/// <param name="Counted">Counts hits by source, author, name, language, story and day.</param>
/// <param name="EitherName">Of several names one is enough.</param>
/// <param name="ComparedWith">Another query, which is counted over the same time; null for none.</param>
/// <param name="AddedAfter">Only articles that the archive got after the one with this id.</param>
/// <param name="Explained">Says for each hit what its score is made of.</param>
/// <param name="OnlyNumbers">Gives the numbers of the page's hits, in order, and no hits.</param>
/// <param name="Marked">Marks the words of the query in headlines and makes snippets; without it hits have
/// neither.</param>
public sealed record SearchRequest(
    string? Text, bool AnyWord = false, SearchSort Sort = SearchSort.Relevance,
    IReadOnlyList<SearchFilter>? Filters = null,
    DateOnly? From = null, DateOnly? To = null, int Limit = 20, int Offset = 0,
    bool Collapsed = false, bool Counted = false, bool Explained = false, long AddedAfter = 0, bool Marked = true,
    bool EitherName = false, string? ComparedWith = null, bool OnlyNumbers = false)
{
    public IReadOnlyList<SearchFilter> Filters { get; init; } = Filters ?? [];

    /// <summary>Whether of several values of a field one is enough.</summary>
    public static bool IsEither(FilterField field, bool eitherName) => field != FilterField.Entity || eitherName;
}

/// <summary>A part of a score.</summary>
public sealed record ScorePart(string What, double Value);

/// <summary>One article found.</summary>
/// <param name="Score">Higher is better; 0 where nothing in the text was looked for.</param>
/// <param name="Copies">Other hits with the same text, where these are collapsed.</param>
/// <param name="Parts">They add up to the score; empty unless asked for.</param>
public sealed record SearchHit(
    ArticleSummary Article, double Score, IReadOnlyList<Fragment> Headline, IReadOnlyList<Fragment> Snippet,
    IReadOnlyList<ArticleSummary> Copies, IReadOnlyList<ScorePart> Parts);

/// <summary>How often a part of the query stands in the archive.</summary>
/// <param name="Part">As typed.</param>
/// <param name="Alone">Articles that it finds by itself.</param>
/// <param name="Without">The query without it, and what that finds; null where nothing would be left.</param>
public sealed record QueryPartCount(string Part, int Alone, string? Without, int WithoutCount);

/// <summary>An article that has not all the words that were asked for.</summary>
/// <param name="Lacking">Those it has not, as typed.</param>
public sealed record CloseHit(SearchHit Hit, IReadOnlyList<string> Lacking);

/// <summary>The same search by the date that its words name.</summary>
/// <param name="Query">As typed.</param>
/// <param name="Said">The time in words.</param>
/// <param name="Count">Articles that it finds.</param>
public sealed record DateOffer(string Query, string Said, int Count);

/// <param name="Total">Exact number of articles that fit, copies included.</param>
/// <param name="Texts">The same without copies of each other.</param>
/// <param name="Suggestion">The query in other spelling, which finds something; null where none is offered.</param>
/// <param name="SuggestionCount">What it finds.</param>
/// <param name="FilterNames">What stands behind the numbers in filters.</param>
/// <param name="Closest">Where no article has all the words: the best with any of them.</param>
/// <param name="Date">Null where the words name no month or day, or nothing is found in it.</param>
/// <param name="Behind">Articles that came or changed last and that the index does not hold yet.</param>
/// <param name="Parts">Where nothing was found: what each part finds.</param>
public sealed record SearchResult(
    ParsedQuery Query, int Total, int Texts, IReadOnlyList<SearchHit> Hits, Facets? Facets,
    string? Suggestion, int SuggestionCount, IReadOnlyList<QueryPartCount> Parts,
    IReadOnlyDictionary<SearchFilter, string> FilterNames, IReadOnlyList<CloseHit> Closest, DateOffer? Date,
        int Behind)
{
    /// <summary>Numbers of the page's articles, in order, where these alone were asked for.</summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];
}

/// <summary>The one search of page, feed, API and command.</summary>
/// <param name="limits">Null for none.</param>
public sealed class SearchQuery(Archive archive, TimeProvider clock, SearchLimits? limits = null) : IDisposable
{
    private readonly SearchGate gate = new(limits ?? SearchLimits.None);

    /// <exception cref="SearchRefusedException">It met the limits.</exception>
    public async Task<SearchResult> RunAsync(SearchRequest request, CancellationToken cancel = default)
    {
        var (began, isAnswered) = (Stopwatch.GetTimestamp(), false);
        try
        {
            var result = await gate.RunAsync(bounded => AskAsync(request, bounded), cancel);
            isAnswered = true;
            return result;
        }
        finally
        {
            SearchMeter.Took(began, isAnswered);
        }
    }

    /// <summary>Brings the index up to date, so that no search waits for it.</summary>
    public Task PrepareAsync(CancellationToken cancel = default) =>
        Task.Run(() => SearchCache.Of(archive).CatchUp(cancel), cancel);

    /// <summary>Whether the last search did not see the last changes.</summary>
    public bool IsBehind => SearchCache.Of(archive).IsBehind;

    /// <summary>Changes of the archive that the index does not hold yet.</summary>
    public int Behind()
    {
        using var rented = archive.Connect();
        return SearchCache.Of(archive).BehindOf(rented.Connection);
    }

    public void Dispose() => gate.Dispose();

    private async Task<SearchResult> AskAsync(SearchRequest request, CancellationToken cancel)
    {
        using var rented = archive.Connect();
        var query = QueryParser.Parse(request.Text, Today, request.AnyWord);
        return await Task.Run(
            () => SearchCache.Of(archive).Read(index => Run(rented.Connection, query, index, request, cancel), cancel),
                cancel);
    }

    /// <summary>What a search finds, as numbers only.</summary>
    public async Task<int> CountAsync(SearchRequest request, CancellationToken cancel = default) =>
        (await RunAsync(request with { Limit = 0, Counted = false }, cancel)).Total;

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    private SearchResult Run(DbConnection connection, ParsedQuery query, IndexSnapshot index,
        SearchRequest request, CancellationToken cancel)
    {
        using var interrupt = SqlEngine.Of(connection).Interrupt(connection, cancel);
        // Memory is loaded before the transaction begins, which must see no older state.
        var columns = SearchCache.Of(archive).Columns();
        using var snapshot = SqlEngine.Of(connection).Snapshot(connection);
        return Search(connection, query, index, columns, request, cancel);
    }

    private SearchResult Search(DbConnection connection, ParsedQuery query, IndexSnapshot index,
        ArticleColumns columns, SearchRequest request, CancellationToken cancel)
    {
        var cache = SearchCache.Of(archive);
        var evaluator = new QueryEvaluator(connection, new(index, columns, cancel), columns, cache);
        var node = request.From is null && request.To is null
            ? query.Node : And(query.Node, new QueryNode.Between(request.From, request.To));
        if (request.AnyWord) node = WithoutFunctionWords(node);
        var (found, matches, terms) = evaluator.Run(node, request.Sort == SearchSort.Relevance && request.Limit > 0);
        using var scored = matches;
        var filters = new FilterSets(evaluator, connection, request.Filters, request.EitherName);
        var set = filters.Apply(found, except: null);
        if (request.AddedAfter > 0) set = set.And(columns.Where(id => id > request.AddedAfter));
        var total = set.Count();
        cancel.ThrowIfCancellationRequested();
        var order = new HitOrder(columns, set, request,
            scored is null
                ? null : new Reranking(connection, evaluator, cache, columns, query.Node, terms!, request.AnyWord)
                .Order(scored, set));
        if (request.OnlyNumbers)
            return new(query, total, order.Texts, [], null, null, 0, [], filters.Names, [], null, index.Behind)
            {
                Numbers = [.. order.Ids().Skip(request.Offset).Take(request.Limit)],
            };
        var page = order.Page();
        cancel.ThrowIfCancellationRequested();
        var marked = request.AnyWord ? query with { Node = WithoutFunctionWords(query.Node) } : query;
        var hits = Hits(connection, marked, page, evaluator, terms, request);
        Bitmap? other = request is { Counted: true, ComparedWith: { } text }
            ? filters.Apply(evaluator.Set(QueryParser.Parse(text, Today).Node), except: null) : null;
        var facets = request.Counted ? Facets.Of(connection, columns, cache, found, filters, other) : null;
        var nothing = total == 0 && request.Limit > 0 ? new NothingFound(evaluator) : null;
        var (suggestion, count) = nothing?.Suggest(query.Node) ?? (null, 0);
        IReadOnlyList<CloseHit> closest = nothing is not null && NothingFound.HasManyWords(query.Node)
            && !request.AnyWord
            ? [.. AnyWords(connection, index, columns, request, cancel).Select(h =>
                new CloseHit(h, nothing.Lacking(query.Node, h.Article.Id)))]
            : [];
        return new(query, total, order.Texts, hits, facets, suggestion, count, nothing?.Parts(query.Node) ?? [],
            filters.Names, closest, request.Limit > 0 ? DateOf(query, filters, evaluator) : null, index.Behind);
    }

    /// <summary>The best hits with any of the words, within the same filters.</summary>
    private IReadOnlyList<SearchHit> AnyWords(DbConnection connection, IndexSnapshot index,
        ArticleColumns columns, SearchRequest request, CancellationToken cancel) => Search(connection,
        QueryParser.Parse(request.Text, Today, anyWord: true), index, columns,
        request with
        {
            AnyWord = true,
            Sort = SearchSort.Relevance,
            Limit = ClosestShown,
            Offset = 0,
            Counted = false,
            Collapsed = true
        },
        cancel).Hits;

    private const int ClosestShown = 10;

    private static DateOffer? DateOf(ParsedQuery query, FilterSets filters, QueryEvaluator evaluator) =>
        DatedQuery.Of(query.Node) is { } dated
        && filters.Apply(evaluator.Set(dated.Node), except: null).Count() is > 0 and var count
            ? new(QueryText.Of(dated.Node), dated.Said, count) : null;

    private static QueryNode And(QueryNode node, QueryNode other) => node switch
    {
        QueryNode.Everything => other,
        QueryNode.And and => new QueryNode.And([.. and.Parts, other]),
        _ => new QueryNode.And([node, other]),
    };

    /// <summary>What only says how words belong together is no word of a bag, unless there is no other.</summary>
    private static QueryNode WithoutFunctionWords(QueryNode node)
    {
        if (node is QueryNode.And and) return new QueryNode.And([.. and.Parts.Select(WithoutFunctionWords)]);
        if (node is not QueryNode.Or or) return node;
        var kept = or.Parts.Where(NothingFound.IsOfContent).ToList();
        return kept.Count == 0 ? node : kept.Count == 1 ? kept[0] : new QueryNode.Or([.. kept]);
    }

    private static List<SearchHit> Hits(
        DbConnection connection, ParsedQuery query, IReadOnlyList<RankedHit> page,
        QueryEvaluator evaluator, MatchTerms? terms, SearchRequest request)
    {
        var ids = page.SelectMany(h => h.Copies.Prepend(h.Id)).Select(id => (long)id).ToList();
        if (ids.Count == 0) return [];
        var articles = SummaryReader.Read(connection, ids);
        var parts = request.Explained && terms is not null ? Explanation.Of(page, evaluator.Text, terms) : [];
        var marks = request.Marked ? Marks(connection, query, page, articles) : [];
        return
        [
            .. page.Where(h => articles.ContainsKey(h.Id)).Select(h =>
            {
                var (headline, snippet) = marks.GetValueOrDefault(h.Id, ([], []));
                var copies = h.Copies.Where(c => articles.ContainsKey(c)).Select(c => articles[c]);
                return new SearchHit(articles[h.Id], h.Score, headline, snippet, [.. copies],
                    parts.GetValueOrDefault(h.Id) ?? []);
            }),
        ];
    }

    /// <summary>
    /// Headlines and snippets with the words of the query marked, by the rules of each article's language.
    /// </summary>
    private static Dictionary<long, (IReadOnlyList<Fragment> Headline, IReadOnlyList<Fragment> Snippet)> Marks(
        DbConnection connection, ParsedQuery query, IReadOnlyList<RankedHit> page,
        Dictionary<long, ArticleSummary> articles)
    {
        Dictionary<string, Highlighter> highlighters = [];
        Dictionary<long, (IReadOnlyList<Fragment>, IReadOnlyList<Fragment>)> marks = [];
        using var rows = SqlReader.Open(
            connection,
            $"SELECT Id, Body, Language FROM Articles WHERE Id IN ({string.Join(',', page.Select(h => h.Id))})");
        while (rows.Read())
        {
            if (!articles.TryGetValue(rows.Long(0), out var article)) continue;
            var language = rows.String(2);
            if (!highlighters.TryGetValue(language, out var highlighter))
                highlighters[language] = highlighter = new(query.Node, language.Length > 0 ? language : null);
            marks[article.Id] = (highlighter.Mark(article.Title, QueryField.Title),
                highlighter.Snippet(rows.String(1)));
        }
        return marks;
    }
}

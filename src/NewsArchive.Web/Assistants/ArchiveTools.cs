using System.ComponentModel;
using System.Text.Encodings.Web;
using System.Text.Json;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using NewsArchive.Entities;
using NewsArchive.Lines;
using NewsArchive.Search;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Citing;
using NewsArchive.Web.Json;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Assistants;

/// <summary>
/// The archive for assistants that read for people: what they quote can be checked, since every answer has exact
/// totals, addresses, line numbers of the files, and how each value came to be known. Nothing can be changed with
/// them.
/// </summary>
[McpServerToolType]
internal sealed class ArchiveTools(
    SearchQuery search, ArticleQuery articles, RelatedQuery related, StoryQuery stories, CompareQuery compare,
    EntityQuery entities, BrowseQuery browse, QuoteQuery quotes, ExportQuery export, SiteAddress site,
        TimeProvider clock)
{
    private const int MostHits = 50, MostListed = 50;

    /// <summary>Characters of an article's text in one answer; more is asked for from the next line.</summary>
    private const int MostCharacters = 8_000;

    /// <summary>Statements of a comparison, of each kind.</summary>
    private const int MostStatements = 30;

    [McpServerTool(Name = "search", ReadOnly = true, Idempotent = true, OpenWorld = false,
        Title = "Search the archive")]
    [Description("Searches news articles. The query language: words (all must occur), \"exact phrase\", OR, -without, beg*, "
        + "title:, source:, person:, org:, place:, said: (is quoted), quote: (words in quotes), date:1987-03, lang:, is:undated. "
        + "Answers with the exact total and a page of hits; every hit has its number, address and snippet.")]
    public async Task<string> SearchAsync(
        [Description("What to look for.")] string query,
        [Description("relevance, newest or oldest.")] string sort = "relevance",
        [Description("Hits of a page, up to 50.")] int limit = 10,
        [Description("Which page, from 1.")] int page = 1,
        CancellationToken cancel = default)
    {
        if (!char.IsAsciiLetter(sort.FirstOrDefault()) || !Enum.TryParse<SearchSort>(sort, ignoreCase: true,
            out var order))
            throw new McpException("sort must be relevance, newest or oldest.");
        var size = Bounded(limit, MostHits);
        var result = await search.RunAsync(new(query, Sort: order, Limit: size, Offset: Paging.Offset(Page(page),
            size)), cancel);
        return Write(new
        {
            total = result.Total,
            page,
            understood = result.Query.Understood,
            problems = result.Query.Problems.Select(p => p.Message),
            result.Suggestion,
            hits = result.Hits.Select(h => Of(h.Article, string.Concat(h.Snippet.Select(f => f.Text)))),
            next = page * size < result.Total ? page + 1 : (int?)null,
        });
    }

    [McpServerTool(Name = "article", ReadOnly = true, Idempotent = true, OpenWorld = false, Title = "Read an article")]
    [Description("Reads an article: its record, each value with its status (declared, labelled, found, inferred, absent), and its text "
        + "paragraph by paragraph, each with the line of the file it stands in. Long texts come in parts: ask again from the line "
        + "that 'next' names. Quote with the line and the address, so that a person can check.")]
    public async Task<string> ArticleAsync(
        [Description("Number of the article, as hits state it.")] long id,
        [Description("Only paragraphs from this line on.")] int fromLine = 0,
        CancellationToken cancel = default)
    {
        if (await articles.FindAsync(id, cancel) is not { } view) throw None("article", id);
        var parts = view.Lines.Reading();
        var left = MostCharacters;
        var shown = parts.Where(p => p.Line >= fromLine).TakeWhile(p =>
            (left -= p.Text.Length) > -p.Text.Length).ToList();
        var next = parts.Where(p => shown.Count > 0
            && p.Line > shown[^1].Line).Select(p => (int?)p.Line).FirstOrDefault();
        return Write(new
        {
            id,
            headline = view.Row.Headline,
            view.Row.Standfirst,
            authors = view.Authors.Select(a => a.Name),
            source = view.Row.SourceName,
            published = view.Summary.Published?.ToString(),
            language = view.Row.Language,
            status = new
            {
                headline = ArticleJson.Name(view.Row.HeadlineStatus),
                authors = ArticleJson.Name(view.Row.BylineStatus),
                source = ArticleJson.Name(view.Row.SourceStatus),
                published = ArticleJson.Name(view.Row.PublishedStatus),
            },
            evidence = view.Evidence.Where(e => !e.IsRejected && e.Value is not null).Select(e => new
            {
                e.Field,
                e.Value,
                line = e.Line,
                evidence = e.Words
            }),
            address = Address(view.Summary),
            url = view.Row.Url,
            file = view.Row.Path,
            sha256 = view.Row.ContentHash,
            words = view.Row.Words,
            story = view.Story is { } story ? new
            {
                id = story.Id,
                headline = story.Head.Headline,
                articles = story.Articles
            } : null,
            names = view.Entities.Values.OrderByDescending(e => e.Count).Take(MostListed).Select(e =>
                new { id = e.Id, name = e.Name, kind = Say.Kind(e.Kind), count = e.Count }),
            text = shown.Select(p => new { line = p.Line, kind = p.Kind.Name(), text = p.Text }),
            next,
        });
    }

    [McpServerTool(Name = "related", ReadOnly = true, Idempotent = true, OpenWorld = false, Title = "Related articles")]
    [Description("Articles with the same text, about the same event or topic as one, with reasons.")]
    public async Task<string> RelatedAsync([Description("Number of the article.")] long id,
        CancellationToken cancel = default)
    {
        if (await articles.SummaryAsync(id, cancel) is null) throw None("article", id);
        var found = await related.OfAsync(id, cancel);
        return Write(new
        {
            total = found.Count,
            related = found.Take(MostListed).Select(r => new
            {
                relation = r.Relation switch
                {
                    Relation.SameText => "same text",
                    Relation.SameEvent => "same event",
                    _ => "same topic"
                },
                article = Of(r.Article),
                reasons = r.Reasons.Select(x => x.Detail),
            }),
        });
    }

    [McpServerTool(Name = "story", ReadOnly = true, Idempotent = true, OpenWorld = false,
        Title = "A story, or the latest stories")]
    [Description("All reports of one event with who reported it and when; without a number the latest stories, page by page.")]
    public async Task<string> StoryAsync(
        [Description("Number of the story; leave out for a list.")] long? id = null,
        [Description("Which page, from 1.")] int page = 1,
        CancellationToken cancel = default)
    {
        if (id is not { } number)
        {
            var list = browse.Stories(new(), Page(page), Paging.ListSize);
            return Write(new
            {
                total = list.Total,
                page,
                stories = list.Rows.Select(s => Of(s)),
                next = page * Paging.ListSize < list.Total ? page + 1 : (int?)null,
            });
        }
        if (await stories.CurrentAsync(number, cancel) is not { } current || stories.Summary(current) is not { } story)
            throw None("story", number);
        var reports = await stories.ArticlesAsync(current, cancel);
        var part = reports.Skip(Paging.Offset(Page(page), MostListed)).Take(MostListed).ToList();
        return Write(new
        {
            story = Of(story),
            total = reports.Count,
            sources = reports.Select(r => r.SourceName).OfType<string>().Distinct(),
            articles = part.Select(a => Of(a)),
            next = page * MostListed < reports.Count ? page + 1 : (int?)null,
        });
    }

    [McpServerTool(Name = "compare", ReadOnly = true, Idempotent = true, OpenWorld = false,
        Title = "Compare the reports of a story")]
    [Description("What all, some and only one of the reports of a story say, sentence by sentence with line numbers, and figures that differ.")]
    public async Task<string> CompareAsync(
        [Description("Number of the story.")] long story,
        [Description("Only these two articles of it: numbers.")] long[]? articleIds = null,
        CancellationToken cancel = default)
    {
        if (await stories.CurrentAsync(story, cancel) is not { } current
            || await compare.OfAsync(current, articleIds is { Length: > 0 } ? articleIds : null,
                cancel) is not { } found)
            throw None("story", story);
        object Statements(IReadOnlyCollection<Statement> all) => new
        {
            total = all.Count,
            statements = all.Take(MostStatements).Select(s => new
            {
                sentences = s.Sentences.Select(x => new { article = x.ArticleId, line = x.Line, text = x.Text }),
                figures = s.Figures.Select(f => new
                {
                    of = f.Of,
                    values = f.Values.Select(v => new { article = v.Sentence.ArticleId, v.Written })
                }),
            }),
        };
        return Write(new
        {
            story = Of(found.Story),
            articles = found.Articles.Select(a => Of(a)),
            leftOut = found.LeftOut,
            all = Statements(found.Coverage.All),
            some = Statements(found.Coverage.Some),
            one = Statements(found.Coverage.One),
        });
    }

    [McpServerTool(Name = "entity", ReadOnly = true, Idempotent = true, OpenWorld = false, Title = "Names")]
    [Description("Finds people, organisations, places and other names by a part of the name; with a number, one name with its other "
        + "forms, who is named with it, sources, stories and first quotes.")]
    public async Task<string> EntityAsync(
        [Description("Number of a name.")] long? id = null,
        [Description("A part of the name, where no number is given.")] string? text = null,
        [Description("person, organisation, place, product, event, group or other.")] string? kind = null,
        [Description("Which page, from 1.")] int page = 1,
        CancellationToken cancel = default)
    {
        if (id is { } number)
            return await entities.CurrentAsync(number, cancel) is { } entity
                ? Write(EntityJson.Of(await entities.ViewAsync(entity, 1, 1, cancel),
                    site.Value)) : throw None("name", number);
        EntityKind? wanted = null;
        if (!string.IsNullOrWhiteSpace(kind))
            wanted = char.IsAsciiLetter(kind[0]) && Enum.TryParse<EntityKind>(kind, ignoreCase: true,
                out var known) ? known
                : throw new McpException($"kind must be one of: {ArticleJson.Kinds}.");
        var list = await browse.EntitiesAsync(new(wanted, null, text), Page(page), MostListed, cancel);
        return Write(new
        {
            total = list.Total,
            page,
            entities = list.Rows.Select(e => new
            {
                id = e.Id,
                name = e.Name,
                kind = Say.Kind(e.Kind),
                articles = e.Count,
                address = site.Value + Links.Entity(e)
            }),
            next = page * MostListed < list.Total ? page + 1 : (int?)null,
        });
    }

    [McpServerTool(Name = "quotes", ReadOnly = true, Idempotent = true, OpenWorld = false, Title = "Who said what")]
    [Description("Quotes by a speaker, about a name, or with words in them; each with every article and line it stands in. The speaker is "
        + "given only where the text is clear about it.")]
    public async Task<string> QuotesAsync(
        [Description("Words in the quote.")] string? words = null,
        [Description("Number of the name that is quoted.")] long? speaker = null,
        [Description("Number of a name that stands in the quote.")] long? about = null,
        [Description("Which page, from 1.")] int page = 1,
        CancellationToken cancel = default)
    {
        const int Size = 20;
        var query = QueryParser.Parse(words, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).WordsOnly();
        var list = await quotes.ListAsync(new(speaker, about, query.Node), Page(page), Size, cancel);
        return Write(new
        {
            total = list.Total,
            page,
            quotes = list.Rows.Select(q => QuoteJson.Of(q, site.Value)),
            next = page * Size < list.Total ? page + 1 : (int?)null,
        });
    }

    [McpServerTool(Name = "cite", ReadOnly = true, Idempotent = true, OpenWorld = false,
        Title = "Cite an article or a quote")]
    [Description("The reference of an article, or of a quote in it by its line, as Chicago, APA, MLA, Wikipedia, BibTeX and RIS. What the "
        + "archive inferred stands in brackets: keep them.")]
    public async Task<string> CiteAsync(
        [Description("Number of the article.")] long article,
        [Description("Line of a quote in it.")] int? line = null,
        CancellationToken cancel = default)
    {
        CitedQuote? quote = null;
        if (line is { } at)
            quote = quotes.In([article]).Find(q => q.Line == at) is { } found ? new(found.Text, found.IsPerhaps
                ? null : found.Speaker?.Name, at)
                : throw new McpException($"No quote stands in line {at} of article {article}.");
        await foreach (var listed in export.ListedAsync([(int)Math.Clamp(article, 0, int.MaxValue)],
            withNames: false, cancel))
        {
            var citation = Citation.Of(listed, site.Value, quote);
            return Write(new
            {
                styles = CitationStyles.All.ToDictionary(s => s.Name, s => s.Write(citation)),
                bibtex = ReferenceFiles.BibTeX(citation),
                ris = ReferenceFiles.Ris(citation),
                address = citation.Shown,
                sha256 = citation.Hash,
            });
        }
        throw None("article", article);
    }

    private object Of(ArticleSummary article, string? snippet = null) => new
    {
        id = article.Id,
        headline = article.Headline,
        headlineStatus = ArticleJson.Name(article.HeadlineStatus),
        source = article.SourceName,
        sourceStatus = ArticleJson.Name(article.SourceStatus),
        published = article.Published?.ToString(),
        publishedStatus = ArticleJson.Name(article.PublishedStatus),
        snippet,
        address = Address(article),
    };

    private object Of(StorySummary story) => new
    {
        id = story.Id,
        headline = story.Head.Headline,
        articles = story.Articles,
        texts = story.Texts,
        from = StatsJson.Day(story.From),
        to = StatsJson.Day(story.To),
        address = site.Value + Links.Story(story),
    };

    private string Address(ArticleSummary article) => site.Value + Links.Article(article);

    private static int Bounded(int limit, int most) =>
        limit >= 1 && limit <= most ? limit : throw new McpException($"limit must be a number from 1 to {most}.");

    private static int Page(int page) => page >= 1 ? page : throw new McpException("page must be a number from 1.");

    private static McpException None(string what, long id) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"There is no {what} {id} in this archive."));

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static string Write(object answer) => JsonSerializer.Serialize(answer, Form);
}

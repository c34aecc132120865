using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Stories;
using NewsArchive.Text;

namespace NewsArchive.Storage.Stories;

/// <summary>One text of a story with its reprints.</summary>
/// <param name="Copies">In order of publication.</param>
public sealed record StoryText(ArticleSummary Article, IReadOnlyList<StoryCopy> Copies);

/// <summary>A copy and what it makes of the text it copies.</summary>
/// <param name="Share">Of the word sequences of the shorter of the two, how much both have; 0 to 1.</param>
/// <param name="HasOtherHeadline">Words of the headline differ.</param>
/// <param name="Cut">Paragraphs of the text that the copy has not; <paramref name="Added"/> those it has beyond,
/// <paramref name="Changed"/> those that it words another way.</param>
public sealed record StoryCopy(
    ArticleSummary Article, double Share, bool HasOtherHeadline, int Cut, int Added, int Changed);

/// <summary>A source in a story.</summary>
/// <param name="Name">Null for articles whose source is not known.</param>
/// <param name="Latest">Its latest article.</param>
public sealed record StorySource(string? Name, int Articles, ArticleSummary Latest);

/// <summary>Another story with many of the same names.</summary>
/// <param name="Names">In both, the rarest first.</param>
public sealed record ThreadedStory(StorySummary Story, IReadOnlyList<string> Names);

/// <summary>A story with its articles, the names in them and what was said.</summary>
/// <param name="Texts">Its different texts, the earliest first.</param>
/// <param name="Agencies">News agencies that its articles credit, with the number of articles.</param>
/// <param name="Shared">Entities named in more than one article, with the number of articles.</param>
/// <param name="Quotes">Of all articles, with a speaker.</param>
/// <param name="Why">Reasons of the strongest pair, in words.</param>
/// <param name="Earlier">Stories before it about the same, the nearest in time first; after it
/// <paramref name="Later"/>.</param>
public sealed record StoryView(
    StorySummary Summary, IReadOnlyList<ArticleSummary> Articles, IReadOnlyList<StoryText> Texts,
    IReadOnlyList<StorySource> Sources, IReadOnlyList<(string Name, int Articles)> Agencies,
    Timeline Timeline, IReadOnlyList<EntitySummary> Shared, IReadOnlyDictionary<long, List<EntitySummary>> OnlyIn,
    IReadOnlyList<SameQuote> Quotes, IReadOnlyList<string> Why,
    IReadOnlyList<ThreadedStory> Earlier, IReadOnlyList<ThreadedStory> Later);

/// <summary>A story as the front page tells it.</summary>
/// <param name="Quotes">Of all articles, with a speaker.</param>
public sealed record LeadStory(
    StorySummary Summary, IReadOnlyList<ArticleSummary> Articles, IReadOnlyList<SameQuote> Quotes);

public sealed class StoryQuery(Archive archive, ArchiveDb db)
{
    /// <summary>
    /// Names of more articles than this lead to no other stories, unless the archive is small; and names that two
    /// stories must share.
    /// </summary>
    private const int FrequentName = 100, FewestShared = 2;

    /// <summary>Earlier or later stories shown.</summary>
    private const int ThreadLength = 5;

    public StorySummary? Summary(long id) =>
        StoryList.Of(archive).Find(id) is { } row ? StoryList.Summaries(Connection, [row]).FirstOrDefault() : null;

    private DbConnection Connection => db.Database.GetDbConnection();

    /// <summary>
    /// The story that one whose number is out of use went into; the number itself where it is in use.
    /// </summary>
    public async Task<long?> CurrentAsync(long id, CancellationToken cancel = default)
    {
        if (StoryList.Of(archive).Find(id) is not null) return id;
        HashSet<long> seen = [];
        for (long? at = id; at is { } now && seen.Add(now);)
        {
            if (await db.Stories.AsNoTracking().FirstOrDefaultAsync(s => s.Id == now, cancel) is not { } row)
                return null;
            if (row.Articles > 0) return now;
            at = row.MovedToId;
        }
        return null;
    }

    public async Task<StoryView?> FindAsync(long id, CancellationToken cancel = default)
    {
        var articles = await ArticlesAsync(id, cancel);
        if (StoryList.Of(archive).Find(id) is not { } row || articles.Find(a => a.Id == row.HeadArticleId) is not { } head)
            return null;
        var summary = StorySummary.Of(row, head);
        var ids = articles.ConvertAll(a => a.Id);
        var named = await db.ArticleEntities.Where(e => ids.Contains(e.ArticleId))
            .Join(db.Entities.Where(e => !e.IsHidden), e => e.EntityId, x => x.Id,
            (e, x) =>
                new { e.ArticleId, e.Mentions, Entity = new EntitySummary(x.Id, x.Slug, x.Name, x.Kind, e.Mentions) })
            .ToListAsync(cancel);
        var byEntity = named.GroupBy(n => n.Entity.Id).ToList();
        var shared =
            byEntity.Where(g => g.Count() > 1).OrderByDescending(g => g.Count())
                .ThenByDescending(g => g.Sum(n => n.Mentions))
            .Select(g => g.First().Entity with { Count = g.Count() }).ToList();
        var onlyIn = byEntity.Where(g => g.Count() == 1).Select(g => g.First()).GroupBy(n => n.ArticleId)
            .ToDictionary(g => g.Key, g => g.Select(n => n.Entity).OrderByDescending(e => e.Count).ToList());
        var quotes = new QuoteQuery(archive, db).In(ids).FindAll(q => q.Speaker is not null);
        var relations = ids.Count > 1 ? await new RelatedQuery(archive, db).OfAsync(summary.Head.Id, cancel) : [];
        var thread = await ThreadAsync(id, ids, summary, cancel);
        var columns = SearchCache.Of(archive).Columns();
        return new(
            summary, articles, await TextsAsync(articles, cancel),
            [.. articles.GroupBy(a => a.SourceName).Select(g => new StorySource(g.Key, g.Count(), g.Last()))
                .OrderBy(s => s.Name is null).ThenByDescending(s => s.Articles)
                .ThenBy(s => s.Name, StringComparer.OrdinalIgnoreCase)],
            await AgenciesAsync(ids, cancel), columns.TimesOf(SetOf(columns, ids)),
            shared, onlyIn,
            SameQuote.Of(quotes, articles.ToDictionary(a => a.Id)),
            [.. relations.Where(r => ids.Contains(r.Article.Id)).OrderByDescending(r => r.Score).Take(1)
                .SelectMany(r => r.Reasons).Where(r => r.Weight > 0).Select(r => r.Detail)],
            [.. thread.Where(t => IsBefore(t.Story, summary)).OrderByDescending(t => t.Story.To).Take(ThreadLength)],
            [.. thread.Where(t => !IsBefore(t.Story, summary)).OrderBy(t => t.Story.From).Take(ThreadLength)]);
    }

    private static Bitmap SetOf(ArticleColumns columns, List<long> ids)
    {
        var set = new Bitmap(columns.Size);
        foreach (var article in ids) set.Add((int)article);
        return set;
    }

    /// <summary>What the front page tells of a story.</summary>
    public async Task<LeadStory> LeadAsync(StorySummary story, CancellationToken cancel = default)
    {
        var articles = await ArticlesAsync(story.Id, cancel);
        var quotes = new QuoteQuery(archive, db).In(articles.Select(a => a.Id)).Where(q => q.Speaker is not null);
        return new(story, articles, SameQuote.Of(quotes, articles.ToDictionary(a => a.Id)));
    }

    /// <summary>The articles of several stories, by story, in the order of <see cref="ArticlesAsync"/>.</summary>
    public async Task<ILookup<long, ArticleSummary>> ArticlesOfAsync(
        IReadOnlyCollection<long> stories, CancellationToken cancel = default)
    {
        var ids = stories.Select(s => (long?)s).ToList();
        return (await db.Articles.AsNoTracking().Where(a => ids.Contains(a.StoryId)).OrderBy(a => a.Published == null)
            .ThenBy(a => a.Published).ThenBy(a => a.Id).Select(ArticleSummary.FromRow).ToListAsync(cancel))
            .ToLookup(a => a.StoryId!.Value);
    }

    public Task<List<ArticleSummary>> ArticlesAsync(long id, CancellationToken cancel = default) =>
        db.Articles.AsNoTracking().Where(a => a.StoryId == id).OrderBy(a => a.Published == null)
            .ThenBy(a => a.Published).ThenBy(a => a.Id).Select(ArticleSummary.FromRow).ToListAsync(cancel);

    private async Task<List<StoryText>> TextsAsync(List<ArticleSummary> articles, CancellationToken cancel)
    {
        var ids = articles.ConvertAll(a => a.Id).ToHashSet();
        var copies = articles.Where(a => a.CopyOfId is { } of && ids.Contains(of)).ToLookup(a => a.CopyOfId!.Value);
        var touched = copies.SelectMany(c => c.Select(a => a.Id).Append(c.Key)).ToList();
        var bodies = await db.Articles.Where(a => touched.Contains(a.Id)).Select(a => new { a.Id, a.Body })
            .ToDictionaryAsync(a => a.Id, a => a.Body, cancel);
        var shares =
            await db.Relations.AsNoTracking()
                .Where(r =>
                r.Relation == Relation.SameText && touched.Contains(r.ArticleId) && touched.Contains(r.OtherId))
                .ToDictionaryAsync(r => (r.ArticleId, r.OtherId), r => r.Score, cancel);
        StoryCopy Copy(ArticleSummary text, ArticleSummary copy)
        {
            var paragraphs = TextDifference.Of(bodies[text.Id], bodies[copy.Id]);
            int All(Change change) => paragraphs.Count(p => p.TrueForAll(e => e.Change == change));
            return new(copy, shares.GetValueOrDefault((Math.Min(text.Id, copy.Id), Math.Max(text.Id, copy.Id)), 1),
                !Words.Folded(text.Headline ?? "").SequenceEqual(Words.Folded(copy.Headline ?? "")),
                All(Change.Removed), All(Change.Added),
                paragraphs.Count(p => p.Select(e => e.Change).Distinct().Count() > 1));
        }
        return [.. articles.Where(a => a.CopyOfId is not { } of || !ids.Contains(of))
            .Select(a => new StoryText(a, [.. copies[a.Id].Select(c => Copy(a, c))]))];
    }

    private async Task<List<(string, int)>> AgenciesAsync(List<long> ids, CancellationToken cancel)
    {
        var texts =
            await db.Articles.Where(a => ids.Contains(a.Id))
                .Select(a => new { a.SourceName, a.Byline, a.Dateline, Start = a.Body.Substring(0, CreditReach) })
                .ToListAsync(cancel);
        return [.. texts.SelectMany(t => Agencies.CreditedIn($"{t.SourceName}\n{t.Byline}\n{t.Dateline}\n{t.Start}"))
            .GroupBy(name => name).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2)];
    }

    /// <summary>Characters of a text in which its agency is credited.</summary>
    private const int CreditReach = 120;

    private static bool IsBefore(StorySummary one, StorySummary other) =>
        (one.To ?? DateTime.MaxValue) <= (other.From ?? DateTime.MaxValue) && one.Id != other.Id
            && (one.To != other.From || one.Id < other.Id);

    /// <summary>Stories that share rare names with most of this one: the same saga at another time.</summary>
    private async Task<List<ThreadedStory>> ThreadAsync(
        long id, List<long> articles, StorySummary summary, CancellationToken cancel)
    {
        var all = SearchCache.Of(archive).Columns().Count;
        var half = Math.Max(1, (articles.Count + 1) / 2);
        var most = Math.Max(FrequentName, all / 200);
        var names =
            await db.ArticleEntities.Where(e => articles.Contains(e.ArticleId)).GroupBy(e => e.EntityId)
                .Where(g => g.Count() >= half).Select(g => g.Key)
            .Join(db.Entities.Where(e => !e.IsHidden && e.Articles <= most), g => g, e => e.Id,
                (g, e) => new { e.Id, e.Name, e.Articles }).ToListAsync(cancel);
        var nameIds = names.ConvertAll(n => n.Id);
        var places =
            await db.ArticleEntities.Where(e => nameIds.Contains(e.EntityId))
                .Join(db.Articles.Where(a => a.StoryId != null && a.StoryId != id), e => e.ArticleId, a => a.Id,
                (e, a) => new { e.EntityId, Story = a.StoryId!.Value }).Distinct().ToListAsync(cancel);
        var stories =
            places.GroupBy(p => p.Story)
                .Select(g =>
                (Story: g.Key,
                    Names: names.Where(n => g.Any(p => p.EntityId == n.Id)).OrderBy(n => n.Articles)
                        .ThenBy(n => n.Name, StringComparer.Ordinal).ToList()))
            .Where(s => s.Names.Count >= FewestShared)
                .OrderByDescending(s => s.Names.Sum(n => Math.Log(1 + ((double)all / n.Articles)))).ThenBy(s => s.Story)
                .Take(4 * ThreadLength).ToList();
        var list = StoryList.Of(archive);
        var others = StoryList.Summaries(Connection, [.. stories.Select(s => list.Find(s.Story)).OfType<StoryRow>()])
            .ToDictionary(s => s.Id);
        return [.. stories.Where(s =>
            others.TryGetValue(s.Story, out var other) && (other.From is null) == (summary.From is null))
            .Select(s => new ThreadedStory(others[s.Story], [.. s.Names.Take(4).Select(n => n.Name)]))];
    }
}

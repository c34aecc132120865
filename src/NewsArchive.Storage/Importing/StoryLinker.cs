using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Notation;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sqlite;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Importing;

/// <summary>A stored article that is to be linked.</summary>
/// <param name="IsNew">False where an earlier reading may have left relations.</param>
internal sealed record LinkedArticle(StoryArticle Article, bool IsNew);

/// <summary>
/// Finds for each new article the ones it may belong with (by rare names in common), scores them, stores the relations and
/// puts the article into the story of its best match that reports the same event. Remembers from batch to batch, within
/// bounds, which articles name what.
/// </summary>
internal sealed class StoryLinker(ArchiveDb db) : IDisposable
{
    /// <summary>Candidates that are compared in full.</summary>
    private const int Candidates = 20;

    /// <summary>Names that more articles than this share bring no candidates, unless the archive is small.</summary>
    private const int FrequentName = 150;

    /// <summary>Articles, names, and places of names in articles, that are kept in memory.</summary>
    private const int RecentArticles = 8000, MostNames = 200_000, MostPlaces = 1_000_000;

    private readonly RowInserter<RelationRow> relations = new(db);
    private readonly RowInserter<StoryRow> stories = new(db);
    private readonly Dictionary<long, StoryArticle> recent = [];
    private readonly Dictionary<long, KnownEntity> known = [];
    private readonly Dictionary<long, List<long>> articlesOf = [];
    private readonly Dictionary<long, long?> moved = [];
    private readonly HashSet<long> touched = [];
    private int size = db.Articles.Count();
    private int places;
    private long nextStory = (db.Stories.Max(s => (long?)s.Id) ?? 0) + 1;

    /// <summary>Links the articles of a batch one after another, each with those that were linked before it.</summary>
    public void Link(IReadOnlyList<LinkedArticle> articles)
    {
        if (articles.Count == 0) return;
        size += articles.Count(a => a.IsNew);
        if (articles.Any(a => !a.IsNew) || places > MostPlaces || known.Count > MostNames) Forget();
        Learn(articles);
        HashSet<long> waiting = [.. articles.Select(a => a.Article.Id)];
        var candidates = articles.Select(a =>
        {
            waiting.Remove(a.Article.Id);
            return CandidatesOf(a.Article, waiting);
        }).ToList();
        Load(candidates.SelectMany(c => c).Distinct().Where(id => !recent.ContainsKey(id)).ToList());
        LearnNames(candidates.SelectMany(c => c).Distinct().SelectMany(id => recent[id].Entities.Keys), refresh: false);
        foreach (var (article, others) in articles.Zip(candidates)) Link(article, others);
        StoreStories();
        if (recent.Count > RecentArticles)
            foreach (var old in recent.Keys.Order().Take(recent.Count / 2).ToList()) recent.Remove(old);
    }

    private void Link(LinkedArticle linked, List<long> candidates)
    {
        var article = linked.Article;
        if (!linked.IsNew) db.Relations.Where(r => r.ArticleId == article.Id || r.OtherId == article.Id).ExecuteDelete();
        List<(long Id, Related Related)> found = [];
        foreach (var candidate in candidates)
            if (RelatedScore.Of(article, recent[candidate], known, size) is { } related)
            {
                found.Add((candidate, related));
                relations.Insert(new()
                {
                    ArticleId = Math.Min(article.Id, candidate),
                    OtherId = Math.Max(article.Id, candidate),
                    Relation = related.Relation,
                    Score = related.Score,
                    Reasons = JsonSerializer.Serialize(related.Reasons),
                });
            }
        PutIntoStory(linked, found);
    }

    /// <summary>Articles that were read again name other things than before.</summary>
    private void Forget()
    {
        recent.Clear();
        known.Clear();
        articlesOf.Clear();
        places = 0;
    }

    /// <summary>Takes in the articles of a batch and, for the names in them, the articles that have them too.</summary>
    private void Learn(IReadOnlyList<LinkedArticle> articles)
    {
        foreach (var (article, _) in articles) recent[article.Id] = article;
        LearnNames(articles.SelectMany(a => a.Article.Entities.Keys), refresh: true);
        foreach (var (article, _) in articles)
            foreach (var name in article.Entities.Keys)
                if (articlesOf.TryGetValue(name, out var list))
                {
                    list.Add(article.Id);
                    places++;
                }
        var unseen = articles.SelectMany(a => a.Article.Entities.Keys).Distinct().Where(id => BringsCandidates(id) && !articlesOf.ContainsKey(id)).ToList();
        foreach (var id in unseen) articlesOf[id] = [];
        foreach (var place in db.ArticleEntities.AsNoTracking().Where(e => unseen.Contains(e.EntityId)).Select(e => new { e.EntityId, e.ArticleId }))
        {
            articlesOf[place.EntityId].Add(place.ArticleId);
            places++;
        }
    }

    private bool BringsCandidates(long name) => known[name].Articles > 1 && known[name].Articles <= Math.Max(FrequentName, size / 100);

    private void LearnNames(IEnumerable<long> names, bool refresh)
    {
        var ids = names.Distinct().Where(id => refresh || !known.ContainsKey(id)).ToList();
        if (ids.Count == 0) return;
        foreach (var entity in db.Entities.Where(e => ids.Contains(e.Id)).Select(e => new KnownEntity(e.Id, e.Name, e.Articles))) known[entity.Id] = entity;
    }

    /// <summary>Articles that share names with one, the rarer the better.</summary>
    private List<long> CandidatesOf(StoryArticle article, HashSet<long> waiting)
    {
        Dictionary<long, double> weights = [];
        foreach (var name in article.Entities.Keys.Where(BringsCandidates))
            foreach (var other in articlesOf[name])
                if (other != article.Id && !waiting.Contains(other))
                    weights[other] = weights.GetValueOrDefault(other) + 1.0 / (known[name].Articles + 1);
        return [.. weights.OrderByDescending(w => w.Value).ThenBy(w => w.Key).Take(Candidates).Select(w => w.Key)];
    }

    private void Load(List<long> ids)
    {
        if (ids.Count == 0) return;
        var names = db.ArticleEntities.AsNoTracking().Where(e => ids.Contains(e.ArticleId)).ToLookup(e => e.ArticleId);
        foreach (var row in db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Published, a.PublishedPrecision, a.Headline, a.Body }))
        {
            var published = row.Published is { } at ? new WrittenDate(at, row.PublishedPrecision ?? DatePrecision.Day) : (WrittenDate?)null;
            recent[row.Id] = new(row.Id, published, names[row.Id].ToImmutableDictionary(e => e.EntityId, e => e.Mentions), Fingerprint.Of(row.Headline + "\n" + row.Body));
        }
    }

    private static readonly Func<ArchiveDb, long, long?> StoredStoryOf = EF.CompileQuery((ArchiveDb db, long id) =>
        db.Articles.Where(a => a.Id == id).Select(a => a.StoryId).FirstOrDefault());

    private long? StoryOf(long article) => moved.TryGetValue(article, out var story) ? story : StoredStoryOf(db, article);

    private void PutIntoStory(LinkedArticle linked, List<(long Id, Related Related)> found)
    {
        var id = linked.Article.Id;
        var best = found.Where(f => f.Related.Relation != Relation.SameTopic).OrderByDescending(f => f.Related.Score).ThenBy(f => f.Id).FirstOrDefault();
        var old = linked.IsNew ? null : StoryOf(id);
        long? story = null;
        if (best.Related is not null)
        {
            story = StoryOf(best.Id);
            if (story is null)
            {
                story = nextStory++;
                stories.Insert(new() { Id = story.Value, HeadArticleId = Math.Min(id, best.Id) });
                Move(best.Id, story);
            }
        }
        if (old is { } left && old != story) touched.Add(left);
        if (old != story) Move(id, story);
        else if (story is { } same) touched.Add(same);
    }

    private void Move(long article, long? story)
    {
        moved[article] = story;
        if (story is { } joined) touched.Add(joined);
    }

    /// <summary>Writes who moved where and counts the stories anew; one article is no story. A found headline names it before an inferred one.</summary>
    private void StoreStories()
    {
        foreach (var group in moved.GroupBy(m => m.Value, m => m.Key))
        {
            var ids = group.ToList();
            db.Articles.Where(a => ids.Contains(a.Id)).ExecuteUpdate(a => a.SetProperty(x => x.StoryId, group.Key));
        }
        moved.Clear();
        var members = db.Articles.Where(a => a.StoryId != null && touched.Contains(a.StoryId.Value))
            .Select(a => new { a.Id, Story = a.StoryId!.Value, a.Published, a.HeadlineStatus, a.DuplicateOfId }).ToLookup(m => m.Story);
        foreach (var story in touched)
        {
            var own = members[story].ToList();
            if (own.Count < 2)
            {
                db.Articles.Where(a => a.StoryId == story).ExecuteUpdate(a => a.SetProperty(x => x.StoryId, (long?)null));
                db.Stories.Where(s => s.Id == story).ExecuteDelete();
                continue;
            }
            var head = own.OrderBy(m => m.HeadlineStatus == InferenceStatus.Inferred).ThenBy(m => m.DuplicateOfId is not null).ThenBy(m => m.Published ?? DateTime.MaxValue).ThenBy(m => m.Id).First().Id;
            db.Stories.Where(s => s.Id == story).ExecuteUpdate(s => s
                .SetProperty(x => x.HeadArticleId, head)
                .SetProperty(x => x.Articles, own.Count)
                .SetProperty(x => x.From, own.Min(m => m.Published))
                .SetProperty(x => x.To, own.Max(m => m.Published)));
        }
        touched.Clear();
    }

    public void Dispose()
    {
        relations.Dispose();
        stories.Dispose();
    }
}

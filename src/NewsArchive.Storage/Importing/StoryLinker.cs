using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Storage.Rows;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Importing;

/// <summary>
/// Finds for each new article the ones it may belong with (by rare names in common), scores them, stores the relations and
/// puts the article into the story of its best match that reports the same event.
/// </summary>
internal sealed class StoryLinker(ArchiveDb db, RowInserter<RelationRow> relations, Dictionary<long, StoryArticle> recent)
{
    /// <summary>Candidates that are compared in full.</summary>
    private const int Candidates = 20;

    /// <summary>Names that more articles than this share bring no candidates, unless the archive is small.</summary>
    private const int FrequentName = 150;

    /// <summary>Articles whose fingerprints are kept in memory.</summary>
    public const int RecentArticles = 4000;

    public void Link(long id)
    {
        db.Relations.Where(r => r.ArticleId == id || r.OtherId == id).ExecuteDelete();
        var size = db.Articles.Count();
        recent.Remove(id);
        if (Load(id) is not { } article) return;
        var candidates = FindCandidates(id, Math.Max(FrequentName, size / 100));
        var known = Known(candidates.Prepend(id));
        List<(long Id, Related Related)> found = [];
        foreach (var candidate in candidates)
            if (Load(candidate) is { } other && RelatedScore.Of(article, other, known, size) is { } related)
            {
                found.Add((candidate, related));
                relations.Insert(new()
                {
                    ArticleId = Math.Min(id, candidate),
                    OtherId = Math.Max(id, candidate),
                    Relation = related.Relation,
                    Score = related.Score,
                    Reasons = JsonSerializer.Serialize(related.Reasons),
                });
            }
        PutIntoStory(id, found);
    }

    private List<long> FindCandidates(long id, int frequent)
    {
        var own = db.ArticleEntities.Where(e => e.ArticleId == id).Select(e => e.EntityId);
        var rare = db.Entities.Where(e => own.Contains(e.Id) && e.Articles > 1 && e.Articles <= frequent);
        return [.. db.ArticleEntities
            .Where(e => e.ArticleId != id)
            .Join(rare, e => e.EntityId, r => r.Id, (e, r) => new { e.ArticleId, r.Articles })
            .GroupBy(e => e.ArticleId)
            .Select(g => new { Id = g.Key, Weight = g.Sum(e => 1.0 / (e.Articles + 1)), Shared = g.Count() })
            .OrderByDescending(c => c.Weight).ThenBy(c => c.Id)
            .Take(Candidates).Select(c => c.Id)];
    }

    private StoryArticle? Load(long id)
    {
        if (recent.TryGetValue(id, out var known)) return known;
        var row = db.Articles.Where(a => a.Id == id).Select(a => new { a.Published, a.PublishedPrecision, a.Headline, a.Body }).FirstOrDefault();
        if (row is null) return null;
        var entities = db.ArticleEntities.Where(e => e.ArticleId == id).ToDictionary(e => e.EntityId, e => e.Mentions);
        var published = row.Published is { } at ? new WrittenDate(at, row.PublishedPrecision ?? DatePrecision.Day) : (WrittenDate?)null;
        if (recent.Count >= RecentArticles) recent.Clear();
        return recent[id] = new(id, published, entities.ToImmutableDictionary(), Fingerprint.Of(row.Headline + "\n" + row.Body));
    }

    private Dictionary<long, KnownEntity> Known(IEnumerable<long> articles)
    {
        var ids = articles.ToList();
        var entityIds = db.ArticleEntities.Where(e => ids.Contains(e.ArticleId)).Select(e => e.EntityId);
        return db.Entities.Where(e => entityIds.Contains(e.Id)).Select(e => new KnownEntity(e.Id, e.Name, e.Articles)).ToDictionary(e => e.Id);
    }

    private void PutIntoStory(long id, List<(long Id, Related Related)> found)
    {
        var article = db.Articles.Where(a => a.Id == id).Select(a => new { a.StoryId }).First();
        var best = found.Where(f => f.Related.Relation != Relation.SameTopic).OrderByDescending(f => f.Related.Score).ThenBy(f => f.Id).FirstOrDefault();
        if (best.Related is null)
        {
            if (article.StoryId is { } left) Leave(id, left);
            return;
        }
        var story = db.Articles.Where(a => a.Id == best.Id).Select(a => a.StoryId).First();
        if (article.StoryId is { } old && old != story) Leave(id, old);
        if (story is null)
        {
            story = (db.Stories.Max(s => (long?)s.Id) ?? 0) + 1;
            db.Stories.Add(new() { Id = story.Value, HeadArticleId = Math.Min(id, best.Id) });
            db.SaveChanges();
            db.ChangeTracker.Clear();
            Join(best.Id, story.Value);
        }
        Join(id, story.Value);
        Refresh(story.Value);
    }

    private void Join(long article, long story) =>
        db.Articles.Where(a => a.Id == article).ExecuteUpdate(a => a.SetProperty(x => x.StoryId, story));

    private void Leave(long article, long story)
    {
        db.Articles.Where(a => a.Id == article).ExecuteUpdate(a => a.SetProperty(x => x.StoryId, (long?)null));
        Refresh(story);
    }

    /// <summary>Counts a story anew; one article is no story. A found headline names it before an inferred one.</summary>
    private void Refresh(long story)
    {
        var members = db.Articles.Where(a => a.StoryId == story)
            .Select(a => new { a.Id, a.Published, a.HeadlineStatus, a.DuplicateOfId }).ToList();
        if (members.Count < 2)
        {
            db.Articles.Where(a => a.StoryId == story).ExecuteUpdate(a => a.SetProperty(x => x.StoryId, (long?)null));
            db.Stories.Where(s => s.Id == story).ExecuteDelete();
            return;
        }
        var head = members.OrderBy(m => m.HeadlineStatus == InferenceStatus.Inferred).ThenBy(m => m.DuplicateOfId is not null).ThenBy(m => m.Published ?? DateTime.MaxValue).ThenBy(m => m.Id).First().Id;
        db.Stories.Where(s => s.Id == story).ExecuteUpdate(s => s
            .SetProperty(x => x.HeadArticleId, head)
            .SetProperty(x => x.Articles, members.Count)
            .SetProperty(x => x.From, members.Min(m => m.Published))
            .SetProperty(x => x.To, members.Max(m => m.Published)));
    }
}

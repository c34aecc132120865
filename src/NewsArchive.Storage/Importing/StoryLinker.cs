using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Notation;
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

    private readonly int size = db.Articles.Count();
    private readonly Dictionary<long, KnownEntity> known = [];

    /// <summary>Links the articles of a batch one after another, each with those that were linked before it.</summary>
    /// <param name="articles">With whether they are new: an earlier reading may have left relations.</param>
    public void Link(IReadOnlyCollection<(long Id, bool IsNew)> articles)
    {
        HashSet<long> waiting = [.. articles.Select(a => a.Id)];
        foreach (var (id, isNew) in articles)
        {
            waiting.Remove(id);
            Link(id, isNew, waiting);
        }
    }

    private void Link(long id, bool isNew, HashSet<long> waiting)
    {
        if (!isNew) db.Relations.Where(r => r.ArticleId == id || r.OtherId == id).ExecuteDelete();
        recent.Remove(id);
        if (Load(id) is not { } article) return;
        var candidates = CandidatesOf(db, id, Math.Max(FrequentName, size / 100)).Where(c => !waiting.Contains(c)).ToList();
        Learn(candidates.Select(Load).OfType<StoryArticle>().Prepend(article));
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

    /// <summary>Articles that share names with one, the rarer the better.</summary>
    private static readonly Func<ArchiveDb, long, int, IEnumerable<long>> CandidatesOf = EF.CompileQuery((ArchiveDb db, long id, int frequent) =>
        db.ArticleEntities
            .Where(own => own.ArticleId == id)
            .Join(db.Entities.Where(e => e.Articles > 1 && e.Articles <= frequent), own => own.EntityId, e => e.Id, (own, e) => e)
            .Join(db.ArticleEntities.Where(other => other.ArticleId != id), e => e.Id, other => other.EntityId, (e, other) => new { other.ArticleId, e.Articles })
            .GroupBy(c => c.ArticleId)
            .Select(g => new { Id = g.Key, Weight = g.Sum(c => 1.0 / (c.Articles + 1)) })
            .OrderByDescending(c => c.Weight).ThenBy(c => c.Id)
            .Take(Candidates).Select(c => c.Id));

    private sealed record ArticleText(DateTime? Published, DatePrecision? PublishedPrecision, string? Headline, string Body);

    private static readonly Func<ArchiveDb, long, ArticleText?> TextOf = EF.CompileQuery((ArchiveDb db, long id) =>
        db.Articles.Where(a => a.Id == id).Select(a => new ArticleText(a.Published, a.PublishedPrecision, a.Headline, a.Body)).FirstOrDefault());

    private static readonly Func<ArchiveDb, long, IEnumerable<ArticleEntityRow>> EntitiesOf = EF.CompileQuery((ArchiveDb db, long id) =>
        db.ArticleEntities.AsNoTracking().Where(e => e.ArticleId == id));

    private static readonly Func<ArchiveDb, long, long?> StoryOf = EF.CompileQuery((ArchiveDb db, long id) =>
        db.Articles.Where(a => a.Id == id).Select(a => a.StoryId).FirstOrDefault());

    private StoryArticle? Load(long id)
    {
        if (recent.TryGetValue(id, out var known)) return known;
        if (TextOf(db, id) is not { } row) return null;
        var entities = EntitiesOf(db, id).ToDictionary(e => e.EntityId, e => e.Mentions);
        var published = row.Published is { } at ? new WrittenDate(at, row.PublishedPrecision ?? DatePrecision.Day) : (WrittenDate?)null;
        if (recent.Count >= RecentArticles) recent.Clear();
        return recent[id] = new(id, published, entities.ToImmutableDictionary(), Fingerprint.Of(row.Headline + "\n" + row.Body));
    }

    /// <summary>Fetches the entities that are not known yet. Counts are those at the start of the batch.</summary>
    private void Learn(IEnumerable<StoryArticle> articles)
    {
        var ids = articles.SelectMany(a => a.Entities.Keys).Where(id => !known.ContainsKey(id)).Distinct().ToList();
        if (ids.Count == 0) return;
        foreach (var entity in db.Entities.Where(e => ids.Contains(e.Id)).Select(e => new KnownEntity(e.Id, e.Name, e.Articles))) known[entity.Id] = entity;
    }

    private void PutIntoStory(long id, List<(long Id, Related Related)> found)
    {
        var best = found.Where(f => f.Related.Relation != Relation.SameTopic).OrderByDescending(f => f.Related.Score).ThenBy(f => f.Id).FirstOrDefault();
        if (best.Related is null)
        {
            if (StoryOf(db, id) is { } left) Leave(id, left);
            return;
        }
        var story = StoryOf(db, best.Id);
        if (StoryOf(db, id) is { } old && old != story) Leave(id, old);
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

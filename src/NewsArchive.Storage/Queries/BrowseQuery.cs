using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Metadata;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Queries;

/// <summary>Which names a list shows.</summary>
/// <param name="Letter">First letter, folded; <see cref="OtherLetters"/> for those that begin with none from a to
/// z.</param>
/// <param name="Text">Stands in the name or another written form.</param>
/// <param name="ByName">In order of the alphabet; else by the number of articles.</param>
public sealed record NameFilter(
    EntityKind? Kind = null, string? Letter = null, string? Text = null, bool ByName = false)
{
    public const string OtherLetters = "other";
}

/// <summary>How much the archive is unsure of.</summary>
public sealed record Unsure(int SourceUnknown, int HeadlineInferred, int NoDate, int FilesFailed);

/// <summary>An article of a list with the copies of its text, in order of publication.</summary>
public sealed record ListedText(ArticleSummary Article, IReadOnlyList<ArticleSummary> Copies);

/// <summary>Lists: articles, sources, entities, stories.</summary>
public sealed class BrowseQuery(ArchiveDb db)
{
    public Task<int> CountAsync(CancellationToken cancel) => db.Articles.CountAsync(cancel);

    /// <summary>Texts with their copies, the newest publication first; those without a date last.</summary>
    public async Task<Page<ListedText>> TextsAsync(int number, int size, CancellationToken cancel)
    {
        var texts = db.Articles.AsNoTracking().Where(a => a.CopyOfId == null);
        var rows = await texts.OrderByDescending(a => a.Published).ThenByDescending(a => a.Id)
            .Skip(Paging.Offset(number, size)).Take(size).Select(ArticleSummary.FromRow).ToListAsync(cancel);
        var ids = rows.ConvertAll(a => (long?)a.Id);
        var copies =
            (await db.Articles.AsNoTracking().Where(a => ids.Contains(a.CopyOfId)).OrderBy(a => a.Published == null)
                .ThenBy(a => a.Published).ThenBy(a => a.Id).Select(ArticleSummary.FromRow).ToListAsync(cancel))
                .ToLookup(a => a.CopyOfId!.Value);
        return new([.. rows.Select(a => new ListedText(a, [.. copies[a.Id]]))], await texts.CountAsync(cancel), number,
            size);
    }

    public Task<List<ArticleSummary>> LastAddedAsync(int count, CancellationToken cancel) =>
        db.Articles.AsNoTracking().Where(a => a.CopyOfId == null).OrderByDescending(a => a.Id).Take(count)
            .Select(ArticleSummary.FromRow).ToListAsync(cancel);

    public async Task<List<SourceSummary>> SourcesAsync(CancellationToken cancel)
    {
        var known = await db.Articles.Where(a => a.SourceId != null).GroupBy(a => a.SourceId)
            .Select(g =>
            new
            {
                Id = g.Key!.Value,
                Articles = g.Count(),
                First = g.Min(a => a.Published),
                Last = g.Max(a => a.Published)
            })
            .Join(db.Sources, g => g.Id, s => s.Id,
            (g, s) => new SourceSummary(s.Id, s.Slug, s.Name, g.Articles, g.First, g.Last))
            .ToListAsync(cancel);
        return [.. known.OrderByDescending(s => s.Articles).ThenBy(s => s.Name, StringComparer.OrdinalIgnoreCase)];
    }

    public Task<int> SourceUnknownAsync(CancellationToken cancel) =>
        db.Articles.CountAsync(a => a.SourceId == null, cancel);

    public async Task<(SourceSummary Source, Page<ArticleSummary> Articles)?> SourceAsync(
        long id, int number, int size, CancellationToken cancel)
    {
        if ((await SourcesAsync(cancel)).Find(s => s.Id == id) is not { } source) return null;
        var rows =
            await db.Articles.AsNoTracking().Where(a => a.SourceId == id).OrderByDescending(a => a.Published)
                .ThenByDescending(a => a.Id)
            .Skip(Paging.Offset(number, size)).Take(size).Select(ArticleSummary.FromRow).ToListAsync(cancel);
        return (source, new(rows, source.Articles, number, size));
    }

    public async Task<Page<EntitySummary>> EntitiesAsync(
        NameFilter filter, int number, int size, CancellationToken cancel)
    {
        var entities = db.Entities.AsNoTracking()
            .Where(e => e.Articles > 0 && !e.IsHidden && (filter.Kind == null || e.Kind == filter.Kind));
        if (filter.Letter is NameFilter.OtherLetters)
            entities = entities.Where(e => e.Slug.CompareTo("a") < 0 || e.Slug.CompareTo("{") >= 0);
        else if (filter.Letter is { } letter) entities = entities.Where(e => e.Slug.StartsWith(letter));
        if (filter.Text is { } text)
        {
            var pattern = LikePattern.Holding(text);
            var forms =
                db.Entities
                    .Where(e =>
                    db.Aliases.Any(a => a.EntityId == e.Id && EF.Functions.Like(a.Text, pattern, LikePattern.Escape))
                        || EF.Functions.Like(e.FoundName, pattern, LikePattern.Escape))
                    .Select(e => e.ReplacedById ?? e.Id);
            var slug = $"%{Slugs.Of(text)}%";
            entities =
                entities.Where(e =>
                    EF.Functions.Like(e.Name, pattern, LikePattern.Escape) || EF.Functions.Like(e.Slug, slug)
                        || forms.Contains(e.Id));
        }
        var ordered = filter.ByName
            ? entities.OrderBy(e => e.Slug).ThenBy(e => e.Id)
            : entities.OrderByDescending(e => e.Articles).ThenBy(e => e.Name);
        var rows =
            await ordered.Skip(Paging.Offset(number, size)).Take(size)
                .Select(e => new EntitySummary(e.Id, e.Slug, e.Name, e.Kind, e.Articles)).ToListAsync(cancel);
        return new(rows, await entities.CountAsync(cancel), number, size);
    }

    public async Task<Page<StorySummary>> StoriesAsync(int number, int size, CancellationToken cancel)
    {
        var rows =
            await db.Stories.AsNoTracking().Where(s => s.Articles > 0).OrderByDescending(s => s.To)
                .ThenByDescending(s => s.Id).Skip(Paging.Offset(number, size)).Take(size).ToListAsync(cancel);
        return new(await StorySummary.OfAsync(db, rows, cancel),
            await db.Stories.CountAsync(s => s.Articles > 0, cancel), number, size);
    }

    /// <summary>The stories that came last into the archive, the newest first.</summary>
    public async Task<List<StorySummary>> NewStoriesAsync(int count, CancellationToken cancel) =>
        await StorySummary.OfAsync(db,
            await db.Stories.AsNoTracking().Where(s => s.Articles > 0).OrderByDescending(s => s.Id).Take(count)
                .ToListAsync(cancel), cancel);

    public Task<Timeline> TimelineAsync(CancellationToken cancel) => Timeline.OfAsync(db.Articles, cancel);

    public async Task<Unsure> UnsureAsync(CancellationToken cancel) => new(
        await SourceUnknownAsync(cancel),
        await db.Articles.CountAsync(a => a.HeadlineStatus == InferenceStatus.Inferred, cancel),
        await db.Articles.CountAsync(a => a.Published == null, cancel),
        await db.ImportResults.Where(r => r.Status == ImportStatus.Failed).Select(r => r.Path).Distinct()
            .CountAsync(cancel));
}

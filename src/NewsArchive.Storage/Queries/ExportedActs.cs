using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Queries;

/// <summary>What people did by hand, each act naming what it is about by what another archive finds it by.</summary>
internal static class ExportedActs
{
    public static async Task<List<ExportedAct>> OfNamesAsync(ArchiveDb db, string identity, CancellationToken cancel)
    {
        var acts = await db.NameCorrections.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel);
        var entities = await EntitiesAsync(db, acts.SelectMany(a => new[] { a.EntityId, a.OtherId }).OfType<long>(),
            cancel);
        var origins = await OriginsAsync(db, acts.Select(a => a.ArticleId).OfType<long>(), cancel);
        return acts.ConvertAll(a => new ExportedAct
        {
            Archive = identity,
            Act = a.Act.ToString().ToLowerInvariant(),
            At = a.At,
            Who = a.Who,
            UndoneAt = a.UndoneAt,
            Entity = entities[a.EntityId],
            Other = a.OtherId is { } other ? entities[other] : null,
            Text = a.Text,
            Kind = a.Kind,
            Key = a.Key,
            Article = a.ArticleId is { } article ? origins.GetValueOrDefault(article) : null,
        });
    }

    public static async Task<List<ExportedAct>> OfStoriesAsync(ArchiveDb db, string identity, CancellationToken cancel)
    {
        var acts = await db.StoryCorrections.AsNoTracking().OrderBy(a => a.Id).ToListAsync(cancel);
        var gone = await db.Stories.AsNoTracking().Where(s => s.Articles == 0 && s.MovedToId != null).OrderBy(s => s.Id)
            .ToListAsync(cancel);
        var ids = acts.SelectMany(a => new[] { a.StoryId, a.TargetId }).OfType<long>().Distinct().ToList();
        var told = await db.Articles.Where(a => a.FoundStoryId != null && ids.Contains(a.FoundStoryId.Value))
            .GroupBy(a => a.FoundStoryId!.Value).Select(g => new { Story = g.Key, Article = g.Min(a => a.Id) })
            .ToDictionaryAsync(g => g.Story, g => g.Article, cancel);
        var origins = await OriginsAsync(db, told.Values.Concat(acts.SelectMany(StoryCorrectionRules.ArticlesOf)),
            cancel);
        ExportedStoryNumber? Number(long? story) => story is not { } id ? null
            : new(id, told.TryGetValue(id, out var article) ? origins.GetValueOrDefault(article) : null);
        return
        [
            .. acts.Select(a => new ExportedAct
            {
                Archive = identity,
                Act = a.StoryId is null ? ActReplay.StoryMove : ActReplay.StoryMerge,
                At = a.At,
                Who = a.Who,
                UndoneAt = a.UndoneAt,
                Story = Number(a.StoryId),
                Target = Number(a.TargetId),
                Articles = a.ArticleIds is null ? null
                    : [.. StoryCorrectionRules.ArticlesOf(a).Where(origins.ContainsKey).Select(id => origins[id])],
            }),
            .. gone.Select(s => new ExportedAct
            {
                Archive = identity,
                Act = ActReplay.StoryNumber,
                Story = new(s.Id, null),
                Target = new(s.MovedToId!.Value, null),
            }),
        ];
    }

    /// <summary>Where articles came from, removed ones too.</summary>
    internal static async Task<Dictionary<long, string>> OriginsAsync(
        ArchiveDb db, IEnumerable<long> articles, CancellationToken cancel)
    {
        var ids = articles.Distinct().ToList();
        return await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Origin })
            .Concat(db.RemovedArticles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Origin }))
            .ToDictionaryAsync(a => a.Id, a => a.Origin, cancel);
    }

    /// <summary>A name by what another archive finds it by.</summary>
    internal static async Task<Dictionary<long, ExportedEntity>> EntitiesAsync(
        ArchiveDb db, IEnumerable<long> entities, CancellationToken cancel)
    {
        var ids = entities.Distinct().ToList();
        return await db.Entities.Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id,
            e => new ExportedEntity(e.Id, e.Key, e.FoundName, e.FoundKind, e.Country), cancel);
    }
}

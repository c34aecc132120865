using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Queries;

/// <summary>Corrections of fields, sources, authors and quotes, and removed articles, as lines of an export.</summary>
internal static class ExportedCorrections
{
    public static async Task<List<ExportedAct>> OfAsync(ArchiveDb db, string identity, CancellationToken cancel)
    {
        var acts = await db.Corrections.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel);
        if (acts.Count == 0) return [];
        var listed = (await db.CorrectedArticles.AsNoTracking().OrderBy(c => c.ArticleId).ToListAsync(cancel))
            .ToLookup(c => c.CorrectionId, c => c.ArticleId);
        var origins = await ExportedActs.OriginsAsync(db, listed.SelectMany(l => l), cancel);
        var sources = await db.Sources.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.FoundName, cancel);
        var authorIds = acts.Where(a => IsOfAuthors(a)).SelectMany(a => new[] { a.SubjectId, a.TargetId }).OfType<long>()
            .ToList();
        var authors = await db.Authors.AsNoTracking().Where(a => authorIds.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, a => a.FoundName, cancel);
        var entities = await ExportedActs.EntitiesAsync(db, acts.Where(IsOfEntities)
            .SelectMany(a => new[] { a.SubjectId, a.TargetId }).OfType<long>(), cancel);
        List<ExportedAct> exported = [];
        foreach (var act in acts)
        {
            var houses = IsOfAuthors(act) ? authors : sources;
            ExportedHouse? House(long? id) => id is { } known && !IsOfEntities(act) ? new(known, houses[known]) : null;
            ExportedEntity? Entity(long? id) => id is { } known && IsOfEntities(act)
                ? entities.GetValueOrDefault(known) : null;
            exported.Add(new()
            {
                Archive = identity,
                Act = ActReplay.NameOf(act.Kind),
                At = act.At,
                Who = act.Who,
                UndoneAt = act.UndoneAt,
                Text = act.Value,
                Copy = act.Copy == 0 ? null : act.Copy,
                Scope = act.Scope,
                House = House(act.SubjectId),
                Into = House(act.TargetId),
                Entity = Entity(act.SubjectId),
                Other = Entity(act.TargetId),
                Articles = listed.Contains(act.Id)
                    ? [.. listed[act.Id].Where(origins.ContainsKey).Select(id => origins[id])] : null,
                Removed = act is { Kind: CorrectionKind.Remove, UndoneAt: null }
                    ? [.. await RemovedAsync(db, act.Id, cancel)] : null,
            });
        }
        return exported;
    }

    private static bool IsOfAuthors(CorrectionRow act) =>
        act.Kind is CorrectionKind.MergeAuthor or CorrectionKind.RenameAuthor || act is
        { Kind: CorrectionKind.Different, Value: "author" };

    private static bool IsOfEntities(CorrectionRow act) => act.Kind == CorrectionKind.Speaker || act is
    { Kind: CorrectionKind.Different, Value: "entity" };

    private static async Task<List<ExportedRemoved>> RemovedAsync(ArchiveDb db, long act, CancellationToken cancel) =>
        (await db.RemovedArticles.AsNoTracking().Where(r => r.CorrectionId == act).OrderBy(r => r.Id)
            .Join(db.Originals, r => r.OriginalId, o => o.Id, (r, o) => new { Row = r, o.Content, o.Length })
            .ToListAsync(cancel)).ConvertAll(r => new ExportedRemoved(r.Row.Id, r.Row.Origin, r.Row.Path, r.Row.Ordinal,
                r.Row.ExternalId, r.Row.TextHash, r.Row.Supplied, r.Row.Format, r.Row.Encoding, r.Row.Headline,
                r.Row.SourceName, r.Row.Published, r.Row.Reading, r.Row.AddedAt, r.Row.UpdatedAt,
                new(r.Length, r.Content))
            { Story = r.Row.StoryId, FoundStory = r.Row.FoundStoryId });
}

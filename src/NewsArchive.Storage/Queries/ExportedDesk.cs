using Microsoft.EntityFrameworkCore;
using NewsArchive.Exports;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Queries;

/// <summary>What people keep on their desk, as lines of an export.</summary>
internal static class ExportedDesk
{
    public static async Task<List<ExportedAct>> OfAsync(ArchiveDb db, string identity, CancellationToken cancel)
    {
        var stars = await db.Stars.AsNoTracking().OrderBy(s => s.ArticleId).ToListAsync(cancel);
        var read = await db.ReadMarks.AsNoTracking().OrderBy(s => s.ArticleId).ToListAsync(cancel);
        var tags = await db.Tags.AsNoTracking().OrderBy(t => t.ArticleId).ThenBy(t => t.Tag).ToListAsync(cancel);
        var notes = await db.Notes.AsNoTracking().OrderBy(n => n.Id).ToListAsync(cancel);
        var collections = await db.Collections.AsNoTracking().OrderBy(c => c.Id).ToListAsync(cancel);
        var collected = (await db.Collected.AsNoTracking().ToListAsync(cancel)).ToLookup(c => c.CollectionId);
        var origins = await ExportedActs.OriginsAsync(db,
            [.. stars.Select(s => s.ArticleId), .. read.Select(r => r.ArticleId), .. tags.Select(t => t.ArticleId),
                .. notes.Select(n => n.ArticleId), .. collected.SelectMany(c => c).Select(c => c.ArticleId)], cancel);
        ExportedAct Act(string act, long article, DateTime at) => new()
        {
            Archive = identity,
            Act = act,
            At = at,
            Article = origins.GetValueOrDefault(article),
        };
        return
        [
            .. stars.Select(s => Act(ActReplay.Star, s.ArticleId, s.At)),
            .. read.Select(r => Act(ActReplay.Read, r.ArticleId, r.At)),
            .. tags.Select(t => Act(ActReplay.Tag, t.ArticleId, t.At) with { Text = t.Tag }),
            .. notes.Select(n => Act(ActReplay.Note, n.ArticleId, n.At) with
            {
                Text = n.Text,
                Words = n.Words,
                Copy = n.Copy == 0 ? null : n.Copy,
                ChangedAt = n.ChangedAt,
            }),
            .. collections.Select(c => new ExportedAct
            {
                Archive = identity,
                Act = ActReplay.Collection,
                At = c.At,
                Text = c.Name,
                Articles = [.. collected[c.Id].OrderBy(a => a.Place).Select(a => a.ArticleId).Where(origins.ContainsKey)
                    .Select(id => origins[id])],
            }),
        ];
    }
}

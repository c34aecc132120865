using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Names;

/// <summary>
/// Gives mentions to whom they belong: by the reading, by what the archive tells, and by hand. Expects a transaction.
/// </summary>
internal sealed class MentionOwners(ArchiveDb db, NameCorrectionRules rules)
{
    /// <summary>Gives every mention of the entities to whom it belongs now.</summary>
    /// <returns>The entities, and those that got or lost mentions.</returns>
    public async Task<HashSet<long>> ReassignAsync(HashSet<long> ids, CancellationToken cancel)
    {
        HashSet<long> touched = [.. ids];
        var mentions = db.Mentions.Where(m => ids.Contains(m.EntityId) || ids.Contains(m.FoundId));
        var keys =
            await mentions.Select(m => m.FoundId).Distinct()
                .Join(db.Entities, f => f, e => e.Id, (f, e) => new { e.Id, e.Key })
                .ToDictionaryAsync(e => e.Id, e => e.Key, cancel);
        var names = keys.Keys.ToList();
        var links = new StoredLinks();
        links.Add(db, names);
        var passed = ids.Concat(keys.Keys).Concat(links.Meant).ToHashSet();
        List<(long Owner, long Article, int Start)> moved = [];
        HashSet<(long Article, long Found)> changed = [];
        foreach (var (mention,
            form) in await MentionsAsync(db, mentions, cancel, withForms: passed.Any(rules.DependsOnForm)))
        {
            var owner = rules.Resolve(mention.FoundId, keys[mention.FoundId], form, mention.ArticleId,
                links.Of(mention.FoundId, mention.ArticleId));
            if (owner == mention.EntityId) continue;
            touched.UnionWith([owner, mention.EntityId]);
            moved.Add((owner, mention.ArticleId, mention.Start));
            changed.Add((mention.ArticleId, mention.FoundId));
        }
        var connection = db.Database.GetDbConnection();
        using (var update = SqlStatement.Prepare(connection,
            "UPDATE Mentions SET EntityId = ? WHERE ArticleId = ? AND Start = ?"))
            foreach (var (owner, article, start) in moved) update.Run(owner, article, start);
        var list = touched.ToList();
        await db.ArticleEntities.Where(e => list.Contains(e.EntityId)).ExecuteDeleteAsync(cancel);
        using (new IdTable(connection, "ToCount", list))
            connection.Execute(
                """
                INSERT INTO ArticleEntities (ArticleId, EntityId, Mentions)
                SELECT ArticleId, EntityId, count(*) FROM Mentions
                WHERE EntityId IN (SELECT Id FROM ToCount) GROUP BY ArticleId, EntityId
                """);
        await db.Entities.Where(e => list.Contains(e.Id))
            .ExecuteUpdateAsync(
            e => e.SetProperty(x => x.Articles, x => db.ArticleEntities.Count(a => a.EntityId == x.Id)), cancel);
        var founds = changed.Select(c => c.Found).Distinct().ToList();
        var speaking =
            await db.Quotes.Where(q => q.SpeakerFoundId != null && founds.Contains(q.SpeakerFoundId.Value))
                .Select(q => new { q.Id, q.ArticleId, Found = q.SpeakerFoundId!.Value }).ToListAsync(cancel);
        var corrected = await CorrectedQuotesAsync(cancel);
        using (var update = SqlStatement.Prepare(connection,
            // A speaker is whoever most mentions of that name in the article belong to.
            "UPDATE Quotes SET SpeakerId = (SELECT EntityId FROM Mentions WHERE ArticleId = ?1 AND FoundId = ?2 GROUP BY "
            + "EntityId ORDER BY count(*) DESC, EntityId LIMIT 1) WHERE Id = ?3"))
            foreach (var quote in speaking.Where(q => changed.Contains((q.ArticleId, q.Found))
                && !corrected.Contains(q.Id)))
                update.Run(quote.ArticleId, quote.Found, quote.Id);
        await FollowSpeakersAsync(list, cancel);
        return touched;
    }

    /// <summary>Numbers of the quotes whose speaker was told by hand.</summary>
    private async Task<HashSet<long>> CorrectedQuotesAsync(CancellationToken cancel) =>
        [.. await db.Corrections.Where(c => c.UndoneAt == null && c.Kind == CorrectionKind.Speaker)
            .Join(db.CorrectedArticles, c => c.Id, a => a.CorrectionId, (c, a) => new { a.ArticleId, c.Value })
            .Join(db.Quotes, c => new { c.ArticleId, Words = c.Value }, q => new { q.ArticleId,
                Words = (string?)q.Text },
                (_, q) => q.Id).Distinct().ToListAsync(cancel)];

    /// <summary>A speaker who was told by hand and is merged into another is that one.</summary>
    private async Task FollowSpeakersAsync(List<long> touched, CancellationToken cancel)
    {
        var told = await db.Corrections.AsNoTracking().Where(c => c.UndoneAt == null
            && c.Kind == CorrectionKind.Speaker && c.TargetId != null)
            .Join(db.CorrectedArticles, c => c.Id, a => a.CorrectionId, (c, a) => new
            {
                a.ArticleId,
                c.Value,
                c.TargetId
            })
            .ToListAsync(cancel);
        foreach (var act in told)
        {
            var key = await db.Entities.Where(e => e.Id == act.TargetId).Select(e => e.Key).FirstAsync(cancel);
            var owner = rules.Resolve(act.TargetId!.Value, key, null, act.ArticleId);
            if (!touched.Contains(owner) && !touched.Contains(act.TargetId.Value)) continue;
            await db.Quotes.Where(q => q.ArticleId == act.ArticleId && q.Text == act.Value)
                .ExecuteUpdateAsync(q => q.SetProperty(x => x.SpeakerId, owner), cancel);
        }
    }

    /// <summary>Mentions, each as it is written.</summary>
    /// <param name="withForms">Without, the written forms are empty and no text is read.</param>
    public static async Task<List<(MentionRow Row, string Form)>> MentionsAsync(
        ArchiveDb db, IQueryable<MentionRow> mentions, CancellationToken cancel, bool withForms = true)
    {
        var rows = await mentions.AsNoTracking().ToListAsync(cancel);
        if (!withForms) return rows.ConvertAll(m => (m, ""));
        List<(MentionRow, string)> result = [];
        foreach (var part in rows.GroupBy(m => m.ArticleId).Chunk(ArticlesAtOnce))
        {
            var ids = part.Select(p => p.Key).ToList();
            var bodies = await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Body })
                .ToDictionaryAsync(a => a.Id, a => a.Body, cancel);
            result.AddRange(part.SelectMany(p => p.Select(m => (m, bodies[m.ArticleId][m.Start..m.End]))));
        }
        return result;
    }

    /// <summary>Texts held in memory at a time.</summary>
    private const int ArticlesAtOnce = 500;
}

using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Names;

/// <summary>What became of a correction: the act, or in words why it cannot be.</summary>
public sealed record CorrectionOutcome(NameCorrectionRow? Done, string? Problem)
{
    internal static CorrectionOutcome Not(string problem) => new(null, problem);
}

/// <summary>Corrects entities by hand. Every act is one transaction, is kept, and can be undone.</summary>
public sealed class NameCorrector(ArchiveDb db, TimeProvider clock, Actor? actor = null)
{
    /// <summary>Characters that a name may have.</summary>
    public const int LongestName = 200;

    /// <summary>Makes one entity part of another; its address leads there from now on.</summary>
    public Task<CorrectionOutcome> MergeAsync(long id, long into, CancellationToken cancel = default) =>
        ActAsync(id, async entity =>
    {
        if (await db.Entities.FirstOrDefaultAsync(e => e.Id == into, cancel) is not { } other)
            return $"There is no entity {into}.";
        if (other.ReplacedById is { } end)
            return $"{other.Name} ({into}) is itself part of entity {end}; merge into that one.";
        if (id == into) return $"{entity.Name} ({id}) cannot be merged into itself.";
        return Row(NameCorrectionKind.Merge, id, other: into);
    }, cancel);

    /// <summary>Makes a new entity of the mentions with one written form, in one article, or both.</summary>
    /// <param name="name">Of the new entity; null for the written form, else the old name.</param>
    public Task<CorrectionOutcome> SplitAsync(
        long id, string? form, long? article, string? name, CancellationToken cancel = default) =>
        ActAsync(id, async entity =>
    {
        form = Trimmed(form);
        if (form is null && article is null) return "A split needs a written form, an article, or both.";
        var mentions = await MentionsAsync(db.Mentions.Where(m => m.EntityId == id), cancel);
        var going =
            mentions.Count(m => (form is null || m.Form == form) && (article is null || m.Row.ArticleId == article));
        if (going == 0)
            return $"{entity.Name} ({id}) is not named {(form is null ? "" : $"“{form}” ")}"
                + $"{(article is null ? "anywhere" : $"in article {article}")}.";
        if (going == mentions.Count) return $"That would leave nothing of {entity.Name} ({id}); rename it instead.";
        if (Problem(name ??= form ?? entity.Name) is { } problem) return problem;
        var split = new EntityRow
        {
            Id = await db.Entities.MaxAsync(e => e.Id, cancel) + 1,
            Key = $"split:{Guid.CreateVersion7()}",
            Name = name,
            FoundName = name,
            Slug = Slugs.Of(name),
            Kind = entity.Kind,
            FoundKind = entity.Kind,
            Country = null,
        };
        db.Entities.Add(split);
        return Row(NameCorrectionKind.Split, id, other: split.Id, text: form, article: article);
    }, cancel);

    public Task<CorrectionOutcome> RenameAsync(long id, string? name, CancellationToken cancel = default) =>
        ActAsync(id, async entity =>
    {
        name = Trimmed(name);
        if (Problem(name) is { } problem) return problem;
        if (name == entity.Name) return $"It is called {name} already.";
        return await NamedAsync(NameCorrectionKind.Rename, entity, entity.Kind, name!, cancel);
    }, cancel);

    public Task<CorrectionOutcome> ChangeKindAsync(long id, EntityKind kind, CancellationToken cancel = default) =>
        ActAsync(id, async entity =>
        kind == entity.Kind
            ? $"{entity.Name} is of that kind already."
            : await NamedAsync(NameCorrectionKind.Kind, entity, kind, entity.Name, cancel), cancel);

    /// <summary>Adds a written form: where articles name it, this entity is meant.</summary>
    public Task<CorrectionOutcome> AddAliasAsync(long id, string? text, CancellationToken cancel = default) =>
        ActAsync(id, async entity =>
    {
        text = Trimmed(text);
        if (Problem(text) is { } problem) return problem;
        if (text == entity.Name || await db.Aliases.AnyAsync(a => a.EntityId == id && a.Text == text, cancel))
            return $"{entity.Name} is known as {text} already.";
        return await NamedAsync(NameCorrectionKind.Alias, entity, entity.Kind, text!, cancel);
    }, cancel);

    /// <summary>Leaves an entity out of every list.</summary>
    public Task<CorrectionOutcome> HideAsync(long id, CancellationToken cancel = default) => ActAsync(id, entity =>
        Task.FromResult<Decision>(entity.IsHidden
            ? $"{entity.Name} is hidden already." : Row(NameCorrectionKind.Hide, id)), cancel);

    /// <param name="number">Of the act.</param>
    public async Task<CorrectionOutcome> UndoAsync(long number, CancellationToken cancel = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.NameCorrections.FirstOrDefaultAsync(c => c.Id == number, cancel) is not { } act)
            return CorrectionOutcome.Not($"There is no correction {number}.");
        if (act.UndoneAt is not null) return CorrectionOutcome.Not($"Correction {number} is undone already.");
        act.UndoneAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        await ApplyAsync([act], cancel);
        await transaction.CommitAsync(cancel);
        return new(act, null);
    }

    /// <summary>An act that is to be, or in words why not.</summary>
    private readonly record struct Decision(NameCorrectionRow? Act, string? Problem)
    {
        public static implicit operator Decision(string problem) => new(null, problem);

        public static implicit operator Decision(NameCorrectionRow act) => new(act, null);
    }

    private async Task<CorrectionOutcome> ActAsync(
        long id, Func<EntityRow, Task<Decision>> decide, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Entities.FirstOrDefaultAsync(e => e.Id == id, cancel) is not { } entity)
            return CorrectionOutcome.Not($"There is no entity {id}.");
        if (entity.ReplacedById is { } into)
            return CorrectionOutcome.Not($"{entity.Name} ({id}) is part of entity {into} now; correct that one.");
        var (act, problem) = await decide(entity);
        if (act is null) return CorrectionOutcome.Not(problem!);
        db.NameCorrections.Add(act);
        await db.SaveChangesAsync(cancel);
        await ApplyAsync([act], cancel);
        await transaction.CommitAsync(cancel);
        return new(act, null);
    }

    private NameCorrectionRow Row(
        NameCorrectionKind act, long id, long? other = null, string? text = null, EntityKind? kind = null,
        long? article = null, string? key = null) =>
        new()
        {
            At = clock.GetUtcNow().UtcDateTime,
            Who = actor?.Name,
            Act = act,
            EntityId = id,
            OtherId = other,
            Text = text,
            Kind = kind,
            ArticleId = article,
            Key = key
        };

    /// <summary>
    /// An act that gives an entity a further kind and name; what is found under them is this entity from now on.
    /// </summary>
    private async Task<Decision> NamedAsync(
        NameCorrectionKind act, EntityRow entity, EntityKind kind, string name, CancellationToken cancel)
    {
        var key = NameRegistry.KeyOf(kind, name);
        var other = await db.Entities
            .FirstOrDefaultAsync(e => e.Key == key && e.Id != entity.Id && e.ReplacedById == null && e.Articles > 0,
            cancel);
        if (other is not null)
            return $"{other.Name} ({other.Id}) has that name and kind already; merge the two instead.";
        return Row(act, entity.Id, text: act == NameCorrectionKind.Kind ? null : name,
            kind: act == NameCorrectionKind.Kind ? kind : null, key: key == entity.Key ? null : key);
    }

    private static string? Trimmed(string? text) =>
        string.IsNullOrWhiteSpace(text)
            ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Problem(string? name) => name is null ? "A name is needed."
        : name.Length > LongestName ? $"A name has at most {LongestName} characters."
        : name.Any(char.IsControl) ? "A name has no control characters." : null;

    /// <summary>Brings everything that hangs on acts, which are stored, up to date.</summary>
    internal async Task ApplyAsync(IReadOnlyCollection<NameCorrectionRow> of, CancellationToken cancel)
    {
        if (of.Count == 0) return;
        var acts = await db.NameCorrections.ToListAsync(cancel);
        var rules = new NameCorrectionRules(acts);
        HashSet<long> ids = [.. of.Select(a => a.EntityId), .. of.Select(a => a.OtherId).OfType<long>()];
        var keys = of.Select(a => a.Key).OfType<string>().ToList();
        ids.UnionWith(
            await db.Entities
                .Where(e => keys.Contains(e.Key) || (e.ReplacedById != null && ids.Contains(e.ReplacedById.Value)))
                .Select(e => e.Id).ToListAsync(cancel));
        var touched = await ReassignAsync(ids, rules, cancel);
        foreach (var entity in await db.Entities.Where(e => touched.Contains(e.Id)).ToListAsync(cancel))
            Describe(entity, acts, rules);
        await db.SaveChangesAsync(cancel);
        await db.Aliases.Where(a => a.ArticleId == 0 && touched.Contains(a.EntityId)).ExecuteDeleteAsync(cancel);
        foreach (var alias in acts.Where(a =>
            a is { UndoneAt: null, Act: NameCorrectionKind.Alias } && touched.Contains(a.EntityId))
            .DistinctBy(a => (a.EntityId, a.Text)))
            db.Aliases
                .Add(new()
                {
                    EntityId = alias.EntityId,
                    Text = alias.Text!,
                    Reason = string.Create(CultureInfo.InvariantCulture, $"added by hand on {alias.At:d MMMM yyyy}"),
                    ArticleId = 0
                });
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
        await ContentChange.MarkAsync(db, cancel);
    }

    private static void Describe(EntityRow entity, List<NameCorrectionRow> acts, NameCorrectionRules rules)
    {
        var inForce = acts.Where(a => a.UndoneAt is null && a.EntityId == entity.Id).OrderBy(a => a.Id).ToList();
        entity.Name = inForce.LastOrDefault(a => a.Act == NameCorrectionKind.Rename)?.Text ?? entity.FoundName;
        entity.Kind = inForce.LastOrDefault(a => a.Act == NameCorrectionKind.Kind)?.Kind ?? entity.FoundKind;
        entity.IsHidden = inForce.Exists(a => a.Act == NameCorrectionKind.Hide);
        entity.Slug = Slugs.Of(entity.Name);
        entity.ReplacedById = rules.Resolve(entity.Id, entity.Key, null, null) is var end && end != entity.Id
            ? end : null;
    }

    /// <summary>Gives every mention of the entities to whom it belongs now.</summary>
    /// <returns>The entities, and those that got or lost mentions.</returns>
    private async Task<HashSet<long>> ReassignAsync(
        HashSet<long> ids, NameCorrectionRules rules, CancellationToken cancel)
    {
        HashSet<long> touched = [.. ids];
        var mentions = db.Mentions.Where(m => ids.Contains(m.EntityId) || ids.Contains(m.FoundId));
        var keys =
            await mentions.Select(m => m.FoundId).Distinct()
                .Join(db.Entities, f => f, e => e.Id, (f, e) => new { e.Id, e.Key })
                .ToDictionaryAsync(e => e.Id, e => e.Key, cancel);
        var passed = ids.Concat(keys.Keys).ToHashSet();
        List<(long Owner, long Article, int Start)> moved = [];
        HashSet<(long Article, long Found)> changed = [];
        foreach (var (mention,
            form) in await MentionsAsync(mentions, cancel, withForms: passed.Any(rules.DependsOnForm)))
        {
            var owner = rules.Resolve(mention.FoundId, keys[mention.FoundId], form, mention.ArticleId);
            if (owner == mention.EntityId) continue;
            touched.UnionWith([owner, mention.EntityId]);
            moved.Add((owner, mention.ArticleId, mention.Start));
            changed.Add((mention.ArticleId, mention.FoundId));
        }
        var connection = db.Database.GetDbConnection();
        using (var update = new SqlStatement(connection,
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
                .Select(q => new { q.ArticleId, Found = q.SpeakerFoundId!.Value }).Distinct().ToListAsync(cancel);
        var corrected = await CorrectedQuotesAsync(cancel);
        foreach (var (article, found) in speaking.Select(q => (q.ArticleId, q.Found)).Where(changed.Contains))
        {
            // A speaker is whoever most mentions of that name in the article belong to.
            var speaker =
                await db.Mentions.Where(m => m.ArticleId == article && m.FoundId == found).GroupBy(m => m.EntityId)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstAsync(cancel);
            await db.Quotes.Where(q => q.ArticleId == article && q.SpeakerFoundId == found
                && !corrected.Contains(q.Id)).ExecuteUpdateAsync(q => q.SetProperty(x => x.SpeakerId, speaker), cancel);
        }
        await FollowSpeakersAsync(list, rules, cancel);
        return touched;
    }

    /// <summary>Numbers of the quotes whose speaker was told by hand.</summary>
    private async Task<List<long>> CorrectedQuotesAsync(CancellationToken cancel) =>
        await db.Corrections.Where(c => c.UndoneAt == null && c.Kind == CorrectionKind.Speaker)
            .Join(db.CorrectedArticles, c => c.Id, a => a.CorrectionId, (c, a) => new { a.ArticleId, c.Value })
            .Join(db.Quotes, c => new { c.ArticleId, Words = c.Value }, q => new { q.ArticleId, Words = (string?)q.Text },
                (_, q) => q.Id).Distinct().ToListAsync(cancel);

    /// <summary>A speaker who was told by hand and is merged into another is that one.</summary>
    private async Task FollowSpeakersAsync(List<long> touched, NameCorrectionRules rules, CancellationToken cancel)
    {
        var told = await db.Corrections.AsNoTracking().Where(c => c.UndoneAt == null
            && c.Kind == CorrectionKind.Speaker && c.TargetId != null)
            .Join(db.CorrectedArticles, c => c.Id, a => a.CorrectionId, (c, a) => new { a.ArticleId, c.Value, c.TargetId })
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

    private async Task<List<(MentionRow Row, string Form)>> MentionsAsync(
        IQueryable<MentionRow> mentions, CancellationToken cancel, bool withForms = true)
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

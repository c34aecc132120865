using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Importing;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Curating;

/// <summary>What became of a correction: the act, or in words why it cannot be.</summary>
public sealed record CurationOutcome(CurationRow? Done, string? Problem)
{
    internal static CurationOutcome Not(string problem) => new(null, problem);
}

/// <summary>Corrects entities by hand. Every act is one transaction, is kept, and can be undone.</summary>
public sealed class Curator(ArchiveDb db, TimeProvider clock)
{
    /// <summary>Characters that a name may have.</summary>
    public const int LongestName = 200;

    /// <summary>Makes one entity part of another; its address leads there from now on.</summary>
    public Task<CurationOutcome> MergeAsync(long id, long into, CancellationToken cancel = default) => ActAsync(id, async entity =>
    {
        if (await db.Entities.FirstOrDefaultAsync(e => e.Id == into, cancel) is not { } other) return $"There is no entity {into}.";
        if (other.ReplacedById is { } end) return $"{other.Name} ({into}) is itself part of entity {end}; merge into that one.";
        if (id == into) return $"{entity.Name} ({id}) cannot be merged into itself.";
        return Row(CurationAct.Merge, id, other: into);
    }, cancel);

    /// <summary>Makes a new entity of the mentions with one written form, in one article, or both.</summary>
    /// <param name="name">Of the new entity; null for the written form, else the old name.</param>
    public Task<CurationOutcome> SplitAsync(long id, string? form, long? article, string? name, CancellationToken cancel = default) => ActAsync(id, async entity =>
    {
        form = Trimmed(form);
        if (form is null && article is null) return "A split needs a written form, an article, or both.";
        var mentions = await MentionsAsync(db.Mentions.Where(m => m.EntityId == id), cancel);
        var going = mentions.Count(m => (form is null || m.Form == form) && (article is null || m.Row.ArticleId == article));
        if (going == 0) return $"{entity.Name} ({id}) is not named {(form is null ? "" : $"“{form}” ")}{(article is null ? "anywhere" : $"in article {article}")}.";
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
        return Row(CurationAct.Split, id, other: split.Id, text: form, article: article);
    }, cancel);

    public Task<CurationOutcome> RenameAsync(long id, string? name, CancellationToken cancel = default) => ActAsync(id, async entity =>
    {
        name = Trimmed(name);
        if (Problem(name) is { } problem) return problem;
        if (name == entity.Name) return $"It is called {name} already.";
        return await NamedAsync(CurationAct.Rename, entity, entity.Kind, name!, cancel);
    }, cancel);

    public Task<CurationOutcome> ChangeKindAsync(long id, EntityKind kind, CancellationToken cancel = default) => ActAsync(id, async entity =>
        kind == entity.Kind ? $"{entity.Name} is of that kind already." : await NamedAsync(CurationAct.Kind, entity, kind, entity.Name, cancel), cancel);

    /// <summary>Adds a written form: where articles name it, this entity is meant.</summary>
    public Task<CurationOutcome> AddAliasAsync(long id, string? text, CancellationToken cancel = default) => ActAsync(id, async entity =>
    {
        text = Trimmed(text);
        if (Problem(text) is { } problem) return problem;
        if (text == entity.Name || await db.Aliases.AnyAsync(a => a.EntityId == id && a.Text == text, cancel)) return $"{entity.Name} is known as {text} already.";
        return await NamedAsync(CurationAct.Alias, entity, entity.Kind, text!, cancel);
    }, cancel);

    /// <summary>Leaves an entity out of every list.</summary>
    public Task<CurationOutcome> HideAsync(long id, CancellationToken cancel = default) => ActAsync(id, entity =>
        Task.FromResult<Decision>(entity.IsHidden ? $"{entity.Name} is hidden already." : Row(CurationAct.Hide, id)), cancel);

    /// <param name="number">Of the act.</param>
    public async Task<CurationOutcome> UndoAsync(long number, CancellationToken cancel = default)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Curations.FirstOrDefaultAsync(c => c.Id == number, cancel) is not { } act) return CurationOutcome.Not($"There is no correction {number}.");
        if (act.UndoneAt is not null) return CurationOutcome.Not($"Correction {number} is undone already.");
        act.UndoneAt = clock.GetUtcNow().UtcDateTime;
        await db.SaveChangesAsync(cancel);
        await ApplyAsync(act, cancel);
        await transaction.CommitAsync(cancel);
        return new(act, null);
    }

    /// <summary>An act that is to be, or in words why not.</summary>
    private readonly record struct Decision(CurationRow? Act, string? Problem)
    {
        public static implicit operator Decision(string problem) => new(null, problem);

        public static implicit operator Decision(CurationRow act) => new(act, null);
    }

    private async Task<CurationOutcome> ActAsync(long id, Func<EntityRow, Task<Decision>> decide, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Entities.FirstOrDefaultAsync(e => e.Id == id, cancel) is not { } entity) return CurationOutcome.Not($"There is no entity {id}.");
        if (entity.ReplacedById is { } into) return CurationOutcome.Not($"{entity.Name} ({id}) is part of entity {into} now; correct that one.");
        var (act, problem) = await decide(entity);
        if (act is null) return CurationOutcome.Not(problem!);
        db.Curations.Add(act);
        await db.SaveChangesAsync(cancel);
        await ApplyAsync(act, cancel);
        await transaction.CommitAsync(cancel);
        return new(act, null);
    }

    private CurationRow Row(CurationAct act, long id, long? other = null, string? text = null, EntityKind? kind = null, long? article = null, string? key = null) =>
        new() { At = clock.GetUtcNow().UtcDateTime, Act = act, EntityId = id, OtherId = other, Text = text, Kind = kind, ArticleId = article, Key = key };

    /// <summary>An act that gives an entity a further kind and name; what is found under them is this entity from now on.</summary>
    private async Task<Decision> NamedAsync(CurationAct act, EntityRow entity, EntityKind kind, string name, CancellationToken cancel)
    {
        var key = NameRegistry.KeyOf(kind, name);
        var other = await db.Entities.FirstOrDefaultAsync(e => e.Key == key && e.Id != entity.Id && e.ReplacedById == null && e.Articles > 0, cancel);
        if (other is not null) return $"{other.Name} ({other.Id}) has that name and kind already; merge the two instead.";
        return Row(act, entity.Id, text: act == CurationAct.Kind ? null : name, kind: act == CurationAct.Kind ? kind : null, key: key == entity.Key ? null : key);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Problem(string? name) => name is null ? "A name is needed."
        : name.Length > LongestName ? $"A name has at most {LongestName} characters."
        : name.Any(char.IsControl) ? "A name has no control characters." : null;

    /// <summary>Brings everything that hangs on an act up to date.</summary>
    private async Task ApplyAsync(CurationRow act, CancellationToken cancel)
    {
        var acts = await db.Curations.ToListAsync(cancel);
        var rules = new CurationRules(acts);
        HashSet<long> ids = [act.EntityId];
        if (act.OtherId is { } other) ids.Add(other);
        ids.UnionWith(await db.Entities.Where(e => (act.Key != null && e.Key == act.Key) || (e.ReplacedById != null && ids.Contains(e.ReplacedById.Value))).Select(e => e.Id).ToListAsync(cancel));
        var touched = await ReassignAsync(ids, rules, cancel);
        foreach (var entity in await db.Entities.Where(e => touched.Contains(e.Id)).ToListAsync(cancel)) Describe(entity, acts, rules);
        await db.SaveChangesAsync(cancel);
        await db.Aliases.Where(a => a.ArticleId == 0 && touched.Contains(a.EntityId)).ExecuteDeleteAsync(cancel);
        foreach (var alias in acts.Where(a => a is { UndoneAt: null, Act: CurationAct.Alias } && touched.Contains(a.EntityId)).DistinctBy(a => (a.EntityId, a.Text)))
            db.Aliases.Add(new() { EntityId = alias.EntityId, Text = alias.Text!, Reason = string.Create(CultureInfo.InvariantCulture, $"added by hand on {alias.At:d MMMM yyyy}"), ArticleId = 0 });
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();
    }

    private static void Describe(EntityRow entity, List<CurationRow> acts, CurationRules rules)
    {
        var inForce = acts.Where(a => a.UndoneAt is null && a.EntityId == entity.Id).OrderBy(a => a.Id).ToList();
        entity.Name = inForce.LastOrDefault(a => a.Act == CurationAct.Rename)?.Text ?? entity.FoundName;
        entity.Kind = inForce.LastOrDefault(a => a.Act == CurationAct.Kind)?.Kind ?? entity.FoundKind;
        entity.IsHidden = inForce.Exists(a => a.Act == CurationAct.Hide);
        entity.Slug = Slugs.Of(entity.Name);
        entity.ReplacedById = rules.Resolve(entity.Id, entity.Key, null, null) is var end && end != entity.Id ? end : null;
    }

    /// <summary>Gives every mention of the entities to whom it belongs now.</summary>
    /// <returns>The entities, and those that got or lost mentions.</returns>
    private async Task<HashSet<long>> ReassignAsync(HashSet<long> ids, CurationRules rules, CancellationToken cancel)
    {
        HashSet<long> touched = [.. ids];
        var mentions = db.Mentions.Where(m => ids.Contains(m.EntityId) || ids.Contains(m.FoundId));
        var keys = await mentions.Select(m => m.FoundId).Distinct().Join(db.Entities, f => f, e => e.Id, (f, e) => new { e.Id, e.Key }).ToDictionaryAsync(e => e.Id, e => e.Key, cancel);
        var passed = ids.Concat(keys.Keys).ToHashSet();
        Dictionary<long, List<long[]>> moved = [];
        HashSet<(long Article, long Found)> changed = [];
        foreach (var (mention, form) in await MentionsAsync(mentions, cancel, withForms: passed.Any(rules.DependsOnForm)))
        {
            var owner = rules.Resolve(mention.FoundId, keys[mention.FoundId], form, mention.ArticleId);
            if (owner == mention.EntityId) continue;
            touched.UnionWith([owner, mention.EntityId]);
            if (!moved.TryGetValue(owner, out var places)) moved[owner] = places = [];
            places.Add([mention.ArticleId, mention.Start]);
            changed.Add((mention.ArticleId, mention.FoundId));
        }
        foreach (var (owner, places) in moved)
            await db.Database.ExecuteSqlAsync($"UPDATE Mentions SET EntityId = {owner} WHERE (ArticleId, Start) IN (SELECT value ->> 0, value ->> 1 FROM json_each({JsonSerializer.Serialize(places)}))", cancel);
        var list = touched.ToList();
        await db.ArticleEntities.Where(e => list.Contains(e.EntityId)).ExecuteDeleteAsync(cancel);
        await db.Database.ExecuteSqlAsync($"INSERT INTO ArticleEntities (ArticleId, EntityId, Mentions) SELECT ArticleId, EntityId, count(*) FROM Mentions WHERE EntityId IN (SELECT value FROM json_each({JsonSerializer.Serialize(list)})) GROUP BY ArticleId, EntityId", cancel);
        await db.Entities.Where(e => list.Contains(e.Id)).ExecuteUpdateAsync(e => e.SetProperty(x => x.Articles, x => db.ArticleEntities.Count(a => a.EntityId == x.Id)), cancel);
        var founds = changed.Select(c => c.Found).Distinct().ToList();
        var speaking = await db.Quotes.Where(q => q.SpeakerFoundId != null && founds.Contains(q.SpeakerFoundId.Value)).Select(q => new { q.ArticleId, Found = q.SpeakerFoundId!.Value }).Distinct().ToListAsync(cancel);
        foreach (var (article, found) in speaking.Select(q => (q.ArticleId, q.Found)).Where(changed.Contains))
        {
            // A speaker is whoever most mentions of that name in the article belong to.
            var speaker = await db.Mentions.Where(m => m.ArticleId == article && m.FoundId == found).GroupBy(m => m.EntityId)
                .OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstAsync(cancel);
            await db.Quotes.Where(q => q.ArticleId == article && q.SpeakerFoundId == found).ExecuteUpdateAsync(q => q.SetProperty(x => x.SpeakerId, speaker), cancel);
        }
        return touched;
    }

    private async Task<List<(MentionRow Row, string Form)>> MentionsAsync(IQueryable<MentionRow> mentions, CancellationToken cancel, bool withForms = true)
    {
        var rows = await mentions.AsNoTracking().ToListAsync(cancel);
        if (!withForms) return rows.ConvertAll(m => (m, ""));
        List<(MentionRow, string)> result = [];
        foreach (var part in rows.GroupBy(m => m.ArticleId).Chunk(ArticlesAtOnce))
        {
            var ids = part.Select(p => p.Key).ToList();
            var bodies = await db.Articles.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Body }).ToDictionaryAsync(a => a.Id, a => a.Body, cancel);
            result.AddRange(part.SelectMany(p => p.Select(m => (m, bodies[m.ArticleId][m.Start..m.End]))));
        }
        return result;
    }

    /// <summary>Texts held in memory at a time.</summary>
    private const int ArticlesAtOnce = 500;
}

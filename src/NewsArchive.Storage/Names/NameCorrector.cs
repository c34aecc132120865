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
        var mentions = await MentionOwners.MentionsAsync(db, db.Mentions.Where(m => m.EntityId == id), cancel);
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
        NameLinker.Touch(db, ids);
        var touched = await new NameLinker(db).RunAsync(cancel);
        touched.UnionWith(await new MentionOwners(db, rules).ReassignAsync(ids, cancel));
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
}

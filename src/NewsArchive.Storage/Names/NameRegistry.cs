using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Names;

/// <summary>
/// Ids for entities. Across articles an entity is its kind and its full name,
/// or the usual name where the written one is a known form of it. What the whole archive tells comes on top, when it is
/// read (<see cref="NameLinker"/>), and corrections by hand on top of that.
/// </summary>
internal sealed class NameRegistry(
    ArchiveDb db, RowInserter<EntityRow> entities, RowInserter<AliasRow> aliases)
{
    private readonly Dictionary<string, long> entityIds = [];
    private readonly HashSet<(long, string)> knownAliases = [];
    private readonly StoredLinks links = new();
    private readonly HashSet<long> changed = [];
    private readonly NameCorrectionRules rules = new([.. db.NameCorrections.AsNoTracking()]);
    private long nextEntity = (db.Entities.Max(e => (long?)e.Id) ?? 0) + 1;

    /// <summary>
    /// Names that are remembered from batch to batch; beyond that they are asked for anew, to bound memory.
    /// </summary>
    private const int MostRemembered = 300_000;

    /// <summary>Asks the archive, once for a batch, for the entities it will name.</summary>
    public void Prepare(IEnumerable<Entity> batch)
    {
        if (entityIds.Count + knownAliases.Count + links.Count > MostRemembered)
        {
            entityIds.Clear();
            links.Clear();
            knownAliases.Clear();
        }
        var keys = batch.Select(e => KeyOf(e).Key).Distinct().Where(k => !entityIds.ContainsKey(k)).ToList();
        foreach (var entity in db.Entities.Where(e => keys.Contains(e.Key)).Select(e => new { e.Key, e.Id }))
            entityIds[entity.Key] = entity.Id;
        var ids = keys.Where(entityIds.ContainsKey).Select(k => entityIds[k]).ToList();
        links.Add(db, ids);
        foreach (var alias in db.Aliases.Where(a => ids.Contains(a.EntityId)).Select(a => new { a.EntityId, a.Text }))
            knownAliases.Add((alias.EntityId, alias.Text));
    }

    public static (string Key, string Name) KeyOf(Entity entity)
    {
        var name = Gazetteer.Find(entity.Name) is { } form && form.Kind == entity.Kind ? form.Name : entity.Name;
        return (KeyOf(entity.Kind, name), name);
    }

    /// <summary>What two articles must share to mean the same entity.</summary>
    public static string KeyOf(EntityKind kind, string name) => $"{kind}:{Words.Fold(name)}";

    /// <summary>Whose name it is, corrections by hand included.</summary>
    /// <param name="form">As written.</param>
    public long Owner(FoundEntity found, string form, long articleId) =>
        rules.Resolve(found.Id, found.Key, form, articleId, links.Of(found.Id, articleId));

    /// <summary>Notes that the articles of an entity of the reading changed.</summary>
    public void Change(long found) => changed.Add(found);

    /// <summary>Stores what was noted, for names to be joined anew.</summary>
    public void StoreChanges()
    {
        NameLinker.Touch(db, changed);
        changed.Clear();
    }

    /// <summary>The entity that stands for one now, however it was merged.</summary>
    public long Current(long entity) => db.Entities.Where(e => e.Id == entity)
        .Select(e => (long?)(e.ReplacedById ?? e.Id)).FirstOrDefault() ?? entity;

    /// <summary>The entity by the reading alone.</summary>
    /// <param name="entity">Of the batch that <see cref="Prepare"/> was told of.</param>
    /// <param name="numbers">Numbers that an export gives to new ones, by their keys.</param>
    public FoundEntity Entity(Entity entity, long articleId, IReadOnlyDictionary<string, long>? numbers = null)
    {
        var (key, name) = KeyOf(entity);
        if (!entityIds.TryGetValue(key, out var id))
        {
            id = GivenNumbers.Take(numbers?.TryGetValue(key, out var wanted) == true ? wanted : null, ref nextEntity,
                number => db.Entities.Any(e => e.Id == number));
            entities.Insert(new()
            {
                Id = id,
                Key = key,
                Name = name,
                Slug = Slugs.Of(name),
                Kind = entity.Kind,
                FoundName = name,
                FoundKind = entity.Kind,
                Country = entity.Country,
                ReplacedById = rules.Resolve(id, key, null, null) is var owner && owner != id ? owner : null
            });
            entityIds[key] = id;
        }
        if (name != entity.Name) Alias(id, entity.Name, $"a known form of {name}", articleId);
        foreach (var join in entity.Joins)
            if (join.Alias != name) Alias(id, join.Alias, join.Reason, articleId);
        return new(id, key);
    }

    private void Alias(long entity, string text, string reason, long article)
    {
        if (knownAliases.Add((entity, text)))
            aliases.Insert(new() { EntityId = entity, Text = text, Reason = reason, ArticleId = article });
    }
}

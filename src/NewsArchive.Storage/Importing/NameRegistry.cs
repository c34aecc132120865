using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Importing;

/// <summary>
/// Ids for sources, authors and entities within one transaction. Across articles an entity is its kind and its full name,
/// or the usual name where the written one is a known form of it; nothing is joined by similarity.
/// </summary>
internal sealed class NameRegistry(ArchiveDb db, RowInserter<SourceRow> sources, RowInserter<AuthorRow> authors, RowInserter<EntityRow> entities, RowInserter<AliasRow> aliases)
{
    private readonly Dictionary<string, long> sourceIds = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> authorIds = [];
    private readonly Dictionary<string, long> entityIds = [];
    private readonly HashSet<(long, string)> knownAliases = [];
    private long nextSource = (db.Sources.Max(s => (long?)s.Id) ?? 0) + 1;
    private long nextAuthor = (db.Authors.Max(a => (long?)a.Id) ?? 0) + 1;
    private long nextEntity = (db.Entities.Max(e => (long?)e.Id) ?? 0) + 1;

    private static readonly Func<ArchiveDb, string, long?> ByKey = EF.CompileQuery((ArchiveDb db, string key) =>
        db.Entities.Where(e => e.Key == key).Select(e => (long?)e.Id).FirstOrDefault());

    private static readonly Func<ArchiveDb, long, IEnumerable<string>> AliasesOf = EF.CompileQuery((ArchiveDb db, long id) =>
        db.Aliases.Where(a => a.EntityId == id).Select(a => a.Text));

    public long Source(string name)
    {
        if (sourceIds.TryGetValue(name, out var id)) return id;
        if (db.Sources.Where(s => s.Name == name).Select(s => (long?)s.Id).FirstOrDefault() is not { } known)
            sources.Insert(new() { Id = known = nextSource++, Name = name, Slug = Slugs.Of(name) });
        return sourceIds[name] = known;
    }

    public long Author(string name)
    {
        if (authorIds.TryGetValue(name, out var id)) return id;
        if (db.Authors.Where(a => a.Name == name).Select(a => (long?)a.Id).FirstOrDefault() is not { } known)
            authors.Insert(new() { Id = known = nextAuthor++, Name = name });
        return authorIds[name] = known;
    }

    public long Entity(Entity entity, long articleId)
    {
        var usual = Gazetteer.Find(entity.Name) is { } form && form.Kind == entity.Kind ? form : null;
        var name = usual?.Name ?? entity.Name;
        var key = $"{entity.Kind}:{Words.Fold(name)}";
        if (!entityIds.TryGetValue(key, out var id))
        {
            id = ByKey(db, key) ?? 0;
            if (id == 0)
                entities.Insert(new() { Id = id = nextEntity++, Key = key, Name = name, Slug = Slugs.Of(name), Kind = entity.Kind, Country = entity.Country });
            else
                foreach (var alias in AliasesOf(db, id)) knownAliases.Add((id, alias));
            entityIds[key] = id;
        }
        if (name != entity.Name) Alias(id, entity.Name, $"a known form of {name}", articleId);
        foreach (var join in entity.Joins)
            if (join.Alias != name) Alias(id, join.Alias, join.Reason, articleId);
        return id;
    }

    private void Alias(long entity, string text, string reason, long article)
    {
        if (knownAliases.Add((entity, text))) aliases.Insert(new() { EntityId = entity, Text = text, Reason = reason, ArticleId = article });
    }
}

using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Names;

/// <summary>Whom names mean by what the archive told when it was last looked at as a whole.</summary>
internal sealed class StoredLinks
{
    private readonly Dictionary<(long Found, long Article), FoundEntity> links = [];

    public int Count => links.Count;

    /// <summary>The entities that are meant, each once.</summary>
    public IEnumerable<long> Meant => links.Values.Select(l => l.Id).Distinct();

    /// <summary>Asks the archive for the links of entities of the reading.</summary>
    public void Add(ArchiveDb db, IReadOnlyCollection<long> found)
    {
        foreach (var link in db.NameLinks.Where(l => found.Contains(l.FoundId))
            .Join(db.Entities, l => l.IntoId, e => e.Id, (l, e) => new { l.FoundId, l.ArticleId, e.Id, e.Key }))
            links[(link.FoundId, link.ArticleId)] = new(link.Id, link.Key);
    }

    public void Clear() => links.Clear();

    /// <summary>In the article, else everywhere; null where the archive tells nothing.</summary>
    public FoundEntity? Of(long found, long article) => links.Count == 0 ? null
        : links.TryGetValue((found, article), out var here) ? here
        : links.TryGetValue((found, 0), out var everywhere) ? everywhere : null;
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Names;

/// <summary>Ids for sources. A source is its name in whatever case, as it was written first or as it is called by
/// hand; several may be one house (<see cref="SourceHouses"/>).</summary>
internal sealed class SourceRegistry
{
    private readonly ArchiveDb db;
    private readonly RowInserter<SourceRow> inserter;
    private readonly Dictionary<string, long> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, (long Id, string Name)> shown = [];
    private readonly SourceHouses houses;
    private long next;

    public SourceRegistry(ArchiveDb db, RowInserter<SourceRow> inserter)
    {
        (this.db, this.inserter) = (db, inserter);
        var sources = db.Sources.AsNoTracking().OrderBy(s => s.Id).ToList();
        var names = sources.ToDictionary(s => s.Id, s => s.Name);
        houses = SourceHouses.Of(db, sources);
        foreach (var source in sources)
        {
            byName.TryAdd(source.FoundName, source.Id);
            var end = source.ReplacedById ?? source.Id;
            shown[source.Id] = (end, names[end]);
        }
        foreach (var source in sources) byName.TryAdd(source.Name, source.Id);
        next = (sources.Count == 0 ? 0 : sources.Max(s => s.Id)) + 1;
    }

    /// <summary>The source of that name; a new one where there is none.</summary>
    /// <param name="wanted">The number of a new one, where an export gives it.</param>
    public long Found(string name, long? wanted = null)
    {
        if (byName.TryGetValue(name, out var known)) return known;
        var id = GivenNumbers.Take(wanted, ref next, number => db.Sources.Any(s => s.Id == number));
        houses.Add(id, name);
        var (end, called) = (houses.End(id), houses.NameOf(id, name));
        inserter.Insert(new()
        {
            Id = id,
            Name = called,
            FoundName = name,
            Slug = Slugs.Of(called),
            ReplacedById = end == id ? null : end,
        });
        shown[id] = end == id ? (id, called) : shown[end];
        return byName[name] = id;
    }

    /// <summary>What is shown for a source: itself, or what it was merged into.</summary>
    public (long Id, string Name) Shown(long found) => shown[found];
}

using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Names;

/// <summary>Ids for authors. An author is a name as bylines write it.</summary>
internal sealed class AuthorRegistry(ArchiveDb db, RowInserter<AuthorRow> inserter)
{
    /// <summary>Beyond that they are asked for anew, to bound memory.</summary>
    private const int MostRemembered = 100_000;

    private readonly Dictionary<string, long> ids = [];
    private long next = (db.Authors.Max(a => (long?)a.Id) ?? 0) + 1;

    public long Of(string name)
    {
        if (ids.TryGetValue(name, out var id)) return id;
        if (ids.Count > MostRemembered) ids.Clear();
        if (db.Authors.Where(a => a.FoundName == name).Select(a => (long?)a.Id).FirstOrDefault() is not { } known)
            inserter.Insert(new() { Id = known = next++, Name = name, FoundName = name });
        return ids[name] = known;
    }
}

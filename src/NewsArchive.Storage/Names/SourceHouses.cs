using Microsoft.EntityFrameworkCore;
using NewsArchive.Notation;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Names;

/// <summary>
/// Which sources are one house: by hand, and else by the table of known outlets, the article before a name, and arms of
/// a house. The one that came first stands for the others, under the house's usual name.
/// </summary>
internal sealed class SourceHouses
{
    private readonly Dictionary<string, long> heads = [];
    private readonly Dictionary<long, string> keys = [];
    private readonly MergeRules rules;
    private readonly HashSet<long> apart;

    /// <param name="sources">All of the archive.</param>
    /// <param name="acts">All merges, renames and answers that two are different, undone ones too.</param>
    private SourceHouses(IEnumerable<SourceRow> sources, IReadOnlyCollection<CorrectionRow> acts)
    {
        rules = new(acts, CorrectionKind.MergeSource, CorrectionKind.RenameSource);
        // Whoever is told apart from another stands for itself.
        apart = [.. acts.Where(a => a is { UndoneAt: null, Kind: CorrectionKind.Different, Value: "source" })
            .Select(a => Math.Max(a.SubjectId!.Value, a.TargetId!.Value))];
        foreach (var source in sources.OrderBy(s => s.Id)) Add(source.Id, source.FoundName);
    }

    /// <param name="sources">All of the archive.</param>
    public static SourceHouses Of(ArchiveDb db, IEnumerable<SourceRow> sources) =>
        new(sources, [.. db.Corrections.AsNoTracking().Where(c => c.Kind == CorrectionKind.MergeSource
            || c.Kind == CorrectionKind.RenameSource || c.Kind == CorrectionKind.Different)]);

    /// <summary>Has a new source stand for its house, or be part of one that is there.</summary>
    public void Add(long id, string foundName)
    {
        var key = keys[id] = Outlets.KeyOf(foundName);
        if (!apart.Contains(id) && rules.End(id) == id) heads.TryAdd(key, id);
    }

    /// <summary>The one that is shown for it.</summary>
    public long End(long id)
    {
        var end = rules.End(id);
        return end == id && !apart.Contains(id) && heads.TryGetValue(keys[id], out var head) ? rules.End(head) : end;
    }

    public string NameOf(long id, string foundName) => rules.NameOf(id, Outlets.HouseOf(foundName));
}

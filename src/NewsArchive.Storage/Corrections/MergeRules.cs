using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Corrections;

/// <summary>What became of sources, or of authors, by merges and renames in force.</summary>
internal sealed class MergeRules
{
    private readonly Dictionary<long, long> into = [];
    private readonly Dictionary<long, string> names = [];

    /// <param name="acts">All of one kind, undone ones too.</param>
    public MergeRules(IEnumerable<CorrectionRow> acts, CorrectionKind merge, CorrectionKind rename)
    {
        foreach (var act in acts.Where(a => a.UndoneAt is null).OrderBy(a => a.Id))
            if (act.Kind == merge) into[act.SubjectId!.Value] = act.TargetId!.Value;
            else if (act.Kind == rename) names[act.SubjectId!.Value] = act.Value!;
    }

    /// <summary>The one that is shown for it; itself where it was not merged.</summary>
    public long End(long id)
    {
        // A merge of A into B and later of B into A ends after every merge was followed once.
        for (var steps = 0; steps < into.Count && into.TryGetValue(id, out var next); steps++) id = next;
        return id;
    }

    public string NameOf(long id, string found) => names.GetValueOrDefault(id, found);
}

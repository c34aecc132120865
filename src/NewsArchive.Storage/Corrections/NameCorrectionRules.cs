// Observation: a name is found anew with every reading, so a correction that changed only rows would be lost.
// Idea: corrections are an ordered list of acts, and a mention's entity follows from what the reading found and the
// acts in force: a split that fits its article and its written form, else the entity that this one was merged into, and
// so on. Undoing is leaving an act out. Known failure: a split by written form does not know two people of one name
// apart; a split in one article does.
using System.Collections.Frozen;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Corrections;

/// <summary>An entity by the reading alone.</summary>
internal readonly record struct FoundEntity(long Id, string Key);


/// <summary>The corrections in force, as a value: tells whose name a found mention is.</summary>
internal sealed class NameCorrectionRules
{
    private readonly ILookup<long, NameCorrectionRow> splits;
    private readonly FrozenDictionary<long, long> merges;
    private readonly FrozenDictionary<string, long> keys;

    /// <summary>Most archives are never corrected, and every mention is asked about.</summary>
    private readonly bool isEmpty;

    /// <summary>Entities that somebody merged, named or described by hand: nothing is joined over that.</summary>
    private readonly FrozenSet<long> handled;

    /// <param name="acts">All, undone ones too.</param>
    public NameCorrectionRules(IReadOnlyCollection<NameCorrectionRow> acts)
    {
        isEmpty = acts.Count == 0;
        var inForce = acts.Where(a => a.UndoneAt is null).OrderBy(a => a.Id).ToList();
        splits = inForce.Where(a => a.Act == NameCorrectionKind.Split)
            .OrderByDescending(a => a.ArticleId is not null).ThenByDescending(a => a.Text is not null)
            .ToLookup(a => a.EntityId);
        Dictionary<long, long> into = [];
        // A split that was undone leads back.
        foreach (var undone in acts.Where(a => a is { Act: NameCorrectionKind.Split, UndoneAt: not null }))
            into[undone.OtherId!.Value] = undone.EntityId;
        foreach (var merge in inForce.Where(a => a.Act == NameCorrectionKind.Merge))
            into[merge.EntityId] = merge.OtherId!.Value;
        merges = into.ToFrozenDictionary();
        Dictionary<string, long> keyed = [];
        foreach (var act in inForce.Where(a => a.Key is not null)) keyed[act.Key!] = act.EntityId;
        keys = keyed.ToFrozenDictionary();
        handled = [.. inForce.Select(a => a.EntityId),
            .. inForce.Where(a => a.Act == NameCorrectionKind.Merge).Select(a => a.OtherId!.Value)];
    }

    /// <summary>
    /// Entities that have split-off parts which depend on the written form; others need no text to be resolved.
    /// </summary>
    public bool DependsOnForm(long entity) => splits[entity].Any(s => s.Text is not null);

    /// <summary>Whether the archive may say whom a name means: not where somebody did by hand.</summary>
    public bool MayLink(long found, string key) => !handled.Contains(found) && !keys.ContainsKey(key);

    /// <param name="found">The entity by the reading alone, and its key.</param>
    /// <param name="form">As written in the article.</param>
    /// <param name="link">The entity that is meant by what the archive tells, and its key.</param>
    public long Resolve(long found, string key, string? form, long? article, FoundEntity? link = null)
    {
        if (link is { } meant) (found, key) = (meant.Id, meant.Key);
        if (isEmpty) return found;
        HashSet<long> passed = [];
        var at = found;
        while (passed.Add(at))
        {
            var split = splits[at]
                .FirstOrDefault(s =>
                (s.Text is null || s.Text == form) && (s.ArticleId is null || s.ArticleId == article));
            if (split is not null) at = split.OtherId!.Value;
            else if (merges.TryGetValue(at, out var into)) at = into;
            else if (at == found && keys.TryGetValue(key, out var owner)) at = owner;
        }
        return at;
    }
}

using NewsArchive.Entities;
using NewsArchive.Storage.Curating;

namespace NewsArchive.Web.Pages.Entities;

/// <summary>What the forms on the page of corrections post.</summary>
public sealed class CorrectionForm
{
    /// <summary>A name of <see cref="CurationAct"/>, or “Undo”.</summary>
    public string Act { get; set; } = "";
    public string? Passphrase { get; set; }

    /// <summary>Merge: the entity that stays. Undo: the number of the act.</summary>
    public long? Number { get; set; }

    /// <summary>Rename, alias, and the new entity of a split.</summary>
    public string? Name { get; set; }
    public string? Written { get; set; }
    public long? Article { get; set; }
    public EntityKind? Kind { get; set; }

    internal Task<CurationOutcome> ApplyAsync(Curator curator, long id, CancellationToken cancel) => Act switch
    {
        nameof(CurationAct.Merge) when Number is { } into => curator.MergeAsync(id, into, cancel),
        nameof(CurationAct.Split) => curator.SplitAsync(id, Written, Article, string.IsNullOrWhiteSpace(Name) ? null : Name, cancel),
        nameof(CurationAct.Rename) => curator.RenameAsync(id, Name, cancel),
        nameof(CurationAct.Kind) when Kind is { } kind => curator.ChangeKindAsync(id, kind, cancel),
        nameof(CurationAct.Hide) => curator.HideAsync(id, cancel),
        nameof(CurationAct.Alias) => curator.AddAliasAsync(id, Name, cancel),
        "Undo" when Number is { } number => curator.UndoAsync(number, cancel),
        _ => Task.FromResult(new CurationOutcome(null, "That is no correction.")),
    };
}

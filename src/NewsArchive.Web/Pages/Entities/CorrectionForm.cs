using NewsArchive.Entities;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Entities;

/// <summary>What the forms on the page of corrections post.</summary>
public sealed class CorrectionForm
{
    /// <summary>A name of <see cref="NameCorrectionKind"/>, or “Undo”.</summary>
    public string Act { get; set; } = "";
    public string? Passphrase { get; set; }

    /// <summary>Merge: the entity that stays. Undo: the number of the act.</summary>
    public long? Number { get; set; }

    /// <summary>Rename, alias, and the new entity of a split.</summary>
    public string? Name { get; set; }
    public string? Written { get; set; }
    public long? Article { get; set; }
    public EntityKind? Kind { get; set; }

    internal Task<CorrectionOutcome> ApplyAsync(NameCorrector curator, long id, CancellationToken cancel) => Act switch
    {
        nameof(NameCorrectionKind.Merge) when Number is { } into => curator.MergeAsync(id, into, cancel),
        nameof(NameCorrectionKind.Split) =>
            curator.SplitAsync(id, Written, Article, string.IsNullOrWhiteSpace(Name) ? null : Name, cancel),
        nameof(NameCorrectionKind.Rename) => curator.RenameAsync(id, Name, cancel),
        nameof(NameCorrectionKind.Kind) when Kind is { } kind => curator.ChangeKindAsync(id, kind, cancel),
        nameof(NameCorrectionKind.Hide) => curator.HideAsync(id, cancel),
        nameof(NameCorrectionKind.Alias) => curator.AddAliasAsync(id, Name, cancel),
        "Undo" when Number is { } number => curator.UndoAsync(number, cancel),
        _ => Task.FromResult(new CorrectionOutcome(null, "That is no correction.")),
    };
}

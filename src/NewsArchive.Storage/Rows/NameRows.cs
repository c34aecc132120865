using NewsArchive.Entities;

namespace NewsArchive.Storage.Rows;

/// <summary>A house that publishes.</summary>
public sealed class SourceRow
{
    public long Id { get; set; }

    /// <summary>As shown; a correction by hand may differ from <see cref="FoundName"/>.</summary>
    public required string Name { get; set; }
    public required string Slug { get; set; }

    /// <summary>As it was written first.</summary>
    public required string FoundName { get; set; }

    /// <summary>The source that it was merged into, by hand; the last one where that was merged further.</summary>
    public long? ReplacedById { get; set; }
}

/// <summary>Somebody in a byline.</summary>
public sealed class AuthorRow
{
    public long Id { get; set; }

    /// <summary>As shown; a correction by hand may differ from <see cref="FoundName"/>.</summary>
    public required string Name { get; set; }

    /// <summary>As written in bylines.</summary>
    public required string FoundName { get; set; }

    /// <summary>The author that it was merged into, by hand; the last one where that was merged further.</summary>
    public long? ReplacedById { get; set; }
}

public sealed class ArticleAuthorRow
{
    public long ArticleId { get; set; }
    public long AuthorId { get; set; }

    /// <summary>0-based place in the byline.</summary>
    public int Place { get; set; }
}

/// <summary>Somebody or something named across the archive.</summary>
public sealed class EntityRow
{
    public long Id { get; set; }

    /// <summary>Kind and folded name: what two articles must share to mean the same entity.</summary>
    public required string Key { get; set; }

    /// <summary>
    /// As shown; a correction by hand may differ from <see cref="FoundName"/> and <see cref="FoundKind"/>.
    /// </summary>
    public required string Name { get; set; }
    public required string Slug { get; set; }
    public EntityKind Kind { get; set; }
    public required string FoundName { get; set; }
    public EntityKind FoundKind { get; set; }
    public string? Country { get; set; }

    /// <summary>Left out of every list, by hand.</summary>
    public bool IsHidden { get; set; }

    /// <summary>The entity that it was merged into, by hand; the last one where that was merged further.</summary>
    public long? ReplacedById { get; set; }

    /// <summary>Articles that name it; kept in step by the writer.</summary>
    public int Articles { get; set; }
}

/// <summary>Another written form of an entity and why it was joined.</summary>
public sealed class AliasRow
{
    public long EntityId { get; set; }
    public required string Text { get; set; }
    public required string Reason { get; set; }

    /// <summary>Article in which it was joined first; 0 for one added by hand.</summary>
    public long ArticleId { get; set; }
}

/// <summary>An entity in an article.</summary>
public sealed class ArticleEntityRow
{
    public long ArticleId { get; set; }
    public long EntityId { get; set; }
    public int Mentions { get; set; }
}

/// <summary>A name in the body of an article; offsets are UTF-16 code units.</summary>
public sealed class MentionRow
{
    public long ArticleId { get; set; }
    public int Start { get; set; }
    public int End { get; set; }

    /// <summary>Whose name it is, corrections by hand included.</summary>
    public long EntityId { get; set; }

    /// <summary>Whose name it is by the reading alone.</summary>
    public long FoundId { get; set; }
    public int Line { get; set; }
}

/// <summary>What can be corrected on an entity.</summary>
public enum NameCorrectionKind { Merge, Split, Rename, Kind, Hide, Alias }

/// <summary>
/// A correction by hand, in the order in which they were made. What is in force is worked out from those not undone.
/// </summary>
public sealed class NameCorrectionRow
{
    public long Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>Whoever did it, as they call themselves; null where they did not say.</summary>
    public string? Who { get; set; }
    public NameCorrectionKind Act { get; set; }
    public long EntityId { get; set; }

    /// <summary>Merge: the entity that stays. Split: the new one.</summary>
    public long? OtherId { get; set; }

    /// <summary>Split: the written form that goes, or null for all. Rename and alias: the name.</summary>
    public string? Text { get; set; }
    public EntityKind? Kind { get; set; }

    /// <summary>Split: the article in which it goes, or null for all.</summary>
    public long? ArticleId { get; set; }

    /// <summary>Entities that are found under this key belong to <see cref="EntityId"/>.</summary>
    public string? Key { get; set; }
    public DateTime? UndoneAt { get; set; }
}

/// <summary>Whom a name means by what the whole archive tells; see <see cref="NameJoiner"/>.</summary>
public sealed class NameLinkRow
{
    /// <summary>The entity by the reading alone.</summary>
    public long FoundId { get; set; }

    /// <summary>The article in which it is so; 0 for all.</summary>
    public long ArticleId { get; set; }

    /// <summary>The entity that is meant, by the reading alone too: corrections by hand come on top.</summary>
    public long IntoId { get; set; }
    public required string Reason { get; set; }
}

/// <summary>An entity of the reading whose articles changed since names were joined last.</summary>
public sealed class ChangedNameRow
{
    public long EntityId { get; set; }
}

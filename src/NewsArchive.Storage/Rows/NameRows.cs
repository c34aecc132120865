using NewsArchive.Entities;

namespace NewsArchive.Storage.Rows;

/// <summary>A house that publishes.</summary>
public sealed class SourceRow
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public required string Slug { get; set; }
}

/// <summary>Somebody in a byline.</summary>
public sealed class AuthorRow
{
    public long Id { get; set; }
    public required string Name { get; set; }
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
    public required string Name { get; set; }
    public required string Slug { get; set; }
    public EntityKind Kind { get; set; }
    public string? Country { get; set; }

    /// <summary>Articles that name it; kept in step by the writer.</summary>
    public int Articles { get; set; }
}

/// <summary>Another written form of an entity and why it was joined.</summary>
public sealed class AliasRow
{
    public long EntityId { get; set; }
    public required string Text { get; set; }
    public required string Reason { get; set; }

    /// <summary>Article in which it was joined first.</summary>
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
    public long EntityId { get; set; }
    public int Line { get; set; }
}

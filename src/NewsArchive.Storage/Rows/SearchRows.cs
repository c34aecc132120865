namespace NewsArchive.Storage.Rows;

/// <summary>
/// The last change of an article, or of one that is gone, as the database itself writes it down: what is made from the
/// articles follows these.
/// </summary>
public sealed class ArticleChangeRow
{
    public long ArticleId { get; set; }

    /// <summary>Grows with every change of any article.</summary>
    public long Number { get; set; }
}

/// <summary>Tells an archive from others, so that an index is not taken for that of another; one row.</summary>
public sealed class ArchiveIdentityRow
{
    public required string Id { get; set; }
}

/// <summary>A search kept under a name.</summary>
public sealed class SavedSearchRow
{
    public long Id { get; set; }
    public required string Name { get; set; }

    /// <summary>The part of the address after the question mark; the order and the page are not kept.</summary>
    public required string Query { get; set; }
    public DateTime CreatedAt { get; set; }

    /// <summary>The last article that the archive had when somebody looked at what is new.</summary>
    public long SeenArticleId { get; set; }
    public DateTime SeenAt { get; set; }
}

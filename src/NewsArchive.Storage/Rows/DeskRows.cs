namespace NewsArchive.Storage.Rows;

/// <summary>An article that somebody wants to come back to.</summary>
public sealed class StarRow
{
    public long ArticleId { get; set; }
    public DateTime At { get; set; }
}

/// <summary>An article that somebody has read.</summary>
public sealed class ReadMarkRow
{
    public long ArticleId { get; set; }
    public DateTime At { get; set; }
}

/// <summary>A word that somebody filed an article under.</summary>
public sealed class TagRow
{
    public long ArticleId { get; set; }

    /// <summary>In lower case.</summary>
    public required string Tag { get; set; }
    public DateTime At { get; set; }
}

/// <summary>What somebody wrote beside an article, or words of it that they marked.</summary>
public sealed class NoteRow
{
    public long Id { get; set; }
    public long ArticleId { get; set; }

    /// <summary>The words of the article that it stands beside; null for the article as a whole.</summary>
    public string? Words { get; set; }

    /// <summary>Which of the places with these words, from 0.</summary>
    public int Copy { get; set; }

    /// <summary>Empty where words are marked and nothing was written.</summary>
    public required string Text { get; set; }
    public DateTime At { get; set; }
    public DateTime ChangedAt { get; set; }
}

/// <summary>Articles that somebody put together, in an order of their own.</summary>
public sealed class CollectionRow
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public DateTime At { get; set; }
}

/// <summary>An article in a collection.</summary>
public sealed class CollectedRow
{
    public long CollectionId { get; set; }
    public long ArticleId { get; set; }

    /// <summary>Grows along the collection; there may be gaps.</summary>
    public int Place { get; set; }
}

/// <summary>
/// How often what searches and lists are made from was changed; one row. What people keep on their desk changes
/// nothing of it.
/// </summary>
public sealed class ContentChangeRow
{
    public long Id { get; set; }
    public long Number { get; set; }
}

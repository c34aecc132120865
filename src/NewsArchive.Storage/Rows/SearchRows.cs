using NewsArchive.Text;

namespace NewsArchive.Storage.Rows;

/// <summary>A word of the archive under what it shares with its other grammatical forms.</summary>
public sealed class WordFormRow
{
    /// <summary>As <see cref="Stemmer"/> leaves the folded word.</summary>
    public required string Stem { get; set; }

    /// <summary>Two-letter code of the rules.</summary>
    public required string Language { get; set; }

    /// <summary>In lower case, marks kept.</summary>
    public required string Form { get; set; }
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

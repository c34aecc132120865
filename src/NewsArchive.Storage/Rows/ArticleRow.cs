using NewsArchive.Metadata;
using NewsArchive.Notation;

namespace NewsArchive.Storage.Rows;

/// <summary>An article as read last. Its text columns are what the search index holds.</summary>
public sealed class ArticleRow
{
    public long Id { get; set; }

    /// <summary>Absolute path and place in the file: the same origin read again is the same article.</summary>
    public required string Origin { get; set; }

    /// <summary>The path as the user gave it.</summary>
    public required string Path { get; set; }
    public int Ordinal { get; set; }
    public string? ExternalId { get; set; }
    public long OriginalId { get; set; }

    /// <summary>SHA-256 of the document's bytes, in hexadecimal.</summary>
    public required string ContentHash { get; set; }

    /// <summary>SHA-256 of the folded words of the body: equal for the same text in other clothes.</summary>
    public required string TextHash { get; set; }
    /// <summary>
    /// Fields that came from beside the document (sidecar, folder, command line), as JSON; null where none did.
    /// </summary>
    public string? Supplied { get; set; }
    public required string Format { get; set; }
    public required string Encoding { get; set; }

    public string? Headline { get; set; }
    public InferenceStatus HeadlineStatus { get; set; }
    public required string Slug { get; set; }
    public string? Standfirst { get; set; }

    /// <summary>Names joined by commas, for search and lists; the authors table has them apart.</summary>
    public string? Byline { get; set; }
    public InferenceStatus BylineStatus { get; set; }

    /// <summary>Corrections by hand included, as <see cref="SourceName"/> and <see cref="SourceStatus"/> are.</summary>
    public long? SourceId { get; set; }

    /// <summary>The source by the reading alone.</summary>
    public long? FoundSourceId { get; set; }
    public string? SourceName { get; set; }
    public InferenceStatus SourceStatus { get; set; }

    /// <summary>UTC; the first moment of the day, month or year where no more is known.</summary>
    public DateTime? Published { get; set; }
    public DatePrecision? PublishedPrecision { get; set; }

    /// <summary>Minutes from UTC at the place where an instant was written; null where none was stated.</summary>
    public int? PublishedOffset { get; set; }
    public InferenceStatus PublishedStatus { get; set; }
    public string? Dateline { get; set; }
    public string? Language { get; set; }
    public InferenceStatus LanguageStatus { get; set; }
    public string? Url { get; set; }
    public InferenceStatus UrlStatus { get; set; }

    /// <summary>First paragraph.</summary>
    public required string Lede { get; set; }

    /// <summary>Markdown; offsets of mentions and quotes count in it.</summary>
    public required string Body { get; set; }
    public int Words { get; set; }
    public int Lines { get; set; }

    /// <summary>Lines that are neither blank nor left out.</summary>
    public int KeptLines { get; set; }
    public int TextLines { get; set; }
    public int Repairs { get; set; }
    /// <summary>Corrections by hand included.</summary>
    public long? StoryId { get; set; }

    /// <summary>The story that it was put into by comparing alone.</summary>
    public long? FoundStoryId { get; set; }

    /// <summary>The article that has the same text and came first.</summary>
    public long? DuplicateOfId { get; set; }

    /// <summary>The earliest article that has the same text, whole or in large part.</summary>
    public long? CopyOfId { get; set; }
    public DateTime AddedAt { get; set; }

    /// <summary>The import that added it; null for an archive of an earlier version, or a run that is not kept.</summary>
    public long? RunId { get; set; }
    public DateTime UpdatedAt { get; set; }
}

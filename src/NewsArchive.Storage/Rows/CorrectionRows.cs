using NewsArchive.Metadata;
using NewsArchive.Notation;

namespace NewsArchive.Storage.Rows;

/// <summary>What can be corrected beside names, stories and lines.</summary>
public enum CorrectionKind
{
    Headline, Standfirst, Bylines, Source, Published, Language,
    MergeSource, RenameSource, MergeAuthor, RenameAuthor,
    Speaker, NotAQuote,

    /// <summary>Two that look like one are two: they are not asked about again.</summary>
    Different,
    Remove,
}

/// <summary>
/// A correction by hand, in the order in which they were made. What is in force is worked out from those not undone.
/// </summary>
public sealed class CorrectionRow
{
    public long Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>Whoever did it, as they call themselves; null where they did not say.</summary>
    public string? Who { get; set; }
    public CorrectionKind Kind { get; set; }

    /// <summary>
    /// Fields: the value, null for not known; bylines are parted by line ends. Renames: the name. Quotes: their words.
    /// Different: what the two are, an entity, source or author.
    /// </summary>
    public string? Value { get; set; }

    /// <summary>Quotes: which of those with the same words in its article, from 0.</summary>
    public int Copy { get; set; }

    /// <summary>
    /// Fields: the source of which all articles are meant, later ones too; null for those that are listed. Merges,
    /// renames and different ones: the source, author or entity itself.
    /// </summary>
    public long? SubjectId { get; set; }

    /// <summary>Merges: which stays. Speaker: the entity; null for nobody that is known.</summary>
    public long? TargetId { get; set; }

    /// <summary>What was chosen, in words: a search, a run.</summary>
    public string? Scope { get; set; }
    public DateTime? UndoneAt { get; set; }
}

/// <summary>An article that a correction lists.</summary>
public sealed class CorrectedArticleRow
{
    public long CorrectionId { get; set; }
    public long ArticleId { get; set; }
}

/// <summary>What the reading gave of an article whose fields are corrected; others have no such row.</summary>
public sealed class ReadFieldsRow
{
    public long ArticleId { get; set; }
    public string? Headline { get; set; }
    public InferenceStatus HeadlineStatus { get; set; }
    public string? Standfirst { get; set; }

    /// <summary>One a line; null where there is none.</summary>
    public string? Bylines { get; set; }
    public InferenceStatus BylineStatus { get; set; }
    public InferenceStatus SourceStatus { get; set; }
    public DateTime? Published { get; set; }
    public DatePrecision? PublishedPrecision { get; set; }
    public int? PublishedOffset { get; set; }
    public InferenceStatus PublishedStatus { get; set; }
    public string? Language { get; set; }
    public InferenceStatus LanguageStatus { get; set; }
}

/// <summary>An article that somebody removed, with what is needed to bring it back as it was.</summary>
public sealed class RemovedArticleRow
{
    public long Id { get; set; }
    public long CorrectionId { get; set; }
    public required string Origin { get; set; }
    public required string Path { get; set; }
    public int Ordinal { get; set; }
    public string? ExternalId { get; set; }
    public long OriginalId { get; set; }
    public required string ContentHash { get; set; }
    public required string TextHash { get; set; }
    public string? Supplied { get; set; }
    public required string Format { get; set; }
    public required string Encoding { get; set; }
    public string? Headline { get; set; }
    public string? SourceName { get; set; }

    /// <summary>By the reading alone: tells in which order of day and month it was read.</summary>
    public DateTime? Published { get; set; }

    /// <summary>What reading it gave, as stored: its lines stay what they were.</summary>
    public required byte[] Reading { get; set; }
    public DateTime AddedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public long? RunId { get; set; }
    public long? StoryId { get; set; }
    public long? FoundStoryId { get; set; }
}

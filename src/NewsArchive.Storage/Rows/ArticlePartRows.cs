using NewsArchive.Lines;

namespace NewsArchive.Storage.Rows;

/// <summary>The bytes of a document as they came, Brotli-compressed; shared by documents with the same bytes.</summary>
public sealed class OriginalRow
{
    public long Id { get; set; }
    public required string ContentHash { get; set; }
    public required byte[] Content { get; set; }

    /// <summary>Bytes before compression.</summary>
    public int Length { get; set; }
}

/// <summary>An article as it was before its file changed.</summary>
public sealed class RevisionRow
{
    public long ArticleId { get; set; }

    /// <summary>1 for the first version.</summary>
    public int Number { get; set; }

    /// <summary>When this version was read.</summary>
    public DateTime ReadAt { get; set; }
    public long OriginalId { get; set; }
    public string? Headline { get; set; }
    public required string Body { get; set; }
}

/// <summary>A paragraph that somebody put back into the text or took out, in the order in which it was done.</summary>
public sealed class LineCorrectionRow
{
    public long Id { get; set; }
    public DateTime At { get; set; }

    /// <summary>Whoever did it, as they call themselves; null where they did not say.</summary>
    public string? Who { get; set; }
    public long ArticleId { get; set; }

    /// <summary>The paragraph, and which of those with the same text.</summary>
    public required string Text { get; set; }
    public int Copy { get; set; }

    /// <summary>True for put back, false for taken out.</summary>
    public bool IsKept { get; set; }

    /// <summary>What the reading took it for, to be undone.</summary>
    public LineKind Kind { get; set; }
    public required string Rule { get; set; }
    public double Confidence { get; set; }
    public DateTime? UndoneAt { get; set; }
}

/// <summary>Quoted words with their speaker, where certain.</summary>
public sealed class QuoteRow
{
    public long Id { get; set; }
    public long ArticleId { get; set; }
    public int Start { get; set; }
    public int End { get; set; }
    public required string Text { get; set; }

    /// <summary>Who said it, corrections by hand included.</summary>
    public long? SpeakerId { get; set; }

    /// <summary>Who said it by the reading alone.</summary>
    public long? SpeakerFoundId { get; set; }
    public string? Cue { get; set; }
    public int Line { get; set; }

    /// <summary>What stands beside the speaker and tells their office, such as “minister”; null where nothing does.</summary>
    public string? Role { get; set; }

    /// <summary>By the reading the speaker may be another; what is told by hand is certain all the same.</summary>
    public bool IsPerhaps { get; set; }

    /// <summary>The same for all quotes that hold the same words, in whole or in part.</summary>
    public long GroupId { get; set; }
}

/// <summary>A run of words of a quote, by which the same words are found again.</summary>
public sealed class QuoteShingleRow
{
    public long Hash { get; set; }
    public long QuoteId { get; set; }
}

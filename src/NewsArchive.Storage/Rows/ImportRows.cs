namespace NewsArchive.Storage.Rows;

/// <summary>What became of a document.</summary>
public enum ImportStatus { Added, Updated, Unchanged, Duplicate, Failed }

/// <summary>One run of an import.</summary>
public sealed class ImportRunRow
{
    public long Id { get; set; }
    public DateTime StartedAt { get; set; }

    /// <summary>Null while it runs, or where it was cut off.</summary>
    public DateTime? FinishedAt { get; set; }

    /// <summary>The paths as given.</summary>
    public required string Paths { get; set; }
    public int Files { get; set; }
    public int Added { get; set; }
    public int Updated { get; set; }
    public int Unchanged { get; set; }
    public int Duplicates { get; set; }
    public int Failed { get; set; }

    /// <summary>How far it has come, while it runs: bytes of its files, and when it last told.</summary>
    public long ReadBytes { get; set; }
    public long TotalBytes { get; set; }
    public DateTime? SeenAt { get; set; }

    /// <summary>Characters of the texts that were read: kept in articles, and left out of them.</summary>
    public long KeptCharacters { get; set; }
    public long LeftOutCharacters { get; set; }
}

/// <summary>What became of a document that was not simply added or unchanged.</summary>
public sealed class ImportResultRow
{
    public long RunId { get; set; }
    public int Place { get; set; }
    public required string Path { get; set; }
    public int Document { get; set; }
    public ImportStatus Status { get; set; }
    public long? ArticleId { get; set; }
    public string? Reason { get; set; }
}

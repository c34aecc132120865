using System.Collections.Immutable;

namespace NewsArchive.Storage.Importing;

public enum ImportStatus { Added, Updated, Unchanged, Duplicate, Failed }

/// <summary>What became of one document.</summary>
/// <param name="Document">1-based place in its file.</param>
/// <param name="Reason">Why it failed, or what else there is to say.</param>
public sealed record ImportResult(string Path, int Document, ImportStatus Status, long? ArticleId, string? Headline, long? DuplicateOf, string? Reason);

/// <summary>What became of a whole run.</summary>
public sealed record ImportReport(long? RunId, int Files, double ElapsedSeconds, ImmutableArray<ImportResult> Results)
{
    public int Added => Count(ImportStatus.Added);
    public int Updated => Count(ImportStatus.Updated);
    public int Unchanged => Count(ImportStatus.Unchanged);
    public int Duplicates => Count(ImportStatus.Duplicate);
    public int Failed => Count(ImportStatus.Failed);

    private int Count(ImportStatus status) => Results.Count(r => r.Status == status);
}

/// <summary>How far a run has come.</summary>
/// <param name="File">1-based place of the file that is being read.</param>
public sealed record ImportProgress(int File, int Files, int Documents, int Failed);

/// <param name="Source">Source for documents that declare none; null to infer it.</param>
/// <param name="DryRun">Reads and reports, stores nothing.</param>
/// <param name="Jobs">Documents read at the same time.</param>
/// <param name="Force">Reads and stores again what is unchanged.</param>
/// <param name="Limits">How much a file may ask of the reader.</param>
public sealed record ImportOptions(string? Source = null, bool DryRun = false, int Jobs = 0, bool Force = false, Formats.ReadingLimits? Limits = null)
{
    public int JobsOrDefault => Jobs > 0 ? Jobs : Environment.ProcessorCount;
}

using System.Collections.Immutable;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Import;

/// <summary>What became of one document.</summary>
/// <param name="Document">1-based place in its file.</param>
/// <param name="Reason">Why it failed, or what else there is to say.</param>
public sealed record ImportResult(
    string Path, int Document, ImportStatus Status, long? ArticleId, string? Headline, long? DuplicateOf,
    string? Reason)
{
    /// <summary>Neither simply added nor unchanged.</summary>
    public bool IsNotable => Status is not ImportStatus.Added and not ImportStatus.Unchanged || IsPlain;

    /// <summary>Read plainly, since it took too long.</summary>
    public bool IsPlain => Reason == PlainReading.Why;
}

/// <summary>How many documents came to what.</summary>
public sealed record ImportCounts(int Added, int Updated, int Unchanged, int Duplicates, int Failed)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0, 0);

    public int Documents => Added + Updated + Unchanged + Duplicates + Failed;

    public ImportCounts And(IEnumerable<ImportResult> results)
    {
        var by = results.GroupBy(r => r.Status).ToDictionary(g => g.Key, g => g.Count());
        return new(Added + by.GetValueOrDefault(ImportStatus.Added),
            Updated + by.GetValueOrDefault(ImportStatus.Updated),
            Unchanged + by.GetValueOrDefault(ImportStatus.Unchanged),
            Duplicates + by.GetValueOrDefault(ImportStatus.Duplicate),
            Failed + by.GetValueOrDefault(ImportStatus.Failed));
    }
}

/// <summary>What became of a whole run.</summary>
/// <param name="Results">Of every document, or only of those that were neither simply added nor unchanged, as the
/// options asked.</param>
/// <param name="Characters">Of the texts that were read: kept in articles, and left out of them.</param>
/// <param name="IsStopped">It was interrupted; what was stored before is kept.</param>
public sealed record ImportReport(
    long? RunId, int Files, double ElapsedSeconds, ImportCounts Counts, (long Kept, long LeftOut) Characters,
    ImmutableArray<ImportResult> Results, bool IsStopped)
{
    public int Added => Counts.Added;
    public int Updated => Counts.Updated;
    public int Unchanged => Counts.Unchanged;
    public int Duplicates => Counts.Duplicates;
    public int Failed => Counts.Failed;
}

/// <summary>How far a run has come.</summary>
/// <param name="File">1-based place of the file that is being read.</param>
/// <param name="Seconds">Since the start of the run.</param>
/// <param name="Bytes">Of the files, as they lie on the disk, that were read; of <paramref name="TotalBytes"/>.</param>
public sealed record ImportProgress(
    int File, int Files, int Documents, int Failed, double Seconds, long Bytes, long TotalBytes);

/// <param name="Source">Source for documents that declare none; null to infer it.</param>
/// <param name="DryRun">Reads and reports, stores nothing.</param>
/// <param name="Jobs">Documents read at the same time.</param>
/// <param name="Force">Reads and stores again what is unchanged.</param>
/// <param name="KeepResults">False to report only what was neither simply added nor unchanged: millions of results take
/// memory.</param>
/// <param name="Limits">How much a file may ask of the reader.</param>
public sealed record ImportOptions(
    string? Source = null, bool DryRun = false, int Jobs = 0, bool Force = false, Formats.ReadingLimits? Limits = null,
    bool KeepResults = true)
{
    public int JobsOrDefault => Jobs > 0 ? Jobs : Environment.ProcessorCount;
}

using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>Figures of an archive for whoever watches it.</summary>
public static class ArchiveMeter
{
    /// <summary>Of the meter under which everything is counted.</summary>
    public const string Name = SearchMeter.Name;

    public static long Articles(Archive archive) => SearchCache.Of(archive).Columns().Count;

    /// <summary>What the last run has read so far, whoever runs it.</summary>
    public static long ImportedDocuments(Archive archive)
    {
        using var rented = archive.Connect();
        return SqlReader.Number(rented.Connection,
            "SELECT Added + Updated + Unchanged + Duplicates + Failed FROM ImportRuns ORDER BY Id DESC LIMIT 1");
    }
}

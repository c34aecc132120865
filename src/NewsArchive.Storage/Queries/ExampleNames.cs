using System.Globalization;
using NewsArchive.Entities;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Queries;

/// <summary>Names and a month that stand in the archive, for examples.</summary>
public sealed class ExampleNames(Archive archive)
{
    /// <summary>The most frequent name of a kind; one from the news where the archive has none.</summary>
    public string Of(EntityKind kind) => SearchCache.Of(archive).Kept($"example {kind}", connection =>
    {
        using var row = SqlReader.Open(connection,
            "SELECT Name FROM Entities WHERE Articles > 0 AND NOT IsHidden AND Kind = ? ORDER BY Articles DESC, Name LIMIT 1", kind.ToString());
        return row.Read() ? row.String(0) : kind switch
        {
            EntityKind.Person => "Angela Merkel",
            EntityKind.Organisation => "United Nations",
            _ => "Berlin",
        };
    });

    /// <summary>The month of the latest article, such as 2026-02.</summary>
    public string Month => SearchCache.Of(archive).Columns().NewestDate is > 0 and var newest
        ? new DateTime(newest).ToString("yyyy-MM", CultureInfo.InvariantCulture) : "2026-02";
}

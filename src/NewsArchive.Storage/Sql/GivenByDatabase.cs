using Microsoft.EntityFrameworkCore.Metadata;

namespace NewsArchive.Storage.Sql;

/// <summary>Which tables number their rows themselves.</summary>
internal static class GivenByDatabase
{
    public static bool IsNumberOf(IEntityType type) =>
        type.FindPrimaryKey()!.Properties is [{ ValueGenerated: ValueGenerated.OnAdd, Name: "Id" }];
}

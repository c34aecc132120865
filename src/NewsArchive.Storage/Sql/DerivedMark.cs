using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>The mark that all that is made from the articles is there.</summary>
internal static class DerivedMark
{
    /// <summary>Of what is made from the articles; to be raised where it must be made anew.</summary>
    public const int Number = 2;

    /// <summary>Belongs into the transaction that makes it.</summary>
    public static void Set(ArchiveDb db)
    {
        var connection = db.Database.GetDbConnection();
        var engine = SqlEngine.Of(connection);
        connection.Execute(engine.SetMark(engine.CurrentMark));
    }
}

/// <summary>The mark of an archive that is being copied from another, and not yet whole.</summary>
internal static class ArchiveCopyMark
{
    public const int Unfinished = -1;

    public static ArchiveRefusedException Refusal(string name) => new(
        $"{name} is the unfinished copy of another archive. Go on with: newsarchive copy --from ARCHIVE --to {name}");
}

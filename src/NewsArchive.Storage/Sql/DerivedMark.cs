using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>The mark that all that is made from the articles is there.</summary>
internal static class DerivedMark
{
    /// <summary>Of what is made from the articles; to be raised where it must be made anew.</summary>
    public const int Number = 2;

    /// <summary>Stands in an archive that is being copied from elsewhere until it is whole.</summary>
    public const int Unfinished = -1;

    /// <summary>Belongs into the transaction that makes it.</summary>
    public static void Set(ArchiveDb db) => Set(db, SqlEngine.Of(db.Database.GetDbConnection()).CurrentMark);

    public static void Set(ArchiveDb db, int mark)
    {
        var connection = db.Database.GetDbConnection();
        connection.Execute(SqlEngine.Of(connection).SetMark(mark));
    }
}

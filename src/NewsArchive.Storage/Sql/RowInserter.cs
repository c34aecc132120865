using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Sql;

/// <summary>
/// Inserts rows of one table without Entity Framework's tracking. An import writes some fifty rows an article; change
/// tracking, or even a command a row, would cost more than reading the article does. Rows are there for whoever asks
/// the same connection afterwards.
/// </summary>
/// <remarks>Values are stored as Entity Framework stores them: enumerations by name.</remarks>
internal abstract class RowInserter<T> : IDisposable where T : class
{
    /// <param name="db">With its connection open.</param>
    /// <param name="orIgnore">Leaves a row as it is that is there already.</param>
    public static RowInserter<T> Into(ArchiveDb db, bool orIgnore = false) =>
        SqlEngine.Of(db.Database.GetDbConnection()).Insert<T>(db, orIgnore);

    public abstract void Insert(T row);

    public abstract void Dispose();

    /// <summary>The table of the rows, and its columns with what stands in them.</summary>
    protected static (string Table, (string Name, Type Type, Func<object, object?> Value)[] Columns) Shape(ArchiveDb db)
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var store = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        return (store.Name, [.. type.GetProperties().Select(p => (p.GetColumnName(store)!,
            Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType, (Func<object, object?>)p.GetGetter().GetClrValue))]);
    }
}

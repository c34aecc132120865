using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace NewsArchive.Storage.Importing;

/// <summary>
/// Inserts rows of one table through one prepared command. An import writes some sixty rows an article; change tracking
/// would cost more than reading the article does.
/// </summary>
internal sealed class RowInserter<T> : IDisposable where T : class
{
    private readonly DbCommand command;
    private readonly (DbParameter Parameter, IProperty Property, Func<object, object?> Value)[] columns;

    public RowInserter(ArchiveDb db)
    {
        var type = db.Model.FindEntityType(typeof(T))!;
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        var sql = db.GetService<ISqlGenerationHelper>();
        command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        columns = [.. type.GetProperties().Select((property, i) =>
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
            var converter = property.GetTypeMapping().Converter;
            var getter = property.GetGetter();
            return (parameter, property, (Func<object, object?>)(row => getter.GetClrValue(row) is not { } value ? DBNull.Value : converter is null ? value : converter.ConvertToProvider(value) ?? DBNull.Value));
        })];
        var names = columns.Select(c => sql.DelimitIdentifier(c.Property.GetColumnName(table)!));
        command.CommandText = $"INSERT INTO {sql.DelimitIdentifier(table.Name)} ({string.Join(", ", names)}) VALUES ({string.Join(", ", columns.Select(c => c.Parameter.ParameterName))})";
    }

    public void Insert(T row)
    {
        foreach (var (parameter, _, value) in columns)
            parameter.Value = value(row);
        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();
}

using Microsoft.Data.Sqlite;

namespace NewsArchive.Storage.Tests;

/// <summary>Tests with a folder of their own for archives that they open and spoil themselves.</summary>
public abstract class FolderTests : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("newsarchive-storage-").FullName;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

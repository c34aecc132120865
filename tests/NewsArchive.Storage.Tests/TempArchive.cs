using NewsArchive.Storage.Import;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

/// <summary>A folder of articles and a real archive, both gone after the test.</summary>
internal sealed class TempArchive : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("newsarchive-").FullName;

    private TempArchive() => Folder = Directory.CreateDirectory(Path.Combine(root, "files")).FullName;

    public static string Seeds { get; } = FindSeeds();

    public string Folder { get; }
    public Archive Archive { get; private set; } = null!;
    public string Location => Path.Combine(root, "archive.db");

    public static async Task<TempArchive> CreateAsync()
    {
        var temp = new TempArchive();
        temp.Archive = await StorageSetup.OpenOrCreateAsync(temp.Location, TestContext.Current.CancellationToken);
        return temp;
    }

    public static async Task<TempArchive> WithSeedsAsync()
    {
        var temp = await CreateAsync();
        foreach (var seed in Directory.GetFiles(Seeds))
            File.Copy(seed, Path.Combine(temp.Folder, Path.GetFileName(seed)));
        await temp.ImportAsync();
        return temp;
    }

    public string Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    public Task<ImportReport> ImportAsync(ImportOptions? options = null, params string[] paths) =>
        new Importer(Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(paths.Length > 0 ? paths : [Folder], options ?? new(), null,
            TestContext.Current.CancellationToken);

    public SearchQuery Search => new(Archive, TimeProvider.System);

    public Task<int> CountAsync(string query) => Search.CountAsync(new(query), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Archive.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        await Task.Run(() => Directory.Delete(root, recursive: true));
    }

    private static string FindSeeds()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NewsArchive.sln")))
                return Path.Combine(folder.FullName, "seeds");
        throw new DirectoryNotFoundException("seeds/ is in no folder above the tests");
    }
}

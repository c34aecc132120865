using System.Globalization;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Sql.Postgres;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Tests;

/// <summary>A folder of articles and a real archive, both gone after the test.</summary>
internal sealed class TempArchive : IAsyncDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("newsarchive-").FullName;

    private TempArchive() => Folder = Directory.CreateDirectory(Path.Combine(root, "files")).FullName;

    public static string Seeds { get; } = FindSeeds();

    public string Folder { get; }
    public Archive Archive { get; private set; } = null!;

    /// <summary>A file; where the class of the test says so, a schema of a PostgreSQL database.</summary>
    public string Location { get; private set; } = "";

    public static bool IsOnPostgres => typeof(IOnPostgres).IsAssignableFrom(
        (TestContext.Current.TestClass as Xunit.v3.IXunitTestClass)?.Class);

    public static async Task<TempArchive> CreateAsync()
    {
        var temp = new TempArchive();
        temp.Location = IsOnPostgres ? $"{await PostgresServer.NewSchemaAsync()};Index={temp.root}"
            : Path.Combine(temp.root, "archive.db");
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

    /// <summary>The rows that a statement finds, each as its values in one line.</summary>
    public List<string> Rows(string sql)
    {
        using var rented = Archive.Connect();
        using var command = rented.Connection.CreateCommand();
        command.CommandText = IsOnPostgres ? PostgresText.Of(sql) : sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
            rows.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetValue(i) switch
            {
                byte[] bytes => Convert.ToHexString(bytes),
                DateTime time => SqliteStatement.Time(time),
                IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
                var value => value.ToString()
            })));
        return rows;
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

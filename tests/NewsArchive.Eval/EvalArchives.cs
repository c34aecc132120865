using NewsArchive.Storage;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Eval;

/// <summary>
/// Sets imported into archives, each once a run. With EVAL_ARCHIVES=FOLDER they are kept there and used again, to work
/// on what reads them.
/// </summary>
internal static class EvalArchives
{
    private static readonly Dictionary<string, Archive> Open = [];
    private static readonly string? Kept = Environment.GetEnvironmentVariable("EVAL_ARCHIVES");
    private static readonly Lazy<string> Folder =
        new(() => Kept ?? Directory.CreateTempSubdirectory("newsarchive-eval-").FullName);

    /// <param name="set">A file of documents, relative to the data folder.</param>
    public static Archive Of(string set)
    {
        if (Open.TryGetValue(set, out var known)) return known;
        Directory.CreateDirectory(Folder.Value);
        var path = Path.Combine(Folder.Value, set.Replace('/', '-') + ".db");
        var isThere = File.Exists(path);
        var archive = StorageSetup.OpenOrCreateAsync(path).GetAwaiter().GetResult();
        if (!isThere)
            new Importer(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
                .RunAsync([Path.Combine(DataSets.Root, set)], new(KeepResults: false)).GetAwaiter().GetResult();
        DataSets.Use(set);
        return Open[set] = archive;
    }

    public static void Delete()
    {
        foreach (var archive in Open.Values) archive.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (Kept is null && Folder.IsValueCreated) Directory.Delete(Folder.Value, recursive: true);
    }
}

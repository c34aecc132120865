using BenchmarkDotNet.Attributes;
using NewsArchive.Eval;
using NewsArchive.Storage;
using NewsArchive.Storage.Import;

namespace NewsArchive.Benchmarks;

/// <summary>
/// A whole import of 4,000 Reuters stories into a new archive, beside the same run without storing; times are for an
/// article.
/// </summary>
[MemoryDiagnoser]
[ShortRunJob]
public class ImportBenchmarks
{
    private const int Stories = 4000;

    private string folder = "";
    private int run;

    [GlobalSetup]
    public void Prepare()
    {
        folder = Directory.CreateTempSubdirectory("newsarchive-bench-").FullName;
        File.WriteAllLines(Path.Combine(folder, "stories.jsonl"),
            DataSets.Lines("corpora/reuters21578.jsonl.gz").Take(Stories).Select(s => s.GetRawText()));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Stories)]
    public async Task<int> ReadOnly() =>
        (await new Importer(null, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync([Path.Combine(folder, "stories.jsonl")], new(DryRun: true, KeepResults: false))).Added;

    [Benchmark(OperationsPerInvoke = Stories)]
    public async Task<int> ReadAndStore()
    {
        var archive = await StorageSetup.OpenOrCreateAsync(Path.Combine(folder, $"{run++}.db"));
        return (await new Importer(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync([Path.Combine(folder, "stories.jsonl")], new(KeepResults: false))).Added;
    }

    [GlobalCleanup]
    public void Clean()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}

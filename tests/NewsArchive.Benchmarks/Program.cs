using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using NewsArchive.Benchmarks;

// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- --filter '*'
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- search ARCHIVE [ARTICLES]
if (args is ["search", var archive, .. var size])
{
    await SearchTimes.RunAsync(archive, size is [var articles] ? int.Parse(articles, CultureInfo.InvariantCulture) : 0);
    return;
}
var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine(Path.GetTempPath(), "newsarchive-benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(ReadingBenchmarks).Assembly).Run(args, config);

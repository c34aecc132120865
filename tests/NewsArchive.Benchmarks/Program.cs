using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using NewsArchive.Benchmarks;

// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- --filter '*'
var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine(Path.GetTempPath(), "newsarchive-benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(ReadingBenchmarks).Assembly).Run(args, config);

using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using NewsArchive.Benchmarks;

// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- --filter '*'
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- search ARCHIVE [ARTICLES]
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- stories ARCHIVE ARTICLES
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- importing ARCHIVE FILES
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- import FILES…
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- start ARCHIVE
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- pages ARCHIVE
// dotnet run --project tests/NewsArchive.Benchmarks -c Release -- readers ARCHIVE [SECONDS]
if (args is ["search", var archive, .. var size])
{
    await SearchTimes.RunAsync(archive, size is [var articles] ? int.Parse(articles, CultureInfo.InvariantCulture) : 0);
    return;
}
if (args is ["stories", var small, var large])
{
    await StoryTimes.RunAsync(small, int.Parse(large, CultureInfo.InvariantCulture));
    return;
}
if (args is ["importing", var stored, var files])
{
    await SearchTimes.WhileImportingAsync(stored, files);
    return;
}
if (args is ["start", var begun])
{
    await PageTimes.StartAsync(begun);
    return;
}
if (args is ["pages", var served])
{
    await PageTimes.PagesAsync(served);
    return;
}
if (args is ["readers", var read, .. var duration])
{
    await PageTimes.ReadersAsync(read,
        duration is [var seconds] ? int.Parse(seconds, CultureInfo.InvariantCulture) : 60);
    return;
}
if (args is ["import", .. { Length: > 0 } imported])
{
    PageTimes.Import(imported);
    return;
}
// What the above measure against.
if (args is ["nothing"]) return;
if (args is ["plaintext"])
{
    await PageTimes.ServePlaintextAsync();
    return;
}
var config = DefaultConfig.Instance.WithArtifactsPath(Path.Combine(Path.GetTempPath(), "newsarchive-benchmarks"));
BenchmarkSwitcher.FromAssembly(typeof(ReadingBenchmarks).Assembly).Run(args, config);

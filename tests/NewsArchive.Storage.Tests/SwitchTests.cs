using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

/// <summary>A server that goes away, and one that takes over, while articles are imported and read.</summary>
public sealed class SwitchTests : IAsyncLifetime
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly string folder = Directory.CreateTempSubdirectory("newsarchive-switch-").FullName;
    private List<PostgresServer> servers = [];

    /// <summary>Switches one after another; more are for measuring, by a variable.</summary>
    private static int Switches =>
        int.TryParse(Environment.GetEnvironmentVariable("NEWSARCHIVE_SWITCHES"), out var number) ? number : 2;

    public ValueTask InitializeAsync()
    {
        _ = PostgresServer.Shared();
        servers = PostgresServer.Start(2);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var server in servers) server.Remove();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string Address(string reading) =>
        $"postgres://postgres@127.0.0.1:{servers[0].Port},127.0.0.1:{servers[1].Port}/postgres?target_session_attrs={reading}"
        + $"&index={folder}/{reading}";

    private string Write(int from, int count)
    {
        var path = Path.Combine(folder, $"{from}.jsonl");
        File.WriteAllLines(path, Enumerable.Range(from, count).Select(i => JsonSerializer.Serialize(new
        {
            id = $"a{i}",
            title = $"Harbour number {i} opens",
            date = "2021-03-11",
            text = $"The harbour number {i} of Whitstable opened on Monday, the mayor of town {i % 97} said. It had "
                + "been closed.",
        })));
        return path;
    }

    private static Importer Importer(Archive archive) =>
        new(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System);

    /// <summary>One who asks all the time. What they are told grows, and never shrinks.</summary>
    private static async Task ReadAsync(
        Archive archive, Func<bool> isDone, ConcurrentBag<string> wrong, ConcurrentBag<TimeSpan> gaps)
    {
        var search = new SearchQuery(archive, TimeProvider.System);
        var (last, answered) = (0, Stopwatch.StartNew());
        while (!isDone())
        {
            try
            {
                var found = await search.RunAsync(new("harbour", Limit: 10), Cancel);
                if (found.Total < last) wrong.Add($"{found.Total} after {last}");
                foreach (var hit in found.Hits)
                    if (hit.Article.Headline?.StartsWith("Harbour number", StringComparison.Ordinal) != true)
                        wrong.Add(hit.Article.Title);
                last = found.Total;
                gaps.Add(answered.Elapsed);
                answered.Restart();
            }
            catch (Exception e) when (DatabaseErrors.Describe(e, "x") is not null)
            {
                // Said in words; asked again.
            }
            await Task.Delay(20, Cancel);
        }
    }

    [Fact]
    public async Task Import_goes_on_and_readers_are_answered_when_another_server_takes_over()
    {
        const int Articles = 3_000;
        (await StorageSetup.OpenOrCreateAsync(Address("primary"), Cancel)).Dispose();
        List<string> told = [];
        using var writing = await StorageSetup.OpenAsync(Address("prefer-primary"), Cancel);
        writing.Waits = told.Add;
        using var reading = await StorageSetup.OpenToReadAsync(Address("prefer-standby"), Cancel);
        var isDone = false;
        ConcurrentBag<string> wrong = [];
        ConcurrentBag<TimeSpan> gaps = [];
        var readers = Enumerable.Range(0, 16)
            .Select(i => Task.Run(() => ReadAsync(i % 2 == 0 ? reading : writing, () => isDone, wrong, gaps))).ToList();
        var total = 0;
        try
        {
            for (var i = 0; i < Switches; i++)
            {
                var import = Task.Run(() => Importer(writing).RunAsync([Write(total, Articles)], new(), null, Cancel));
                // In the middle of it.
                while (await new SearchQuery(reading, TimeProvider.System).CountAsync(new("harbour"), Cancel) < total
                    + 500
                    && !import.IsCompleted) await Task.Delay(50, Cancel);
                var (old, next) = (servers[i % 2], servers[(i + 1) % 2]);
                old.Stop("immediate");
                next.Promote();
                next.Set("synchronous_standby_names = ''");
                var report = await import;
                total += Articles;
                Assert.Equal((0, Articles), (report.Failed, report.Added + report.Unchanged));
                old.Follow(next);
                old.Begin();
                next.Set("synchronous_standby_names = 'ANY 1 (*)'");
                using var again = await StorageSetup.OpenAsync(Address("primary"), Cancel);
                Assert.Equal(total, await new SearchQuery(again, TimeProvider.System).CountAsync(new("harbour"),
                    Cancel));
                Assert.DoesNotContain(await Checkup.RunAsync(again, Cancel), f => f.Problem is not null);
            }
        }
        finally
        {
            isDone = true;
        }
        await Task.WhenAll(readers);
        Assert.Empty(wrong);
        Assert.Contains(told, t => t.Contains("does not answer", StringComparison.Ordinal));
        TestContext.Current.TestOutputHelper?.WriteLine($"answers {gaps.Count}, longest without one "
            + $"{gaps.Max().TotalSeconds:0.0} s");
        Assert.InRange(gaps.Max().TotalSeconds, 0, 60);
        await using var db = writing.Db();
        Assert.Equal(total, SqlReader.Number(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(db.Database),
            "SELECT count(DISTINCT Origin) FROM Articles"));
    }
}

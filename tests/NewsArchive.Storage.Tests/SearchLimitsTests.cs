using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

/// <summary>What a search may cost whoever serves others.</summary>
public class SearchLimitsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<int> AnsweredWhen(Task release, CancellationToken cancel)
    {
        await release.WaitAsync(cancel);
        return 1;
    }

    [Fact]
    public async Task More_searches_than_may_wait_are_refused_and_the_others_answered()
    {
        using var gate = new SearchGate(new(AtOnce: 2, Waiting: 3, TimeSpan.FromMinutes(1)));
        var release = new TaskCompletionSource();
        var asked = Enumerable.Range(0, 8)
            .Select(_ => gate.RunAsync(cancel => AnsweredWhen(release.Task, cancel), Cancel)).ToList();
        await Task.WhenAll(asked.Skip(5).Select(refused => Assert.ThrowsAsync<SearchRefusedException>(() => refused)));
        release.SetResult();
        Assert.Equal(5, (await Task.WhenAll(asked.Take(5))).Sum());
        Assert.Equal(1, await gate.RunAsync(_ => Task.FromResult(1), Cancel));
    }

    [Fact]
    public async Task Search_that_takes_too_long_is_ended_and_lets_others_in()
    {
        using var gate = new SearchGate(new(1, 10, TimeSpan.FromMilliseconds(50)));
        var never = new TaskCompletionSource();
        Assert.Contains("longer than", (await Assert.ThrowsAsync<SearchRefusedException>(() =>
            gate.RunAsync(cancel => AnsweredWhen(never.Task, cancel), Cancel))).Message, StringComparison.Ordinal);
        Assert.Equal(1, await gate.RunAsync(_ => Task.FromResult(1), Cancel));
    }

    [Fact]
    public async Task Search_that_nobody_waits_for_is_ended_as_cancelled()
    {
        using var gate = new SearchGate(new(1, 10, TimeSpan.FromMinutes(1)));
        using var gone = new CancellationTokenSource();
        var asked = gate.RunAsync(cancel => AnsweredWhen(new TaskCompletionSource().Task, cancel), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task Statement_of_the_database_ends_where_it_is_cancelled()
    {
        await using var archive = await TempArchive.CreateAsync();
        using var rented = archive.Archive.Connect();
        var connection = rented.Connection;
        using var gone = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        const string Endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT (i + 1) % 7 FROM n) SELECT count(*) FROM n";
        using (SqlEngine.Of(connection).Interrupt(connection, gone.Token))
            Assert.Throws<OperationCanceledException>(() => SqlReader.Number(connection, Endless));
        Assert.Equal(1, SqlReader.Number(connection, "SELECT 1"));
    }
}

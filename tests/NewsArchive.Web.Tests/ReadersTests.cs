using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using NewsArchive.Storage.Names;

namespace NewsArchive.Web.Tests;

/// <summary>Many readers while two imports run and names are corrected: no error, nothing lost.</summary>
public sealed class ReadersTests
{
    private const int Readers = 64;

    private static readonly int Documents = Trials.Number(some: 500, all: 1500);

    private static readonly string[] Paths =
    [
        "/", "/articles", "/articles?sort=oldest", "/articles/1", "/articles/2/original", "/stories", "/entities",
            "/entities/1", "/sources",
        "/search?q=harbour", "/search?q=peskov&facets=1", "/search?q=mayor+OR+ferry", "/search?q=qu*", "/quotes",
            "/imports",
        "/articles.atom", "/api/v1/search?q=quay", "/suggest?q=pe", "/about/quality", "/search.csv?q=ferry",
    ];

    private static string Write(Site site, string name, string place) => site.Write(name, string.Join('\n',
        Enumerable.Range(0, Documents)
        .Select(i => JsonSerializer.Serialize(new
        {
            id = $"{place}{i}",
            title = $"{place} closes its harbour number {i}",
            text = $"The harbour number {i} of {place} will be closed for {i % 9 + 2} weeks, said Mayor John "
                + $"Roe{i % 40}. “We must mend quay {i}, and the ferry waits,” said Ann Smith of Port Authority{i % 25}.",
        }))));

    [Fact]
    public async Task Readers_see_no_error_while_two_imports_run_and_names_are_corrected()
    {
        await using var site = await Site.WithSeedsAsync();
        var files = new[] { Write(site, "a.jsonl", "Northport"), Write(site, "b.jsonl", "Southport") };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        ConcurrentBag<string> errors = [];
        var answers = 0;
        async Task ReadAsync(int reader)
        {
            for (var i = reader; !stop.IsCancellationRequested; i++)
            {
                using var answer = await site.Client.GetAsync(new Uri(Paths[i % Paths.Length], UriKind.Relative));
                await answer.Content.ReadAsByteArrayAsync();
                Interlocked.Increment(ref answers);
                if (answer.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.MovedPermanently))
                    errors.Add($"{Paths[i % Paths.Length]}: {answer.StatusCode}");
            }
        }
        async Task CorrectAsync()
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                await using var db = site.Archive.Db();
                var outcome = await new NameCorrector(db, TimeProvider.System).RenameAsync(1, $"Somebody {i}",
                    CancellationToken.None);
                if (outcome.Done is null) errors.Add(outcome.Problem!);
                await Task.Delay(200);
            }
        }
        var watch = Stopwatch.StartNew();
        var readers = Enumerable.Range(0, Readers).Select(ReadAsync).Append(CorrectAsync()).ToList();
        await Task.WhenAll(files.Select(file => site.ImportAsync(file)));
        var settled = Process.GetCurrentProcess().WorkingSet64;
        while (watch.Elapsed < TimeSpan.FromSeconds(Trials.Number(some: 10, all: 300)))
            await Task.Delay(200, TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Task.WhenAll(readers);
        Assert.Equal([], errors.Distinct().Take(5));
        Assert.True(answers > Readers, $"{answers} answers");
        await using var after = site.Archive.Db();
        Assert.Equal(2 + 2 * Documents, after.Articles.Count());
        // Other tests share the process, unless the trials run by themselves.
        if (Trials.AreAll) Assert.InRange(Process.GetCurrentProcess().WorkingSet64, 0, settled + 300_000_000);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;


namespace NewsArchive.Storage.Tests;

/// <summary>What only an archive on a server can do, or get wrong.</summary>
public sealed class PostgresTests : IOnPostgres
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<int> CountAsync(Archive archive, string query) =>
        new SearchQuery(archive, TimeProvider.System).CountAsync(new(query), Cancel);

    private static string Article(int number) =>
        $"Harbour {number} opens\n\nThe harbour number {number} of Whitstable opened on Monday, Peter Marsh, the "
            + $"mayor of the town, said.\n";

    [Fact]
    public async Task Database_of_another_program_is_refused_and_left_alone()
    {
        var address = await PostgresServer.NewSchemaAsync();
        var schema = address[(address.LastIndexOf('=') + 1)..];
        await PostgresServer.Shared().RunAsync($"CREATE TABLE {schema}.customers (id int)");
        var refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            StorageSetup.OpenOrCreateAsync(address, Cancel));
        Assert.Contains("another program", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Archive_of_a_newer_program_is_refused()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Archive.Dispose();
        var schema = temp.Location.Split("Search Path=")[1].Split(';')[0];
        await PostgresServer.Shared().RunAsync(
            $"INSERT INTO {schema}.archivemigrations VALUES ('29990101000000_Later', '99'); UPDATE "
                + $"{schema}.archivestate SET version = 99000");
        var refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            StorageSetup.OpenToReadAsync(temp.Location, Cancel));
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_database_is_no_archive_for_whoever_only_reads()
    {
        var address = await PostgresServer.NewSchemaAsync();
        var missing = await Assert.ThrowsAsync<ArchiveMissingException>(() =>
            StorageSetup.OpenToReadAsync(address, Cancel));
        Assert.Contains("newsarchive import", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Password=s3cret;Database=d", "does not answer")]
    [InlineData("PORT;Username=postgres;Password=s3cret;Database=nothere", "no such database")]
    [InlineData("PORT;Username=nobodyhere;Password=s3cret;Database=postgres", "lets nobody in")]
    [InlineData("PORT;Username=postgres;Password=s3cret;Database=postgres;Search Path=nothere", "schema")]
    public async Task What_is_wrong_with_a_server_is_said_in_words_and_no_secret_is(string address, string words)
    {
        address = address.Replace("PORT", $"Host=127.0.0.1;Port={PostgresServer.Shared().Port}",
            StringComparison.Ordinal);
        var error = await Assert.ThrowsAnyAsync<Exception>(() => StorageSetup.OpenOrCreateAsync(address, Cancel));
        var said = error is ArchiveException ? error.Message
            : DatabaseErrors.Describe(error, StorageSetup.NameOf(address));
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_database_cannot_hold_or_order_is_kept_all_the_same()
    {
        await using var temp = await TempArchive.CreateAsync();
        var random = new Random(1);
        var id = new string([.. Enumerable.Range(0, 6_000).Select(_ => (char)random.Next('!', '~'))]);
        temp.Write("odd.jsonl", JsonSerializer.Serialize(new
        {
            id,
            title = "A \0 in a headline \ud800 and half a character",
            author = string.Join(' ', Enumerable.Range(0, 900).Select(i => $"Name{random.Next():x}{i}")),
            source = new string([.. Enumerable.Range(0, 5_000).Select(_ => (char)random.Next('a', 'z'))]),
            text = "The harbour of Whitstable was closed on Monday\0, the mayor said.\nNobody knew why it was so for "
                + "long.",
        }));
        var report = await temp.ImportAsync();
        Assert.Equal((1, 0), (report.Added, report.Failed));
        await using var db = temp.Archive.Db();
        Assert.Equal(id, (await db.Articles.SingleAsync(Cancel)).ExternalId);
        Assert.Equal(1, await temp.CountAsync("whitstable"));
    }

    [Fact]
    public async Task Second_import_waits_for_the_first_and_says_for_whom()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("1.txt", Article(1));
        List<string> told = [];
        using var other = await StorageSetup.OpenAsync(temp.Location, Cancel);
        other.Waits = told.Add;
        Task<ImportReport> waiting;
        await using (await temp.Archive.Place.LockImportAsync(null, Cancel))
        {
            waiting = new Importer(other, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
                .RunAsync([temp.Folder], new(), null, Cancel);
            for (var i = 0; told.Count == 0 && i < 200; i++) await Task.Delay(25, Cancel);
            Assert.False(waiting.IsCompleted);
            Assert.Contains("Another import is at work", Assert.Single(told), StringComparison.Ordinal);
            Assert.Contains("newsarchive, from 127.0.0.1", told[0], StringComparison.Ordinal);
        }
        Assert.Equal(1, (await waiting).Added);
    }

    [Fact]
    public async Task Three_servers_give_the_same_answers_after_every_batch_and_correction()
    {
        await using var temp = await TempArchive.CreateAsync();
        List<Archive> servers = [temp.Archive];
        for (var i = 1; i < 3; i++)
            servers.Add(await StorageSetup.OpenAsync($"{temp.Location}{i}", Cancel));
        Assert.Equal(3, servers.Select(s => s.Beside).Distinct().Count());
        for (var round = 0; round < 6; round++)
        {
            temp.Write($"{round}.txt", Article(round));
            // Each imports in its turn.
            await new Importer(servers[round % 3], new ArticlePipeline(TimeProvider.System), TimeProvider.System)
                .RunAsync([temp.Folder], new(), null, Cancel);
            foreach (var server in servers)
                foreach (var (query, count) in new[] { ("harbour", round + 1), ($"\"number {round}\"", 1),
                    ("whitstable -monday", 0) })
                    Assert.True(count == await CountAsync(server, query),
                        $"{query} in round {round} at {servers.IndexOf(server)}");
        }
        await using (var db = servers[1].Db())
        {
            var mayor = await db.Entities.Where(e => e.Name == "Peter Marsh").Select(e => e.Id).SingleAsync(Cancel);
            await new NameCorrector(db, TimeProvider.System).RenameAsync(mayor, "Piet Marshall", Cancel);
        }
        foreach (var server in servers) Assert.Equal(6, await CountAsync(server, "entity:\"Piet Marshall\""));
        foreach (var server in servers.Skip(1)) server.Dispose();
    }

    [Fact]
    public async Task Corrections_of_many_at_once_wait_for_each_other_and_none_is_lost()
    {
        await using var temp = await TempArchive.CreateAsync();
        for (var i = 0; i < 8; i++) temp.Write($"{i}.txt", Article(i));
        await temp.ImportAsync();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(id => Task.Run(async () =>
        {
            using var server = await StorageSetup.OpenAsync($"{temp.Location}{id}", Cancel);
            var corrector = new ArticleCorrector(server, new ArticlePipeline(TimeProvider.System),
                TimeProvider.System, Actor.Unnamed);
            Assert.Null((await corrector.CorrectAsync(Rows.CorrectionKind.Headline, $"By hand {id}",
                ArticleScope.One(id), Cancel)).Problem);
        })));
        await using var db = temp.Archive.Db();
        Assert.Equal(Enumerable.Range(1, 8).Select(i => $"By hand {i}"),
            await db.Articles.OrderBy(a => a.Id).Select(a => a.Headline!).ToListAsync(Cancel));
        Assert.Equal(8, await temp.CountAsync("title:\"by hand\""));
        Assert.DoesNotContain(await Checkup.RunAsync(temp.Archive, Cancel), f => f.Problem is not null);
    }

    [Fact]
    public async Task Rows_of_a_transaction_that_is_given_up_are_given_up_with_it()
    {
        await using var temp = await TempArchive.CreateAsync();
        await using var db = temp.Archive.Db();
        await using (await db.Database.BeginTransactionAsync(Cancel))
        {
            using var insert = RowInserter<Rows.ChangedNameRow>.Into(db);
            insert.Insert(new() { EntityId = 1 });
        }
        using (var insert = RowInserter<Rows.ChangedNameRow>.Into(db)) insert.Insert(new() { EntityId = 2 });
        Assert.Equal([2], await db.ChangedNames.Select(c => c.EntityId).ToListAsync(Cancel));
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Tests;

public class ImporterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Bridge =
        "Mayor opens new bridge\n\nThe mayor opened the new bridge over the river on Friday, two years later than "
        + "planned, in front of a small crowd that had waited in the rain since the early morning hours.\n";

    [Fact]
    public async Task Second_import_adds_nothing()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var again = await temp.ImportAsync();
        Assert.Equal((2, 0, 0, 2, 0, 0),
            (again.Files, again.Added, again.Updated, again.Unchanged, again.Duplicates, again.Failed));
        await using var db = temp.Archive.Db();
        Assert.Equal(2, await db.Articles.CountAsync(Cancel));
        Assert.Equal(2, await db.ImportRuns.CountAsync(Cancel));
    }

    [Fact]
    public async Task Edited_file_updates_its_article_and_keeps_its_number_and_story()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        var before = await db.Articles.AsNoTracking().OrderBy(a => a.Id).ToListAsync(Cancel);
        var file = before[1].Path;
        await File.WriteAllTextAsync(file,
            (await File.ReadAllTextAsync(file, Cancel)).Replace("Dubai", "Lausanne", StringComparison.Ordinal),
                Cancel);

        var report = await temp.ImportAsync();

        Assert.Equal((0, 1, 1), (report.Added, report.Updated, report.Unchanged));
        var after = await db.Articles.AsNoTracking().SingleAsync(a => a.Path == file, Cancel);
        Assert.Equal((before[1].Id, before[1].Slug, before[1].StoryId), (after.Id, after.Slug, after.StoryId));
        Assert.Equal((0, 1), (await temp.CountAsync("dubai"), await temp.CountAsync("lausanne")));
        Assert.Empty(
            await db.ArticleEntities.Join(db.Entities, a => a.EntityId, e => e.Id, (a, e) => e.Name)
                .Where(n => n == "Dubai").ToListAsync(Cancel));
        Assert.Equal(0, (await db.Entities.SingleAsync(e => e.Name == "Dubai", Cancel)).Articles);
        Assert.Equal(2, (await db.Entities.SingleAsync(e => e.Name == "WhatsApp", Cancel)).Articles);
    }

    [Fact]
    public async Task Article_of_a_deleted_file_stays()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        File.Delete(Directory.GetFiles(temp.Folder).Order(StringComparer.Ordinal).First());
        await temp.ImportAsync();
        Assert.Equal(2, await temp.CountAsync("peskov"));
    }

    [Fact]
    public async Task Original_bytes_come_back_unchanged()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        foreach (var article in await db.Articles.ToListAsync(Cancel))
            Assert.Equal(await File.ReadAllBytesAsync(article.Path, Cancel),
                await new ArticleQuery(temp.Archive, db).OriginalAsync(article.Id, Cancel));
    }

    [Fact]
    public async Task Bad_files_are_reported_with_the_reason_and_stop_nothing()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a-empty.txt", "");
        temp.Write("b-blank.txt", " \n\n");
        await File.WriteAllBytesAsync(Path.Combine(temp.Folder, "c-binary.txt"),
            [0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 62, 0], Cancel);
        temp.Write("d-front-matter.md", "---\ntitle: \"never closed\nauthor: x\n---\ntext\n");
        temp.Write("e-good.txt", Bridge);

        var report = await temp.ImportAsync(paths: [temp.Folder, Path.Combine(temp.Folder, "gone.txt")]);

        Assert.Equal((6, 1, 5), (report.Files, report.Added, report.Failed));
        var reasons = report.Results.Where(r => r.Status == ImportStatus.Failed).Select(r => r.Reason!).ToList();
        Assert.Collection(reasons,
            r => Assert.Contains("0 bytes", r, StringComparison.Ordinal),
            r => Assert.Contains("white space", r, StringComparison.Ordinal),
            r => Assert.Contains("binary", r, StringComparison.Ordinal),
            r => Assert.Contains("the front matter is not read: line", r, StringComparison.Ordinal),
            r => Assert.Contains("no such file", r, StringComparison.Ordinal));
        await using var db = temp.Archive.Db();
        Assert.Equal(5, await db.ImportResults.CountAsync(r => r.Status == ImportStatus.Failed, Cancel));
    }

    [Fact]
    public async Task Same_text_in_another_file_is_a_duplicate_and_is_kept()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.txt", Bridge);
        temp.Write("b.txt", "Home\n\nNews\n\n" + Bridge + "\nLeave a comment\n");
        var report = await temp.ImportAsync();
        Assert.Equal((1, 1), (report.Added, report.Duplicates));
        var duplicate = report.Results.Single(r => r.Status == ImportStatus.Duplicate);
        Assert.Equal(report.Results.Single(r => r.Status == ImportStatus.Added).ArticleId, duplicate.DuplicateOf);
        await using var db = temp.Archive.Db();
        Assert.Single(Assert.Single((await new BrowseQuery(temp.Archive, db).TextsAsync(1, 10, Cancel)).Rows).Copies);
        Assert.Equal(2, await temp.CountAsync("bridge"));
        Assert.Equal(Relation.SameText,
            Assert.Single(
                (await new ArticleQuery(temp.Archive, db).FindAsync(duplicate.ArticleId!.Value,
                    Cancel))!.Related).Relation);
    }

    [Fact]
    public async Task Dry_run_reads_and_stores_nothing()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.txt", Bridge);
        var report = await temp.ImportAsync(new(DryRun: true));
        Assert.Equal("Mayor opens new bridge", Assert.Single(report.Results).Headline);
        await using var db = temp.Archive.Db();
        Assert.Equal((0, 0), (await db.Articles.CountAsync(Cancel), await db.ImportRuns.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Source_option_fills_in_for_files_that_declare_none()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.txt", Bridge);
        temp.Write("b.md",
            "---\nsource: The Daily Example\n---\n" + Bridge.Replace("bridge", "harbour", StringComparison.Ordinal));
        await temp.ImportAsync(new(Source: "River Post"));
        await using var db = temp.Archive.Db();
        Assert.Equal(["River Post", "The Daily Example"],
            await db.Articles.OrderBy(a => a.Path).Select(a => a.SourceName!).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Interrupted_run_goes_on_where_it_stopped()
    {
        await using var temp = await TempArchive.CreateAsync();
        for (var i = 0; i < 1500; i++)
            temp.Write($"{i:0000}.txt", Bridge.Replace("river", $"river number {i}", StringComparison.Ordinal));
        using var stop = new CancellationTokenSource();
        var importer = new Importer(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System);
        var stopped = await importer.RunAsync([temp.Folder], new(), new StopAfterFirst(stop), stop.Token);
        await using var db = temp.Archive.Db();
        var kept = await db.Articles.CountAsync(Cancel);
        Assert.Equal((true, kept), (stopped.IsStopped, stopped.Added));
        Assert.InRange(kept, 1024, 1499);
        Assert.Null((await db.ImportRuns.SingleAsync(Cancel)).FinishedAt);

        var report = await temp.ImportAsync();
        Assert.Equal((1500 - kept, kept), (report.Added, report.Unchanged));
        Assert.Equal(1500, await temp.CountAsync("bridge"));
    }

    private sealed class StopAfterFirst(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => stop.Cancel();
    }

    [Fact]
    public async Task Archive_is_read_while_an_import_writes()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        for (var i = 0; i < 300; i++)
            temp.Write($"more-{i:000}.txt", Bridge.Replace("river", $"river number {i}", StringComparison.Ordinal));
        var import = temp.ImportAsync();
        var reads = 0;
        while (!import.IsCompleted)
        {
            Assert.Equal(2, await temp.CountAsync("peskov"));
            reads++;
        }
        Assert.Equal(300, (await import).Added);
        Assert.True(reads > 0);
    }

    private static string Record(string id, string river) =>
        $"{{\"id\": \"{id}\", \"title\": \"Bridge over the {river}\", \"text\": \"The mayor opened the new bridge "
        + $"over the {river} on Friday, two years later than planned, in front of a small crowd that had waited in "
            + $"the rain since the morning.\"}}";

    [Fact]
    public async Task Records_of_one_file_keep_their_numbers_when_the_file_is_shuffled_and_edited()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("all.jsonl", string.Join('\n', Record("a", "Elbe"), Record("b", "Oder"), Record("c", "Rhine")));
        await temp.ImportAsync();
        temp.Write("all.jsonl",
            string.Join('\n', Record("c", "Rhine"), Record("b", "Danube"), Record("a", "Elbe"), Record("d", "Saale"),
                Record("d", "Spree")));
        var again = await temp.ImportAsync();
        Assert.Equal((2, 1, 2), (again.Added, again.Updated, again.Unchanged));
        await using var db = temp.Archive.Db();
        Assert.Equal([(1L, "a"), (2L, "b"), (3L, "c"), (4L, "d"), (5L, "d")],
            (await db.Articles.OrderBy(a => a.Id).ToListAsync(Cancel)).Select(a => (a.Id, a.ExternalId!)));
        Assert.Equal((1, 0), (await temp.CountAsync("danube"), await temp.CountAsync("oder")));
        var third = await temp.ImportAsync();
        Assert.Equal((0, 0, 5), (third.Added, third.Updated, third.Unchanged));
    }

    [Fact]
    public async Task Two_imports_at_once_lose_and_mix_nothing()
    {
        await using var temp = await TempArchive.CreateAsync();
        foreach (var half in new[] { "one", "two" })
            Directory.CreateDirectory(Path.Combine(temp.Folder, half));
        for (var i = 0; i < 400; i++)
            temp.Write(Path.Combine(i % 2 == 0 ? "one" : "two", $"{i}.txt"),
                $"Harbour number {i} opens\n\n{Bridge.Split("\n\n")[1].Trim()} Mayor Anna Berg spoke with {i} "
                + $"fishermen of Port Alder about pier {i}.\n");

        var reports =
            await Task.WhenAll(
                new[] { "one",
                    "two" }.Select(half =>
                    Task.Run(() => temp.ImportAsync(null, Path.Combine(temp.Folder, half)), Cancel)));

        Assert.All(reports, r => Assert.Equal((200, 0), (r.Added, r.Failed)));
        await using var db = temp.Archive.Db();
        Assert.Equal(400, await db.Articles.CountAsync(Cancel));
        Assert.Equal(400, (await db.Entities.SingleAsync(e => e.Name == "Anna Berg", Cancel)).Articles);
    }

    [Fact]
    public async Task Short_texts_are_copies_only_under_the_same_headline()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.json",
            """{"title": "Alder Co sets dividend", "text": "Quarterly dividend ten cents, pay April 15, record March 30."}""");
        temp.Write("b.json",
            """{"title": "ALDER CO SETS DIVIDEND", "text": "Quarterly dividend ten cents; pay April 15, record March 30."}""");
        temp.Write("c.json",
            """{"title": "Birch Co sets dividend", "text": "Quarterly dividend ten cents, pay April 15, record March 30."}""");
        var report = await temp.ImportAsync();
        Assert.Equal((2, 1), (report.Added, report.Duplicates));
    }
}

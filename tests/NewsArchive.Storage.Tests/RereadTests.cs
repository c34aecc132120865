using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Text;

namespace NewsArchive.Storage.Tests;

public class RereadTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Bridge =
        "The mayor opened the new bridge over the river on Friday, two years later than planned, in front of a small "
        + "crowd that had waited in the rain since the early morning hours.\n";

    private static Task<RereadReport> RereadAsync(TempArchive temp, bool store) =>
        new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store, null, Cancel);

    [Fact]
    public async Task Version_before_a_change_is_kept()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("bridge.txt", Bridge);
        await temp.ImportAsync();
        temp.Write("bridge.txt", Bridge.Replace("two years", "three years", StringComparison.Ordinal));
        await temp.ImportAsync();
        await using var db = temp.Archive.Db();
        var article = (await new ArticleQuery(temp.Archive, db).FindAsync(1, Cancel))!;
        var revision = Assert.Single(article.Revisions);
        Assert.Contains("two years", revision.Body, StringComparison.Ordinal);
        Assert.Contains("three years", article.Row.Body, StringComparison.Ordinal);
        Assert.Contains(TextDifference.Of(revision.Body, article.Row.Body).SelectMany(p => p),
            e => e is { Text: "three", Change: Change.Added });
    }

    [Fact]
    public async Task Reading_again_with_the_same_rules_changes_nothing()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        temp.Write("two.jsonl", "{\"id\": \"a\", \"title\": \"Bridge\", \"text\": \"" + Bridge.Trim() + "\"}\n");
        temp.Write("feed.xml",
            "<rss><channel><title>Example</title><item><title>One</title><description>" + Bridge
                + "</description></item></channel></rss>");
        temp.Write("page.html",
            "<html><head><title>Bridge opens at last after years</title></head><body><h1>Bridge opens at last after "
            + "years</h1><p>" + Bridge + "</p></body></html>");
        await temp.ImportAsync();
        var report = await RereadAsync(temp, store: true);
        Assert.Equal((5, 0, 0), (report.Articles, report.Changed.Count, report.Unreadable));
    }

    [Fact]
    public async Task What_other_rules_left_is_counted_first_and_changed_when_told_to()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        await db.Articles.Where(a => a.Id == 1)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Headline, "as an older version read it"), Cancel);
        var counted = await RereadAsync(temp, store: false);
        Assert.Equal((1, 1), (counted.Changed.Count, counted.Fields["headline"]));
        Assert.Equal("as an older version read it",
            await db.Articles.Where(a => a.Id == 1).Select(a => a.Headline).SingleAsync(Cancel));
        var before = await db.Articles.AsNoTracking().SingleAsync(a => a.Id == 1, Cancel);
        Assert.Single((await RereadAsync(temp, store: true)).Changed);
        var after = await db.Articles.AsNoTracking().SingleAsync(a => a.Id == 1, Cancel);
        Assert.NotEqual("as an older version read it", after.Headline);
        Assert.Equal((before.Origin, before.StoryId, 0),
            (after.Origin, after.StoryId, await db.Revisions.CountAsync(Cancel)));
    }

    [Fact]
    public async Task Sidecar_outranks_the_text_and_the_folder_fills_what_is_left()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("newsarchive.yaml", "source: The Daily Example\ntimezone: Europe/Berlin\n");
        temp.Write("bridge.txt", Bridge);
        temp.Write("bridge.json", "{\"title\": \"Mayor opens new bridge\", \"date\": \"2021-07-12 23:30:00\"}");
        var report = await temp.ImportAsync();
        Assert.Equal((1, 1), (report.Files, report.Added));
        await using var db = temp.Archive.Db();
        var row = await db.Articles.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal(("Mayor opens new bridge", "The Daily Example"), (row.Headline, row.SourceName));
        Assert.Equal(new DateTime(2021, 7, 12, 21, 30, 0, DateTimeKind.Utc), row.Published);
        temp.Write("bridge.json", "{\"title\": \"Bridge opens\"}");
        Assert.Equal(1, (await temp.ImportAsync()).Updated);
        Assert.Equal((0, 1),
            ((await RereadAsync(temp, store: false)).Changed.Count,
                await db.Articles.CountAsync(a => a.Headline == "Bridge opens", Cancel)));
    }

    [Fact]
    public async Task Json_with_a_text_of_its_own_is_no_sidecar()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("bridge.txt", Bridge);
        temp.Write("bridge.json",
            "{\"title\": \"Ferry\", \"text\": \"The last ferry crossed the river on Saturday, with a brass band on "
            + "board.\"}");
        Assert.Equal(2, (await temp.ImportAsync()).Added);
    }

    [Fact]
    public async Task Broken_sidecar_is_reported_and_the_text_is_read_without_it()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("bridge.txt", Bridge);
        temp.Write("bridge.yaml", "title: \"never closed\n");
        var report = await temp.ImportAsync();
        Assert.Equal((1, 1), (report.Added, report.Failed));
        Assert.Contains("is neither YAML nor JSON that is read: line", report.Results.Single(r =>
            r.Reason is not null).Reason,
            StringComparison.Ordinal);
    }
}

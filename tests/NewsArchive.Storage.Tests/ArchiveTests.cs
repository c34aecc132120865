using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Tests;

public class ArchiveTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Schema_is_what_the_model_says()
    {
        await using var temp = await TempArchive.CreateAsync();
        await using var db = temp.Archive.Db();
        Assert.False(db.Database.HasPendingModelChanges());
        Assert.Empty(await db.Database.GetPendingMigrationsAsync(Cancel));
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task Reading_commands_refuse_an_archive_that_is_not_there()
    {
        var missing = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");
        var error = await Assert.ThrowsAsync<ArchiveMissingException>(() => StorageSetup.OpenAsync(missing, Cancel));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(missing));
    }

    [Theory]
    [InlineData("peskov", 2)]
    [InlineData("PESKOV", 2)]
    [InlineData("\"sovereign internet\"", 1)]
    [InlineData("“sovereign internet”", 1)]
    [InlineData("roskomnadzor", 1)]
    [InlineData("roskomnadzor OR farhan", 2)]
    [InlineData("whatsapp -roskomnadzor", 1)]
    [InlineData("whatsapp NOT (roskomnadzor OR durov)", 1)]
    [InlineData("roskom*", 1)]
    [InlineData("blocking", 2)]
    [InlineData("state-backed", 2)]
    [InlineData("title:citizens", 1)]
    [InlineData("author:farhan", 1)]
    [InlineData("source:cbs", 1)]
    [InlineData("source:\"cbs news\"", 1)]
    [InlineData("person:peskov", 2)]
    [InlineData("entity:durov", 1)]
    [InlineData("place:\"united states\"", 1)]
    [InlineData("org:\"meta platforms\"", 2)]
    [InlineData("date:2026-02", 2)]
    [InlineData("date:2026-02-12", 2)]
    [InlineData("date:2025", 0)]
    [InlineData("after:2026-02-13", 0)]
    [InlineData("before:2026-02-13", 2)]
    [InlineData("lang:en", 2)]
    [InlineData("lang:de", 0)]
    [InlineData("is:inferred", 1)]
    [InlineData("is:unsourced", 1)]
    [InlineData("is:undated", 0)]
    [InlineData("-whatsapp", 0)]
    [InlineData("-roskomnadzor", 1)]
    [InlineData("taylor", 0)]
    [InlineData("bookmarks", 0)]
    [InlineData("'; DROP TABLE Articles; --", 0)]
    [InlineData("rowid", 0)]
    [InlineData("NEAR(a b)", 0)]
    public async Task Search_finds_exactly(string query, int articles)
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        Assert.Equal(articles, await temp.CountAsync(query));
    }

    [Theory]
    [InlineData("PESKOV")]
    [InlineData("peskov")]
    [InlineData("100%_\\")]
    public async Task Names_of_a_list_are_found_whatever_their_case_and_patterns_mean_nothing(string text)
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.DbToRead();
        var found = await new BrowseQuery(temp.Archive, db).EntitiesAsync(new(Text: text), 1, 25, Cancel);
        Assert.Equal(text.Contains('%') ? 0 : 1, found.Total);
    }

    [Fact]
    public async Task Any_query_is_answered()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var search = temp.Search;
        const string Alphabet = "abw\"“”()-*: ORNT.,'\\/~^+&|!?#$%é中\u0301\uD83D\uDE00\t\n0";
        var random = new Random(2);
        for (var i = 0; i < 1500; i++)
        {
            var text =
                new string([.. Enumerable.Range(0, random.Next(30))
                    .Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var result = await search.RunAsync(new(text, AnyWord: i % 2 == 0), Cancel);
            Assert.InRange(result.Total, 0, 2);
        }
    }

    [Fact]
    public async Task Headline_counts_more_than_text_and_order_can_be_chosen()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var search = temp.Search;
        var best = await search.RunAsync(new("citizens"), Cancel);
        Assert.Equal("CBS News", best.Hits[0].Article.SourceName);
        Assert.True(best.Hits[0].Score > 0);
        var newest = await search.RunAsync(new("whatsapp", Sort: SearchSort.Newest), Cancel);
        var oldest = await search.RunAsync(new("whatsapp", Sort: SearchSort.Oldest), Cancel);
        Assert.Equal([2L, 1L], newest.Hits.Select(h => h.Article.Id));
        Assert.Equal([1L, 2L], oldest.Hits.Select(h => h.Article.Id));
        Assert.Contains(best.Hits[0].Headline, f => f is { IsMatch: true, Text: "citizens" });
    }

    [Fact]
    public async Task Both_seeds_are_one_story_with_reasons_that_add_up()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        var story = await new StoryQuery(temp.Archive, db).FindAsync((await db.Stories.SingleAsync(Cancel)).Id, Cancel);
        Assert.Equal([1L, 2L], story!.Articles.Select(a => a.Id));
        Assert.Equal("CBS News", story.Summary.Head.SourceName);
        var related = Assert.Single(await new RelatedQuery(temp.Archive, db).OfAsync(1, Cancel));
        Assert.Equal(Relation.SameEvent, related.Relation);
        Assert.Equal(["names", "words", "main", "nearness", "person", "date"], related.Reasons.Select(r => r.Kind));
        Assert.Equal(related.Score, related.Reasons.Sum(r => r.Weight), 9);
    }

    [Fact]
    public async Task Names_are_one_across_articles_and_joins_say_why()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        var meta = await db.Entities.SingleAsync(e => e.Name == "Meta Platforms", Cancel);
        Assert.Equal(2, meta.Articles);
        var view = await new EntityQuery(temp.Archive, db)
            .ViewAsync(await db.Entities.SingleAsync(e => e.Name == "Dmitry Peskov", Cancel), 1, 10, Cancel);
        Assert.Equal(2, view.Articles.Total);
        Assert.Equal("surname of Dmitry Peskov in the same article", Assert.Single(view.Aliases).Reason);
        Assert.Equal(2, view.Said.Total);
        Assert.All(view.Articles.Rows.SelectMany(r => r.InContext),
            m => Assert.Contains(m.Sentence.Substring(m.Start, m.Length), new[] { "Dmitry Peskov", "Peskov" }));
    }

    [Fact]
    public async Task Stories_do_not_depend_on_the_order_of_import()
    {
        await using var forward = await TempArchive.CreateAsync();
        var files = Directory.GetFiles(TempArchive.Seeds).Order(StringComparer.Ordinal).ToList();
        await forward.ImportAsync(paths: [.. files]);
        await using var backward = await TempArchive.CreateAsync();
        await backward.ImportAsync(paths: [.. files.AsEnumerable().Reverse()]);
        await using var one = forward.Archive.Db();
        await using var other = backward.Archive.Db();
        Assert.Equal((await one.Relations.SingleAsync(Cancel)).Score, (await other.Relations.SingleAsync(Cancel)).Score,
            9);
        Assert.Equal((await one.Stories.SingleAsync(Cancel)).Articles,
            (await other.Stories.SingleAsync(Cancel)).Articles);
    }
}

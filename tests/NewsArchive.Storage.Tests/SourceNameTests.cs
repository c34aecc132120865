using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Import;

namespace NewsArchive.Storage.Tests;

public class SourceNameTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Article(string source, string what) =>
        $"---\ntitle: {what} opens\nsource: {source}\n---\nThe mayor opened the new {what} over the river on Friday, "
        + $"two years " +
        "later than planned, in front of a small crowd that had waited in the rain.\n";

    private static async Task<List<string>> NamesAsync(TempArchive temp)
    {
        await using var db = temp.Archive.Db();
        return await db.Sources.OrderBy(s => s.Id).Select(s => s.Name).ToListAsync(Cancel);
    }

    [Fact]
    public async Task One_source_in_two_cases_is_one_within_a_run()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.md", Article("The Gazette", "bridge"));
        temp.Write("b.md", Article("THE GAZETTE", "tunnel"));
        await temp.ImportAsync();
        Assert.Equal(["The Gazette"], await NamesAsync(temp));
    }

    [Fact]
    public async Task One_source_in_two_cases_is_one_across_runs()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.md", Article("The Gazette", "bridge"));
        await temp.ImportAsync();
        temp.Write("b.md", Article("THE GAZETTE", "tunnel"));
        await temp.ImportAsync();
        Assert.Equal(["The Gazette"], await NamesAsync(temp));
        await using var db = temp.Archive.Db();
        Assert.Equal(["The Gazette", "The Gazette"], await db.Articles.Select(a => a.SourceName).ToListAsync(Cancel));
        Assert.Single(await db.Articles.Select(a => a.SourceId).Distinct().ToListAsync(Cancel));
    }

    [Fact]
    public async Task Accents_make_another_source()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.md", Article("Le Monde libre", "bridge"));
        temp.Write("b.md", Article("Le Monde libré", "tunnel"));
        await temp.ImportAsync();
        Assert.Equal(2, (await NamesAsync(temp)).Count);
    }

    [Fact]
    public async Task Reading_again_does_not_take_the_case_of_a_source_for_a_change()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.md", Article("The Gazette", "bridge"));
        temp.Write("b.md", Article("THE GAZETTE", "tunnel"));
        await temp.ImportAsync();
        var report = await new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store: false, null, Cancel);
        Assert.Empty(report.Changed);
    }

    private static async Task<List<string>> ShownAsync(TempArchive temp)
    {
        await using var db = temp.Archive.Db();
        return await db.Articles.Select(a => a.SourceName!).Distinct().Order().ToListAsync(Cancel);
    }

    [Fact]
    public async Task Forms_and_arms_of_a_house_are_one_source()
    {
        await using var temp = await TempArchive.CreateAsync();
        foreach (var (source, i) in new[] { "the BBC", "BBC News", "bbc.co.uk", "BBC Radio 4", "BBC Online" }.Select((s, i) => (s, i)))
            temp.Write($"{i}.md", Article(source, $"bridge {i}"));
        await temp.ImportAsync();
        Assert.Equal(["BBC News"], await ShownAsync(temp));
        await using var db = temp.Archive.Db();
        Assert.Single(await db.Articles.Select(a => a.SourceId).Distinct().ToListAsync(Cancel));
    }

    [Fact]
    public async Task The_article_before_a_name_makes_no_other_source()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.md", Article("the Newton Herald", "bridge"));
        temp.Write("b.md", Article("Newton Herald", "tunnel"));
        await temp.ImportAsync();
        Assert.Equal(["Newton Herald"], await ShownAsync(temp));
    }

    [Fact]
    public async Task Houses_that_somebody_tells_apart_are_two_again()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.md", Article("BBC News", "bridge"));
        temp.Write("b.md", Article("BBC Radio 4", "tunnel"));
        await temp.ImportAsync();
        Assert.Equal(["BBC News"], await ShownAsync(temp));
        long one, other;
        await using (var db = temp.Archive.Db())
            (one, other) = (await db.Sources.MinAsync(s => s.Id, Cancel), await db.Sources.MaxAsync(s => s.Id, Cancel));
        var corrector = new ArticleCorrector(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System, new Corrections.Actor(null));
        var act = await corrector.TellApartAsync("source", one, other, Cancel);
        await using (var db = temp.Archive.Db())
            Assert.Equal(2, (await db.Articles.Select(a => a.SourceId).Distinct().ToListAsync(Cancel)).Count);
        await corrector.UndoAsync(act.Done!.Value, Cancel);
        await using (var db = temp.Archive.Db())
            Assert.Single(await db.Articles.Select(a => a.SourceId).Distinct().ToListAsync(Cancel));
    }
}

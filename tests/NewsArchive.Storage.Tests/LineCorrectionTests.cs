using Microsoft.EntityFrameworkCore;
using NewsArchive.Lines;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Storage.Tests;

public class LineCorrectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string First =
        "The mayor opened the new bridge over the river on Friday, two years later than planned, in front of a small "
        + "crowd that had waited in the rain since the early morning hours.";
    private const string Menu = "Share this article";
    private const string Last =
        "“We have waited for this day,” Martha Ellingham said, and the ferry that had served the town for ninety years "
        + "made its last crossing in the evening.";

    private static async Task<(TempArchive Temp, LineCorrector Corrector)> WithArticleAsync(string? text = null)
    {
        var temp = await TempArchive.CreateAsync();
        temp.Write("bridge.txt", text ?? $"{First}\n\n{Menu}\n\n{Last}\n");
        await temp.ImportAsync();
        return (temp, new(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System));
    }

    private static async Task<ArticleView> ViewAsync(TempArchive temp, long id = 1)
    {
        await using var db = temp.Archive.Db();
        return (await new ArticleQuery(temp.Archive, db).FindAsync(id, Cancel))!;
    }

    private static async Task<string> BodyAsync(TempArchive temp) => (await ViewAsync(temp)).Row.Body;

    [Fact]
    public async Task Line_put_back_is_text_and_is_found_until_it_is_undone()
    {
        var (temp, corrector) = await WithArticleAsync();
        await using var _ = temp;
        Assert.Equal(0, await temp.CountAsync("share"));
        Assert.Null(await corrector.CorrectAsync(1, 3, keep: true, Cancel));
        Assert.Equal($"{First}\n\n{Menu}\n\n{Last}", await BodyAsync(temp));
        Assert.Equal(1, await temp.CountAsync("share"));
        var act = Assert.Single(await corrector.ActsAsync(1, Cancel));
        Assert.Null(await corrector.UndoAsync(1, act.Id, Cancel));
        Assert.Equal($"{First}\n\n{Last}", await BodyAsync(temp));
        Assert.Equal(0, await temp.CountAsync("share"));
        Assert.NotEqual(LineCorrections.PutBack, (await ViewAsync(temp)).Lines[2].Rule);
    }

    [Fact]
    public async Task Names_quotes_and_counts_follow_a_paragraph_taken_out()
    {
        var (temp, corrector) = await WithArticleAsync();
        await using var _ = temp;
        var before = await ViewAsync(temp);
        Assert.Contains(before.Entities.Values, e => e.Name == "Martha Ellingham");
        Assert.Null(await corrector.CorrectAsync(1, 5, keep: false, Cancel));
        var after = await ViewAsync(temp);
        Assert.DoesNotContain(after.Entities.Values, e => e.Name == "Martha Ellingham");
        Assert.Empty(after.Quotes);
        Assert.Equal(before.Row.KeptLines - 1, after.Row.KeptLines);
        Assert.True(after.Row.Words < before.Row.Words);
        Assert.Empty(after.Revisions);
        await using var db = temp.Archive.Db();
        Assert.Equal(0, await db.Entities.Where(e => e.Name == "Martha Ellingham").Select(e => e.Articles)
            .SingleAsync(Cancel));
    }

    [Fact]
    public async Task Correction_outlives_importing_again_rereading_and_a_changed_file()
    {
        var (temp, corrector) = await WithArticleAsync();
        await using var _ = temp;
        await corrector.CorrectAsync(1, 3, keep: true, Cancel);
        await corrector.CorrectAsync(1, 5, keep: false, Cancel);
        var corrected = $"{First}\n\n{Menu}";
        await temp.ImportAsync(new() { Force = true });
        Assert.Equal(corrected, await BodyAsync(temp));
        var reread = await new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store: true, null, Cancel);
        Assert.Empty(reread.Changed);
        Assert.Equal(corrected, await BodyAsync(temp));
        temp.Write("bridge.txt", $"{First}\n\nA new paragraph says that the toll will be two pounds for every car "
            + $"and nothing for those who walk.\n\n{Menu}\n\n{Last}\n");
        await temp.ImportAsync();
        var body = await BodyAsync(temp);
        Assert.Contains("two pounds", body, StringComparison.Ordinal);
        Assert.EndsWith(Menu, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_paragraph_that_was_chosen_changes_of_two_with_one_text()
    {
        var (temp, corrector) = await WithArticleAsync($"{First}\n\n{Menu}\n\n{Last}\n\n{Menu}\n");
        await using var _ = temp;
        await corrector.CorrectAsync(1, 7, keep: true, Cancel);
        Assert.Equal($"{First}\n\n{Last}\n\n{Menu}", await BodyAsync(temp));
    }

    [Fact]
    public async Task Whoever_takes_out_again_what_they_put_back_has_undone_it()
    {
        var (temp, corrector) = await WithArticleAsync();
        await using var _ = temp;
        await corrector.CorrectAsync(1, 3, keep: true, Cancel);
        await corrector.CorrectAsync(1, 3, keep: false, Cancel);
        Assert.Empty(await corrector.ActsAsync(1, Cancel));
        Assert.Equal($"{First}\n\n{Last}", await BodyAsync(temp));
    }

    [Theory]
    [InlineData(1, 2, "no line of text")]
    [InlineData(1, 99, "no line of text")]
    [InlineData(7, 1, "no article 7")]
    public async Task What_cannot_be_changed_is_said(long article, int line, string problem)
    {
        var (temp, corrector) = await WithArticleAsync();
        await using var _ = temp;
        Assert.Contains(problem, await corrector.CorrectAsync(article, line, keep: true, Cancel),
            StringComparison.Ordinal);
        Assert.NotNull(await corrector.UndoAsync(1, 1, Cancel));
    }

    [Fact]
    public async Task Two_copies_are_no_copies_where_one_lost_its_text()
    {
        var temp = await TempArchive.CreateAsync();
        await using var _ = temp;
        temp.Write("a.txt", $"{First}\n\n{Last}\n");
        temp.Write("b.txt", $"{First}\n\n{Last}\n\n{Menu}\n");
        await temp.ImportAsync();
        Assert.Equal(1, (await ViewAsync(temp, 2)).Row.DuplicateOfId);
        var corrector = new LineCorrector(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System);
        await corrector.CorrectAsync(1, 1, keep: false, Cancel);
        Assert.Null((await ViewAsync(temp, 2)).Row.DuplicateOfId);
        await corrector.CorrectAsync(1, 1, keep: true, Cancel);
        Assert.Equal(2, (await ViewAsync(temp, 1)).Row.DuplicateOfId);
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Storage.Tests;

public class ReprintTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Bridge =
        "Mayor opens new bridge\n\nThe mayor opened the new bridge over the river on Friday, two years later than "
        + "planned, in " +
        "front of a small crowd that had waited in the rain since the early morning hours.\n";

    private const string Ferry =
        "Last ferry crosses river\n\nThe last ferry crossed the river on Saturday with a brass band on board, after a "
        + "hundred " +
        "and twelve years of service, and the captain said that he would miss the fog most of all.\n";

    private static async Task<TempArchive> ThreeEqualFilesAsync()
    {
        var temp = await TempArchive.CreateAsync();
        foreach (var name in new[] { "a.txt", "b.txt", "c.txt" }) temp.Write(name, Bridge);
        await temp.ImportAsync();
        return temp;
    }

    private static async Task<Dictionary<string, (long? DuplicateOf, long? CopyOf)>> RowsAsync(TempArchive temp)
    {
        await using var db = temp.Archive.Db();
        return await db.Articles.AsNoTracking()
            .ToDictionaryAsync(a => Path.GetFileName(a.Path), a => (a.DuplicateOfId, a.CopyOfId), Cancel);
    }

    private static async Task<List<string>> ProblemsAsync(TempArchive temp) =>
        [.. (await Checkup.RunAsync(temp.Archive, Cancel)).Where(f => f.Problem is not null).Select(f => f.Problem!)];

    [Fact]
    public async Task Equal_files_are_reprints_of_the_first()
    {
        await using var temp = await ThreeEqualFilesAsync();
        var rows = await RowsAsync(temp);
        Assert.Equal((null, null), rows["a.txt"]);
        Assert.Equal((1L, 1L), rows["b.txt"]);
        Assert.Equal((1L, 1L), rows["c.txt"]);
    }

    [Fact]
    public async Task Reprints_of_an_edited_original_have_a_new_original()
    {
        await using var temp = await ThreeEqualFilesAsync();
        temp.Write("a.txt", Ferry);
        await temp.ImportAsync();
        var rows = await RowsAsync(temp);
        Assert.Equal((null, null), rows["a.txt"]);
        Assert.Equal((null, null), rows["b.txt"]);
        Assert.Equal((2L, 2L), rows["c.txt"]);
        Assert.Empty(await ProblemsAsync(temp));
        await using var db = temp.Archive.Db();
        Assert.Equal(2, (await new BrowseQuery(temp.Archive, db).TextsAsync(1, 10, Cancel)).Total);
    }

    [Fact]
    public async Task Edited_reprint_is_a_text_of_its_own()
    {
        await using var temp = await ThreeEqualFilesAsync();
        temp.Write("b.txt", Ferry);
        await temp.ImportAsync();
        var rows = await RowsAsync(temp);
        Assert.Equal((null, null), rows["b.txt"]);
        Assert.Equal((1L, 1L), rows["c.txt"]);
        Assert.Empty(await ProblemsAsync(temp));
    }

    [Fact]
    public async Task File_edited_to_an_earlier_text_is_its_reprint_and_leaves_its_own_reprints_alone()
    {
        await using var temp = await ThreeEqualFilesAsync();
        temp.Write("d.txt", Ferry);
        await temp.ImportAsync();
        temp.Write("a.txt", Ferry);
        await temp.ImportAsync();
        var rows = await RowsAsync(temp);
        Assert.Equal(4L, rows["a.txt"].DuplicateOf);
        Assert.Null(rows["b.txt"].DuplicateOf);
        Assert.Equal(2L, rows["c.txt"].DuplicateOf);
        Assert.Empty(await ProblemsAsync(temp));
    }

    [Fact]
    public async Task Text_that_comes_after_the_edit_finds_the_new_original()
    {
        await using var temp = await ThreeEqualFilesAsync();
        temp.Write("a.txt", Ferry);
        temp.Write("z.txt", Bridge);
        await temp.ImportAsync();
        Assert.Equal(2L, (await RowsAsync(temp))["z.txt"].DuplicateOf);
        Assert.Empty(await ProblemsAsync(temp));
    }

    [Fact]
    public async Task Doctor_tells_of_a_reprint_of_another_text_and_reindex_mends_it()
    {
        await using var temp = await ThreeEqualFilesAsync();
        temp.Write("d.txt", Ferry);
        await temp.ImportAsync();
        await using (var db = temp.Archive.Db())
            await db.Articles.Where(a => a.Id == 4)
                .ExecuteUpdateAsync(a => a.SetProperty(x => x.DuplicateOfId, 1L), Cancel);
        Assert.Contains("1 reprints of another text", await ProblemsAsync(temp));
        await Checkup.ReindexAsync(temp.Archive, Cancel);
        Assert.Empty(await ProblemsAsync(temp));
        Assert.Null((await RowsAsync(temp))["d.txt"].DuplicateOf);
        Assert.Equal(1L, (await RowsAsync(temp))["c.txt"].DuplicateOf);
    }
}

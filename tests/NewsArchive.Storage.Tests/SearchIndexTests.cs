using Lucene.Net.Index;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;

namespace NewsArchive.Storage.Tests;

/// <summary>The index is a copy in other files: whatever becomes of them, a search finds what the archive
/// holds.</summary>
public class SearchIndexTests
{
    private static async Task<TempArchive> ImportedAsync(string text = "The harbour was closed.")
    {
        var temp = await TempArchive.CreateAsync();
        temp.Write("a.txt", $"Storm over the coast\n\n{text} Nobody was hurt in the town, the mayor said on Monday.");
        temp.Write("b.txt", "Bridge opens\n\nThe bridge over the river was opened. The mayor cut the ribbon in the rain.");
        await temp.ImportAsync();
        return temp;
    }

    private static string FolderOf(TempArchive temp) => IndexPlace.FolderOf(temp.Archive.Beside);

    private static async Task<int> CountAsync(TempArchive temp, string query)
    {
        using var archive = await StorageSetup.OpenToReadAsync(temp.Location, Cancel);
        return await new SearchQuery(archive, TimeProvider.System).CountAsync(new(query), Cancel);
    }

    private static async Task<IEnumerable<string?>> ProblemsAsync(TempArchive temp)
    {
        using var archive = await StorageSetup.OpenToReadAsync(temp.Location, Cancel);
        return (await Checkup.RunAsync(archive, Cancel)).Select(f => f.Problem).Where(p => p is not null);
    }

    [Fact]
    public async Task Missing_index_is_made_anew()
    {
        await using var temp = await ImportedAsync();
        Directory.Delete(FolderOf(temp), recursive: true);
        Assert.Equal(1, await CountAsync(temp, "harbour"));
        Assert.NotEmpty(Directory.GetFiles(FolderOf(temp)));
    }

    [Fact]
    public async Task Index_of_another_archive_is_not_taken_for_this_one()
    {
        await using var temp = await ImportedAsync();
        await using var other = await ImportedAsync("A volcano broke out.");
        Directory.Delete(FolderOf(temp), recursive: true);
        Directory.Move(FolderOf(other), FolderOf(temp));
        Assert.Equal(1, await CountAsync(temp, "harbour"));
        Assert.Equal(0, await CountAsync(temp, "volcano"));
        Assert.Empty(await ProblemsAsync(temp));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Damaged_files_are_made_anew(int kind)
    {
        await using var temp = await ImportedAsync();
        foreach (var file in Directory.GetFiles(FolderOf(temp)))
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancel);
            await File.WriteAllBytesAsync(file,
                kind == 0 ? [] : kind == 1 ? bytes[..(bytes.Length / 2)] : [.. bytes.Select(b => (byte)~b)], Cancel);
        }
        Assert.Equal(1, await CountAsync(temp, "harbour"));
        Assert.Empty(await ProblemsAsync(temp));
    }

    [Fact]
    public async Task Each_damaged_byte_is_noticed_or_does_no_harm()
    {
        await using var temp = await ImportedAsync();
        var random = new Random(5);
        var files = Directory.GetFiles(FolderOf(temp), "_*").ToDictionary(f => f, File.ReadAllBytes);
        for (var trial = 0; trial < 20; trial++)
        {
            foreach (var (path, whole) in files) await File.WriteAllBytesAsync(path, whole, Cancel);
            var (file, bytes) = files.ElementAt(random.Next(files.Count));
            var damaged = (byte[])bytes.Clone();
            damaged[random.Next(damaged.Length)] ^= 0x55;
            await File.WriteAllBytesAsync(file, damaged, Cancel);
            using var archive = await StorageSetup.OpenAsync(temp.Location, Cancel);
            if ((await Checkup.RunAsync(archive, Cancel)).Exists(f => f.Problem is not null))
                await Checkup.ReindexAsync(archive, Cancel);
            Assert.Equal(1, await new SearchQuery(archive, TimeProvider.System).CountAsync(new("harbour"), Cancel));
            files = Directory.GetFiles(FolderOf(temp), "_*").ToDictionary(f => f, File.ReadAllBytes);
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_written_beside_the_archive_the_index_is_in_memory()
    {
        await using var temp = await ImportedAsync();
        Directory.Delete(FolderOf(temp), recursive: true);
        await File.WriteAllTextAsync(FolderOf(temp), "not a folder", Cancel);
        Assert.Equal(1, await CountAsync(temp, "harbour"));
        Assert.Equal("not a folder", await File.ReadAllTextAsync(FolderOf(temp), Cancel));
    }

    [Fact]
    public async Task While_another_process_writes_the_last_state_is_read_and_said_to_be_old()
    {
        await using var temp = await ImportedAsync();
        using var archive = await StorageSetup.OpenToReadAsync(temp.Location, Cancel);
        var search = new SearchQuery(archive, TimeProvider.System);
        Assert.Equal(0, (await search.RunAsync(new("harbour"), Cancel)).Behind);
        using (var place = new IndexPlace(temp.Archive.Beside))
        using (place.Writer(OpenMode.APPEND))
        {
            await using (var db = temp.Archive.Db())
                await db.Articles.Where(a => a.Headline == "Bridge opens")
                    .ExecuteUpdateAsync(a => a.SetProperty(x => x.Headline, "Volcano opens"), Cancel);
            var result = await search.RunAsync(new("harbour"), Cancel);
            Assert.Equal((1, 1), (result.Total, result.Behind));
            Assert.Equal(0, (await search.RunAsync(new("volcano"), Cancel)).Total);
        }
        var after = await search.RunAsync(new("volcano"), Cancel);
        Assert.Equal((1, 0), (after.Total, after.Behind));
    }

    [Fact]
    public async Task What_changes_or_goes_in_the_archive_does_so_in_the_index()
    {
        await using var temp = await ImportedAsync();
        Assert.Equal(2, await CountAsync(temp, "mayor"));
        await using var db = temp.Archive.Db();
        await db.Articles.Where(a => a.Headline == "Bridge opens")
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Body, "Nothing is left of it."), Cancel);
        Assert.Equal(1, await CountAsync(temp, "mayor"));
        await db.Articles.Where(a => a.Headline == "Bridge opens").ExecuteDeleteAsync(Cancel);
        Assert.Equal(0, await CountAsync(temp, "nothing"));
        Assert.Empty(await ProblemsAsync(temp));
    }

    [Fact]
    public async Task An_index_that_is_newer_than_its_archive_is_made_anew()
    {
        await using var temp = await ImportedAsync();
        await using var db = temp.Archive.Db();
        await db.ArticleChanges.ExecuteUpdateAsync(c => c.SetProperty(x => x.Number, x => x.Number + 100), Cancel);
        Assert.Equal(2, await CountAsync(temp, "mayor"));
        await db.ArticleChanges.ExecuteUpdateAsync(c => c.SetProperty(x => x.Number, x => x.Number - 100), Cancel);
        Assert.Equal(2, await CountAsync(temp, "mayor"));
        Assert.Empty(await ProblemsAsync(temp));
    }

    [Fact]
    public async Task Doctor_sees_an_index_that_holds_something_else()
    {
        await using var temp = await ImportedAsync();
        using (var archive = await StorageSetup.OpenAsync(temp.Location, Cancel))
        {
            await using var db = archive.Db();
            await db.Database.ExecuteSqlRawAsync(
                "CREATE TABLE Kept AS SELECT * FROM ArticleChanges; UPDATE Articles SET Body = 'Other words.'; "
                + "DELETE FROM ArticleChanges; INSERT INTO ArticleChanges SELECT * FROM Kept; DROP TABLE Kept",
                    Cancel);
        }
        Assert.Contains(await ProblemsAsync(temp), p => p!.Contains("2 differ", StringComparison.Ordinal));
        using var opened = await StorageSetup.OpenAsync(temp.Location, Cancel);
        await Checkup.ReindexAsync(opened, Cancel);
        Assert.Empty(await ProblemsAsync(temp));
        Assert.Equal(0, await CountAsync(temp, "mayor"));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}

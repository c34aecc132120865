using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

public class SearchCacheTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Article(int number) =>
        $"Harbour report {number}\n\nThe harbour master of Saltmouth counted {number} ships on Friday, more than in "
        + $"any week since " +
        "the old pier was closed, and said that the summer would be busy.\n";

    [Fact]
    public async Task Every_import_is_found_by_the_next_search()
    {
        await using var temp = await TempArchive.CreateAsync();
        for (var number = 1; number <= 12; number++)
        {
            temp.Write($"{number}.txt", Article(number));
            await temp.ImportAsync();
            Assert.Equal(number, await temp.CountAsync("harbour"));
        }
    }

    [Fact]
    public async Task Writes_while_a_search_holds_its_state_are_found_by_the_next()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("1.txt", Article(1));
        await temp.ImportAsync();
        await using var db = temp.Archive.Db();
        var connection = db.Database.GetDbConnection();
        await using var snapshot = SqlEngine.Of(connection).Snapshot(connection);
        await db.Database.UseTransactionAsync(snapshot, Cancel);
        Assert.Equal(1, await db.Articles.CountAsync(Cancel));
        temp.Write("2.txt", Article(2));
        await temp.ImportAsync();
        Assert.Equal(1, await db.Articles.CountAsync(Cancel));
        Assert.Equal(2, await temp.CountAsync("harbour"));
    }

    [Fact]
    public async Task Corrected_name_is_found_at_once()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        Assert.Equal(2, await temp.CountAsync("entity:WhatsApp"));
        await using var db = temp.Archive.Db();
        var id = await db.Entities.Where(e => e.Name == "WhatsApp").Select(e => e.Id).SingleAsync(Cancel);
        await new NameCorrector(db, TimeProvider.System).RenameAsync(id, "Green Messenger", Cancel);
        Assert.Equal(2, await temp.CountAsync("entity:\"Green Messenger\""));
    }

    [Fact]
    public async Task Searches_side_by_side_with_imports_never_fail_and_never_count_backwards()
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("0.txt", Article(0));
        await temp.ImportAsync();
        var isDone = false;
        var searching = Task.Run(async () =>
        {
            var last = 0;
            while (!Volatile.Read(ref isDone))
            {
                var found = await temp.CountAsync("harbour");
                Assert.True(found >= last, $"{found} after {last}");
                last = found;
            }
        }, Cancel);
        for (var number = 1; number <= 15; number++)
        {
            temp.Write($"{number}.txt", Article(number));
            await temp.ImportAsync();
        }
        Volatile.Write(ref isDone, true);
        await searching;
        Assert.Equal(16, await temp.CountAsync("harbour"));
    }

    [Fact]
    public async Task Hits_that_need_no_marks_have_none()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var marked = await temp.Search.RunAsync(new("whatsapp"), Cancel);
        var bare = await temp.Search.RunAsync(new("whatsapp", Marked: false), Cancel);
        Assert.All(marked.Hits, h => Assert.NotEmpty(h.Snippet));
        Assert.All(bare.Hits, h => Assert.Empty(h.Snippet.Concat(h.Headline)));
        Assert.Equal(marked.Hits.Select(h => (h.Article.Id, h.Score)), bare.Hits.Select(h => (h.Article.Id, h.Score)));
    }
}

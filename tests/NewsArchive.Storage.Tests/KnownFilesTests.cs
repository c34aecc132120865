using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Tests;

/// <summary>What is imported again is read only where anything of it can have changed.</summary>
public class KnownFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly DateTime LongAgo = new(2020, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private const string Body = "The council decided on Monday to build a bridge across the river, the mayor said.";

    private static string Report(string headline, string body = Body) =>
        $"{headline}\n\n{body}\n\nWork begins next year.\n";

    private static string WriteOld(TempArchive temp, string name, string text)
    {
        var path = temp.Write(name, text);
        File.SetLastWriteTimeUtc(path, LongAgo);
        return path;
    }

    private static async Task<ImportReport> ImportAsync(TempArchive temp) =>
        await temp.ImportAsync(new ImportOptions());

    [Fact]
    public async Task Unchanged_file_is_counted_without_being_read()
    {
        await using var temp = await TempArchive.CreateAsync();
        var path = WriteOld(temp, "bridge.txt", Report("Town to build a bridge"));
        Assert.Equal(1, (await ImportAsync(temp)).Added);
        // Other words of the same length under the same time would be seen by reading, and only by it.
        await File.WriteAllTextAsync(path, Report("Town to build a tunnel"), Cancel);
        File.SetLastWriteTimeUtc(path, LongAgo);
        var again = await ImportAsync(temp);
        Assert.Equal((1, 0), (again.Unchanged, again.Updated));
        Assert.Equal(1, (await temp.ImportAsync(new ImportOptions(Force: true))).Updated);
    }

    [Fact]
    public async Task Time_that_changed_alone_changes_nothing_and_content_that_changed_is_read()
    {
        await using var temp = await TempArchive.CreateAsync();
        var path = WriteOld(temp, "bridge.txt", Report("Town to build a bridge"));
        await ImportAsync(temp);
        File.SetLastWriteTimeUtc(path, LongAgo.AddHours(1));
        var touched = await ImportAsync(temp);
        Assert.Equal((1, 0), (touched.Unchanged, touched.Updated));
        await File.WriteAllTextAsync(path, Report("Town to build a tunnel"), Cancel);
        File.SetLastWriteTimeUtc(path, LongAgo.AddHours(2));
        Assert.Equal(1, (await ImportAsync(temp)).Updated);
        Assert.Equal(1, (await ImportAsync(temp)).Unchanged);
    }

    [Fact]
    public async Task File_that_changed_shortly_before_it_was_read_is_told_by_its_content()
    {
        await using var temp = await TempArchive.CreateAsync();
        var path = temp.Write("bridge.txt", Report("Town to build a bridge"));
        var time = File.GetLastWriteTimeUtc(path);
        await ImportAsync(temp);
        await File.WriteAllTextAsync(path, Report("Town to build a tunnel"), Cancel);
        File.SetLastWriteTimeUtc(path, time);
        Assert.Equal(1, (await ImportAsync(temp)).Updated);
    }

    [Fact]
    public async Task What_stands_beside_a_file_and_other_options_are_seen()
    {
        await using var temp = await TempArchive.CreateAsync();
        WriteOld(temp, "bridge.txt", Report("Town to build a bridge"));
        await ImportAsync(temp);
        Assert.Equal(1, (await temp.ImportAsync(new ImportOptions(Source: "The Gazette"))).Updated);
        temp.Write("bridge.json", """{ "author": "Anna Hill" }""");
        Assert.Equal(1, (await ImportAsync(temp)).Updated);
        Assert.Equal(1, (await ImportAsync(temp)).Unchanged);
    }

    [Fact]
    public async Task File_with_a_failure_is_read_and_reported_again()
    {
        await using var temp = await TempArchive.CreateAsync();
        var good = "{\"title\": \"Town to build a bridge\", \"text\": \"" + Body + "\"}\n";
        var path = WriteOld(temp, "many.jsonl", good + "{ broken\n");
        Assert.Equal(1, (await ImportAsync(temp)).Failed);
        Assert.Equal((1, 1), ((await ImportAsync(temp)) is var again ? (again.Unchanged, again.Failed) : default));
        await using var db = temp.Archive.Db();
        Assert.Equal(0, await db.Files.CountAsync(Cancel));
        Assert.True(File.Exists(path));
    }

    [Fact]
    public async Task Report_of_an_unchanged_file_names_every_document()
    {
        await using var temp = await TempArchive.CreateAsync();
        var lines = Enumerable.Range(1, 300).Select(n => JsonSerializer.Serialize(new
        {
            id = $"a{n}",
            title = $"Report number {n} of the council",
            text = $"{Body} It is number {n} of many, of which each has {n} words and {n * 7} letters.",
        }));
        WriteOld(temp, "many.jsonl", string.Join('\n', lines));
        var first = await ImportAsync(temp);
        Assert.Equal(300, first.Counts.Documents);
        var again = await ImportAsync(temp);
        Assert.Equal(300, again.Unchanged);
        Assert.Equal(first.Characters, again.Characters);
        Assert.Equal(first.Results.Select(r => (r.Document, r.ArticleId, r.Headline)).Order(),
            again.Results.Select(r => (r.Document, r.ArticleId, r.Headline)).Order());
        Assert.All(again.Results, r => Assert.Equal(ImportStatus.Unchanged, r.Status));
        await using var db = temp.Archive.Db();
        Assert.Equal(1, await db.Files.CountAsync(Cancel));
    }
}

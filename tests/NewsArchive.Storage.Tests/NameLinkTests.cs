using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;

namespace NewsArchive.Storage.Tests;

/// <summary>What the whole archive tells of names, and what people say against it.</summary>
public class NameLinkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[] Towns = ["Bergen", "Oslo", "Molde", "Narvik", "Larvik", "Bodo", "Hamar", "Skien",
        "Alta", "Moss", "Drammen", "Halden"];

    private static string InFull(int i) =>
        $"Harbour plan {i}\n\nMinister Anna Quellan said on Monday that Norway would rebuild the harbour of {Towns[i % 12]}. "
        + $"“We will build number {i} before the winter,” Quellan said.\n";

    private static string InShort(int i) =>
        $"Quellan in {Towns[i]}\n\nOn Tuesday the crowd in {Towns[i]} cheered when Mr Quellan opened bridge number {i}. “It is "
        + $"bridge number {i} of many,” said Mr Quellan.\n";

    private static async Task<TempArchive> FilledAsync(IEnumerable<int>? order = null)
    {
        var temp = await TempArchive.CreateAsync();
        foreach (var i in order ?? Enumerable.Range(0, 22))
            await temp.ImportAsync(paths: temp.Write($"{i}.txt", i < 20 ? InFull(i) : InShort(i - 20)));
        return temp;
    }

    private static async Task<List<string>> PeopleAsync(TempArchive temp)
    {
        await using var db = temp.Archive.Db();
        return await db.Entities.Where(e => e.Articles > 0 && e.Kind == NewsArchive.Entities.EntityKind.Person)
            .OrderBy(e => e.Name).Select(e => $"{e.Name} {e.Articles}").ToListAsync(Cancel);
    }

    [Fact]
    public async Task A_surname_alone_is_the_one_whom_the_archive_knows_and_so_is_who_said_it()
    {
        await using var temp = await FilledAsync();
        Assert.Equal(["Anna Quellan 22"], await PeopleAsync(temp));
        await using var db = temp.Archive.Db();
        var anna = await db.Entities.SingleAsync(e => e.Name == "Anna Quellan", Cancel);
        Assert.Equal(22, await db.Quotes.CountAsync(q => q.SpeakerId == anna.Id, Cancel));
        var surname = await db.Entities.SingleAsync(e => e.FoundName == "Quellan", Cancel);
        Assert.Equal(anna.Id, (await new EntityQuery(temp.Archive, db).CurrentAsync(surname.Id, Cancel))!.Id);
        var view = await new EntityQuery(temp.Archive, db).ViewAsync(anna, 1, 10, Cancel);
        Assert.Equal("20 of 20 articles with a full name mean Anna Quellan", Assert.Single(view.Aliases, a =>
            a.Linked == surname.Id).Reason);
    }

    [Fact]
    public async Task Order_of_import_changes_nothing()
    {
        await using var usual = await FilledAsync();
        await using var other = await FilledAsync([21, 3, 0, 20, .. Enumerable.Range(4, 16), 2, 1]);
        Assert.Equal(await PeopleAsync(usual), await PeopleAsync(other));
    }

    [Fact]
    public async Task What_people_keep_apart_stays_apart_until_they_take_it_back()
    {
        await using var temp = await FilledAsync();
        long anna, surname;
        await using (var db = temp.Archive.Db())
            (anna, surname) = (await db.Entities.Where(e => e.FoundName == "Anna Quellan").Select(e =>
                e.Id).SingleAsync(Cancel),
                await db.Entities.Where(e => e.FoundName == "Quellan").Select(e => e.Id).SingleAsync(Cancel));
        var corrector = new ArticleCorrector(temp.Archive, new ArticlePipeline(TimeProvider.System),
            TimeProvider.System, new Actor("Ida"));
        var act = await corrector.TellApartAsync("entity", anna, surname, Cancel);
        Assert.Equal(["Anna Quellan 20", "Quellan 2"], await PeopleAsync(temp));
        await temp.ImportAsync(paths: temp.Write("more.txt", InShort(3)));
        Assert.Equal(["Anna Quellan 20", "Quellan 3"], await PeopleAsync(temp));
        await corrector.UndoAsync(act.Done!.Value, Cancel);
        Assert.Equal(["Anna Quellan 23"], await PeopleAsync(temp));
    }

    [Fact]
    public async Task A_name_that_somebody_corrected_is_not_joined()
    {
        await using var temp = await FilledAsync(Enumerable.Range(0, 3).Append(20).Append(21));
        Assert.Equal(["Anna Quellan 3", "Quellan 2"], await PeopleAsync(temp));
        await using (var db = temp.Archive.Db())
            await new NameCorrector(db, TimeProvider.System).RenameAsync(
                await db.Entities.Where(e => e.FoundName == "Quellan").Select(e => e.Id).SingleAsync(Cancel),
                    "Old Quellan", Cancel);
        await temp.ImportAsync(paths: [.. Enumerable.Range(3, 17).Select(i => temp.Write($"{i}.txt", InFull(i)))]);
        Assert.Equal(["Anna Quellan 20", "Old Quellan 2"], await PeopleAsync(temp));
    }

    [Fact]
    public async Task A_second_of_the_name_parts_what_was_joined()
    {
        await using var temp = await FilledAsync();
        await temp.ImportAsync(paths: [.. Enumerable.Range(0, 12).Select(i => temp.Write($"b{i}.txt",
            $"Goal {i}\n\nStriker Bruno Quellan scored goal {i} in {Towns[i]} for Brann against Rosenborg on Sunday.\n"))]);
        Assert.Equal(["Anna Quellan 20", "Bruno Quellan 12", "Quellan 2"], await PeopleAsync(temp));
    }
}

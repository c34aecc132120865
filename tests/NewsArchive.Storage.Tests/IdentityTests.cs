using Microsoft.EntityFrameworkCore;

namespace NewsArchive.Storage.Tests;

/// <summary>Which article a document is when its file has changed.</summary>
public class IdentityTests
{
    private const string Bridge = "The old stone bridge will be closed until June while masons repair its arches.",
        Chess = "Pupils of the village school won the regional chess cup for the first time in its history.",
        Fire = "Firefighters brought a blaze at the paper mill under control early on Tuesday, nobody was hurt.";

    private static string Line(string title, string text, string? url = null) =>
        System.Text.Json.JsonSerializer.Serialize(url is null ? new { title, text } : (object)new
        {
            title,
            text,
            url
        });

    private static async Task<List<(long Id, string? Headline, string Body)>> Import(
        TempArchive archive, params string[] lines)
    {
        archive.Write("news.jsonl", string.Join('\n', lines) + "\n");
        await archive.ImportAsync();
        await using var db = archive.Archive.Db();
        return [.. (await db.Articles.OrderBy(a => a.Id).Select(a => new { a.Id, a.Headline,
            a.Body }).ToListAsync(TestContext.Current.CancellationToken))
            .Select(a => (a.Id, a.Headline, a.Body))];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_that_rolls_on_loses_no_article(bool withAddress)
    {
        await using var archive = await TempArchive.CreateAsync();
        string? Url(string name) => withAddress ? "https://valley.example/" + name : null;
        await Import(archive, Line("Bridge", Bridge, Url("bridge")), Line("Chess", Chess, Url("chess")));
        var after = await Import(archive, Line("Fire", Fire, Url("fire")), Line("Bridge", Bridge, Url("bridge")));
        Assert.Equal([(1, "Bridge"), (2, "Chess"), (3, "Fire")], after.Select(a => (a.Id, a.Headline)));
    }

    [Fact]
    public async Task Text_that_is_corrected_in_its_place_stays_the_same_article()
    {
        await using var archive = await TempArchive.CreateAsync();
        await Import(archive, Line("Bridge", Bridge), Line("Chess", Chess));
        var after = await Import(archive,
            Line("Bridge", Bridge.Replace("June", "July", StringComparison.Ordinal)), Line("Chess", Chess));
        Assert.Equal([1, 2], after.Select(a => a.Id));
        Assert.Contains("July", after[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Next_report_made_to_the_same_form_is_another_article()
    {
        await using var archive = await TempArchive.CreateAsync();
        string Report(int number) => Line($"Tide times, report {number}",
            $"The report number {number} of the harbour office says that the tide was high and the boats stayed in.");
        await Import(archive, Report(1), Report(2));
        var after = await Import(archive, Report(3), Report(4));
        Assert.Equal(4, after.Count);
    }

    [Fact]
    public async Task Address_that_two_documents_share_tells_nothing()
    {
        await using var archive = await TempArchive.CreateAsync();
        const string Live = "https://valley.example/live";
        await Import(archive, Line("Bridge", Bridge, Live), Line("Chess", Chess, Live));
        var after = await Import(archive, Line("Fire", Fire, Live), Line("Bridge", Bridge, Live));
        Assert.Equal([(1, "Bridge"), (2, "Chess"), (3, "Fire")], after.Select(a => (a.Id, a.Headline)));
    }

    [Fact]
    public async Task Path_that_is_given_otherwise_is_the_same_file()
    {
        await using var archive = await TempArchive.CreateAsync();
        await Import(archive, Line("Bridge", Bridge), Line("Chess", Chess));
        archive.Write("news.jsonl",
            Line("Bridge", Bridge.Replace("June", "July", StringComparison.Ordinal)) + "\n" + Line("Chess",
                Chess) + "\n");
        await archive.ImportAsync(null, Path.Combine(archive.Folder, "..", Path.GetFileName(archive.Folder)));
        Assert.Equal(2, await archive.CountAsync(""));
    }

    [Fact]
    public async Task Article_of_an_archive_that_knew_places_only_keeps_its_number()
    {
        await using var archive = await TempArchive.CreateAsync();
        await Import(archive, Line("Bridge", Bridge), Line("Chess", Chess));
        await using (var db = archive.Archive.Db())
            foreach (var row in await db.Articles.ToListAsync(TestContext.Current.CancellationToken))
            {
                row.Origin = row.Origin[..(row.Origin.IndexOf('#', StringComparison.Ordinal) + 1)] + row.Ordinal;
                await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            }
        var after = await Import(archive, Line("Fire", Fire), Line("Bridge", Bridge), Line("Chess", Chess));
        Assert.Equal([(1, "Bridge"), (2, "Chess"), (3, "Fire")], after.Select(a => (a.Id, a.Headline)));
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Lines;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Tests;

/// <summary>Whatever other rules may have left in an archive, reading again tells of it and mends it.</summary>
public class RereadFieldsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Fields() =>
        ["headline", "standfirst", "bylines", "source", "published", "updated", "dateline", "language", "url", "body",
            "lines", "names", "quotes"];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Field_that_differs_is_counted_and_then_mended(string field)
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        long spoilt;
        await using (var db = temp.Archive.Db()) spoilt = await SpoilAsync(db, field);
        var rereader = new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System);
        var counted = await rereader.RunAsync(store: false, null, Cancel);
        Assert.Equal([spoilt], counted.Changed);
        Assert.Equal([field], counted.Fields.Keys);
        await new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store: true, null, Cancel);
        var again = await new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store: false, null, Cancel);
        Assert.Empty(again.Changed);
    }

    /// <returns>The article that differs now.</returns>
    private static async Task<long> SpoilAsync(ArchiveDb db, string field)
    {
        // One of the seeds quotes nobody.
        var id = field == "quotes" ? await db.Quotes.Select(q => q.ArticleId).FirstAsync(Cancel) : 1;
        var article = await db.Articles.SingleAsync(a => a.Id == id, Cancel);
        switch (field)
        {
            case "headline": article.Headline = "another"; break;
            case "standfirst": article.Standfirst = "another"; break;
            case "bylines": article.Byline = "another"; break;
            case "source": article.SourceName = "another"; break;
            case "published": article.Published = new(1999, 1, 1, 0, 0, 0, DateTimeKind.Utc); break;
            case "dateline": article.Dateline = "another"; break;
            case "language": article.Language = "fr"; break;
            case "url": article.Url = "https://another.example/"; break;
            case "body": article.Body += "\n\nAnother paragraph."; break;
            case "updated":
                await ChangeAsync(db, r => r with
                {
                    Evidence = [.. r.Evidence.Select(e =>
                        e is { Field: "updated", IsRejected: false } ? e with { Value = "1999-01-01" } : e)]
                }); break;
            case "lines":
                await ChangeAsync(db, r => r with
                {
                    Lines = r.Lines.Replace(r.Lines.First(l => l.Kind == LineKind.Body),
                        r.Lines.First(l => l.Kind == LineKind.Body) with { Kind = LineKind.Boilerplate })
                }); break;
            case "names":
                await db.Mentions.Where(m => m.ArticleId == 1).OrderBy(m => m.Start).Take(1)
                    .ExecuteDeleteAsync(Cancel); break;
            default:
                (await db.Quotes.OrderBy(q => q.Id).FirstAsync(q => q.ArticleId == id, Cancel)).Cue =
            "another"; break;
        }
        await db.SaveChangesAsync(Cancel);
        return id;
    }

    private static async Task ChangeAsync(ArchiveDb db, Func<StoredReading, StoredReading> change)
    {
        var row = await db.Readings.SingleAsync(r => r.ArticleId == 1, Cancel);
        row.Data = change(StoredReading.Read(row.Data)).Write();
    }

    [Fact]
    public async Task Name_that_changed_its_kind_is_counted()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        var whatsapp = await db.Entities.SingleAsync(e => e.Name == "WhatsApp", Cancel);
        whatsapp.Key = "Place:whatsapp";
        whatsapp.FoundKind = EntityKind.Place;
        await db.SaveChangesAsync(Cancel);
        var counted = await new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store: false, null, Cancel);
        Assert.Equal(2, counted.Fields["names"]);
    }

    [Fact]
    public async Task Corrections_by_hand_are_no_change_of_the_reading()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using (var db = temp.Archive.Db())
        {
            var names =
                await db.Entities.Where(e => e.Articles == 2 && e.Kind == EntityKind.Organisation).OrderBy(e => e.Id)
                    .ToListAsync(Cancel);
            var corrector = new Names.NameCorrector(db, TimeProvider.System);
            Assert.Null((await corrector.RenameAsync(names[0].Id, "Another name", Cancel)).Problem);
        }
        var counted = await new Rereader(temp.Archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store: false, null, Cancel);
        Assert.Empty(counted.Changed);
    }
}

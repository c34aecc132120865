using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Tests;

/// <summary>
/// Archives that released versions made, in <c>Archives/</c>: both seeds, a made-up report, and a person renamed by
/// hand. They open, keep numbers and corrections, and what was cut off in the middle is made up.
/// </summary>
public sealed class ReleasedSchemaTests : FolderTests
{
    public static TheoryData<string> Versions() =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Archives"), "*.db.gz").Select(f =>
            Path.GetFileName(f)!)];

    private string Unpack(string version) => Unpack(version, Folder);

    internal static string Unpack(string version, string folder)
    {
        var path = Path.Combine(folder, "archive.db");
        using var packed = new GZipStream(
            File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Archives", version)), CompressionMode.Decompress);
        using var file = File.Create(path);
        packed.CopyTo(file);
        return path;
    }

    private static async Task<Dictionary<string, (long Id, string? Headline)>> ArticlesAsync(string path)
    {
        await using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        await connection.OpenAsync(Cancel);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Origin, Id, Headline FROM Articles";
        Dictionary<string, (long, string?)> found = [];
        await using var rows = await command.ExecuteReaderAsync(Cancel);
        while (await rows.ReadAsync(Cancel))
            found[Path.GetFileName(rows.GetString(0))] = (rows.GetInt64(1), rows.IsDBNull(2)
                ? null : rows.GetString(2));
        return found;
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Archive_of_a_released_version_opens_and_keeps_numbers_and_corrections(string version)
    {
        var path = Unpack(version);
        var before = await ArticlesAsync(path);
        Assert.Equal(3, before.Count);
        using var archive = await StorageSetup.OpenToReadAsync(path, Cancel);
        Assert.Equal(before, await ArticlesAsync(path));
        Assert.Equal(2, await new SearchQuery(archive, TimeProvider.System).CountAsync(new("peskov"), Cancel));
        await using var db = archive.Db();
        Assert.Equal(1, await db.Entities.CountAsync(e => e.Name == "Anna B. Hill" && e.Articles == 1, Cancel));
        Assert.DoesNotContain(await Checkup.RunAsync(archive, Cancel), f => f.Problem is not null);
        await new Rereader(archive, new ArticlePipeline(TimeProvider.System), TimeProvider.System)
            .RunAsync(store: true, null, Cancel);
        Assert.Equal(before.ToDictionary(a => a.Key, a => a.Value.Id),
            (await ArticlesAsync(path)).ToDictionary(a => a.Key, a => a.Value.Id));
        Assert.Equal(1, await db.Entities.CountAsync(e => e.Name == "Anna B. Hill" && e.Articles == 1, Cancel));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Upgrade_that_was_cut_off_after_its_schema_is_made_up(string version)
    {
        var path = Unpack(version);
        using (var place = new SqlitePlace(path)) await place.MigrateAsync(Cancel);
        using var opened = await StorageSetup.OpenToReadAsync(path, Cancel);
        Assert.Equal(2, await new SearchQuery(opened, TimeProvider.System).CountAsync(new("peskov"), Cancel));
        Assert.DoesNotContain(await Checkup.RunAsync(opened, Cancel), f => f.Problem is not null);
    }

    [Fact]
    public async Task Quotes_of_an_archive_made_before_corrections_are_kept()
    {
        await using var old =
            new ArchiveDb(new DbContextOptionsBuilder<ArchiveDb>()
                .UseSqlite($"Data Source={Path.Combine(Folder, "old.db")};Pooling=false").Options);
        await old.GetService<IMigrator>().MigrateAsync("KeepRevisions", Cancel);
        await old.Database
            .ExecuteSqlRawAsync(
            "INSERT INTO Quotes (ArticleId, Start, End, Text, SpeakerId, Cue, Line) VALUES (1, 5, 20, 'as it was "
            + "before', 3, 'said', 2)", Cancel);
        await old.Database.MigrateAsync(Cancel);
        var quote = await old.Quotes.SingleAsync(Cancel);
        Assert.Equal(("as it was before", 3L, 3L, quote.Id),
            (quote.Text, quote.SpeakerId!.Value, quote.SpeakerFoundId!.Value, quote.GroupId));
    }
}

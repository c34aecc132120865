using FsCheck;
using FsCheck.Fluent;
using NewsArchive.Decoding;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

/// <summary>What reading an article gave comes back as it was stored, from archives of earlier versions too.</summary>
public sealed class StoredReadingTests : FolderTests
{
    private static readonly StoredReading Sample = new(
        [new(1, LineKind.Headline, "„Čt “\u0000 \ud83d\ude00", "the headline", .75, 0),
            new(2, LineKind.Blank, "", "", 1, 0)],
        [new(1, 3, "mojibake", "Ã©", "é")],
        [new("headline", false, null, InferenceStatus.Absent, 0, null, null),
            new("source", true, "BBC", InferenceStatus.Inferred, .5, 2, "")]);

    private static void Same(StoredReading expected, StoredReading found)
    {
        Assert.Equal(expected.Lines, found.Lines);
        Assert.Equal(expected.Repairs, found.Repairs);
        Assert.Equal(expected.Evidence, found.Evidence);
    }

    [Fact]
    public void Reading_comes_back_as_it_was() => Same(Sample, StoredReading.Read(Sample.Write()));

    [Fact]
    public void Any_text_comes_back_as_it_was() => Prop.ForAll((NonNull<string> text, int number, bool flag) =>
    {
        // Half of a pair of surrogates is no text and cannot stand in UTF-8.
        var line = new string([.. text.Get.Where(c => !char.IsSurrogate(c))]);
        var reading = new StoredReading([new(Math.Abs(number % 100_000), LineKind.Body, line, line, number, 0)], [],
            [new(line, flag, flag ? line : null, InferenceStatus.Declared, number, flag ? 7 : null, line)]);
        Same(reading, StoredReading.Read(reading.Write()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Damaged_reading_and_one_of_a_later_version_are_told()
    {
        var data = Sample.Write();
        Assert.Throws<FormatException>(() => StoredReading.Read([]));
        Assert.Throws<FormatException>(() => StoredReading.Read([99, .. data[1..]]));
        // The compression may end with bytes that hold nothing.
        for (var cut = 1; cut < data.Length - 4; cut++)
            Assert.ThrowsAny<FormatException>(() => StoredReading.Read(data[..cut]));
    }

    [Fact]
    public async Task Rows_of_an_earlier_version_become_the_same_reading()
    {
        var path = ReleasedSchemaTests.Unpack("0.2-parts-as-rows.db.gz", Folder);
        Dictionary<long, StoredReading> before = [];
        long lines = 0;
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={path};Pooling=false"))
        {
            connection.Open();
            for (var id = 1; id <= 3; id++) before[id] = new(
                [.. Rows(connection, "SELECT Number, Kind, Text, Rule, Confidence, Block FROM Lines WHERE ArticleId = ? ORDER BY Number", id,
                    r => new ClassifiedLine((int)r.Long(0), r.Enum<LineKind>(1), r.String(2), r.String(3),
                        r.Double(4), (int)r.Long(5)))],
                Rows(connection, "SELECT Line, Start, Rule, Before, After FROM Repairs WHERE ArticleId = ? ORDER BY Place", id,
                    r => new RepairStep((int)r.Long(0), (int)r.Long(1), r.String(2), r.String(3), r.String(4))),
                Rows(connection, "SELECT Field, IsRejected, Value, Status, Confidence, Line, Words FROM Evidence WHERE ArticleId = ? ORDER BY Place", id,
                    r => new FieldEvidence(r.String(0), r.Long(1) == 1, r.StringOrNull(2), r.Enum<InferenceStatus>(3),
                        r.Double(4),
                        (int?)r.LongOrNull(5), r.StringOrNull(6))));
            lines = SqlReader.Number(connection, "SELECT count(*) FROM Lines");
        }
        using var archive = await StorageSetup.OpenAsync(path, Cancel);
        await using var db = archive.Db();
        foreach (var (id, reading) in before)
        {
            Assert.NotEmpty(reading.Lines);
            Assert.NotEmpty(reading.Evidence);
            var view = (await new ArticleQuery(archive, db).FindAsync(id, Cancel))!;
            Same(reading, new(view.Lines, view.Repairs, view.Evidence));
        }
        Assert.Contains(before.Values, r => r.Repairs.Count > 0);
        Assert.Equal(lines, (await new StatsQuery(archive, db).RunAsync(Cancel)).Lines.Values.Sum());

        static List<T> Rows<T>(
            Microsoft.Data.Sqlite.SqliteConnection connection, string sql, long id, Func<SqlReader, T> read)
        {
            List<T> found = [];
            using var rows = SqlReader.Open(connection, sql, id);
            while (rows.Read()) found.Add(read(rows));
            return found;
        }
    }

    [Fact]
    public async Task Lines_are_counted_by_rule_when_an_article_is_read_again()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        var before = await new StatsQuery(temp.Archive, db).RunAsync(Cancel);
        Assert.NotEmpty(before.Lines);
        await temp.ImportAsync(new ImportOptions(Force: true), temp.Folder);
        Assert.Equal(before.Lines, (await new StatsQuery(temp.Archive, db).RunAsync(Cancel)).Lines);
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Sql;
using NewsArchive.Storage.Sql.Sqlite;

namespace NewsArchive.Storage.Tests;

/// <summary>Files that are no archive of this program, and archives that were left in the middle of
/// something.</summary>
public sealed class FaultTests : FolderTests
{
    private async Task<string> CopyOfArchiveAsync()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var copy = Path.Combine(Folder, "copy.db");
        await using (var db = temp.Archive.Db())
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {copy}", Cancel);
        // What was copied is as the original was: with a log, and marked as whole.
        using var connection = new SqliteConnection($"Data Source={copy};Pooling=false");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        return copy;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        Execute(connection, sql);
    }

    private static async Task<int> FoundAsync(Archive archive, string query) =>
        await new Search.SearchQuery(archive, TimeProvider.System).CountAsync(new(query), Cancel);

    private static async Task<string> RefusedAsync(string path)
    {
        var before = Directory.Exists(path) ? [] : await File.ReadAllBytesAsync(path, Cancel);
        var read = await Assert.ThrowsAsync<ArchiveRefusedException>(() => StorageSetup.OpenToReadAsync(path,
            Cancel));
        var write = await Assert.ThrowsAsync<ArchiveRefusedException>(() => StorageSetup.OpenOrCreateAsync(path,
            Cancel));
        Assert.Equal(read.Message, write.Message);
        if (!Directory.Exists(path)) Assert.Equal(before, await File.ReadAllBytesAsync(path, Cancel));
        return read.Message;
    }

    [Fact]
    public async Task Folder_is_refused_with_a_name_to_take() =>
        Assert.Contains("newsarchive.db", await RefusedAsync(Folder), StringComparison.Ordinal);

    [Theory]
    [InlineData("CREATE TABLE Articles (id, title)")]
    [InlineData("CREATE TABLE __EFMigrationsHistory (MigrationId, ProductVersion); INSERT INTO __EFMigrationsHistory VALUES ('20200101_Theirs', '1')")]
    public async Task Database_of_another_program_is_refused_and_left_as_it_is(string sql)
    {
        var path = Path.Combine(Folder, "other.db");
        Change(path, sql);
        Assert.Contains("another program", await RefusedAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_in_the_file_counts_the_migrations()
    {
        await using var temp = await TempArchive.CreateAsync();
        await using var db = temp.Archive.Db();
        Assert.Equal(Sql.Sqlite.SqliteSetup.Migrations, db.Database.GetMigrations().Count());
    }

    [Fact]
    public async Task Archive_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        var path = await CopyOfArchiveAsync();
        Change(path, "INSERT INTO __EFMigrationsHistory VALUES ('20991231000000_Future', '11.0.0')");
        Assert.Contains("newer version", await RefusedAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_file_becomes_an_archive_and_is_none_to_read()
    {
        var path = Path.Combine(Folder, "empty.db");
        await File.WriteAllBytesAsync(path, [], Cancel);
        await Assert.ThrowsAsync<ArchiveMissingException>(() => StorageSetup.OpenToReadAsync(path, Cancel));
        using var archive = await StorageSetup.OpenOrCreateAsync(path, Cancel);
        await using var db = archive.Db();
        Assert.Equal(0, await db.Articles.CountAsync(Cancel));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 0")]
    [InlineData("PRAGMA user_version = 0; DELETE FROM StorySignatures")]
    public async Task What_an_upgrade_that_was_cut_off_left_undone_is_made_up(string sql)
    {
        var path = await CopyOfArchiveAsync();
        Change(path, sql);
        using var archive = await StorageSetup.OpenToReadAsync(path, Cancel);
        Assert.Equal(2, await FoundAsync(archive, "peskov"));
        Assert.DoesNotContain(await Checkup.RunAsync(archive, Cancel), f => f.Problem is not null);
    }

    [Fact]
    public async Task Opening_to_read_writes_nothing()
    {
        var path = await CopyOfArchiveAsync();
        var before = await File.ReadAllBytesAsync(path, Cancel);
        using (var archive = await StorageSetup.OpenToReadAsync(path, Cancel))
        {
            Assert.Equal(2, await FoundAsync(archive, "peskov"));
            var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await using var db = archive.Db();
                await db.Articles.ExecuteDeleteAsync(Cancel);
            });
            Assert.Contains("may only be read", DatabaseErrors.Describe(error, path), StringComparison.Ordinal);
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Cancel));
    }

    [Fact]
    public async Task Archive_that_nothing_can_be_written_beside_is_read()
    {
        var path = await CopyOfArchiveAsync();
        using var archive = new Archive(new SqlitePlace(path, ArchiveAccess.Immutable));
        Assert.Equal(2, await FoundAsync(archive, "peskov"));
        Assert.DoesNotContain(await Checkup.RunAsync(archive, Cancel), f => f.Problem is not null);
        Assert.False(File.Exists(path + "-shm"));
    }

    [Theory]
    [InlineData(8, "may only be read")]
    [InlineData(10, "The disk")]
    [InlineData(11, "is damaged")]
    [InlineData(13, "no room")]
    [InlineData(14, "cannot be opened")]
    [InlineData(26, "not an archive")]
    [InlineData(5, "in use")]
    public void Every_error_of_the_database_is_said_in_words(int code, string words)
    {
        var error = new InvalidOperationException("outer", new SqliteException("inner", code));
        var said = DatabaseErrors.Describe(error, "/tmp/a.db")!;
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Contains("/tmp/a.db", said, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_that_is_not_the_archives_is_not_called_so() =>
        Assert.Null(DatabaseErrors.Describe(new InvalidOperationException("x", new FormatException("y")), "a.db"));

    [Fact]
    public async Task Flipped_bytes_are_said_and_never_end_without_a_sentence()
    {
        var path = await CopyOfArchiveAsync();
        var whole = await File.ReadAllBytesAsync(path, Cancel);
        var random = new Random(17);
        for (var trial = 0; trial < 40; trial++)
        {
            var broken = (byte[])whole.Clone();
            for (var i = 0; i < 200; i++) broken[random.Next(trial % 4 == 0 ? 100 : 4096, broken.Length)] =
                (byte)random.Next(256);
            SqliteConnection.ClearAllPools();
            await File.WriteAllBytesAsync(path, broken, Cancel);
            foreach (var side in new[] { "-wal", "-shm" }) File.Delete(path + side);
            try
            {
                using var archive = await StorageSetup.OpenToReadAsync(path, Cancel);
                await FoundAsync(archive, "peskov");
                await Checkup.RunAsync(archive, Cancel);
                await using var db = archive.Db();
                await new ArticleQuery(archive, db).FindAsync(1, Cancel);
            }
            catch (Exception e) when (e is not ArchiveException)
            {
                Assert.True(DatabaseErrors.Describe(e, path) is not null, $"trial {trial}: {e}");
            }
        }
    }
}

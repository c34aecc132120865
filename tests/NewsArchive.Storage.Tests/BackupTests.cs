using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

/// <summary>A copy of an archive in use is whole, and the way back loses nothing.</summary>
public sealed class BackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Path(TempArchive temp, string name) => System.IO.Path.Combine(temp.Folder, "..", name);

    [Fact]
    public async Task Copy_is_one_file_that_opens_as_the_archive_was()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        ArchiveBackup.Make(temp.Archive, Path(temp, "copy.db"), force: false, cancel: Cancel);
        temp.Write("later.txt",
            "Harbour closes\n\nThe harbour of Whitstable closes for the winter, Peter Marsh of the council said.\n");
        await temp.ImportAsync();
        Assert.Equal(["copy.db"], Directory.GetFileSystemEntries(Path(temp, ""),
            "copy*").Select(System.IO.Path.GetFileName));
        using var copy = await StorageSetup.OpenToReadAsync(Path(temp, "copy.db"), Cancel);
        await using var db = copy.Db();
        Assert.Equal(2, await db.Articles.CountAsync(Cancel));
        Assert.All(await Checkup.RunAsync(copy, Cancel), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task Copy_made_during_an_import_is_whole_and_holds_nobody_up()
    {
        await using var temp = await TempArchive.CreateAsync();
        for (var i = 0; i < 1500; i++)
            temp.Write($"a{i}.txt",
                $"Harbour {i} closes\n\nThe harbour number {i} of Whitstable closes for the winter, Peter Marsh of the council "
                + $"said on Monday. It had been open for {i} years, and the {i} boats in it go to Chatham until the spring.\n");
        var import = Task.Run(() => temp.ImportAsync(), Cancel);
        var copies = 0;
        while (!import.IsCompleted)
        {
            ArchiveBackup.Make(temp.Archive, Path(temp, "copy.db"), force: true, cancel: Cancel);
            copies++;
            using var copy = await StorageSetup.OpenToReadAsync(Path(temp, "copy.db"), Cancel);
            var findings = await Checkup.RunAsync(copy, Cancel);
            // What an import has not finished it finishes later.
            Assert.All(findings.Where(f => !f.IsMadeAnew), finding => Assert.Null(finding.Problem));
        }
        Assert.Equal(1500, (await import).Counts.Documents);
        Assert.True(copies > 0);
    }

    [Fact]
    public async Task Archive_comes_back_and_the_one_that_was_there_is_kept()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        ArchiveBackup.Make(temp.Archive, Path(temp, "copy.db"), force: false, cancel: Cancel);
        Assert.Contains("there already", (await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            ArchiveBackup.RestoreAsync(Path(temp, "copy.db"), temp.Location, force: false, cancel: Cancel))).Message,
                StringComparison.Ordinal);
        Assert.Contains("open in another", (await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            ArchiveBackup.RestoreAsync(Path(temp, "copy.db"), temp.Location, force: true, cancel: Cancel))).Message,
                StringComparison.Ordinal);
        var elsewhere = Path(temp, "other.db");
        Assert.Null(await ArchiveBackup.RestoreAsync(Path(temp, "copy.db"), elsewhere, force: false, cancel: Cancel));
        await File.WriteAllTextAsync(elsewhere, "damaged", Cancel);
        var kept = await ArchiveBackup.RestoreAsync(Path(temp, "copy.db"), elsewhere, force: true, cancel: Cancel);
        Assert.Equal("damaged", await File.ReadAllTextAsync(kept!, Cancel));
        using var restored = await StorageSetup.OpenAsync(elsewhere, Cancel);
        await using var db = restored.Db();
        Assert.Equal(2, await db.Articles.CountAsync(Cancel));
        Assert.All(await Checkup.RunAsync(restored, Cancel), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task What_is_there_is_not_overwritten_and_what_is_no_archive_is_not_restored()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var note = Path(temp, "note.txt");
        await File.WriteAllTextAsync(note, "mine", Cancel);
        Assert.Throws<ArchiveRefusedException>(() => ArchiveBackup.Make(temp.Archive, note, force: false,
            cancel: Cancel));
        Assert.Throws<ArchiveRefusedException>(() => ArchiveBackup.Make(temp.Archive, temp.Location, force: true,
            cancel: Cancel));
        Assert.Throws<ArchiveRefusedException>(() => ArchiveBackup.Make(temp.Archive, Path(temp,
            "no/such/folder.db"), force: false, cancel: Cancel));
        Assert.Equal("mine", await File.ReadAllTextAsync(note, Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => ArchiveBackup.RestoreAsync(note, Path(temp, "new.db"),
            force: false, cancel: Cancel));
        Assert.False(File.Exists(Path(temp, "new.db")));
    }

    [Fact]
    public async Task Copy_that_is_interrupted_leaves_what_was_there()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var copy = Path(temp, "copy.db");
        await File.WriteAllTextAsync(copy, "the last copy", Cancel);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        Assert.ThrowsAny<OperationCanceledException>(() => ArchiveBackup.Make(temp.Archive, copy, force: true,
            cancel: stop.Token));
        Assert.Equal("the last copy", await File.ReadAllTextAsync(copy, Cancel));
        Assert.Empty(Directory.GetFiles(Path(temp, ""), "*.unfinished"));
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

/// <summary>A whole archive goes to another place; here from file to file.</summary>
public class TransferTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Where a copy goes to, and where one from there goes to.</summary>
    private static async Task<(string There, string Back)> PlacesAsync(TempArchive temp) => (TempArchive.IsOnPostgres
        ? $"{await PostgresServer.NewSchemaAsync()};Index={temp.Folder}" : Path.Combine(temp.Folder, "..", "there.db"),
        Path.Combine(temp.Folder, "..", "back.db"));

    private static async Task<TempArchive> CorrectedAsync()
    {
        var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        var id = await db.Entities.Where(e => e.Name == "WhatsApp").Select(e => e.Id).SingleAsync(Cancel);
        await new NameCorrector(db, TimeProvider.System).RenameAsync(id, "Green Messenger", Cancel);
        var searches = new SavedSearches(db, TimeProvider.System);
        await searches.AddAsync("Kremlin", "q=peskov", Cancel);
        await searches.AddAsync("Gone", "q=gone", Cancel);
        await db.SavedSearches.Where(s => s.Name == "Gone").ExecuteDeleteAsync(Cancel);
        return temp;
    }

    [Fact]
    public async Task There_and_back_is_the_same_in_every_table_and_corrections_hold()
    {
        await using var temp = await CorrectedAsync();
        var (there, back) = await PlacesAsync(temp);
        var first = await ArchiveTransfer.RunAsync(temp.Location, there, null, Cancel);
        var second = await ArchiveTransfer.RunAsync(there, back, null, Cancel);
        Assert.Equal(first.Select(t => (t.Table.ToUpperInvariant(), t.Rows, t.Checksum)).Order(),
            second.Select(t => (t.Table.ToUpperInvariant(), t.Rows, t.Checksum)).Order());
        Assert.True(first.Single(t => t.Table.Equals("Articles", StringComparison.OrdinalIgnoreCase)).Rows == 2);
        foreach (var place in new[] { there, back })
        {
            using var archive = await StorageSetup.OpenAsync(place, Cancel);
            Assert.Equal(2, await new SearchQuery(archive, TimeProvider.System).CountAsync(new("entity:\"Green "
                + "Messenger\""), Cancel));
            Assert.All(await Checkup.RunAsync(archive, Cancel), finding => Assert.Null(finding.Problem));
            // A number that was given and is gone is not given again.
            await using var db = archive.Db();
            await new SavedSearches(db, TimeProvider.System).AddAsync("Third", "q=third", Cancel);
            Assert.Equal(3, (await db.SavedSearches.SingleAsync(s => s.Name == "Third", Cancel)).Id);
        }
    }

    [Fact]
    public async Task Copy_that_was_cut_off_goes_on_and_is_no_archive_until_then()
    {
        await using var temp = await CorrectedAsync();
        var (there, _) = await PlacesAsync(temp);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ArchiveTransfer.RunAsync(temp.Location, there, new StopAt(2, stop), stop.Token));
        var refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            StorageSetup.OpenOrCreateAsync(there, Cancel));
        Assert.Contains("newsarchive copy", refused.Message, StringComparison.Ordinal);
        // The source changes before the copy goes on.
        await using (var db = temp.Archive.Db())
            await db.Articles.Where(a => a.Id == 1).ExecuteUpdateAsync(a =>
                a.SetProperty(x => x.Headline, "Another headline"), Cancel);
        await ArchiveTransfer.RunAsync(temp.Location, there, null, Cancel);
        using var archive = await StorageSetup.OpenAsync(there, Cancel);
        await using var copy = archive.Db();
        Assert.Equal("Another headline", (await copy.Articles.SingleAsync(a => a.Id == 1, Cancel)).Headline);
    }

    [Fact]
    public async Task Archive_that_is_there_is_not_written_over()
    {
        await using var temp = await TempArchive.CreateAsync();
        await using var other = await TempArchive.WithSeedsAsync();
        var refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            ArchiveTransfer.RunAsync(other.Location, temp.Location, null, Cancel));
        Assert.Contains("already", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<ArchiveRefusedException>(() =>
            ArchiveTransfer.RunAsync(other.Location, other.Location, null, Cancel));
        Assert.Contains("the archive itself", refused.Message, StringComparison.Ordinal);
    }

    private sealed class StopAt(int reports, CancellationTokenSource stop) : IProgress<TransferProgress>
    {
        private int seen;

        public void Report(TransferProgress value)
        {
            if (++seen == reports) stop.Cancel();
        }
    }
}

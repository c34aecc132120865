using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Stories;

namespace NewsArchive.Storage.Tests;

/// <summary>An archive leaves as lines of JSON and comes back as itself.</summary>
public class ExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Bridge =
        "The mayor of Rochester, Martha Ellingham, opened the new bridge over the Medway on Friday, two years later than planned, "
        + "in front of a small crowd that had waited in the rain since the early morning hours.";

    /// <summary>Seeds and others, corrected in every way that there is, with an earlier version and a kept
    /// search.</summary>
    private static async Task<TempArchive> CorrectedAsync()
    {
        var temp = await TempArchive.WithSeedsAsync();
        temp.Write("bridge.txt",
            $"Bridge opens\n\n{Bridge}\n\nShare this article\n\n“We have waited for this day,” Martha Ellingham said.\n");
        temp.Write("list.jsonl", string.Join('\n', Enumerable.Range(1, 3).Select(i =>
            JsonSerializer.Serialize(new
            {
                id = $"a-{i}",
                title = $"Ferry {i} stops",
                author = "Ann Lee",
                date = $"2021-03-1{i}T08:30:15.25+01:00",
                source = "The Daily Example",
                url = $"https://example.org/{i}",
                text = $"{Bridge} It was ferry number {i} that made the last crossing to Chatham in the evening, said Ann "
                    + "Smith of Medway Ferries.",
            }))));
        await temp.ImportAsync();
        temp.Write("bridge.txt",
            $"Bridge opens at last\n\n{Bridge} It cost 40 million.\n\nShare this article\n\n“We have waited for this day,” Martha Ellingham said.\n");
        await temp.ImportAsync();
        Assert.Null(await new LineCorrector(temp.Archive, new ArticlePipeline(TimeProvider.System),
            TimeProvider.System)
            .CorrectAsync(3, 5, keep: true, Cancel));
        await using var db = temp.Archive.Db();
        var names = new NameCorrector(db, TimeProvider.System);
        var ids = await db.Entities.Where(e => e.Articles > 0).OrderBy(e => e.Id).Select(e =>
            e.Id).ToListAsync(Cancel);
        Assert.NotNull((await names.MergeAsync(ids[1], ids[2], Cancel)).Done);
        Assert.NotNull((await names.RenameAsync(ids[3], "Called otherwise", Cancel)).Done);
        Assert.NotNull((await names.HideAsync(ids[4], Cancel)).Done);
        Assert.NotNull((await names.AddAliasAsync(ids[0], "Also so", Cancel)).Done);
        Assert.NotNull((await names.UndoAsync(1, Cancel)).Done);
        var shared = await db.ArticleEntities.GroupBy(a => a.EntityId).Where(g => g.Count() > 1).Select(g =>
            g.Key).OrderBy(e => e)
            .ToListAsync(Cancel);
        var other = shared.First(id => !ids.Take(5).Contains(id));
        var article = await db.ArticleEntities.Where(a => a.EntityId == other).MinAsync(a => a.ArticleId, Cancel);
        Assert.NotNull((await names.SplitAsync(other, null, article, "Another of that name", Cancel)).Done);
        var story = await db.Articles.Where(a => a.StoryId != null).Select(a => new
        {
            a.Id,
            a.StoryId
        }).OrderBy(a => a.Id).FirstAsync(Cancel);
        Assert.Null(await new StoryCorrector(db, TimeProvider.System).MoveAsync(story.StoryId!.Value, [story.Id], 0,
            Cancel));
        Assert.Null(await new SavedSearches(db, TimeProvider.System).AddAsync("Bridges", "q=bridge", Cancel));
        await CorrectAsync(temp, db);
        return temp;
    }

    /// <summary>Fields, sources, authors and quotes; one article removed, and things on the desk.</summary>
    private static async Task CorrectAsync(TempArchive temp, ArchiveDb db)
    {
        var pipeline = new ArticlePipeline(TimeProvider.System);
        var corrector = new ArticleCorrector(temp.Archive, pipeline, TimeProvider.System, new("Ann"));
        async Task<long> Done(Task<ActOutcome> act) => (await act) is { Done: { } number } ? number
            : throw new InvalidOperationException((await act).Problem);
        var source = await db.Sources.Where(s => s.Name == "The Daily Example").Select(s => s.Id).SingleAsync(Cancel);
        await Done(corrector.CorrectAsync(CorrectionKind.Published, "2020-02", ArticleScope.One(4), Cancel));
        await Done(corrector.CorrectAsync(CorrectionKind.Bylines, "Smith, Eve; Bob Fox", new([1, 4], null,
            "search: q=x"), Cancel));
        await Done(corrector.CorrectAsync(CorrectionKind.Language, "fr", new([], source, null), Cancel));
        await Done(corrector.CorrectAsync(CorrectionKind.Headline, null, ArticleScope.One(1), Cancel));
        await Done(corrector.CorrectAsync(CorrectionKind.Source, "Medway Mirror", ArticleScope.One(5), Cancel));
        await Done(corrector.UndoAsync(await Done(corrector.CorrectAsync(CorrectionKind.Standfirst, "So",
            ArticleScope.One(2), Cancel)), Cancel));
        await Done(corrector.MergeAsync(CorrectionKind.MergeSource, source,
            await db.Sources.Where(s => s.Name == "Medway Mirror").Select(s => s.Id).SingleAsync(Cancel), Cancel));
        await Done(corrector.RenameAsync(CorrectionKind.RenameAuthor,
            await db.Authors.Where(a => a.Name == "Ann Lee").Select(a => a.Id).SingleAsync(Cancel), "Lee, Ann",
                Cancel));
        var quotes = await db.Quotes.OrderBy(q => q.Id).Select(q => q.Id).ToListAsync(Cancel);
        await Done(corrector.SpeakerAsync(quotes[0], await db.Entities.Where(e =>
            e.Name == "Chatham").Select(e => e.Id).SingleAsync(Cancel), Cancel));
        await Done(corrector.NotAQuoteAsync(quotes[1], Cancel));
        await Done(corrector.TellApartAsync("source", 1, 2, Cancel));
        await Done(new ArticleRemover(temp.Archive, pipeline, TimeProvider.System,
            new("Ann")).RemoveAsync(ArticleScope.One(6), Cancel));
        var desk = new Desk(db, TimeProvider.System);
        await desk.StarAsync(1, true, Cancel);
        await desk.MarkReadAsync(6, true, Cancel);
        Assert.Null(await desk.TagAsync([1, 2], "bridges", Cancel));
        Assert.Null(await desk.NoteAsync(4, "in front of a small crowd", 0, "How small?", Cancel));
        Assert.Null(await desk.CollectAsync([5, 1], "Crossings", Cancel));
    }

    private static async Task<string> ExportAsync(TempArchive temp)
    {
        var (query, lines) = (new ExportQuery(temp.Archive), new StringBuilder());
        await foreach (var article in query.ArticlesAsync(query.All(),
            Cancel)) lines.Append(Encoding.UTF8.GetString(article.Write())).Append('\n');
        foreach (var act in await query.ActsAsync(Cancel)) lines.Append(Encoding.UTF8.GetString(act.Write())).Append(
            '\n');
        return lines.ToString();
    }

    private static async Task<ImportReport> ImportAsync(TempArchive into, string lines)
    {
        var path = Path.Combine(into.Folder, "..", "export.jsonl");
        await File.WriteAllTextAsync(path, lines, Cancel);
        return await into.ImportAsync(null, path);
    }

    /// <summary>Every value of every table, but for the runs that made them and what the database counts for
    /// itself.</summary>
    private static SortedDictionary<string, List<string>> Tables(TempArchive temp)
    {
        using var db = temp.Archive.Db();
        SortedDictionary<string, List<string>> tables = [];
        foreach (var type in db.Model.GetEntityTypes())
        {
            var table = type.GetTableName()!;
            if (type.ClrType.Name is "ImportRunRow" or "ImportResultRow" or "ArticleChangeRow" or "ContentChangeRow" or "FileRow")
                continue;
            // Documents are told by their bytes: their own numbers stand in no address.
            var columns = type.GetProperties().Where(p => p.Name != "RunId" && !(p.Name == "Id" && type.ClrType.Name == "OriginalRow"))
                .Select(p => p.Name == "OriginalId" ? "(SELECT ContentHash FROM Originals o WHERE o.Id = OriginalId)"
                    : $"\"{p.GetColumnName()}\"");
            tables[table] = temp.Rows($"SELECT {string.Join(", ", columns)} FROM {table}"
                + (type.ClrType.Name == "LineCountRow" ? " WHERE Lines > 0" : ""));
            tables[table].Sort(StringComparer.Ordinal);
        }
        return tables;
    }

    [Fact]
    public async Task Import_of_an_export_gives_the_same_archive_in_all_columns()
    {
        await using var temp = await CorrectedAsync();
        // What is made from all articles together is a little other where they came one after another.
        await Checkup.ReindexAsync(temp.Archive, Cancel);
        var lines = await ExportAsync(temp);
        await using var other = await TempArchive.CreateAsync();
        var report = await ImportAsync(other, lines);
        Assert.Empty(report.Results.Where(r => r.Status == ImportStatus.Failed));
        await Checkup.ReindexAsync(other.Archive, Cancel);
        var (expected, actual) = (Tables(temp), Tables(other));
        Assert.Equal(expected.Keys, actual.Keys);
        Assert.All(expected.Keys, table => Assert.Equal(expected[table], actual[table]));
        Assert.Equal(lines, await ExportAsync(other));
        Assert.All(await Checkup.RunAsync(other.Archive, Cancel), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task Import_of_an_export_again_changes_nothing()
    {
        await using var temp = await CorrectedAsync();
        var lines = await ExportAsync(temp);
        var report = await ImportAsync(temp, lines);
        Assert.Equal((0, 0, 0), (report.Added, report.Updated, report.Failed));
        Assert.Equal(lines, await ExportAsync(temp));
    }

    [Fact]
    public async Task Export_comes_to_the_articles_of_another_archive_with_numbers_of_its_own()
    {
        await using var temp = await CorrectedAsync();
        await using var other = await TempArchive.CreateAsync();
        other.Write("own.txt",
            "Harbour closes\n\nThe harbour of Whitstable closes for the winter, Peter Marsh of the council said on Monday.\n");
        await other.ImportAsync();
        var report = await ImportAsync(other, await ExportAsync(temp));
        Assert.Equal(0, report.Failed);
        await using var db = other.Archive.Db();
        Assert.Equal("Harbour closes", (await db.Articles.SingleAsync(a => a.Id == 1, Cancel)).Headline);
        Assert.Equal(6, await db.Articles.CountAsync(Cancel));
        Assert.Equal(1, await db.Entities.CountAsync(e => e.Name == "Called otherwise" && e.Articles > 0, Cancel));
        Assert.Equal(1, await db.StoryCorrections.CountAsync(Cancel));
        Assert.All(await Checkup.RunAsync(other.Archive, Cancel), finding => Assert.Null(finding.Problem));
        Assert.Equal(1, await other.CountAsync("harbour"));
    }

    [Fact]
    public async Task Export_of_part_of_an_archive_is_read_without_the_rest()
    {
        await using var temp = await CorrectedAsync();
        await using var other = await TempArchive.CreateAsync();
        List<string> lines = [];
        await foreach (var article in new ExportQuery(temp.Archive).ArticlesAsync([3],
            Cancel)) lines.Add(Encoding.UTF8.GetString(article.Write()));
        var report = await ImportAsync(other, Assert.Single(lines));
        Assert.Equal((1, 0), (report.Added, report.Failed));
        await using var db = other.Archive.Db();
        Assert.Equal(2, (await db.Revisions.CountAsync(Cancel)) + (await db.LineCorrections.CountAsync(Cancel)));
    }

    [Theory]
    [InlineData("\"newsarchive\":1", "\"newsarchive\":2", "newer version")]
    [InlineData("\"kind\":\"body\"", "\"kind\":\"nonsense\"", "damaged line of an export")]
    [InlineData("\"brotli\":\"", "\"brotli\":\"AAAA", "damaged line of an export")]
    [InlineData("\"origin\":", "\"gone\":", "damaged line of an export")]
    [InlineData("\"encoding\":\"utf-8\"", "\"encoding\":null", "damaged line of an export")]
    [InlineData("\"rejected\":[", "\"rejected\":[null,", "damaged line of an export")]
    public async Task Line_that_cannot_be_read_is_said_and_costs_itself(string from, string to, string said)
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var lines = (await ExportAsync(temp)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await using var other = await TempArchive.CreateAsync();
        var report = await ImportAsync(other, lines[0].Replace(from, to,
            StringComparison.Ordinal) + "\n" + lines[1] + "\n");
        Assert.Equal((1, 1), (report.Added, report.Failed));
        var failed = Assert.Single(report.Results, r => r.Status == ImportStatus.Failed);
        Assert.Contains(said, failed.Reason, StringComparison.Ordinal);
        Assert.StartsWith("line 1", failed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Number_that_no_archive_gives_is_not_taken_over()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var lines = (await ExportAsync(temp)).Split('\n');
        await using var other = await TempArchive.CreateAsync();
        await ImportAsync(other, lines[0].Replace("\"id\":1,", "\"id\":2000000000,",
            StringComparison.Ordinal) + "\n" + lines[1]);
        await using var db = other.Archive.Db();
        Assert.Equal([1, 2], await db.Articles.Select(a => a.Id).OrderBy(id => id).ToListAsync(Cancel));
        Assert.Equal(2, await other.CountAsync("whatsapp"));
    }

    [Fact]
    public async Task File_of_an_export_is_looked_at_each_time_and_says_of_every_article_what_became_of_it()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        var lines = await ExportAsync(temp);
        await using var other = await TempArchive.CreateAsync();
        await ImportAsync(other, lines);
        var again = await ImportAsync(other, lines);
        Assert.Equal(2, again.Unchanged);
        Assert.Equal([1, 2], again.Results.Select(r => r.ArticleId!.Value).Order());
    }

    [Fact]
    public async Task Large_number_of_articles_is_listed_in_order_with_names_and_authors()
    {
        await using var temp = await CorrectedAsync();
        List<string> listed = [];
        await foreach (var article in new ExportQuery(temp.Archive).ListedAsync([5, 6, 4, 99], withNames: true,
            Cancel))
        {
            listed.Add($"{article.Row.Headline} by {string.Join("; ", article.Authors)}");
            Assert.NotEmpty(article.Names);
        }
        Assert.Equal(["Ferry 2 stops by Lee, Ann", "Ferry 1 stops by Smith, Eve; Bob Fox"], listed);
    }

    [Fact]
    public async Task Numbers_of_a_search_are_all_hits_in_the_order_of_its_pages()
    {
        await using var temp = await CorrectedAsync();
        var found = await temp.Search.RunAsync(new("bridge OR ferry OR whatsapp", Limit: 100), Cancel);
        var numbers = await temp.Search.RunAsync(new("bridge OR ferry OR whatsapp", Limit: int.MaxValue,
            OnlyNumbers: true), Cancel);
        Assert.Equal(found.Hits.Select(h => (int)h.Article.Id), numbers.Numbers);
        Assert.Equal(found.Total, numbers.Numbers.Count);
    }
}

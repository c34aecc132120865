using Microsoft.EntityFrameworkCore;
using NewsArchive.Entities;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;

namespace NewsArchive.Storage.Tests;

public class CurationTests : IAsyncLifetime
{
    private TempArchive temp = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        temp = await TempArchive.CreateAsync();
        temp.Write("one.txt",
            Page("Minister praises harbour plan",
                "Finance Minister Anna Larsen said on Monday that Norway would rebuild the harbour of Bergen.",
                "“We will build it before the winter comes,” Larsen said in Oslo."));
        temp.Write("two.txt",
            Page("Larsen opens school in the north",
                "Finance Minister Anna Larsen opened a school in Oslo on Tuesday, said Peter Holm of the teachers' "
                + "union.", "“It is a good day for children,” Anna Larsen said in Norway."));
        temp.Write("three.txt",
            Page("Holm calls for more teachers",
                "Peter Holm said on Wednesday that Oslo needed three hundred more teachers before the summer.",
                "“We cannot wait any longer,” Holm said in Oslo."));
        await temp.ImportAsync();
    }

    public ValueTask DisposeAsync() => temp.DisposeAsync();

    private static string Page(params string[] paragraphs) => string.Join("\n\n", paragraphs) + "\n";

    private async Task<CorrectionOutcome> ActAsync(Func<NameCorrector, Task<CorrectionOutcome>> act)
    {
        await using var db = temp.Archive.Db();
        return await act(new(db, TimeProvider.System));
    }

    private async Task<Rows.EntityRow> EntityAsync(string found)
    {
        await using var db = temp.Archive.Db();
        return await db.Entities.AsNoTracking()
            .SingleAsync(e => e.FoundName == found && !e.Key.StartsWith("split:"), Cancel);
    }

    /// <summary>Everything that corrections may change, as text.</summary>
    private async Task<string> StateAsync()
    {
        await using var db = temp.Archive.Db();
        var entities =
            await db.Entities.AsNoTracking().Where(e => e.Articles > 0).OrderBy(e => e.Id)
                .Select(e => $"{e.Id} {e.Name} {e.Kind} {e.Slug} {e.Articles} {e.IsHidden} {e.ReplacedById}")
                .ToListAsync(Cancel);
        var mentions =
            await db.Mentions.AsNoTracking().OrderBy(m => m.ArticleId).ThenBy(m => m.Start)
                .Select(m => $"{m.ArticleId} {m.Start} {m.EntityId}").ToListAsync(Cancel);
        var counts =
            await db.ArticleEntities.AsNoTracking().OrderBy(m => m.ArticleId).ThenBy(m => m.EntityId)
                .Select(m => $"{m.ArticleId} {m.EntityId} {m.Mentions}").ToListAsync(Cancel);
        var quotes =
            await db.Quotes.AsNoTracking().OrderBy(q => q.ArticleId).ThenBy(q => q.Start)
                .Select(q => $"{q.ArticleId} {q.Start} {q.SpeakerId}").ToListAsync(Cancel);
        var aliases =
            await db.Aliases.AsNoTracking().OrderBy(a => a.EntityId).ThenBy(a => a.Text)
                .Select(a => $"{a.EntityId} {a.Text}").ToListAsync(Cancel);
        return string.Join('\n', [.. entities, .. mentions, .. counts, .. quotes, .. aliases]);
    }

    [Fact]
    public async Task A_merge_moves_mentions_quotes_and_counts_and_is_undone_without_a_trace()
    {
        var (larsen, holm) = (await EntityAsync("Anna Larsen"), await EntityAsync("Peter Holm"));
        var before = await StateAsync();
        var merged = await ActAsync(c => c.MergeAsync(holm.Id, larsen.Id, Cancel));
        Assert.Null(merged.Problem);
        Assert.Equal(3, (await EntityAsync("Anna Larsen")).Articles);
        Assert.Equal(larsen.Id, (await EntityAsync("Peter Holm")).ReplacedById);
        await using (var db = temp.Archive.Db())
        {
            Assert.False(await db.Mentions.AnyAsync(m => m.EntityId == holm.Id, Cancel));
            Assert.False(await db.Quotes.AnyAsync(q => q.SpeakerId == holm.Id, Cancel));
        }
        Assert.Equal(3, await temp.CountAsync("person:\"Peter Holm\""));
        Assert.Null((await ActAsync(c => c.UndoAsync(merged.Done!.Id, Cancel))).Problem);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task Every_act_survives_a_new_import_and_can_be_undone_in_any_order()
    {
        var (larsen, holm, oslo) = (await EntityAsync("Anna Larsen"), await EntityAsync("Peter Holm"),
            await EntityAsync("Oslo"));
        var before = await StateAsync();
        List<CorrectionOutcome> done =
        [
            await ActAsync(c => c.RenameAsync(larsen.Id, "Anna K. Larsen", Cancel)),
            await ActAsync(c => c.SplitAsync(larsen.Id, "Larsen", null, "Larsen (another)", Cancel)),
            await ActAsync(c => c.SplitAsync(oslo.Id, null, 3, null, Cancel)),
            await ActAsync(c => c.MergeAsync(holm.Id, larsen.Id, Cancel)),
            await ActAsync(c => c.ChangeKindAsync(oslo.Id, EntityKind.Other, Cancel)),
            await ActAsync(c => c.HideAsync(oslo.Id, Cancel)),
            await ActAsync(c => c.AddAliasAsync(larsen.Id, "Mrs Larsen of Bergen", Cancel)),
        ];
        Assert.All(done, d => Assert.Null(d.Problem));
        var corrected = await StateAsync();
        Assert.NotEqual(before, corrected);
        await temp.ImportAsync(new ImportOptions(Force: true));
        Assert.Equal(corrected, await StateAsync());
        foreach (var i in new[] { 3, 0, 6, 2, 5, 1, 4 })
            Assert.Null((await ActAsync(c => c.UndoAsync(done[i].Done!.Id, Cancel))).Problem);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task A_name_that_is_found_for_the_first_time_after_an_alias_belongs_to_its_owner()
    {
        var larsen = await EntityAsync("Anna Larsen");
        Assert.Null((await ActAsync(c => c.AddAliasAsync(larsen.Id, "Anna Berg", Cancel))).Problem);
        temp.Write("four.txt",
            Page("Berg resigns from office",
                "Finance Minister Anna Berg resigned on Friday after a week of talks, her office said in Oslo."));
        await temp.ImportAsync();
        Assert.Equal(3, (await EntityAsync("Anna Larsen")).Articles);
        Assert.Equal(larsen.Id, (await EntityAsync("Anna Berg")).ReplacedById);
    }

    [Fact]
    public async Task What_cannot_be_is_said_and_changes_nothing()
    {
        var (larsen, holm) = (await EntityAsync("Anna Larsen"), await EntityAsync("Peter Holm"));
        var before = await StateAsync();
        foreach (var act in new Func<NameCorrector, Task<CorrectionOutcome>>[]
        {
            c => c.MergeAsync(larsen.Id, larsen.Id, Cancel),
            c => c.MergeAsync(larsen.Id, 9999, Cancel),
            c => c.MergeAsync(9999, larsen.Id, Cancel),
            c => c.SplitAsync(larsen.Id, null, null, null, Cancel),
            c => c.SplitAsync(larsen.Id, "Nobody", null, null, Cancel),
            c => c.SplitAsync(holm.Id, null, 1, null, Cancel),
            c => c.RenameAsync(larsen.Id, "  ", Cancel),
            c => c.RenameAsync(larsen.Id, "Peter Holm", Cancel),
            c => c.RenameAsync(larsen.Id, new string('x', 201), Cancel),
            c => c.ChangeKindAsync(larsen.Id, EntityKind.Person, Cancel),
            c => c.AddAliasAsync(larsen.Id, "Peter Holm", Cancel),
            c => c.UndoAsync(77, Cancel),
        })
            Assert.NotNull((await ActAsync(act)).Problem);
        Assert.Equal(before, await StateAsync());
    }

    [Fact]
    public async Task Merges_follow_each_other_and_never_in_a_circle()
    {
        var (larsen, holm, oslo) = (await EntityAsync("Anna Larsen"), await EntityAsync("Peter Holm"),
            await EntityAsync("Oslo"));
        Assert.Null((await ActAsync(c => c.MergeAsync(holm.Id, larsen.Id, Cancel))).Problem);
        Assert.NotNull((await ActAsync(c => c.MergeAsync(larsen.Id, holm.Id, Cancel))).Problem);
        Assert.Null((await ActAsync(c => c.MergeAsync(larsen.Id, oslo.Id, Cancel))).Problem);
        Assert.Equal(oslo.Id, (await EntityAsync("Peter Holm")).ReplacedById);
        Assert.Equal(oslo.Id, (await EntityAsync("Anna Larsen")).ReplacedById);
    }

    [Fact]
    public async Task The_same_quote_in_two_articles_is_one_however_it_is_trimmed()
    {
        temp.Write("five.txt",
            Page("Teachers lose patience with the city",
                "“We cannot wait any longer for the city to find the money it promised us,” Peter Holm said in Oslo "
                + "on Thursday."));
        temp.Write("six.txt",
            Page("Holm: no more waiting for Oslo",
                "Peter Holm said in Oslo: “We cannot wait any longer for the city to find the money.”"));
        await temp.ImportAsync();
        await using var db = temp.Archive.Db();
        var same = await db.Quotes.Where(q => q.Text.StartsWith("We cannot wait any longer for")).Select(q => q.GroupId)
            .ToListAsync(Cancel);
        Assert.Equal(2, same.Count);
        Assert.Single(same.Distinct());
        Assert.NotEqual(same[0],
            await db.Quotes.Where(q => q.Text.StartsWith("It is a good day")).Select(q => q.GroupId)
                .SingleAsync(Cancel));
    }
}

using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;

namespace NewsArchive.Storage.Tests;

public class StoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[] Fire =
    [
        "Fire guts customs house in Trieste\n\nTRIESTE, 6 May 2024 - A fire destroyed the old customs house in the "
        + "harbour of Trieste on Monday evening. Forty firefighters fought the flames until dawn, Commander Luca "
            + "Ferrante said. At least 12 people were injured. Mayor Elena Sartori promised to rebuild the "
            + "house.\n\nThe customs house was built in 1890 and served as a museum.\n",
        "Trieste harbour blaze destroys museum\n\nTRIESTE, 7 May 2024 - Flames destroyed the museum in the old "
        + "customs house of Trieste. Commander Luca Ferrante said forty firefighters had worked until dawn. 14 people "
            + "were injured, the hospital of Cattinara said. Elena Sartori, the mayor, said the customs house would "
            + "be rebuilt.\n\nInsurers expect damage of eight million euros.\n",
        "Mayor vows to rebuild burnt customs house\n\nTRIESTE, 7 May 2024 - Mayor Elena Sartori said Trieste would "
        + "rebuild the customs house that burnt down on Monday. Luca Ferrante, who commanded the firefighters in the "
            + "harbour, blamed old cables for the fire. The museum in the customs house held 300 paintings.\n",
    ];

    private static readonly string[] Others =
    [
        "Chess federation elects president\n\nOSLO, 6 May 2024 - The Norwegian chess federation elected Ingrid "
        + "Solheim as president. She wants more tournaments for schools and a stronger league. Magnus Dahl, who lost "
            + "the vote, congratulated her in Oslo.\n",
        "Bank of Ghana raises rate\n\nACCRA, 6 May 2024 - The Bank of Ghana raised its key rate to 29 per cent. "
        + "Governor Kwame Addo said inflation remained a threat. The cedi gained against the dollar in Accra.\n",
        "Rail strike ends in Lyon\n\nLYON, 6 May 2024 - Train drivers in Lyon went back to work after four days. "
        + "Union leader Paul Mercier said the new rosters gave drivers a free weekend a month. Commuters cheered at "
            + "Part-Dieu station.\n",
    ];

    private static async Task<TempArchive> ImportedAsync(IEnumerable<string> texts)
    {
        var temp = await TempArchive.CreateAsync();
        foreach (var (text, i) in texts.Select((t, i) => (t, i))) temp.Write($"{i}.txt", text);
        await temp.ImportAsync();
        return temp;
    }

    /// <summary>Headlines of each story, sorted.</summary>
    private static async Task<List<string>> StoriesAsync(TempArchive temp)
    {
        await using var db = temp.Archive.Db();
        var articles = await db.Articles.Where(a => a.StoryId != null).Select(a => new { a.StoryId, a.Headline })
            .ToListAsync(Cancel);
        return [.. articles.GroupBy(a => a.StoryId)
            .Select(g => string.Join(" | ", g.Select(a => a.Headline).Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Reports_of_one_event_are_one_story_and_others_are_in_none()
    {
        await using var temp = await ImportedAsync([.. Fire, .. Others]);
        Assert.Equal(
            ["Fire guts customs house in Trieste | Mayor vows to rebuild burnt customs house | Trieste harbour blaze "
                + "destroys museum"], await StoriesAsync(temp));
    }

    [Fact]
    public async Task Order_of_the_files_says_nothing()
    {
        await using var one = await ImportedAsync([.. Fire, .. Others]);
        await using var other = await ImportedAsync([.. Others.Reverse(), .. Fire.Reverse()]);
        Assert.NotEmpty(await StoriesAsync(one));
        Assert.Equal(await StoriesAsync(one), await StoriesAsync(other));
    }

    [Fact]
    public async Task A_later_import_joins_the_story_and_keeps_its_number()
    {
        await using var temp = await ImportedAsync([Fire[0], Fire[1], .. Others]);
        await using var db = temp.Archive.Db();
        var before = (await db.Stories.SingleAsync(s => s.Articles > 0, Cancel)).Id;
        temp.Write("late.txt", Fire[2]);
        await temp.ImportAsync();
        db.ChangeTracker.Clear();
        var story = await db.Stories.SingleAsync(s => s.Articles > 0, Cancel);
        Assert.Equal((before, 3), (story.Id, story.Articles));
        Assert.False(await db.StorySignatures.AnyAsync(s => !s.IsLinked, Cancel));
    }

    [Fact]
    public async Task Shortened_reprint_leads_to_the_earliest_copy_and_counts_as_no_text()
    {
        const string more =
            " The prefecture opened an inquiry, and engineers from Padua will look at the walls next week. Neighbours "
            + "had heard a bang before they saw smoke over the quay.\n";
        await using var temp =
            await ImportedAsync([Fire[0].TrimEnd() + more,
                Fire[0].Replace("Fire guts", "Blaze guts", StringComparison.Ordinal), Fire[1], .. Others]);
        await using var db = temp.Archive.Db();
        var copy = await db.Articles.SingleAsync(a => a.Headline!.StartsWith("Blaze"), Cancel);
        Assert.Null(copy.DuplicateOfId);
        Assert.Equal((await db.Articles.SingleAsync(a => a.Headline!.StartsWith("Fire"), Cancel)).Id, copy.CopyOfId);
        var view = await new StoryQuery(temp.Archive, db).FindAsync(copy.StoryId!.Value, Cancel);
        Assert.Equal((3, 2), (view!.Articles.Count, view.Texts.Count));
        var shortened = Assert.Single(view.Texts[0].Copies);
        Assert.Equal((true, 1, 0, 0), (shortened.HasOtherHeadline, shortened.Changed, shortened.Cut,
            shortened.Added));
        Assert.InRange(shortened.Share, 0.9, 1);
        Assert.Equal([copy.Id],
            (await new BrowseQuery(temp.Archive, db).TextsAsync(1, 10, Cancel)).Rows.Single(t =>
                t.Article.Id == copy.CopyOfId).Copies
                .Select(c => c.Id));
        var found = await temp.Search.RunAsync(new("Ferrante", Collapsed: true), Cancel);
        Assert.Equal((3, 2), (found.Total, found.Texts));
        var related = await new RelatedQuery(temp.Archive, db).OfAsync(copy.Id, Cancel);
        Assert.Equal(Relation.SameText, related[0].Relation);
        Assert.Contains(related, r => r.Relation == Relation.SameEvent);
        Assert.All(related, r => Assert.Equal(r.Score, r.Reasons.Sum(x => x.Weight), 9));
    }

    /// <summary>
    /// The same words, read first from the later paper: the earlier one is the text, the other its copy.
    /// </summary>
    [Fact]
    public async Task Same_text_read_in_any_order_is_a_copy_of_the_earlier_one()
    {
        string Dated(string day) =>
            Fire[0].Replace("TRIESTE, 6 May 2024 - ", $"{day} May 2024\n\n", StringComparison.Ordinal);
        await using var temp = await ImportedAsync([Dated("7"), Dated("6"), .. Others]);
        await using var db = temp.Archive.Db();
        var fires = await db.Articles.Where(a => a.Headline!.StartsWith("Fire")).OrderBy(a => a.Published)
            .ToListAsync(Cancel);
        Assert.Equal(2, fires.Count);
        Assert.Equal((null, fires[0].Id), (fires[0].CopyOfId, fires[1].CopyOfId));
        Assert.Equal(fires[1].Id, fires[0].DuplicateOfId);
        Assert.All(await Checkup.RunAsync(temp.Archive, Cancel), f => Assert.Null(f.Problem));
    }

    [Fact]
    public async Task A_file_that_is_about_something_else_now_leaves_its_story()
    {
        await using var temp = await ImportedAsync([.. Fire, .. Others]);
        temp.Write("2.txt",
            "Swimmers open the season\n\nTRIESTE, 20 May 2024 - Hundreds of swimmers opened the season at Barcola. "
            + "Trainer Giulia Moro said the water had eighteen degrees, and children got ice cream for nothing.\n");
        await temp.ImportAsync();
        Assert.Equal(["Fire guts customs house in Trieste | Trieste harbour blaze destroys museum"],
            await StoriesAsync(temp));
    }

    [Fact]
    public async Task Articles_moved_by_hand_stay_where_they_were_put_until_it_is_undone()
    {
        await using var temp = await ImportedAsync([.. Fire, .. Others]);
        await using var db = temp.Archive.Db();
        var story = (await db.Stories.SingleAsync(s => s.Articles > 0, Cancel)).Id;
        var moved = (await db.Articles.SingleAsync(a => a.Headline!.StartsWith("Mayor"), Cancel)).Id;
        var curator = new StoryCorrector(db, TimeProvider.System);
        Assert.Null(await curator.MoveAsync(story, [moved], 0, Cancel));
        var own = (await db.Articles.AsNoTracking().SingleAsync(a => a.Id == moved, Cancel)).StoryId;
        Assert.NotEqual(story, own);
        await temp.ImportAsync(new(Force: true));
        Assert.Equal(own, (await db.Articles.AsNoTracking().SingleAsync(a => a.Id == moved, Cancel)).StoryId);
        Assert.Null(await curator.UndoAsync((await curator.ActsAsync(story, Cancel)).Single().Id, Cancel));
        Assert.Equal(story, (await db.Articles.AsNoTracking().SingleAsync(a => a.Id == moved, Cancel)).StoryId);
        Assert.Equal(story, await new StoryQuery(temp.Archive, db).CurrentAsync(story, Cancel));
        Assert.Equal(3, (await db.Stories.AsNoTracking().SingleAsync(s => s.Id == story, Cancel)).Articles);
    }

    [Fact]
    public async Task A_story_put_into_another_leads_there_and_comes_back()
    {
        await using var temp = await ImportedAsync([.. Fire, .. Others]);
        await using var db = temp.Archive.Db();
        var story = (await db.Stories.SingleAsync(s => s.Articles > 0, Cancel)).Id;
        var curator = new StoryCorrector(db, TimeProvider.System);
        Assert.Null(await curator.MoveAsync(story,
            [(await db.Articles.SingleAsync(a => a.Headline!.StartsWith("Mayor"), Cancel)).Id], 0, Cancel));
        var other = (await db.Stories.AsNoTracking().SingleAsync(s => s.Articles == 1, Cancel)).Id;
        Assert.Null(await curator.MergeAsync(story, other, Cancel));
        Assert.Equal(other, await new StoryQuery(temp.Archive, db).CurrentAsync(story, Cancel));
        Assert.Equal(3, (await db.Stories.AsNoTracking().SingleAsync(s => s.Id == other, Cancel)).Articles);
        Assert.NotNull(await curator.MergeAsync(story, other, Cancel));
        var merge = (await curator.ActsAsync(other, Cancel)).First(a => a.StoryId == story);
        Assert.Null(await curator.UndoAsync(merge.Id, Cancel));
        Assert.Equal(story, await new StoryQuery(temp.Archive, db).CurrentAsync(story, Cancel));
    }

    [Fact]
    public async Task Comparison_shows_what_reports_share_and_figures_that_differ()
    {
        await using var temp = await ImportedAsync([.. Fire, .. Others]);
        await using var db = temp.Archive.Db();
        var comparison = await new CompareQuery(temp.Archive, db)
            .OfAsync((await db.Stories.SingleAsync(s => s.Articles > 0, Cancel)).Id, cancel: Cancel);
        Assert.All(comparison!.Coverage.All.Concat(comparison.Coverage.Some),
            s => Assert.Equal(s.Sentences.Length, s.Articles));
        var figure = Assert.Single(comparison.Coverage.Some.Concat(comparison.Coverage.All).SelectMany(s =>
            s.Figures),
            f => f.Of == "injured");
        Assert.Equal(["12", "14"], figure.Values.Select(v => v.Written).Order(StringComparer.Ordinal));
        Assert.Contains(comparison.Coverage.One,
            s => s.Sentences[0].Text.Contains("300 paintings", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Seeds_are_compared_by_what_their_articles_say_alone()
    {
        await using var temp = await TempArchive.WithSeedsAsync();
        await using var db = temp.Archive.Db();
        var comparison = await new CompareQuery(temp.Archive, db).OfAsync(1, cancel: Cancel);
        var both = comparison!.Coverage.All;
        Assert.Contains(both,
            s => s.Sentences
                .All(x =>
                x.Text.Contains("block", StringComparison.Ordinal)
                    && x.Text.Contains("WhatsApp", StringComparison.Ordinal)
                    && x.Text.Contains("Meta", StringComparison.Ordinal)));
        Assert.Contains(both, s => s.Sentences.All(x => x.Text.Contains("Peskov", StringComparison.Ordinal)));
        var one = comparison.Coverage.One.Select(s => s.Sentences[0]).ToList();
        Assert.Contains(one,
            s => s.ArticleId == 2 && s.Text.Contains("restricting access to Telegram", StringComparison.Ordinal));
        Assert.Contains(one, s => s.ArticleId == 1 && s.Text.Contains("voice calling", StringComparison.Ordinal));
        var all = string.Join('\n',
            both.Concat(comparison.Coverage.One).SelectMany(s => s.Sentences).Select(s => s.Text));
        foreach (var foreign in new[] { "Taylor Swift", "Namibia", "Discord", "Leave comment", "Getty", "escalator",
            "Disclaimer", "turn0search" }) Assert.DoesNotContain(foreign, all, StringComparison.Ordinal);
    }
}

using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Metadata;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Storage.Tests;

/// <summary>What people correct holds for later imports and readings, and what they undo was never done.</summary>
public class CorrectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[] Sources = ["The Daily Example", "Daily Specimen", "Other News"];

    private static ArticlePipeline Pipeline => new(TimeProvider.System);

    private static ArticleCorrector Corrector(TempArchive temp) =>
        new(temp.Archive, Pipeline, TimeProvider.System, new("Ann"));

    private static ArticleRemover Remover(TempArchive temp) =>
        new(temp.Archive, Pipeline, TimeProvider.System, new("Ann"));

    private static readonly string[] Towns =
        ["Rochester", "Chatham", "Gillingham", "Strood", "Rainham", "Gravesend", "Dartford", "Sheerness",
            "Faversham"];

    private static string Line(int i, string more = "") => JsonSerializer.Serialize(new
    {
        id = $"a-{i}",
        title = $"{Towns[i]} ferry number {i} stops for good",
        author = i % 3 == 0 ? "Ann Lee" : i % 3 == 1 ? "A. Lee" : "Ann Lee, Bob Fox",
        date = i % 4 == 3 ? null : $"2021-03-1{i}T08:30:15.25+01:00",
        source = i == 8 ? null : Sources[i % 3],
        text = $"The ferry {i} of {Towns[i]} made its last crossing to {Towns[(i + 3) % 9]} in the evening "
            + $"of a day of rain.{more}\n\n"
            + $"“We have waited {i} years for this day of all days,” said Martha Ellingham of Medway Ferries{i}. "
            + $"“It is a great pity for the people of {Towns[i]},” John Carter said, a spokesman for the council.",
    });

    private static async Task<TempArchive> FilledAsync()
    {
        var temp = await TempArchive.CreateAsync();
        temp.Write("list.jsonl", string.Join('\n', Enumerable.Range(0, 9).Select(i => Line(i))));
        await temp.ImportAsync();
        return temp;
    }

    /// <summary>All that pages are made of, by what it says; numbers and times of the log are left out.</summary>
    private static List<string> State(TempArchive temp)
    {
        List<string> rows = [];
        foreach (var sql in new[]
        {
            "SELECT Id, Origin, Headline, HeadlineStatus, Slug, Standfirst, Byline, BylineStatus, SourceId, FoundSourceId, "
            + "SourceName, SourceStatus, Published, PublishedPrecision, PublishedOffset, PublishedStatus, Language, LanguageStatus, "
            + "Body, TextHash, DuplicateOfId, CopyOfId, AddedAt FROM Articles",
            "SELECT ArticleId, Place, FoundName, Name, (SELECT Name FROM Authors o WHERE o.Id = x.ReplacedById) FROM "
            + "ArticleAuthors a JOIN Authors x ON x.Id = a.AuthorId",
            "SELECT FoundName, Name, Slug, (SELECT Name FROM Sources o WHERE o.Id = s.ReplacedById) FROM Sources s "
            + "WHERE EXISTS (SELECT 1 FROM Articles a WHERE a.SourceId = s.Id OR a.FoundSourceId = s.Id)",
            "SELECT q.ArticleId, q.Start, q.\"End\", q.Text, q.Cue, q.Role, e.Name FROM Quotes q "
            + "LEFT JOIN Entities e ON e.Id = q.SpeakerId",
            "SELECT * FROM ReadFields",
            "SELECT Kind, Rule, Lines FROM LineCounts WHERE Lines > 0",
            "SELECT Key, Name, Kind, Articles FROM Entities WHERE Articles > 0",
            "SELECT m.ArticleId, m.Start, m.\"End\", e.Name FROM Mentions m JOIN Entities e ON e.Id = m.EntityId",
            "SELECT ArticleId, Day, Data, IsLinked FROM StorySignatures",
            "SELECT ArticleId, OtherId, Relation FROM Relations",
            // By the first article of the story: its number may be another.
            "SELECT a.Id, (SELECT min(o.Id) FROM Articles o WHERE o.StoryId = a.StoryId) FROM Articles a "
            + "WHERE a.StoryId IS NOT NULL",
            "SELECT Id, Origin FROM RemovedArticles",
        })
        {
            rows.AddRange(temp.Rows(sql).Order(StringComparer.Ordinal).Prepend(sql));
        }
        return rows;
    }

    private sealed record Act(string Name, Func<TempArchive, Task<ActOutcome>> Do);

    private static async Task<ActOutcome> OnQuoteAsync(
        TempArchive temp, long article, int which, Func<ArticleCorrector, long, Task<ActOutcome>> act)
    {
        await using var db = temp.Archive.Db();
        var quote = await db.Quotes.Where(q => q.ArticleId == article).OrderBy(q => q.Start).Select(q =>
            q.Id).Skip(which)
            .FirstOrDefaultAsync(Cancel);
        return await act(Corrector(temp), quote);
    }

    private static long Id(TempArchive temp, string table, string name)
    {
        using var rented = temp.Archive.Connect();
        return SqlReader.Number(rented.Connection,
            $"SELECT Id FROM {table} WHERE {(table == "Entities" ? "Name" : "FoundName")} = ?", name);
    }

    private static readonly Act[] Acts =
    [
        new("headline", t => Corrector(t).CorrectAsync(CorrectionKind.Headline, "Another headline",
            ArticleScope.One(1), Cancel)),
        new("no headline", t => Corrector(t).CorrectAsync(CorrectionKind.Headline, null, new([1, 2, 3], null,
            "search"), Cancel)),
        new("standfirst", t => Corrector(t).CorrectAsync(CorrectionKind.Standfirst, "In short.",
            ArticleScope.One(2), Cancel)),
        new("bylines", t => Corrector(t).CorrectAsync(CorrectionKind.Bylines, "Smith, Eve; Ann Lee", new([3,
            4], null, "search"), Cancel)),
        new("source", t => Corrector(t).CorrectAsync(CorrectionKind.Source, "Medway Mirror", new([1, 5], null,
            "search"), Cancel)),
        new("no date of a source", t => Corrector(t).CorrectAsync(CorrectionKind.Published, null, new([], Id(t,
            "Sources", Sources[2]), null), Cancel)),
        new("date", t => Corrector(t).CorrectAsync(CorrectionKind.Published, "2020-02-29", new([3, 6], null,
            "search"), Cancel)),
        new("language", t => Corrector(t).CorrectAsync(CorrectionKind.Language, "de", new([], Id(t, "Sources",
            Sources[0]), null), Cancel)),
        new("merge sources", t => Corrector(t).MergeAsync(CorrectionKind.MergeSource, Id(t, "Sources",
            Sources[1]), Id(t, "Sources", Sources[0]), Cancel)),
        new("rename source", t => Corrector(t).RenameAsync(CorrectionKind.RenameSource, Id(t, "Sources",
            Sources[0]), "Example, The", Cancel)),
        new("merge authors", t => Corrector(t).MergeAsync(CorrectionKind.MergeAuthor, Id(t, "Authors",
            "A. Lee"), Id(t, "Authors", "Ann Lee"), Cancel)),
        new("rename author", t => Corrector(t).RenameAsync(CorrectionKind.RenameAuthor, Id(t, "Authors",
            "Bob Fox"), "Robert Fox", Cancel)),
        new("speaker", t => OnQuoteAsync(t, 4, 0, (c, q) => c.SpeakerAsync(q, Id(t, "Entities", "John Carter"),
            Cancel))),
        new("nobody", t => OnQuoteAsync(t, 5, 1, (c, q) => c.SpeakerAsync(q, null, Cancel))),
        new("not a quote", t => OnQuoteAsync(t, 6, 0, (c, q) => c.NotAQuoteAsync(q, Cancel))),
        new("remove", t => Remover(t).RemoveAsync(new([7, 8], null, "search"), Cancel)),
        new("remove one", t => Remover(t).RemoveAsync(ArticleScope.One(9), Cancel)),
    ];

    private static async Task DisturbAsync(TempArchive temp, int how)
    {
        switch (how)
        {
            case 0: await temp.ImportAsync(new() { Force = true }); break;
            case 1:
                await new Rereader(temp.Archive, Pipeline, TimeProvider.System).RunAsync(store: true, null,
                Cancel); break;
            case 2: await Checkup.ReindexAsync(temp.Archive, Cancel); break;
            default: break;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task What_is_undone_was_never_done_whatever_came_between(int seed)
    {
        var random = new Random(seed);
        await using var temp = await FilledAsync();
        await using var other = await FilledAsync();
        var acts = Acts.OrderBy(_ => random.Next()).Take(9).ToList();
        List<(Act Act, long Number)> done = [];
        foreach (var act in acts)
        {
            // What is about an article that was removed meanwhile cannot be.
            if ((await act.Do(temp)).Done is { } number) done.Add((act, number));
            await DisturbAsync(temp, random.Next(6));
        }
        var kept = done.ToHashSet();
        foreach (var one in done.OrderBy(_ => random.Next()).Take(5))
        {
            kept.Remove(one);
            var outcome = one.Act.Name.StartsWith("remove", StringComparison.Ordinal)
                ? await Remover(temp).BringBackAsync(one.Number, null,
                    Cancel) : await Corrector(temp).UndoAsync(one.Number, Cancel);
            Assert.Null(outcome.Problem);
            await DisturbAsync(temp, random.Next(6));
        }
        foreach (var (act, _) in done.Where(kept.Contains)) Assert.Null((await act.Do(other)).Problem);
        await Checkup.ReindexAsync(temp.Archive, Cancel);
        await Checkup.ReindexAsync(other.Archive, Cancel);
        // The first reading of an article was at another moment in the other archive.
        Assert.Equal(Without(State(other)), Without(State(temp)));
        Assert.All(await Checkup.RunAsync(temp.Archive, Cancel), finding => Assert.Null(finding.Problem));

        static List<string> Without(List<string> rows) =>
            rows.ConvertAll(r => System.Text.RegularExpressions.Regex.Replace(r.Replace("\\", "/",
                StringComparison.Ordinal),
                @"/[^ |]*?/(list\.jsonl)|20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d+", "$1"));
    }

    [Fact]
    public async Task Every_kind_of_act_is_undone_to_the_letter()
    {
        await using var temp = await FilledAsync();
        await Checkup.ReindexAsync(temp.Archive, Cancel);
        var before = State(temp);
        foreach (var act in Acts)
        {
            var outcome = await act.Do(temp);
            Assert.True(outcome.Done is not null, $"{act.Name}: {outcome.Problem}");
            Assert.NotEqual(before, State(temp));
            var undone = act.Name.StartsWith("remove", StringComparison.Ordinal)
                ? await Remover(temp).BringBackAsync(outcome.Done, null, Cancel)
                : await Corrector(temp).UndoAsync(outcome.Done!.Value, Cancel);
            Assert.Null(undone.Problem);
            await Checkup.ReindexAsync(temp.Archive, Cancel);
            Assert.Equal(before, State(temp));
        }
    }

    [Fact]
    public async Task Rule_for_a_source_holds_for_articles_that_come_later()
    {
        await using var temp = await FilledAsync();
        Assert.NotNull((await Corrector(temp).CorrectAsync(CorrectionKind.Published, "2020-05", new([],
            Id(temp, "Sources", Sources[1]), null), Cancel)).Done);
        Assert.NotNull((await Corrector(temp).MergeAsync(CorrectionKind.MergeSource, Id(temp, "Sources",
            Sources[1]), Id(temp, "Sources", Sources[0]), Cancel)).Done);
        temp.Write("more.json", JsonSerializer.Serialize(new
        {
            title = "A later one",
            source = "daily example",
            date = "2022-01-01",
            text = "Something happened later on, and it was told at once by all who had seen it there.",
        }));
        await temp.ImportAsync();
        await using var db = temp.Archive.Db();
        var later = await db.Articles.SingleAsync(a => a.Headline == "A later one", Cancel);
        Assert.Equal(Sources[0], later.SourceName);
        Assert.Equal(new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc), later.Published);
        // The rule was for the source that is part of the other now: it holds for what is told by it no more.
        Assert.Equal(Id(temp, "Sources", Sources[0]), later.SourceId);
    }

    [Fact]
    public async Task Removed_articles_are_in_no_list_and_stay_out_when_they_come_again()
    {
        await using var temp = await FilledAsync();
        var removed = await Remover(temp).RemoveAsync(new([1, 2], null, "run 1"), Cancel);
        Assert.NotNull(removed.Done);
        Assert.Equal(7, (await temp.Search.RunAsync(new("", Limit: 20), Cancel)).Total);
        var again = await temp.ImportAsync(new() { Force = true });
        Assert.Equal(2, again.Results.Count(r => r.Reason?.Contains("removed by hand",
            StringComparison.Ordinal) == true));
        temp.Write("elsewhere.jsonl", Line(0));
        Assert.Contains("removed by hand", (await temp.ImportAsync()).Results.Single(r =>
            r.Path.EndsWith("elsewhere.jsonl", StringComparison.Ordinal)).Reason, StringComparison.Ordinal);
        var group = Assert.Single(await Remover(temp).BinAsync(Cancel));
        Assert.Equal(2, group.Total);
        Assert.Equal("Ann", group.Act.Who);
        Assert.Null((await Remover(temp).BringBackAsync(null, only: 1, Cancel)).Problem);
        Assert.Equal(8, (await temp.Search.RunAsync(new("", Limit: 20), Cancel)).Total);
        Assert.Null((await Remover(temp).BringBackAsync(null, null, Cancel)).Problem);
        Assert.Empty(await Remover(temp).BinAsync(Cancel));
        Assert.All(await Checkup.RunAsync(temp.Archive, Cancel), finding => Assert.Null(finding.Problem));
    }

    [Fact]
    public async Task Correction_says_how_many_articles_it_would_change()
    {
        await using var temp = await FilledAsync();
        var preview = Corrector(temp).Preview(CorrectionKind.Source, Sources[0], new([1, 2, 3, 4], null, "search"));
        Assert.Equal((2, 2), (preview.Changed, preview.Unchanged));
        Assert.Equal("Daily Specimen", preview.Samples[0].Before);
        Assert.Equal(InferenceStatus.Declared, preview.Samples[0].Article.SourceStatus);
    }

    [Theory]
    [InlineData(CorrectionKind.Published, "yesterday")]
    [InlineData(CorrectionKind.Published, "2026-13-01")]
    [InlineData(CorrectionKind.Language, "English")]
    [InlineData(CorrectionKind.Remove, "x")]
    public void Value_that_is_none_is_told(CorrectionKind field, string typed) =>
        Assert.NotNull(ArticleCorrector.Read(field, typed).Problem);

    [Fact]
    public async Task Desk_is_searched_and_a_star_loads_nothing_anew()
    {
        await using var temp = await FilledAsync();
        await using var db = temp.Archive.Db();
        var search = temp.Search;
        Assert.Equal(9, (await search.RunAsync(new(""), Cancel)).Total);
        var desk = new Desk(db, TimeProvider.System);
        await desk.StarAsync(2, true, Cancel);
        await desk.MarkReadAsync(3, true, Cancel);
        Assert.Null(await desk.TagAsync([1, 2], "Follow up,  C++ ", Cancel));
        Assert.Null(await desk.NoteAsync(4, "made its last crossing", 0, "Ask the harbour master", Cancel));
        Assert.NotNull(await desk.NoteAsync(4, "words that are not there", 0, null, Cancel));
        Assert.Null(await desk.CollectAsync([5, 1, 3], "Ferries of March", Cancel));
        await desk.MoveAsync(1, 3, up: true, Cancel);
        Assert.Equal([5, 3, 1], (await desk.CollectionAsync(1, Cancel))!.Value.Articles.Select(a => a.Id));
        foreach (var (query, expected) in new[] { ("is:starred", 1), ("is:read", 1), ("tag:\"follow up\"", 2),
            ("tag:c++", 2),
            ("note:harbour", 1), ("note:crossing", 1), ("in:\"ferries of march\"", 3), ("has:note", 1),
                ("has:tag", 2),
            ("is:corrected", 0), ("ferry -is:read", 8) })
            Assert.Equal((query, expected), (query, (await search.RunAsync(new(query), Cancel)).Total));
    }
}

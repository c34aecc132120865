using System.Text.Json;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Search;
using NewsArchive.Text;

namespace NewsArchive.Storage.Tests;

/// <summary>What a journalist types, on a small archive whose every article is known.</summary>
public class SearchTests : IAsyncLifetime
{
    private const string Filler =
        " The report had several pages and was read by many people in the town that week, who talked about little "
        + "else for days.";

    private static readonly (string Id, string Title, string Text, string Date, string Source, string Author,
        string Lang)[] Articles =
    [
        ("dam", "Dam breaks above Čačak",
            "The dam above Čačak broke on Monday, said Željko Šturanović of the water board. “We are running out of "
            + "time,” said Željko Šturanović. Engineers ran to the valley.", "2021-03-05", "Morning Post", "Ann Lee",
                "en"),
        ("bank", "Bank of England raises rate to 3.5%",
            "The Bank of England raised its rate to 3.5% on Thursday. The U.S. Federal Reserve did not. J.K. Rowling "
            + "was not asked.", "2021-03-31", "Evening Star", "Bob Ray", "en"),
        ("code", "C++ beats C# in survey",
            "Programmers prefer C++ to C# and F#, says a survey tagged #coding by @devnews. The C language came third.",
            "2021-04-01", "Evening Star", "Ann Lee", "en"),
        ("park", "Children play in the park.",
            "The park. It was full of children’s voices; they don’t mind rain. O’Brien, a rock’n’roll fan, sang.",
            "2021-05-12", "Morning Post", "", "en"),
        ("strike", "Rail strike: what we know",
            "A well-known union leader said the strike -- the longest since 1987 -- would go on. “Not a penny less,” "
            + "said Mick Lynch.", "2022-01-10", "Morning Post", "Cara Dow", "en"),
        ("reprint", "Rail strike goes on",
            "A well-known union leader said the strike -- the longest since 1987 -- would go on. “Not a penny less,” "
            + "said Mick Lynch.", "2022-01-11", "Evening Star", "", "en"),
        ("haus", "Neue Häuser für Köln",
            "In Köln werden neue Häuser gebaut. Das alte Haus am Dom bleibt stehen, sagte die Bürgermeisterin am "
            + "Freitag der Zeitung.", "2022-02-02", "Kölner Blatt", "Eva Groß", "de"),
        ("ville", "Les élections françaises",
            "Les électeurs français ont voté dimanche. L’élection a été calme dans toutes les villes, selon le "
            + "ministère de l’intérieur.", "2022-04-10", "Le Courrier", "", "fr"),
        ("rus", "Выборы в городе",
            "Выборы прошли в воскресенье во всех городах области, сообщила избирательная комиссия. Явка была высокой, "
            + "говорят наблюдатели.", "2022-09-11", "Вести", "", "ru"),
        ("china", "北京天气", "北京市今天有雪,上海市有雨。中华人民共和国气象局说,明天天气晴朗。", "2022-12-01", "新报", "", "zh"),
        ("japan", "東京の桜", "東京で桜が咲きました。気象庁は今日、開花を発表しました。", "2023-03-20", "朝の新聞", "", "ja"),
        ("arab", "انتخابات في القاهرة",
            "جرت الانتخابات في القاهرة يوم الأحد وقال المسؤولون إن الإقبال كان كبيرا في معظم أحياء المدينة.",
            "2023-05-01", "", "", "ar"),
        ("fire", "Fire 🔥 at the plant",
            "A fire broke out at the chemical plant. Crews fought the fire all night 🔥 and nobody was hurt. The "
            + "plant had been inspected in 2019.", "2023-06-15", "Morning Post", "Ann Lee", "en"),
        ("trial", "Trial of Augusto Pérez begins",
            "The trial of Augusto Pérez began in Madrid. Pérez denies the charges. His lawyer, María Núñez, spoke of "
            + "a show trial.", "2023-07-01", "Evening Star", "Bob Ray", "en"),
        ("markets", "Markets fall as oil tops $100",
            "Shares fell and oil rose above $100 a barrel. Markets in New York and Tokyo fell, too. Analysts were not "
            + "surprised by the markets.", "2023-07-02", "Evening Star", "Bob Ray", "en"),
        ("undated", "Notes from the archive",
            "These notes have no date. They tell of a dam, of a bank and of a market in the old town, and of who ran "
            + "it.", "", "", "", "en"),
    ];

    private TempArchive archive = null!;

    public async ValueTask InitializeAsync()
    {
        archive = await TempArchive.CreateAsync();
        archive.Write("articles.jsonl", string.Join('\n', Articles.Select(a => JsonSerializer.Serialize(new
        {
            id = a.Id,
            title = a.Title,
            text = a.Lang == "en" ? a.Text + Filler : a.Text,
            date = a.Date,
            source = a.Source,
            author = a.Author,
            lang = a.Lang,
        }))));
        Assert.Equal(0, (await archive.ImportAsync()).Failed);
    }

    public ValueTask DisposeAsync() => archive.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> FoundAsync(string query, bool any = false)
    {
        var result = await archive.Search.RunAsync(new(query, any, Limit: 100), Cancel);
        Assert.Equal(result.Total, result.Hits.Count);
        return string.Join(' ', result.Hits.Select(h => h.Article.ExternalId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_a_journalist_types_finds_what_was_meant()
    {
        (string Query, string Found)[] asked =
        [
            // words and their forms
            ("dam", "dam undated"), ("DAM", "dam undated"), ("dam bank", "undated"), ("market", "markets undated"),
            ("markets", "markets undated"), ("ran", "dam undated"),
            ("=market", "undated"), ("=markets", "markets"), ("\"market\"", "undated"), ("strikes", "reprint strike"),
            ("striking", "reprint strike"),
            ("cacak", "dam"), ("Čačak", "dam"), ("sturanovic", "dam"), ("perez", "trial"), ("PÉREZ", "trial"),
            ("Haus", "haus"), ("Häusern", "haus"), ("koln", "haus"), ("français", "ville"), ("électeur", "ville"),
            ("электорат", ""), ("город", "rus"), ("городов", "rus"), ("выборов", "rus"), ("القاهرة", "arab"),
            // phrases and nearness
            ("\"bank of england\"", "bank"), ("“bank of england”", "bank"), ("\"england of bank\"", ""),
            ("\"running out of time\"", "dam"), ("\"run out of time\"", ""), ("„show trial“", "trial"),
            ("«rail strike»", "reprint strike"),
            ("\"bank raised\"~3", "bank"), ("\"raised bank\"~3", "bank"), ("\"bank raised\"~1", ""),
            ("\"rail strike", "reprint strike"),
            // operators
            ("dam OR bank", "bank dam undated"), ("dam or bank", ""), ("dam -bank", "dam"), ("dam NOT bank", "dam"),
            ("(dam OR bank) -notes", "bank dam"), ("-strike lang:en", "bank code dam fire markets park trial undated"),
            ("dam AND bank", "undated"), ("elec* OR élec*", "ville"), ("prog*", "code"), ("dam OR", "dam undated"),
            ("((dam", "dam undated"), ("dam)", "dam undated"), ("\"\" dam", "dam undated"),
            // signs
            ("C++", "code"), ("C#", "code"), ("F#", "code"), ("#coding", "code"), ("@devnews", "code"), ("#tag", ""),
            ("3.5%", "bank"), ("U.S.", "bank"), ("J.K. Rowling", "bank"), ("park.", "park"), ("don't", "park"),
            ("don’t", "park"),
            ("O'Brien", "park"), ("rock'n'roll", "park"), ("well-known", "reprint strike"),
            ("\"well known\"", "reprint strike"), ("$100", "markets"), ("🔥", "fire"), ("👍", ""),
            ("1987", "reprint strike"),
            // pasted headlines
            ("Rail strike: what we know", "strike"), ("Bank of England raises rate to 3.5%", "bank"),
            ("Fire 🔥 at the plant", "fire"), ("Markets fall as oil tops $100", "markets"),
            // scripts without spaces
            ("北京", "china"), ("京", "china japan"), ("天气", "china"), ("北京市", "china"), ("人民共和国", "china"), ("北海", ""),
            ("桜", "japan"), ("東京", "japan"), ("気象", "japan"), ("北京 上海", "china"), ("\"今天有雪\"", "china"),
            ("title:北京", "china"), ("title:上海", ""),
            // fields
            ("title:fire", "fire"), ("title:(dam OR fire)", "dam fire"), ("body:england", "bank"),
            ("source:\"evening star\"", "bank code markets reprint trial"),
            ("source:morning lang:en", "dam fire park strike"), ("author:\"ann lee\"", "code dam fire"),
            ("author:bob", "bank markets trial"),
            ("lang:de", "haus"), ("lang:DE", "haus"), ("said:lynch", "reprint strike"),
            ("quote:penny", "reprint strike"), ("quote:penny said:lynch -source:morning", "reprint"),
            ("has:quote", "dam reprint strike"), ("person:perez", "trial"), ("person:Pérez", "trial"),
            ("org:\"bank of england\"", "bank"), ("place:\"bank of england\"", ""), ("entity:madrid", "trial"),
            // dates
            ("date:2021", "bank code dam park"), ("date:2021-03", "bank dam"), ("date:2021-03-05", "dam"),
            ("date:2021-03..2021-04", "bank code dam"), ("date:2023..", "arab fire japan markets trial"),
            ("date:..2021-03", "bank dam"),
            ("after:2023-07-01", "markets trial"), ("before:2021-03-31", "dam"), ("is:undated", "undated"),
            ("is:unsourced", "arab undated"), ("strike date:2022-01-11", "reprint"),
            ("date:2022 -lang:en", "china haus rus ville"), ("date:2021-04..2021-03", "bank code dam"),
            // what is not understood is searched as words
            ("date:soon", ""), ("colour:red", ""), ("???", ""), ("http://example.com/dam", ""),
        ];
        var wrong = new List<string>();
        foreach (var (query, expected) in asked)
            if (await FoundAsync(query) is var found && found != expected)
                wrong.Add($"{query}: {found} instead of {expected}");
        Assert.True(asked.Length >= 60, "a table of at least 60 queries");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [InlineData("dam bank", "bank dam undated")]
    [InlineData("what AND where IS the dam", "dam undated")]
    [InlineData("dam bank -notes", "bank dam")]
    [InlineData("the of", "")]
    public async Task Bag_of_words_needs_one_of_them(string query, string found)
    {
        var ids = await FoundAsync(query, any: true);
        if (found.Length > 0) Assert.Equal(found, ids);
        else Assert.NotEmpty(ids);
    }

    [Theory]
    [InlineData("rail strike what we know", "strike")]
    [InlineData("strike", "reprint", "strike")]
    [InlineData("fire", "fire")]
    [InlineData("augusto perez", "trial")]
    [InlineData("dam", "dam", "undated")]
    [InlineData("oil markets", "markets")]
    public async Task Right_hit_stands_first(string query, params string[] order)
    {
        var hits = (await archive.Search.RunAsync(new(query), Cancel)).Hits.Select(h => h.Article.ExternalId).ToList();
        Assert.Equal(order, hits.Take(order.Length));
    }

    [Fact]
    public async Task Parts_of_a_score_add_up_to_it()
    {
        foreach (var query in new[] { "rail strike", "augusto perez", "dam OR bank", "\"bank of england\" rate",
            "oil markets -dam" })
        {
            var result = await archive.Search.RunAsync(new(query, Explained: true), Cancel);
            Assert.NotEmpty(result.Hits);
            Assert.All(result.Hits, hit => Assert.Equal(hit.Score, hit.Parts.Sum(p => p.Value), 3));
        }
    }

    [Fact]
    public async Task Copies_are_one_hit_and_still_counted()
    {
        var result = await archive.Search.RunAsync(new("strike", Collapsed: true), Cancel);
        Assert.Equal((2, 1), (result.Total, result.Texts));
        Assert.Single(Assert.Single(result.Hits).Copies);
    }

    [Fact]
    public async Task Counts_beside_the_hits_are_what_the_filters_find()
    {
        var facets = (await archive.Search.RunAsync(new("the", Counted: true), Cancel)).Facets!;
        var counted =
            facets.Sources.Select(v => (FilterField.Source, v))
                .Concat(facets.Authors.Select(v => (FilterField.Author, v)))
                .Concat(facets.Languages.Select(v => (FilterField.Lang, v)))
            .Concat(facets.Names.SelectMany(n => n.Values).Select(v => (FilterField.Entity, v)))
                .Concat(facets.Stories.Select(v => (FilterField.Story, v))).ToList();
        Assert.True(counted.Count > 10);
        foreach (var (field, value) in counted)
        {
            Assert.Equal(value.Count,
                await archive.Search.CountAsync(new("the", Filters: [new(field, value.Value)]), Cancel));
            var total = await archive.Search.CountAsync(new("the"), Cancel);
            Assert.Equal(total - value.Count,
                await archive.Search
                    .CountAsync(new("the", Filters: [new(field, value.Value, Excluded: true)]), Cancel));
        }
        foreach (var period in facets.Timeline.Periods.Where(p => p.Articles > 0))
            Assert.Equal(period.Articles,
                await archive.Search.CountAsync(new("the", From: period.From, To: period.To), Cancel));
    }

    [Fact]
    public async Task Several_names_must_all_be_there_unless_either_is_enough()
    {
        var names = (await archive.Search.RunAsync(new("", Counted: true), Cancel)).Facets!.Names.SelectMany(n =>
            n.Values)
            .Take(2).Select(v => new SearchFilter(FilterField.Entity, v.Value)).ToList();
        Assert.Equal(2, names.Count);
        async Task<int> Count(bool either, params SearchFilter[] filters) =>
            await archive.Search.CountAsync(new("", Filters: filters, EitherName: either), Cancel);
        var (first, second) = (await Count(false, names[0]), await Count(false, names[1]));
        var (both, either) = (await Count(false, [.. names]), await Count(true, [.. names]));
        Assert.Equal(first + second, both + either);
        Assert.True(both < either);
        var counted = await archive.Search.RunAsync(new("", Filters: [names[0]], Counted: true), Cancel);
        foreach (var value in counted.Facets!.Names.SelectMany(n => n.Values))
            Assert.Equal(value.Count, await Count(false, names[0], new(FilterField.Entity, value.Value)));
    }

    [Fact]
    public async Task Where_no_article_has_all_the_words_the_best_with_any_are_there()
    {
        var result = await archive.Search.RunAsync(new("what became of the dam in volcanic Čačak"), Cancel);
        Assert.Equal((0, 0), (result.Total, result.Hits.Count));
        var (hit, lacking) = result.Closest[0];
        Assert.Equal("dam", hit.Article.ExternalId);
        Assert.Equal(["became", "volcanic"], lacking);
        Assert.Empty((await archive.Search.RunAsync(new("volcanic"), Cancel)).Closest);
        Assert.Empty((await archive.Search.RunAsync(new("dam"), Cancel)).Closest);
    }

    [Fact]
    public async Task Values_of_one_field_widen_and_of_two_narrow()
    {
        async Task<int> Count(params SearchFilter[] filters) =>
            await archive.Search.CountAsync(new("", Filters: filters), Cancel);
        var (de, fr) = (new SearchFilter(FilterField.Lang, "de"), new SearchFilter(FilterField.Lang, "fr"));
        Assert.Equal(2, await Count(de, fr));
        Assert.Equal(0, await Count(de, new(FilterField.Source, "Le Courrier")));
        Assert.Equal(1, await Count(fr, new(FilterField.Source, "Le Courrier")));
        Assert.Equal(Articles.Length - 2, await Count(de with { Excluded = true }, fr with { Excluded = true }));
        Assert.Equal(2, await Count(new SearchFilter(FilterField.Source, "0")));
    }

    [Theory]
    [InlineData("sturanovik", "sturanovic")]
    [InlineData("markest oil", "markets oil")]
    [InlineData("enlgand bank", "england bank")]
    public async Task Other_spelling_is_offered_where_it_finds_something(string query, string suggestion)
    {
        var result = await archive.Search.RunAsync(new(query), Cancel);
        Assert.Equal(0, result.Total);
        Assert.Equal(Words.Fold(suggestion), Words.Fold(result.Suggestion!));
        Assert.Equal(await archive.Search.CountAsync(new(result.Suggestion), Cancel), result.SuggestionCount);
    }

    [Fact]
    public async Task Where_nothing_is_found_each_part_says_what_it_finds()
    {
        var parts = (await archive.Search.RunAsync(new("dam zzzz bank"), Cancel)).Parts;
        Assert.Equal([("dam", 2, 0), ("zzzz", 0, 1), ("bank", 2, 0)],
            parts.Select(p => (p.Part, p.Alone, p.WithoutCount)));
        Assert.Equal("dam bank", parts[1].Without);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        foreach (var sort in Enum.GetValues<SearchSort>())
        {
            List<string> paged = [];
            for (var offset = 0; offset < Articles.Length; offset += 3)
                paged.AddRange(
                    (await archive.Search.RunAsync(new("", Sort: sort, Limit: 3, Offset: offset), Cancel)).Hits
                        .Select(h => h.Article.ExternalId!));
            Assert.Equal(Articles.Length, paged.Distinct().Count());
        }
    }

    [Fact]
    public async Task New_articles_are_found_at_once_and_counted_alone()
    {
        Assert.Equal(0, await archive.Search.CountAsync(new("volcano"), Cancel));
        archive.Write("volcano.txt",
            "Volcano wakes\n\nThe volcano woke on Sunday, and people left the town below it before the night had "
            + "come, with what they could carry.");
        await archive.ImportAsync();
        Assert.Equal(1, await archive.Search.CountAsync(new("volcanoes"), Cancel));
        Assert.Equal(1, await archive.Search.CountAsync(new("", AddedAfter: Articles.Length), Cancel));
    }

    [Fact]
    public async Task Suggestions_are_names_headlines_sources_and_words_that_begin_so()
    {
        var suggest = new SuggestQuery(archive.Archive);
        Assert.Contains(await suggest.RunAsync("per", Cancel), s => s is { Kind: "name", Text: "Augusto Pérez" });
        Assert.Contains(await suggest.RunAsync("rail s", Cancel),
            s => s is { Kind: "headline", Text: "Rail strike: what we know" });
        Assert.Contains(await suggest.RunAsync("Evening", Cancel), s => s is { Kind: "source", Text: "Evening Star" });
        Assert.Contains(await suggest.RunAsync("raise", Cancel), s => s is { Kind: "word", Text: "raised" });
        Assert.Empty(await suggest.RunAsync("x", Cancel));
        Assert.Empty(await suggest.RunAsync("%_", Cancel));
    }

    [Fact]
    public async Task Index_made_anew_finds_the_same()
    {
        var before = await FoundAsync("märkte OR market OR 北京 OR город");
        Assert.All(await Checkup.RunAsync(archive.Archive, Cancel), f => Assert.Null(f.Problem));
        await Checkup.ReindexAsync(archive.Archive, Cancel);
        Assert.All(await Checkup.RunAsync(archive.Archive, Cancel), f => Assert.Null(f.Problem));
        Assert.Equal(before, await FoundAsync("märkte OR market OR 北京 OR город"));
        Assert.Equal("china markets rus undated", before);
    }
}

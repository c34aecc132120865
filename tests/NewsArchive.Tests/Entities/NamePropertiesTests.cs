using FsCheck;
using FsCheck.Fluent;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Entities;

/// <summary>What holds of the names of any article, tried on made-up ones.</summary>
public sealed class NamePropertiesTests
{
    private static readonly string[] People = ["Anna Larsen", "Oluwaseun Brathwell", "Idris Vellacott", "Maria Silva",
        "Peter Holm", "Dmitry Peskov", "Yoon Suk-yeol", "Tom O'Hara"];
    private static readonly string[] Outlets = ["Kestrelbrook Logistics", "Microsoft", "World Health Organization",
        "Bank of England", "Danske Steel Corp", "European Union"];
    private static readonly string[] Places = ["Oslo", "Nigeria", "Tarnowheim", "New Zealand", "Brisbane", "Wales"];

    private static readonly string[] Frames =
    [
        "{0} of {1} said on Monday that the depot in {2} would close before the winter.",
        "In {2}, {0} met managers of {1} and asked them to think again.",
        "“We were never consulted,” {0} told reporters in {2} after a meeting with {1}.",
        "A spokesman for {1} said that {0} had not been to {2} for years.",
        "Workers in {2} wrote a letter to {0}, who leads {1}.",
        "The mayor of {2} thanked {0} and {1} for their help.",
    ];

    private static readonly Gen<string> Sentence =
        from frame in Gen.Elements(Frames)
        from person in Gen.Elements(People)
        from house in Gen.Elements(Outlets)
        from place in Gen.Elements(Places)
        select string.Format(System.Globalization.CultureInfo.InvariantCulture, frame, person, house, place);

    private static readonly Arbitrary<string> Texts =
        Arb.From(
            from count in Gen.Choose(3,
                9)
            from sentences in Sentence.ListOf(count)
            select string.Join("\n\n", sentences));

    private static Article Read(string text, string headline = "Depot to close after ten years") =>
        new ArticlePipeline(TimeProvider.System)
            .Read(new RawDocument("a.txt", 1, "text", "utf-8", default, text,
            new() { Headline = headline, Language = "en" }, []));

    private static string Names(Article article) =>
        string.Join("\n", article.Entities.Select(e => $"{e.Kind} {e.Name}").Order(StringComparer.Ordinal));

    private static void Holds(Func<string, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Texts, property));

    [Fact]
    public void Every_mention_is_where_it_says_and_belongs_to_one_name() => Holds(text =>
    {
        var article = Read(text);
        var mentions = article.Entities.SelectMany(e => e.Mentions).OrderBy(m => m.Start).ToList();
        return mentions.TrueForAll(m => article.Reading.Body[m.Start..m.End] == m.Text)
            && mentions.Zip(mentions.Skip(1)).All(p => p.First.End <= p.Second.Start);
    });

    [Fact]
    public void A_written_form_is_one_name_in_an_article_and_joins_say_why() => Holds(text =>
    {
        var article = Read(text);
        var forms = article.Entities.SelectMany(e => e.Mentions.Select(m => m.Text).Distinct()).ToList();
        return forms.Count == forms.Distinct().Count()
            && article.Entities.All(e => e.Aliases.All(a => e.Joins.Any(j => j.Alias == a && j.Reason.Length > 0)));
    });

    [Fact]
    public void Reading_what_was_read_gives_the_same_names() =>
        Holds(text => Names(Read(text)) == Names(Read(Read(text).Reading.Body)));

    [Fact]
    public void Headline_in_capitals_changes_no_name() =>
        Holds(text => Names(Read(text)) == Names(Read(text, "DEPOT TO CLOSE AFTER TEN YEARS")));

    [Fact]
    public void Possessive_ending_belongs_to_no_name() => Holds(text =>
        Read(text + "\n\nAnna Larsen's brother and Microsoft’s lawyers were in Oslo’s harbour.").Entities
            .All(e =>
            !e.Name.EndsWith("s's", StringComparison.Ordinal)
                && e.Mentions
                .All(m =>
                !m.Text.EndsWith("'s", StringComparison.Ordinal) && !m.Text.EndsWith("’s", StringComparison.Ordinal))));

    [Fact]
    public void Order_of_paragraphs_changes_no_name() => Holds(text =>
    {
        var paragraphs = text.Split("\n\n");
        return Names(Read(text)) == Names(Read(string.Join("\n\n", paragraphs.Reverse())));
    });
}

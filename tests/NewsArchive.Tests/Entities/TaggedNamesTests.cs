using NewsArchive.Entities;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Entities;

/// <summary>Names that no list knows.</summary>
public sealed class TaggedNamesTests
{
    private const string Story =
        "Oluwaseun Brathwell, who has led Kestrelbrook Logistics since 2014, said on Monday that the firm would close "
        + "its depot in Tarnowheim. "
        + "Workers at the depot were told by letter, according to Brathwell. The mayor of Tarnowheim, Idris "
            + "Vellacott, called the decision a disgrace and asked Kestrelbrook Logistics to think again.\n\n"
        + "Vellacott will meet the company's managers on Thursday. “We were never consulted,” Vellacott told "
            + "reporters outside the town hall.";

    private static Article Read(
        string text, string headline = "Depot to close after ten years", string? language = "en") =>
        new ArticlePipeline(TimeProvider.System)
            .Read(new RawDocument("a.txt", 1, "text", "utf-8", default, text,
            new() { Headline = headline, Language = language }, []));

    private static EntityKind? KindOf(Article article, string name) =>
        article.Entities.FirstOrDefault(e => e.Name == name)?.Kind;

    [Fact]
    public void Names_in_no_list_are_found_with_their_kinds()
    {
        var article = Read(Story);
        Assert.Equal(EntityKind.Person, KindOf(article, "Oluwaseun Brathwell"));
        Assert.Equal(EntityKind.Person, KindOf(article, "Idris Vellacott"));
        Assert.Equal(EntityKind.Organisation, KindOf(article, "Kestrelbrook Logistics"));
        Assert.Equal(EntityKind.Place, KindOf(article, "Tarnowheim"));
        Assert.DoesNotContain(article.Entities, e => e.Name is "Monday" or "Workers" or "Thursday" or "The");
    }

    [Fact]
    public void Surname_joins_its_full_name() =>
        Assert.Contains("Vellacott", Read(Story).Entities.Single(e => e.Name == "Idris Vellacott").Aliases);

    [Fact]
    public void Same_article_gives_the_same_names_every_time()
    {
        static string Names(Article article) =>
            string.Join('|',
                article.Entities.Select(e => $"{e.Name} {e.Kind} {string.Join(',', e.Mentions.Select(m => m.Start))}"));
        Assert.Equal(Names(Read(Story)), Names(Read(Story)));
        Assert.Equal(Names(Read(Story)), Names(Read(Story, "DEPOT TO CLOSE AFTER TEN YEARS")));
    }

    [Fact]
    public void Possessive_changes_no_name()
    {
        var article =
            Read(Story.Replace("The mayor of Tarnowheim, Idris Vellacott,", "Tarnowheim's mayor, Idris Vellacott,",
                StringComparison.Ordinal));
        Assert.Equal(EntityKind.Place, KindOf(article, "Tarnowheim"));
        Assert.All(article.Entities.SelectMany(e => e.Mentions),
            m => Assert.False(m.Text.EndsWith("'s", StringComparison.Ordinal), m.Text));
    }

    [Fact]
    public void Mentions_never_overlap()
    {
        var mentions = Read(Story).Entities.SelectMany(e => e.Mentions).OrderBy(m => m.Start).ToList();
        Assert.All(mentions.Zip(mentions.Skip(1)),
            pair => Assert.True(pair.First.End <= pair.Second.Start, $"{pair.First.Text} and {pair.Second.Text}"));
    }

    [Fact]
    public void Other_languages_have_the_lists()
    {
        var article = Read(
            "Der Bürgermeister von Hamburg sprach am Montag mit Vertretern aus Frankreich über den Ausbau des Hafens, "
            + "der seit Jahren geplant ist.", "Hafen wird ausgebaut", "de");
        Assert.Equal(EntityKind.Place, KindOf(article, "Hamburg"));
    }
}

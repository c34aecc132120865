using System.Text;
using NewsArchive.Entities;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Entities;

/// <summary>Where names begin and end, and what is none.</summary>
public sealed class TaggedFormTests
{
    private static List<(string Name, EntityKind Kind)> Names(string text) =>
        [.. new ArticlePipeline(TimeProvider.System).Read(new("case.txt", 1, "text", "utf-8", Encoding.UTF8.GetBytes(text), text,
            DeclaredFields.None, [])).Entities.Select(e => (e.Name, e.Kind))];

    [Fact]
    public void Signs_of_shares_are_no_part_of_a_company_and_no_name()
    {
        var names = Names("Chrysler buys unit\n\nChrysler Corp <C> said on Monday that it would buy a unit of Alleghany Corp <Y> for "
            + "cash. Shares of Chrysler Corp <C.N> rose in New York.");
        Assert.Contains(names, n => n.Name == "Chrysler Corp");
        Assert.DoesNotContain(names, n => n.Name.Contains('<', StringComparison.Ordinal) || n.Name is "C" or "Y" or "C.N");
    }

    [Fact]
    public void A_bracket_inside_a_company_belongs_to_it()
    {
        var names = Names("Earnings rise\n\nEarnings are expected to grow, analysts at James Capel (Far East) Ltd said on Tuesday in "
            + "Hong Kong. James Capel (Far East) Ltd has covered the group for years.");
        Assert.DoesNotContain(names, n => n.Name is "Far East) Ltd" or "East) Ltd");
        Assert.All(names, n => Assert.Equal(n.Name.Count(c => c == '('), n.Name.Count(c => c == ')')));
    }

    [Fact]
    public void Party_and_state_and_days_are_no_names()
    {
        var names = Names("Vote\n\nSenator Pat Toomey (R-Pa.) and Senator Joe Manchin (D-W.Va.) voted on the bill, which is due April "
            + "One in Washington.");
        Assert.Contains(names, n => n.Name == "Pat Toomey");
        Assert.DoesNotContain(names, n => n.Name.StartsWith("R-", StringComparison.Ordinal)
            || n.Name.StartsWith("D-", StringComparison.Ordinal) || n.Name.StartsWith("April", StringComparison.Ordinal));
    }

    [Fact]
    public void A_calling_is_no_part_of_a_name() =>
        Assert.Contains(("Bono", EntityKind.Person), Names("Concert\n\nThe U2 frontman Bono sang in Dublin on Friday. Bono thanked "
            + "the crowd, and Bono came back twice."));

    [Fact]
    public void Mentions_of_an_article_never_overlap()
    {
        var article = new ArticlePipeline(TimeProvider.System).Read(new("case.txt", 1, "text", "utf-8", default,
            "Notes\n\nPrudential-Bache Securities (Hong Kong) Ltd, Vickers da Costa (Pacific) Ltd and Jardine Fleming (Securities) "
            + "Ltd said on Monday that Hoover Co> and <Rowenta> were <Poco Petroleums Ltd> and <GM.N>.", DeclaredFields.None, []));
        var mentions = article.Entities.SelectMany(e => e.Mentions).OrderBy(m => m.Start).ToList();
        Assert.All(mentions.Zip(mentions.Skip(1)), p => Assert.True(p.First.End <= p.Second.Start, $"{p.First} {p.Second}"));
    }
}

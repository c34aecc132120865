using System.Collections.Immutable;
using System.Text;
using NewsArchive.Decoding;
using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Tests.Lines;

public sealed class LineClassifierTests
{
    private const string Lede =
        "The mayor opened the new bridge over the river on Friday, two years later than planned, in front of a small "
        + "crowd.";

    private static ImmutableArray<ClassifiedLine> Classify(string text, string? declaredHeadline = null)
    {
        var document = new RawDocument("x.txt", 1, "text", "utf-8", Encoding.UTF8.GetBytes(text), text,
            new() { Headline = declaredHeadline }, []);
        return LineClassifier.Classify(document, MojibakeRepair.Repair(text), RepeatedLines.None);
    }

    private static LineKind KindOf(string line) =>
        Classify($"Mayor opens bridge\n\n{Lede}\n\n{line}\n\n{Lede}")[4].Kind;

    [Theory]
    [InlineData("The company changed its privacy policy last year.")]
    [InlineData("A spokesman for the ministry declined to comment.")]
    [InlineData("He posted the video on his Telegram channel on Sunday night.")]
    [InlineData("The men entered the building without permission, police said.")]
    [InlineData("“We have updated our terms of service,” the chief executive said.")]
    [InlineData("The newspaper asked readers to sign up for the trial.")]
    public void Sentence_of_the_article_stays_whatever_phrase_it_holds(string line) =>
        Assert.Equal(LineKind.Body, KindOf(line));

    [Theory]
    [InlineData("Sign up for our daily newsletter and never miss a story.")]
    [InlineData("We use cookies to improve your experience.")]
    [InlineData("Share this article")]
    [InlineData("Advertisement")]
    [InlineData("12 comments")]
    [InlineData("© 2021 Example Media. All rights reserved.")]
    [InlineData("Home | News | Sport | Weather")]
    public void Words_of_the_page_are_boilerplate(string line) => Assert.Equal(LineKind.Boilerplate, KindOf(line));

    [Fact]
    public void Lines_wrapped_in_capitals_are_one_paragraph()
    {
        var lines = Classify("""
            LAST WEEK, AS THEY STUDIED THE NASSAU ACCORD BETWEEN THE PRESIDENT AND
            THE PRIME MINISTER, EUROPEANS SAW EMERGING THE FIRST OUTLINES OF THE
            NUCLEAR NATO THAT THE U.S. WANTS AND WILL SUPPORT. IT ALL SPRANG FROM
            THE CRISIS OVER CANCELLATION OF THE BUG-RIDDEN SKYBOLT MISSILE, AND
            THE U.S. OFFER TO SUPPLY BRITAIN AND FRANCE WITH THE PROVED POLARIS.
            """);
        Assert.Equal(LineKind.Body,
            Assert.Single(lines.Where(l => l.Kind != LineKind.Blank).Select(l => l.Kind).Distinct()));
        Assert.Single(lines.Where(l => l.Kind == LineKind.Body).Select(l => l.Block).Distinct());
    }

    [Fact]
    public void Wrapped_lines_are_one_paragraph()
    {
        var lines =
            Classify(
                "Panama ships\n\n    The Panama Canal Commission, a U.S.\ngovernment agency, said in its daily "
                + "operations report that\nthere was a backlog of 39 ships waiting to enter the canal\nearly today.\n "
                    + "   Over the next two days it expects more ships to arrive from\nJapan and Korea than ever "
                    + "before.\n");
        Assert.Equal(2, lines.Reading().Length);
        Assert.All(lines.Where(l => l.Number > 2), l => Assert.Equal(LineKind.Body, l.Kind));
    }

    [Fact]
    public void Rows_of_figures_between_paragraphs_are_kept()
    {
        var lines = Classify(
            $"{Lede}\nShr 1.51 dlrs vs 1.32 dlrs\nNet 3,320,000 vs 16.9 mln\nRevs 58.5 mln vs 56.4 mln\n{Lede}",
            "Results");
        Assert.All(lines, l => Assert.Equal(LineKind.Body, l.Kind));
    }

    [Fact]
    public void Text_whose_headline_is_declared_apart_has_nothing_above_it()
    {
        var lines = Classify($"A quiet day\n{Lede}\n{Lede}", "Bridge opened");
        Assert.DoesNotContain(lines, l => l.Kind is LineKind.Headline or LineKind.Boilerplate);
    }
}

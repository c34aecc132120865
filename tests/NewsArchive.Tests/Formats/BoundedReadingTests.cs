using System.Text;
using NewsArchive.Formats;
using NewsArchive.Formats.Html;

namespace NewsArchive.Tests.Formats;

/// <summary>What a document may cost: hostile and broken ones cost themselves, and little.</summary>
public sealed class BoundedReadingTests
{
    /// <summary>
    /// Times that four times the text may take as long, where work that grows with the square takes sixteen.
    /// </summary>
    private const double MostGrowth = 8;

    /// <summary>CPU-seconds below which a ratio says nothing.</summary>
    private const double Noise = .5;

    private static readonly Dictionary<string, Func<int, string>> Worst = new()
    {
        ["capitals"] = n => "A headline\n\nThe firm formerly known. " + Repeat("Ab ", n),
        ["strong without an end"] = n => "# A headline\n\n" + Repeat("**a ", n),
        ["emphasis without an end"] = n => "# A headline\n\n" + Repeat("*a ", n),
        ["links without an end"] = n => "# A headline\n\n" + Repeat("[a](b ", n),
        ["backticks"] = n => "A headline\n\n" + Repeat("`` a ", n),
        ["quotes without an end"] = n => "A headline\n\n" + Repeat("“a ", n),
        ["words without a stop"] = n => "A headline\n\n" + Repeat("the mayor said that ", n),
        ["elements in each other"] = n => "<html><body>" + Repeat("<div>", n) + "deep",
        ["bold in each other"] = n => "<html><body>" + Repeat("<b>", n) + "deep",
        ["bylines"] = n => "A headline\n\nBy " + Repeat("Jane Doe and ", n),
        ["days"] = n => "A headline\n\n" + Repeat("12 March 2021, ", n),
        ["brackets"] = n => "A headline\n\n" + Repeat("(a ", n),
        ["blanks"] = n => "A headline\n\nthe" + new string(' ', n) + "end",
        ["figures"] = n => "A headline\n\n" + new string('1', n),
        ["commas"] = n => "A headline\n\n" + Repeat("Ab, ", n),
    };

    private static string Repeat(string part, int characters) =>
        new StringBuilder().Insert(0, part, Math.Max(1, characters / part.Length)).ToString();

    public static TheoryData<string> Kinds() => [.. Worst.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Work_grows_with_the_text_and_not_with_its_square(string kind)
    {
        if (!Work.CanBeMeasured) Assert.Skip("The work of a thread is measured on Linux.");
        Seconds(kind, 4 * 1024);
        var (quarter, whole) = (Seconds(kind, 64 * 1024), Seconds(kind, 256 * 1024));
        Assert.True(whole < Noise || whole < MostGrowth * quarter,
            $"{quarter:0.00} s for 64 KB, {whole:0.00} s for 256");
    }

    private static double Seconds(string kind, int characters)
    {
        var name = Worst[kind](8).StartsWith('<') ? "a.html" : Worst[kind](8).StartsWith('#') ? "a.md" : "a.txt";
        var content = Encoding.UTF8.GetBytes(Worst[kind](characters));
        var pipeline = new ArticlePipeline(TimeProvider.System);
        return Work.Least(() =>
        {
            foreach (var read in FormatDetection.ReadAll(() => new(name, content)))
                if (read.Document is { } document) pipeline.Read(document);
        });
    }

    [Theory]
    [InlineData("a: &a [*a]\n", "*name")]
    [InlineData("title: [[[[[[[[[[[[[[[[[[[[[[[[x", "levels")]
    [InlineData("title: \"no end\n", "line")]
    [InlineData("? [a, b]\n: c\ntitle: Bridge\n", null)]
    [InlineData("title: Bridge\ntitle: Other\n", null)]
    public void Front_matter_is_read_within_bounds(string yaml, string? problem)
    {
        var (fields, failure) = FrontMatter.Read(yaml);
        if (problem is null) Assert.Equal(("Bridge", null), (fields!.Headline, failure));
        else Assert.Contains(problem, failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Front_matter_of_many_values_is_refused() =>
        Assert.Contains("values", FrontMatter.Read("tags: [" + Repeat("a,", 20_000) + "]\n").Failure,
            StringComparison.Ordinal);

    [Fact]
    public void Author_with_a_name_and_a_list_of_authors_are_read()
    {
        Assert.Equal(["Jane Doe"], FrontMatter.Read("author: {name: Jane Doe, email: a@b.example}\n").Fields!.Bylines);
        Assert.Equal(["Jane Doe", "John Smith"],
            FrontMatter.Read("authors:\n  - name: Jane Doe\n  - John Smith\n").Fields!.Bylines);
    }

    [Fact]
    public void Page_that_is_no_deeper_than_pages_are_stays_as_it_is()
    {
        var page = "<html><body>" + Repeat("<p>a", 40_000) + Repeat("<div>",
            500) + "<script>if(a<b)</script>x</body></html>";
        Assert.Same(page, HtmlNesting.Bounded(page));
    }

    [Fact]
    public void Text_of_a_page_that_is_too_deep_is_kept()
    {
        var page = Repeat("<div>", 20_000) + "<p>deep <b>down</b></p>" + Repeat("</div>", 24_000) + "<p>after</p>";
        var bounded = HtmlNesting.Bounded(page);
        Assert.Contains("deep", bounded, StringComparison.Ordinal);
        Assert.Contains("<p>after</p>", bounded, StringComparison.Ordinal);
        Assert.InRange(bounded.Split("<div>").Length, 400, 520);
    }
}

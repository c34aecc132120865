using System.Text;
using NewsArchive.Formats;
using NewsArchive.Metadata;

namespace NewsArchive.Tests.Formats;

public sealed class HtmlFormatTests
{
    private const string Lede =
        "The mayor opened the new bridge over the river on Friday, two years later than planned.";
    private const string Second = "Hundreds of people walked across it in the first hour, most of them with umbrellas.";

    private static Article Read(string html, Encoding? encoding = null) =>
        new ArticlePipeline(TimeProvider.System)
            .Read(FormatDetection.Read(new("page", (encoding ?? Encoding.UTF8).GetBytes(html))).Single().Document!);

    private static string Page(string body, string head = "<title>Mayor opens new bridge</title>") =>
        $"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>";

    [Fact]
    public void Text_is_kept_and_what_surrounds_it_stays_visible_with_a_reason()
    {
        var article =
            Read(Page(
                $"<nav><a href=/>Home</a> <a href=/s>Sport</a></nav><div class=main><h1>Mayor opens new "
                + $"bridge</h1><p>{Lede}</p><div class=\"related-links\"><a href=/x>Ferry stops for good after "
                    + $"eighty years</a></div><p>{Second}</p><div id=comments><p>First! I never liked that ferry, "
                    + $"and nobody asked me about the bridge.</p></div></div><footer>All rights reserved</footer>"));
        Assert.Equal($"{Lede}\n\n{Second}", article.Reading.Body);
        Assert.Contains(article.Lines, l => l.Text == "Home Sport"
            && l.Kind == NewsArchive.Lines.LineKind.Boilerplate);
        Assert.Contains(article.Lines,
            l => l.Text.StartsWith("Ferry", StringComparison.Ordinal) && l.Kind == NewsArchive.Lines.LineKind.Teaser);
        Assert.Contains(article.Lines,
            l => l.Text.StartsWith("First!", StringComparison.Ordinal)
                && l.Kind == NewsArchive.Lines.LineKind.Comment);
    }

    [Fact]
    public void Json_ld_gives_the_fields()
    {
        var article =
            Read(Page($"<h1>Mayor opens new bridge</h1><p>{Lede}</p><p>{Second}</p>",
                "<script type=\"application/ld+json\">{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Mayor "
                + "opens new bridge\",\"author\":[{\"@type\":\"Person\",\"name\":\"Jane Doe\"},{\"name\":\"Max "
                    + "Roe\"}],\"datePublished\":\"2021-03-12T09:00:00+01:00\",\"publisher\":{\"name\":\"The Daily "
                    + "Example\"}}]}</script>")).Metadata;
        Assert.Equal(["Jane Doe", "Max Roe"], article.Bylines.Value);
        Assert.Equal(("2021-03-12T08:00:00Z", "The Daily Example", InferenceStatus.Declared),
            (article.Published.Value.ToString(), article.Source.Value, article.Published.Status));
    }

    [Fact]
    public void Name_of_the_house_is_no_part_of_the_headline() =>
        Assert.Equal("Mayor opens new bridge over the river",
            Read(Page($"<p>{Lede}</p>",
                "<title>Mayor opens new bridge over the river | The Daily Example</title><meta property=og:site_name "
                + "content=\"The Daily Example\">")).Metadata.Headline.Value);

    [Fact]
    public void Person_named_on_the_page_outranks_a_house_that_is_stated_as_author() =>
        Assert.Equal(["Jane Doe"],
            Read(Page(
                $"<article><h1>Mayor opens new bridge</h1><p class=byline>By <a rel=author href=/jane>Jane "
                + $"Doe</a></p><p>{Lede}</p></article>", "<title>Mayor opens new bridge</title><meta name=author "
                + "content=\"Associated Press\">")).Metadata.Bylines.Value);

    [Fact]
    public void Declared_charset_decodes_the_page() =>
        Assert.Contains("Bürgermeister",
            Read(Page(
                "<p>Der Bürgermeister eröffnete am Freitag die neue Brücke über den Fluss, zwei Jahre später als "
                + "geplant.</p>", "<meta charset=iso-8859-1>"), Encoding.Latin1).Reading.Body,
                    StringComparison.Ordinal);

    [Fact]
    public void Text_that_only_scripts_would_show_is_taken_from_the_declared_body()
    {
        var body = string.Join("\\n", Enumerable.Repeat(Lede, 4));
        Assert.StartsWith(Lede,
            Read(Page("<div id=app>Loading</div>",
                "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" + body
                    + "\"}</script>")).Reading.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_nesting_is_read_to_the_end() =>
        Assert.NotNull(Read(Page(string.Concat(Enumerable.Repeat("<div><b><table>", 4000)) + $"<p>{Lede}</p>")));

    [Fact]
    public void Hidden_text_is_no_text()
    {
        const string Hidden = "<p style=\"display: none\">A secret that nobody should read in this article at all.</p>";
        var lines = Read(Page($"{Hidden}<p>{Lede}</p>")).Lines;
        Assert.DoesNotContain(lines, l => l.Text.Contains("secret", StringComparison.Ordinal));
    }
}

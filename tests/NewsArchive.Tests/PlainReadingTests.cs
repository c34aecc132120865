using System.Text;
using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Tests;

/// <summary>What becomes of a document that takes too long to read.</summary>
public sealed class PlainReadingTests
{
    [Fact]
    public void Every_line_is_kept_and_what_is_declared_is_believed()
    {
        const string Text = "Menu\nMayor opens bridge\n\nThe mayor, Jane Doe, opened it on 12 March 2021.\n";
        var document = new RawDocument("a.txt", 1, "text", "utf-8", Encoding.UTF8.GetBytes(Text), Text,
            DeclaredFields.None with { Headline = "Bridge", Bylines = ["Ann Roe"] }, []);
        var article = PlainReading.Of(document);
        Assert.True(article.IsPlain());
        Assert.Equal("Menu\n\nMayor opens bridge\n\nThe mayor, Jane Doe, opened it on 12 March 2021.",
            article.Reading.Body);
        Assert.Equal(("Bridge", "Ann Roe"), (article.Metadata.Headline.Value, article.Metadata.BylineText));
        Assert.False(article.Metadata.Published.IsKnown);
        Assert.Equal(PlainReading.Why, article.Metadata.Published.Evidence);
        Assert.Empty(article.Entities);
        Assert.Equal([LineKind.Body, LineKind.Body, LineKind.Blank, LineKind.Body], article.Lines.Select(l =>
            l.Kind));
    }
}

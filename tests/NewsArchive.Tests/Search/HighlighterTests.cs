using NewsArchive.Search;

namespace NewsArchive.Tests.Search;

public sealed class HighlighterTests
{
    private static string Marked(string query, string text, string? language = null) =>
        string.Concat(new Highlighter(QueryParser.Parse(query, new(2026, 2, 20)).Node, language)
            .Mark(text, QueryField.Title).Select(f => f.IsMatch ? $"[{f.Text}]" : f.Text));

    [Theory]
    [InlineData("block", "Russia blocks it, blocking and blocked", "Russia [blocks] it, [blocking] and [blocked]")]
    [InlineData("cafe", "the Café and the café", "the [Café] and the [café]")]
    [InlineData("\"sovereign internet\"", "a sovereign internet, not an internet",
        "a [sovereign internet], not an internet")]
    [InlineData("priv*", "private privacy deprive", "[private] [privacy] deprive")]
    [InlineData("meta -india", "Meta and India", "[Meta] and India")]
    [InlineData("title:whatsapp", "WhatsApp", "[WhatsApp]")]
    [InlineData("\"blocked\"", "blocked, blocks", "[blocked], blocks")]
    [InlineData("C++", "C and C++", "C and [C++]")]
    [InlineData("北京", "今天北京有雪", "今天[北京]有雪")]
    [InlineData("body:ban", "a ban", "a ban")]
    [InlineData("source:times", "the times", "the times")]
    public void Words_that_were_asked_for_are_marked(string query, string text, string marked) =>
        Assert.Equal(marked, Marked(query, text));

    [Theory]
    [InlineData("Häusern", "neue Häuser", "neue [Häuser]", "de")]
    [InlineData("город", "в городах", "в [городах]", "ru")]
    public void Forms_are_those_of_the_language_of_the_text(
        string query, string text, string marked, string language) =>
        Assert.Equal(marked, Marked(query, text, language));

    [Fact]
    public void Snippet_shows_the_place_with_the_most_different_words()
    {
        var text = "meta " + new string('x', 300) + " filler words here " + "meta and telegram together "
            + new string('y', 300);
        var snippet =
            string.Concat(new Highlighter(QueryParser.Parse("meta telegram", new(2026, 2, 20)).Node, "en").Snippet(text)
                .Select(f => f.Text));
        Assert.Contains("meta and telegram together", snippet, StringComparison.Ordinal);
        Assert.StartsWith("… ", snippet, StringComparison.Ordinal);
    }
}

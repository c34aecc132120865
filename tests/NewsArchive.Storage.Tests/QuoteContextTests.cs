using NewsArchive.Storage.Names;

namespace NewsArchive.Storage.Tests;

/// <summary>The sentence around a quote.</summary>
public sealed class QuoteContextTests
{
    private const string Quote = "“We will wait,”";

    private static (string, string) Around(string before, string after) =>
        QuoteQuery.Sentence(before + Quote + after, before.Length, before.Length + Quote.Length);

    [Fact]
    public void Short_sentence_is_whole() =>
        Assert.Equal(("On Monday ", " she said."), Around("It rained. On Monday ", " she said. Then it stopped."));

    [Fact]
    public void Long_sentence_is_cut_between_words_and_says_so()
    {
        var words = string.Concat(Enumerable.Repeat("whatever else ", 30));
        var (before, after) = Around(words, " she said, " + words);
        Assert.StartsWith("…whatever ", before, StringComparison.Ordinal);
        Assert.EndsWith(" …", after, StringComparison.Ordinal);
        Assert.Matches("(whatever|else) …$", after);
    }

    [Fact]
    public void Long_row_without_a_space_is_cut_where_it_is_long() =>
        Assert.Equal(("", new string('x', 200) + "…"), Around("", new string('x', 400)));
}

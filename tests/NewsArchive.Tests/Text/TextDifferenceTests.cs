using NewsArchive.Text;

namespace NewsArchive.Tests;

public sealed class TextDifferenceTests
{
    private const string Fire = "A fire destroyed the old customs house in the harbour on Monday evening.";

    private static string Written(List<List<Edit>> paragraphs) =>
        string.Join(" | ",
            paragraphs.Select(p =>
                string.Join(' ',
                    p.Select(e =>
                        e.Change switch
                        {
                            Change.Added => $"+({e.Text})",
                            Change.Removed => $"-({e.Text})",
                            _ => e.Text
                        }))));

    [Theory]
    [InlineData("One.\n\nTwo.", "One.\n\nTwo.", "One. | Two.")]
    [InlineData("One.\n\nTwo.", "One.", "One. | -(Two.)")]
    [InlineData("One.", "One.\n\nTwo.", "One. | +(Two.)")]
    [InlineData("The mayor said ten.", "The mayor said twelve.", "The mayor said -(ten.) +(twelve.)")]
    [InlineData("The mayor said ten.", "Nobody was hurt that night.",
        "-(The mayor said ten.) | +(Nobody was hurt that night.)")]
    public void Paragraphs_and_words_that_went_and_came(string before, string after, string expected)
    {
        var paragraphs = TextDifference.Of(before, after);
        Assert.Equal(expected.Split(" | ").Order(), Written(paragraphs).Split(" | ").Order());
    }

    [Fact]
    public void Shortened_paragraph_is_shown_word_by_word()
    {
        const string rest =
            "The prefecture opened an inquiry, and engineers from Padua will look at the walls next week. Neighbours "
            + "had heard a bang before they saw smoke over the quay.";
        Assert.Equal($"{Fire} -({rest})", Written(TextDifference.Of($"{Fire} {rest}", Fire)));
    }
}

using NewsArchive.Stories;

namespace NewsArchive.Tests.Stories;

public sealed class CopiedTextTests
{
    private const string Fire = "A fire destroyed the old customs house in the harbour of Trieste on Monday evening, and forty firefighters fought the flames until dawn, officials said.";

    [Fact]
    public void Shortened_reprint_keeps_its_runs_of_words()
    {
        var share = CopiedText.Containment(CopiedText.RunsOf(Fire), CopiedText.RunsOf(Fire + " The mayor thanked them and promised to rebuild the house within two years."));
        Assert.Equal(1, share, 9);
    }

    [Fact]
    public void Same_news_in_other_words_is_no_copy()
    {
        const string again = "Forty firefighters battled flames in the harbour of Trieste until dawn after a fire broke out in the old customs house on Monday.";
        Assert.Null(CopiedText.ShareOfCopy(CopiedText.RunsOf(Fire), CopiedText.RunsOf(again)));
    }

    [Fact]
    public void Short_reports_to_a_form_are_copies_only_where_nearly_all_is_the_same()
    {
        var days = new[] { "three", "two" }.Select(n => CopiedText.RunsOf($"The Federal Reserve entered the government securities market to arrange {n} day repurchase agreements, a spokesman said.")).ToList();
        Assert.InRange(CopiedText.Containment(days[0], days[1]), 0.6, 0.7);
        Assert.Null(CopiedText.ShareOfCopy(days[0], days[1]));
    }

    [Fact]
    public void Texts_of_a_few_words_are_never_copies() => Assert.Equal(0, CopiedText.Containment(CopiedText.RunsOf("Quarterly dividend of ten cents declared today"), CopiedText.RunsOf("Quarterly dividend of ten cents declared today")));

    [Fact]
    public void Copies_share_a_smallest_hash() =>
        Assert.NotEmpty(CopiedText.Sketch(Fire + " More follows from our reporter in the harbour tonight.").Intersect(CopiedText.Sketch(Fire)));
}

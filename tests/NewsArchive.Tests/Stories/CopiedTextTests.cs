using NewsArchive.Stories;

namespace NewsArchive.Tests.Stories;

public sealed class CopiedTextTests
{
    private const string Fire =
        "A fire destroyed the old customs house in the harbour of Trieste on Monday evening, and forty firefighters "
        + "fought the flames until dawn, officials said.";

    private static double? Share(string one, string other, int? daysApart = 0) =>
        CopiedText.ShareOfCopy(ComparedText.Of(null, one), ComparedText.Of(null, other), daysApart);

    [Fact]
    public void Shortened_reprint_is_a_copy() =>
        Assert.Equal(1,
            Share(Fire, Fire + " The mayor thanked them and promised to rebuild the house within two years."));

    [Fact]
    public void Dateline_of_another_paper_says_nothing() =>
        Assert.Equal(1, Share("TRIESTE, 6 May 2024 (ANSA) - " + Fire, "ROME, 8 May 2024 - " + Fire));

    [Fact]
    public void Same_news_in_other_words_is_no_copy() =>
        Assert.Null(Share(Fire,
            "Forty firefighters battled flames in the harbour of Trieste until dawn after a fire broke out in the old "
            + "customs house on Monday."));

    private static string Repurchase(string amount, string days, string who = "Brown") =>
        $"The Federal Reserve entered the government securities market to arrange {amount} billion dollars of {days} "
        + $"day repurchase agreements, and a spokesman, Mr {who}, said that dealers had expected it to supply "
            + $"reserves to banks.";

    [Theory]
    [InlineData("1.5", "three")]
    [InlineData("2.5", "two")]
    public void Form_filled_with_other_figures_is_no_copy(string amount, string days)
    {
        Assert.Equal(1, Share(Repurchase("2.5", "three"), Repurchase("2.5", "three")));
        Assert.Null(Share(Repurchase(amount, days), Repurchase("2.5", "three")));
    }

    [Fact]
    public void Form_filled_with_another_name_is_no_copy() =>
        Assert.Null(Share(Repurchase("2.5", "three", "Brown"), Repurchase("2.5", "three", "Rosen")));

    [Fact]
    public void Short_body_under_another_headline_is_no_copy()
    {
        ComparedText Under(string headline) =>
            ComparedText.Of(headline, "Payable on April 15 to holders of record on March 23, it said today.");
        Assert.Null(CopiedText.ShareOfCopy(Under("Quaker keeps its dividend"),
            Under("Unibank keeps its dividend"), 0));
        Assert.Equal(1,
            CopiedText.ShareOfCopy(Under("Quaker keeps its dividend"), Under("Quaker keeps its dividend"), 0));
    }

    /// <summary>A correction of a long text is still that text.</summary>
    [Fact]
    public void Long_text_may_have_a_figure_corrected()
    {
        var text = string.Join(' ',
            Enumerable.Range(0, 12)
                .Select(i =>
                $"In ward {(char)('a' + i)} the council of that part of the town heard {i + 30} people who live there."));
        Assert.InRange(Share(text, text.Replace("heard 31", "heard 99"))!.Value, 0.9, 0.99);
    }

    [Fact]
    public void Text_of_another_week_is_a_copy_only_where_nearly_all_is_the_same()
    {
        var later = Fire + " The mayor was told.";
        Assert.NotNull(Share(Fire.Replace("officials said", "they said"), later, daysApart: 1));
        Assert.Null(Share(Fire.Replace("officials said", "they said"), later, daysApart: 7));
        Assert.NotNull(Share(Fire, later, daysApart: 7));
    }

    [Fact]
    public void Texts_of_a_few_words_are_never_copies() =>
        Assert.Null(Share("Quarterly dividend of ten cents declared today",
            "Quarterly dividend of ten cents declared today"));

    [Fact]
    public void Copies_share_a_smallest_hash() =>
        Assert.NotEmpty(CopiedText.MinHash(Fire + " More follows from our reporter in the harbour tonight.")
            .Intersect(CopiedText.MinHash(Fire)));
}

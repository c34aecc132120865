using NewsArchive.Stories;

namespace NewsArchive.Tests.Stories;

public sealed class RelatedScoreTests
{
    private static readonly PairMeasures OneEvent = new(0.5, 0.2, 0.6, 1, 0.5, 0.5, 1, 0);

    [Fact]
    public void Parts_add_up_to_the_score()
    {
        var parts = RelatedScore.Of(OneEvent);
        Assert.Equal(
            parts.Names + parts.Words + parts.Main + parts.Nearness + parts.Neighbours + parts.Person + parts.Days,
            parts.Score, 12);
        Assert.Equal(Relation.SameEvent, RelatedScore.RelationOf(parts.Score));
    }

    [Fact]
    public void Days_between_two_reports_make_one_event_less_likely_up_to_a_limit()
    {
        var scores =
            new int?[] { 0, 5, 10, 30 }.Select(days => RelatedScore.Of(OneEvent with { DaysApart = days }).Score)
                .ToList();
        Assert.Equal(scores.OrderDescending(), scores);
        Assert.Equal(scores.Count, scores.Distinct().Count());
        Assert.Equal(scores[^1], RelatedScore.Of(OneEvent with { DaysApart = 50 }).Score);
    }

    [Fact]
    public void Different_main_persons_tell_against_one_event() =>
        Assert.True(RelatedScore.Of(OneEvent with { Person = -1 }).Score < RelatedScore.Of(OneEvent).Score);

    [Fact]
    public void Same_neighbours_speak_for_one_event_where_events_have_many_reports_alone()
    {
        var few = OneEvent with { Density = 0 };
        Assert.Equal(RelatedScore.Of(few with { Neighbours = 0 }).Score, RelatedScore.Of(few).Score);
        Assert.True(RelatedScore.Of(OneEvent with { Neighbours = 0 }).Score < RelatedScore.Of(OneEvent).Score);
    }

    [Fact]
    public void Even_chance_is_the_threshold_of_an_event() =>
        Assert.Equal(0.5, RelatedScore.Likelihood(RelatedScore.EventThreshold), 12);

    [Fact]
    public void Little_in_common_is_nothing() =>
        Assert.Null(RelatedScore.RelationOf(RelatedScore.Of(new(0.05, 0.05, 0.1, 0.2, 0, 0, 0, null)).Score));
}

using NewsArchive.Storage.Search;

namespace NewsArchive.Storage.Tests;

public class TimelineTests
{
    private static Timeline Of(params (string Day, int Count)[] days) =>
        Timeline.Of(days.ToDictionary(d => DateOnly.Parse(d.Day, System.Globalization.CultureInfo.InvariantCulture),
            d => d.Count), 0);

    private static (string, int)[] Every(string first, int days, int step, int count = 5) =>
        [.. Enumerable.Range(0, days).Select(i => (DateOnly.Parse(first,
            System.Globalization.CultureInfo.InvariantCulture)
            .AddDays(i * step).ToString("yyyy-MM-dd"), count))];

    [Fact]
    public void One_wrong_date_far_off_does_not_hide_the_days()
    {
        var timeline = Of([.. Every("2026-02-01", 20, 1, 10), ("1902-01-01", 1)]);
        Assert.Equal(TimeUnit.Day, timeline.Periods[0].Unit);
        Assert.Equal((201, 0, 0), (timeline.Periods.Sum(p => p.Articles), timeline.Earlier, timeline.Later));
        Assert.Single(timeline.Periods, p => p.IsGap);
    }

    [Fact]
    public void What_lies_outside_is_said_and_never_more_than_one_in_a_hundred()
    {
        var timeline = Of([.. Every("2026-02-01", 28, 1, 50), .. Every("1990-01-01", 5, 500, 1)]);
        Assert.Equal(TimeUnit.Day, timeline.Periods[0].Unit);
        Assert.InRange(timeline.Earlier, 1, 14);
        Assert.Equal(1405, timeline.Periods.Sum(p => p.Articles) + timeline.Earlier + timeline.Later);
    }

    [Theory]
    [InlineData(31, 1, TimeUnit.Day)]
    [InlineData(60, 7, TimeUnit.Month)]
    [InlineData(25, 200, TimeUnit.Year)]
    [InlineData(100, 1000, TimeUnit.Decade)]
    public void The_unit_is_the_finest_that_fits(int count, int step, TimeUnit unit)
    {
        var timeline = Of(Every("1700-01-01", count, step));
        Assert.Equal(unit, timeline.Periods[0].Unit);
        Assert.True(timeline.Periods.Count <= 31);
        Assert.Equal(5 * count, timeline.Periods.Sum(p => p.Articles) + timeline.Earlier + timeline.Later);
    }

    [Fact]
    public void Periods_follow_each_other_without_a_break()
    {
        var periods = Of([.. Every("1999-12-20", 5, 3), .. Every("2001-05-01", 5, 2)]).Periods;
        for (var i = 1; i < periods.Count; i++) Assert.Equal(periods[i - 1].To.AddDays(1), periods[i].From);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    public void The_ends_of_time_are_no_fault(string day) => Assert.Equal(3, Of((day, 3)).Periods.Sum(p => p.Articles));

    [Fact]
    public void Nothing_gives_no_picture() => Assert.Empty(Of().Periods);
}

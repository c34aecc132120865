using System.Globalization;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Shared;

/// <summary>Bars of articles over time.</summary>
/// <param name="Href">Where a period's articles are.</param>
/// <param name="Label">What the picture shows, for those who hear it.</param>
/// <param name="Coverage">All articles of each period, to compare with; null for none.</param>
/// <param name="Compared">What another search finds in each period; null for none.</param>
/// <param name="ComparedName">That search, as typed.</param>
/// <param name="IsShare">Bars show the share of <paramref name="Coverage"/>.</param>
public sealed record TimeChartView(
    Timeline Timeline, Func<Period, string> Href, string Label, IReadOnlyList<int>? Coverage = null,
    bool IsShare = false, IReadOnlyList<int>? Compared = null, string? ComparedName = null)
{
    /// <summary>With more bars than this only some are labelled.</summary>
    private const int MostLabelled = 8;

    public IReadOnlyList<Period> Periods => Timeline.Periods;
    public bool IsDense => Periods.Count > MostLabelled;

    /// <summary>The first of the highest bars, from which a dense chart is read.</summary>
    public int Peak => Enumerable.Range(0, Periods.Count).MaxBy(i => (ValueOf(i), -i));

    /// <summary>What a bar shows: articles, or their share from 0 to 1.</summary>
    public double ValueOf(int i) => Value(i, Periods[i].Articles);

    public double ComparedValue(int i) => Value(i, Compared![i]);

    private double Value(int i, int articles) => IsShare && Coverage is not null ? Share(i, articles) : articles;

    public double Share(int i) => Share(i, Periods[i].Articles);

    public double Share(int i, int articles) => Coverage is { } all && all[i] > 0 ? (double)articles / all[i] : 0;

    /// <summary>Units of the picture that a bar of a value is high.</summary>
    public int Height(double value) => (int)Math.Max(1, 66 * value / Math.Max(Highest, double.Epsilon));

    private double Highest => Enumerable.Range(0, Periods.Count).Max(i => Math.Max(ValueOf(i), Compared is null ? 0
        : ComparedValue(i)));

    public string Written(int i) => IsShare ? Percent(100 * Share(i)) : Say.Count(Periods[i].Articles);

    /// <summary>Unit and span, and what is not in the picture.</summary>
    public string Caption => $"By {UnitName}, {Name(Periods[0])}{(Periods.Count > 1 ? " to " + Name(Periods[^1]) : "")}"
        + Outside(Timeline.Earlier, "earlier") + Outside(Timeline.Later, "later")
        + Outside(Timeline.Undated, Timeline.Undated == 1 ? "has no date" : "have no date") + ".";

    private static string Outside(int articles, string where) => articles > 0 ? $"; {Say.Count(articles)} {where}" : "";

    private string UnitName => Periods[0].Unit switch
    {
        TimeUnit.Day => "day",
        TimeUnit.Month => "month",
        TimeUnit.Year => "year",
        _ => "decade",
    };

    public static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>Under a bar: as short as it can be; in a dense chart only every so many.</summary>
    public string? LabelOf(int i)
    {
        if (IsDense && i % ((Periods.Count + MostLabelled - 1) / MostLabelled) != 0) return null;
        var period = Periods[i];
        if (period.IsGap) return null;
        var format = period.Unit switch
        {
            TimeUnit.Day => i == 0 || IsDense || period.From.Day == 1 ? "d MMM" : "%d",
            TimeUnit.Month => i == 0 || IsDense || period.From.Month == 1 ? "MMM yy" : "MMM",
            _ => "yyyy",
        };
        return period.From.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Name(Period period) =>
        period.IsGap ? $"{Day(period.From)} to {Day(period.To)}" : period.Unit switch
        {
            TimeUnit.Day => Day(period.From),
            TimeUnit.Month => period.From.ToString("MMMM yyyy", CultureInfo.InvariantCulture),
            TimeUnit.Year => period.From.ToString("yyyy", CultureInfo.InvariantCulture),
            _ => period.From.ToString("yyyy", CultureInfo.InvariantCulture) + "s",
        };

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

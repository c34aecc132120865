using System.Globalization;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Web.Pages.Shared;

/// <summary>Bars of articles over time.</summary>
/// <param name="Href">Where a period's articles are.</param>
/// <param name="Label">What the picture shows, for those who hear it.</param>
public sealed record TimeChartView(Timeline Timeline, Func<Period, string> Href, string Label)
{
    /// <summary>With more bars than this only some are labelled.</summary>
    private const int MostLabelled = 8;

    public IReadOnlyList<Period> Periods => Timeline.Periods;
    public bool IsDense => Periods.Count > MostLabelled;

    /// <summary>The first of the highest bars, from which a dense chart is read.</summary>
    public int Peak => Periods.Select((p, i) => (p.Articles, i)).MaxBy(p => (p.Articles, -p.i)).i;

    public string UnitName => Periods[0].Unit switch { TimeUnit.Day => "day", TimeUnit.Month => "month", _ => "year" };

    public static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>Under a bar: as short as it can be; in a dense chart only every so many.</summary>
    public string? LabelOf(int i)
    {
        if (IsDense && i % ((Periods.Count + MostLabelled - 1) / MostLabelled) != 0) return null;
        var period = Periods[i];
        var format = period.Unit switch
        {
            TimeUnit.Day => i == 0 || IsDense || period.From.Day == 1 ? "d MMM" : "%d",
            TimeUnit.Month => i == 0 || IsDense || period.From.Month == 1 ? "MMM yy" : "MMM",
            _ => "yyyy",
        };
        return period.From.ToString(format, CultureInfo.InvariantCulture);
    }

    public static string Name(Period period) => period.From.ToString(period.Unit switch { TimeUnit.Day => "d MMMM yyyy", TimeUnit.Month => "MMMM yyyy", _ => "yyyy" }, CultureInfo.InvariantCulture);
}

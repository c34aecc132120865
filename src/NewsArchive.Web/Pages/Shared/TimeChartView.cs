using System.Globalization;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Shared;

/// <summary>Bars of articles over time.</summary>
/// <param name="Href">Where a period's articles are.</param>
/// <param name="Label">What the picture shows, for those who hear it.</param>
/// <param name="Coverage">All articles of each period, to compare with; null for none.</param>
/// <param name="IsShare">Bars show the share of <paramref name="Coverage"/>.</param>
public sealed record TimeChartView(
    Timeline Timeline, Func<Period, string> Href, string Label, IReadOnlyList<int>? Coverage = null,
    bool IsShare = false)
{
    /// <summary>With more bars than this only some are labelled.</summary>
    private const int MostLabelled = 8;

    public IReadOnlyList<Period> Periods => Timeline.Periods;
    public bool IsDense => Periods.Count > MostLabelled;

    /// <summary>The first of the highest bars, from which a dense chart is read.</summary>
    public int Peak => Enumerable.Range(0, Periods.Count).MaxBy(i => (ValueOf(i), -i));

    /// <summary>What a bar shows: articles, or their share from 0 to 1.</summary>
    public double ValueOf(int i) => IsShare && Coverage is not null ? Share(i) : Periods[i].Articles;

    public double Share(int i) => Coverage is { } all && all[i] > 0 ? (double)Periods[i].Articles / all[i] : 0;

    /// <summary>Units of the picture that a bar is high.</summary>
    public int Height(int i) => (int)Math.Max(1, 66 * ValueOf(i) / Math.Max(ValueOf(Peak), double.Epsilon));

    public string Written(int i) => IsShare ? Percent(100 * Share(i)) : Say.Count(Periods[i].Articles);

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

    public static string Name(Period period) =>
        period.From
            .ToString(period.Unit switch { TimeUnit.Day => "d MMMM yyyy", TimeUnit.Month => "MMMM yyyy", _ => "yyyy" },
            CultureInfo.InvariantCulture);
}

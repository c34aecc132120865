using System.Globalization;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Web.Pages.Shared;

/// <summary>Bars of articles by month.</summary>
/// <param name="Label">What the picture shows, for those who hear it.</param>
public sealed record MonthChartView(IReadOnlyList<(MonthCount Month, string Href)> Bars, int Undated, string Label)
{
    /// <summary>More bars than this do not fit a phone.</summary>
    public const int MostBars = 12;

    public static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    /// <summary>“Feb”, with the year where it begins.</summary>
    public string ShortMonth(int i)
    {
        var month = Bars[i].Month;
        var name = new DateTime(month.Year, month.Month, 1);
        return name.ToString(i == 0 || Bars[i - 1].Month.Year != month.Year ? "MMM yy" : "MMM", CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Search;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Days;

public sealed class YearModel(PeriodQuery period, TimeProvider clock) : PageModel
{
    /// <summary>Steps of the bars in the calendar, and days from which an empty stretch is a gap.</summary>
    private const int Levels = 8, FewestOfGap = 3, GapsShown = 12;

    public int Year { get; private set; }
    public IReadOnlyDictionary<DateOnly, int> OfYear { get; private set; } = new Dictionary<DateOnly, int>();
    public IReadOnlyList<(int Year, int Articles)> Years { get; private set; } = [];
    public IReadOnlyList<(DateOnly From, DateOnly To)> Gaps { get; private set; } = [];
    public int Articles => OfYear.Values.Sum();
    public int Undated => period.Undated();
    public KeyValuePair<DateOnly, int>? Peak => OfYear.Count == 0 ? null : OfYear.MaxBy(d => (d.Value, -d.Key.DayNumber));
    public int? Before => Years.Where(y => y.Year < Year).Select(y => (int?)y.Year).Max();
    public int? After => Years.Where(y => y.Year > Year).Select(y => (int?)y.Year).Min();

    public int OfMonth(int month) => OfYear.Where(d => d.Key.Month == month).Sum(d => d.Value);

    public int Level(int articles) => 1 + (Levels - 1) * articles / Peak!.Value.Value;

    public bool IsGap(DateOnly day) => Gaps.Any(g => g.From <= day && day <= g.To);

    /// <param name="to">A day, month or year to go to, as somebody types it.</param>
    public IActionResult OnGet(int? year, [FromQuery] string? to)
    {
        if (!string.IsNullOrWhiteSpace(to)) return Jump(to);
        var days = period.Days();
        Years = [.. days.GroupBy(d => d.Key.Year).OrderBy(y => y.Key).Select(y => (y.Key, y.Sum(d => d.Value)))];
        if (year is < 1 or > 9999) return NotFound();
        Year = year ?? (Years.Count > 0 ? Years[^1].Year : clock.GetUtcNow().Year);
        OfYear = days.Where(d => d.Key.Year == Year).ToDictionary();
        var inOrder = OfYear.Keys.Order().ToList();
        Gaps = [.. inOrder.Zip(inOrder.Skip(1)).Select(p => (From: p.First.AddDays(1), To: p.Second.AddDays(-1)))
            .Where(g => g.To.DayNumber - g.From.DayNumber + 1 >= FewestOfGap)
            .OrderByDescending(g => g.To.DayNumber - g.From.DayNumber).Take(GapsShown).OrderBy(g => g.From)];
        return Page();
    }

    private IActionResult Jump(string to)
    {
        if (QueryParser.Parse($"date:{to.Trim()}", DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).Node
            is not QueryNode.Between { From: { } from, To: { } last }) return NotFound();
        return Redirect(from == last ? Links.Day(from)
            : last.DayNumber - from.DayNumber < 31 && from.Month == last.Month ? Links.Month(from.Year, from.Month)
            : string.Create(CultureInfo.InvariantCulture, $"/days/{from.Year}"));
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Days;

public sealed class DayModel(PeriodQuery period, QuoteQuery quotes) : PageModel
{
    private const int ListLength = 12, StoriesShown = 8, AloneShown = 6, QuotesShown = 4, Week = 7;

    public DateOnly Day { get; private set; }
    public (int Articles, int Texts, int Stories) Count { get; private set; }
    public IReadOnlyList<PeriodStory> Stories { get; private set; } = [];
    public IReadOnlyList<ArticleSummary> Alone { get; private set; } = [];
    public IReadOnlyList<SameQuote> Quotes { get; private set; } = [];
    public IReadOnlyList<SourceSummary> Sources { get; private set; } = [];
    public IReadOnlyList<RisingName> Names { get; private set; } = [];

    /// <summary>Two weeks with their articles.</summary>
    public IReadOnlyList<(DateOnly Day, int Articles)> Around { get; private set; } = [];

    /// <summary>The days before and after that have articles.</summary>
    public DateOnly? Before { get; private set; }
    public DateOnly? After { get; private set; }

    /// <summary>The day as a search, which has feeds and files.</summary>
    public string Search => Links.Between(Day, Day);

    public async Task<IActionResult> OnGetAsync(int year, int month, int day, CancellationToken cancel)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return NotFound();
        Day = new(year, month, day);
        var days = period.Days();
        Before = days.Keys.Where(d => d < Day).Select(d => (DateOnly?)d).Max();
        After = days.Keys.Where(d => d > Day).Select(d => (DateOnly?)d).Min();
        var first = Math.Clamp(Day.DayNumber - Week + 1, 0, DateOnly.MaxValue.DayNumber - 2 * Week);
        Around = [.. Enumerable.Range(first, 2 * Week).Select(DateOnly.FromDayNumber).Select(d => (d, days.GetValueOrDefault(d)))];
        Count = period.Count(Day, Day);
        if (Count.Articles == 0) return Page();
        Stories = period.Stories(Day, Day, StoriesShown);
        Alone = period.Alone(Day, Day, Stories.Count == 0 ? ListLength : AloneShown);
        Quotes = (await quotes.ListAsync(new(From: Day, To: Day), 1, QuotesShown, cancel)).Rows;
        Sources = period.Sources(Day, Day);
        Names = period.Rising(Day, Day, ListLength);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Days;

public sealed class MonthModel(PeriodQuery period) : PageModel
{
    private const int ListLength = 12;

    public DateOnly First { get; private set; }
    public DateOnly Last => First.AddDays(DateTime.DaysInMonth(First.Year, First.Month) - 1);
    public (int Articles, int Texts, int Stories) Count { get; private set; }
    public IReadOnlyList<(DateOnly Day, int Articles, string? Title, string? Href)> Days { get; private set; } = [];
    public IReadOnlyList<SourceSummary> Sources { get; private set; } = [];
    public IReadOnlyList<RisingName> Names { get; private set; } = [];

    /// <summary>The month as a search, which has feeds and files.</summary>
    public string Search => Links.Between(First, Last);

    public IActionResult OnGet(int year, int month)
    {
        if (year is < 1 or > 9999 || month is < 1 or > 12) return NotFound();
        First = new(year, month, 1);
        var days = period.Days();
        Days = [.. Enumerable.Range(0, DateTime.DaysInMonth(year, month)).Select(i =>
        {
            var (day, articles) = (First.AddDays(i), days.GetValueOrDefault(First.AddDays(i)));
            if (articles == 0) return (day, 0, (string?)null, (string?)null);
            if (period.Stories(day, day, 1) is [var story])
                return (day, articles, story.Story.Head.Title, Links.Story(story.Story));
            return period.Alone(day, day, 1) is [var one] ? (day, articles, one.Title, Links.Article(one)) : (day, articles, null, null);
        })];
        Count = period.Count(First, Last);
        Sources = [.. period.Sources(First, Last).Take(ListLength)];
        Names = period.Rising(First, Last, ListLength);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Pages.Imports;

namespace NewsArchive.Web.Pages;

public sealed class IndexModel(
    BrowseQuery browse, PeriodQuery period, StatsQuery stats, Storage.Queries.Desk desk, SavedSearches searches,
    SearchQuery search, CorrectionGuard guard, Archive archive, TimeProvider clock) : PageModel
{
    /// <summary>Days before the latest one whose stories still are news, and days of the strip.</summary>
    private const int DaysBefore = 2, StripDays = 56;

    /// <summary>Stories below which those of the whole archive stand beside, and days below which a strip says little.</summary>
    private const int FewStories = 4, FewestOfStrip = 4;

    private const int StoriesShown = 6, NamesShown = 12, ArticlesShown = 5, YearsShown = 5, SearchesShown = 5, QuietShown = 3;

    public int Articles { get; private set; }
    public DateOnly? Latest { get; private set; }
    public int OfLatest { get; private set; }
    public IReadOnlyList<PeriodStory> Stories { get; private set; } = [];
    /// <summary>The weightiest of all time, where the latest days have few.</summary>
    public IReadOnlyList<StorySummary> OfAllTime { get; private set; } = [];
    public IReadOnlyList<(int Year, int Articles)> Years { get; private set; } = [];
    public IReadOnlyList<ArticleSummary> LatestArticles { get; private set; } = [];
    public IReadOnlyList<ArticleSummary> LastAdded { get; private set; } = [];
    public IReadOnlyList<RisingName> Names { get; private set; } = [];
    public IReadOnlyList<QuietSource> Quiet { get; private set; } = [];
    public IReadOnlyList<(DateOnly Day, int Articles)> Strip { get; private set; } = [];
    public IReadOnlyList<(DateOnly Day, string Headline, long Article, string Slug, int Articles)> OnThisDay { get; private set; } = [];
    public Unsure Unsure { get; private set; } = null!;
    public ImportRunRow? Importing { get; private set; }
    public int Starred { get; private set; }
    public List<(SavedSearchRow Row, int New)> Searches { get; } = [];

    public bool MayAdd => guard.IsIn(HttpContext);
    public string Location => archive.Location;
    public string Span => Latest is { } day ? $"{day.AddDays(-DaysBefore):d MMM} to {day:d MMMM yyyy}" : "";

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Articles = browse.Count();
        if (await stats.LastRunAsync(cancel) is { } last && RunProgress.IsRunning(last, clock.GetUtcNow().UtcDateTime))
        {
            Importing = last;
            Response.Headers.CacheControl = "no-store";
        }
        if (Articles == 0) return;
        Unsure = browse.Unsure();
        LastAdded = browse.LastAdded(ArticlesShown);
        var days = period.Days();
        // A date in the future is no news.
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        if (days.Keys.Where(d => d <= today).Select(d => (DateOnly?)d).Max() is { } day && day > DateOnly.MinValue.AddDays(StripDays))
            LookAt(day, days);
        if (Stories.Count < FewStories)
            OfAllTime = [.. browse.Stories(new(ByWeight: true), 1, StoriesShown + FewStories).Rows
                .Where(s => !Stories.Any(o => o.Story.Id == s.Id)).Take(StoriesShown)];
        if (Stories.Count == 0) LatestArticles = [.. (await browse.TextsAsync(1, ArticlesShown, cancel)).Rows.Select(t => t.Article)];
        if (!MayAdd) return;
        Starred = await desk.StarredAsync(cancel);
        foreach (var row in (await searches.ListAsync(cancel)).Take(SearchesShown))
            Searches.Add((row, await search.CountAsync(SearchAddress.Of(row.Query).Request(0) with { AddedAfter = row.SeenArticleId },
                cancel)));
    }

    private void LookAt(DateOnly day, IReadOnlyDictionary<DateOnly, int> days)
    {
        (Latest, OfLatest) = (day, days[day]);
        Stories = period.Stories(day.AddDays(-DaysBefore), day, StoriesShown);
        Names = period.Rising(day.AddDays(-DaysBefore), day, NamesShown);
        Quiet = period.Quiet(day, QuietShown);
        OnThisDay = period.OnThisDay(day, YearsShown);
        var strip = Enumerable.Range(1, StripDays).Select(i => day.AddDays(i - StripDays)).Select(d => (d, days.GetValueOrDefault(d))).ToList();
        if (strip.Count(d => d.Item2 > 0) >= FewestOfStrip) Strip = strip;
        else Years = [.. days.GroupBy(d => d.Key.Year).OrderByDescending(y => y.Key).Take(StoriesShown).Select(y => (y.Key, y.Sum(d => d.Value)))];
    }
}

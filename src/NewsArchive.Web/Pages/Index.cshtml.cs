using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages;

public sealed class IndexModel(BrowseQuery browse, StoryQuery stories) : PageModel
{
    /// <summary>Rows of a list on the front page.</summary>
    private const int FrontRows = 8;

    public int Articles { get; private set; }
    public LeadStory? Lead { get; private set; }
    public IReadOnlyList<StorySummary> OtherStories { get; private set; } = [];
    public IReadOnlyList<ArticleSummary> LastAdded { get; private set; } = [];
    public IReadOnlyList<EntitySummary> Names { get; private set; } = [];
    public IReadOnlyList<SourceSummary> Sources { get; private set; } = [];
    public TimeChartView Times { get; private set; } = null!;
    public Unsure Unsure { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Articles = browse.Count();
        if (Articles == 0) return;
        var latest = browse.Stories(1, 5);
        Lead = latest.Rows.Count > 0 ? await stories.LeadAsync(latest.Rows[0], cancel) : null;
        OtherStories = [.. latest.Rows.Skip(1)];
        LastAdded = browse.LastAdded(FrontRows);
        Names = (await browse.EntitiesAsync(new(), 1, FrontRows + 2, cancel)).Rows;
        Sources = [.. browse.Sources().Take(FrontRows)];
        Unsure = browse.Unsure();
        Times = new(browse.Times(), p => Links.In(p), "Articles in the archive over time");
    }
}

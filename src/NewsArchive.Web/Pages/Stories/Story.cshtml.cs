using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Curating;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Stories;

public sealed class StoryModel(StoryQuery stories, CurationGuard guard) : PageModel
{
    public StoryView Story { get; private set; } = null!;
    public bool MayCorrect => guard.MayTry(HttpContext);

    public TimeChartView Chart => new(Story.Timeline, period => string.Create(CultureInfo.InvariantCulture, $"/search?story={Story.Summary.Id}&from={period.From:yyyy-MM-dd}&to={period.To:yyyy-MM-dd}"), "Reports of this story over time");

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (await stories.CurrentAsync(id, cancel) is not { } current || await stories.FindAsync(current, cancel) is not { } story) return NotFound();
        if (id != current || slug != story.Summary.Slug) return RedirectPermanent(Links.Story(story.Summary));
        Story = story;
        return Page();
    }
}

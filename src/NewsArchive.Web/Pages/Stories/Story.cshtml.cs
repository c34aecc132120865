using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Stories;

public sealed class StoryModel(StoryQuery stories) : PageModel
{
    public StoryView Story { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (await stories.FindAsync(id, cancel) is not { } story) return NotFound();
        if (slug != story.Summary.Slug) return RedirectPermanent(Links.Story(story.Summary));
        Story = story;
        return Page();
    }
}

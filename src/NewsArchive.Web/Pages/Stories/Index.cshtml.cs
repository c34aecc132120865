using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Stories;

public sealed class IndexModel(BrowseQuery browse) : PageModel
{
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public Page<StorySummary> Stories { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Stories, n => $"/stories?page={n}");

    public IActionResult OnGet()
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        Stories = browse.Stories(Number, Paging.ListSize);
        return Number > 1 && Stories.Rows.Count == 0 ? NotFound() : Page();
    }
}

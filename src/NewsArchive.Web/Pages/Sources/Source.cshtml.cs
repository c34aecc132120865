using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Sources;

public sealed class SourceModel(BrowseQuery browse) : PageModel
{
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public SourceSummary Source { get; private set; } = null!;
    public Page<ArticleSummary> Articles { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Articles, n => $"{Links.Source(Source.Id, Source.Slug)}?page={n}");

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        if (browse.Source(id, Number, Paging.ListSize) is not { } found) return NotFound();
        if (slug != found.Source.Slug) return RedirectPermanent(Links.Source(id, found.Source.Slug));
        (Source, Articles) = found;
        return Page();
    }
}

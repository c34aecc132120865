using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Articles;

public sealed class IndexModel(BrowseQuery browse) : PageModel
{
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public IEnumerable<SourceSummary> Sources => browse.Sources().Take(200);

    public Page<ListedText> Texts { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Texts, n => $"/articles?page={n}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        Texts = await browse.TextsAsync(Number, Paging.ListSize, cancel);
        return Number > 1 && Texts.Rows.Count == 0 ? NotFound() : Page();
    }
}

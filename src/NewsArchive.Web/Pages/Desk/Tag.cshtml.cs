using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Desk;

public sealed class TagModel(SearchQuery search) : PageModel
{
    [FromQuery(Name = "page")] public int Number { get; set; } = 1;

    public string Tag { get; private set; } = "";
    public SearchResult Result { get; private set; } = null!;

    /// <summary>The same list as a search, which has feeds and files.</summary>
    public string Search => Links.Search($"tag:\"{Tag}\"");

    public PagerView Pager => new(Result.Total, Number, Paging.ListSize, n => $"/tags/{Uri.EscapeDataString(Tag)}?page={n}");

    public async Task<IActionResult> OnGetAsync(string tag, CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        Tag = Storage.Queries.Desk.Normal(tag);
        Result = await search.RunAsync(new($"tag:\"{Tag}\"", Sort: SearchSort.Newest, Limit: Paging.ListSize,
            Offset: Paging.Offset(Number, Paging.ListSize)), cancel);
        return Result.Total == 0 ? NotFound() : Page();
    }
}

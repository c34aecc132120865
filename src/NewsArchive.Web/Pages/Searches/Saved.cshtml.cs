using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Searches;

public sealed class SavedModel(SavedSearches searches, SearchQuery search, CorrectionGuard guard) : PageModel
{
    [BindProperty] public string? Passphrase { get; set; }

    public SavedSearchRow Row { get; private set; } = null!;
    public SearchAddress Address { get; private set; } = null!;
    public SearchResult Result { get; private set; } = null!;
    public int Total { get; private set; }
    public string? Problem { get; private set; }
    public bool MayChange => guard.MayTry(HttpContext);
    public bool NeedsPassphrase => guard.NeedsPassphrase;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await searches.FindAsync(id, cancel) is not { } row) return NotFound();
        (Row, Address) = (row, SearchAddress.Of(row.Query));
        Total = await search.CountAsync(Address.Request(0), cancel);
        Result = await search.RunAsync(
            Address.Request(Paging.ListSize) with
            {
                AddedAfter = row.SeenArticleId,
                Sort = SearchSort.Newest,
                Collapsed = true
            }, cancel);
        return Page();
    }

    public Task<IActionResult> OnPostSeenAsync(long id, CancellationToken cancel) =>
        ChangeAsync(id, () => searches.SeeAsync(id, cancel), $"/searches/{id}", cancel);

    public Task<IActionResult> OnPostRemoveAsync(long id, CancellationToken cancel) =>
        ChangeAsync(id, () => searches.RemoveAsync(id, cancel), "/searches", cancel);

    private async Task<IActionResult> ChangeAsync(long id, Func<Task> change, string next, CancellationToken cancel)
    {
        if (!guard.Allows(HttpContext, Passphrase))
        {
            Problem = "Only whoever sits at the archive’s machine, or knows its passphrase, changes this.";
            Response.StatusCode = 403;
            return await OnGetAsync(id, cancel);
        }
        await change();
        return Redirect(next);
    }
}

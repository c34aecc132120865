using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Searches;

public sealed class IndexModel(SavedSearches searches, SearchQuery search, CorrectionGuard guard) : PageModel
{
    [BindProperty] public string? Name { get; set; }
    [BindProperty] public string? Passphrase { get; set; }

    /// <summary>The search to keep, from the address; empty where there is none.</summary>
    public SearchAddress ToKeep { get; private set; } = null!;
    public List<(SavedSearchRow Row, SearchAddress Address, int Total, int New)> Kept { get; } = [];
    public string? Problem { get; private set; }
    public bool MayKeep => guard.MayTry(HttpContext);
    public bool NeedsPassphrase => guard.NeedsPassphrase;

    public async Task OnGetAsync(CancellationToken cancel)
    {
        ToKeep = new(Request.Query);
        foreach (var row in await searches.ListAsync(cancel))
        {
            var address = SearchAddress.Of(row.Query);
            Kept.Add((row, address, await search.CountAsync(address.Request(0), cancel),
                await search.CountAsync(address.Request(0) with { AddedAfter = row.SeenArticleId }, cancel)));
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        ToKeep = new(Request.Query);
        Problem = guard.Allows(HttpContext, Passphrase)
            ? await searches.AddAsync(Name, ToKeep.IsEmpty ? null : ToKeep.Kept, cancel)
            : "Searches are kept only by whoever sits at the archive’s machine, or knows its passphrase.";
        if (Problem is null) return Redirect("/searches");
        Response.StatusCode = 400;
        await OnGetAsync(cancel);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Desk;

public sealed class CollectionModel(Storage.Queries.Desk desk) : PageModel
{
    public CollectionSummary Collection { get; private set; } = null!;
    public IReadOnlyList<ArticleSummary> Articles { get; private set; } = [];
    public string Path => $"/collections/{Collection.Id}";

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await desk.CollectionAsync(id, cancel) is not var (collection, articles)) return NotFound();
        (Collection, Articles) = (collection, articles);
        return Page();
    }
}

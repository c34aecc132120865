using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Sources;

public sealed class IndexModel(BrowseQuery browse) : PageModel
{
    public IReadOnlyList<SourceSummary> Sources { get; private set; } = [];
    public int Unknown { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Sources = await browse.SourcesAsync(cancel);
        Unknown = await browse.SourceUnknownAsync(cancel);
    }
}

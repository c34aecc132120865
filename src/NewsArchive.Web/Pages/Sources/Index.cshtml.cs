using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Sources;

public sealed class IndexModel(BrowseQuery browse) : PageModel
{
    public IReadOnlyList<SourceSummary> Sources { get; private set; } = [];
    public int Unknown { get; private set; }

    public void OnGet()
    {
        Sources = browse.Sources();
        Unknown = browse.SourceUnknown();
    }
}

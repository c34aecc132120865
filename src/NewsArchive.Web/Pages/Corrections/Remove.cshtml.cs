using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Corrections;

public sealed class RemoveModel(ArticleRemover remover, SearchQuery search, BrowseQuery browse, CorrectionGuard guard)
    : PageModel
{
    private const int Shown = 5;

    public int Articles { get; private set; }
    public string? Said { get; private set; }
    public IReadOnlyList<ArticleSummary> First { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromQuery] ScopeChoice choice, CancellationToken cancel)
    {
        if (await ScopeAsync(choice, cancel) is not { } scope) return NotFound();
        (Articles, Said) = (scope.Articles.Count, scope.Said);
        First = browse.InOrder([.. scope.Articles.Take(Shown)]);
        return First.Count == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromQuery] ScopeChoice choice, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        if (await ScopeAsync(choice, cancel) is not { } scope) return NotFound();
        return (await remover.RemoveAsync(scope, cancel)).Problem is null ? Redirect("/bin") : NotFound();
    }

    /// <summary>Of a source those that are there now: later ones are not removed unseen.</summary>
    private async Task<ArticleScope?> ScopeAsync(ScopeChoice choice, CancellationToken cancel)
    {
        var scope = await choice.ResolveAsync(search, remover, cancel);
        return scope?.Source is { } source && browse.Sources().Find(s => s.Id == source) is { } own
            ? new([.. browse.OfSource(source)], null, $"all of {own.Name}") : scope;
    }
}

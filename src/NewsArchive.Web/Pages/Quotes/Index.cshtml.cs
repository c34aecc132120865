using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Export;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Quotes;

public sealed class IndexModel(QuoteQuery quotes, BrowseQuery browse) : PageModel
{
    private const int RolesShown = 12, SourcesShown = 200;

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    /// <summary>The same list as its feeds and its table.</summary>
    public QuoteRequest Asked { get; private set; } = null!;
    public Page<SameQuote> Quotes { get; private set; } = null!;
    public IReadOnlyList<(string Role, int Quotes)> Roles => quotes.Roles(RolesShown);
    public IEnumerable<SourceSummary> Sources => browse.Sources().Take(SourcesShown);
    public PagerView Pager => PagerView.Of(Quotes, n => With($"page={n}"));

    /// <summary>Of the list, on its first page.</summary>
    public string Address => Asked.Page;

    public string With(string parameter) => $"{Address}{(Address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{parameter}";

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        Asked = await QuoteRequest.FindAsync(HttpContext);
        if (Asked.Instead is Microsoft.AspNetCore.Http.IStatusCodeHttpResult { StatusCode: { } status }) return StatusCode(status);
        if (Request.Query["speaker"].ToString() is { Length: > 0 } speaker && speaker != $"{Asked.Speaker!.Id}"
            || Request.Query["about"].ToString() is { Length: > 0 } about && about != $"{Asked.About!.Id}")
            return RedirectPermanent(Address);
        Quotes = await Asked.RunAsync(Number, Paging.ListSize, cancel);
        return Number > 1 && Quotes.Rows.Count == 0 ? NotFound() : Page();
    }
}

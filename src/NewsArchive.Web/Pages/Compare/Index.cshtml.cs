using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;

namespace NewsArchive.Web.Pages.Compare;

public sealed class IndexModel(CompareQuery compare, ArticleQuery articles) : PageModel
{
    private const int OthersShown = 12;

    [FromQuery(Name = "a")] public long? A { get; set; }
    [FromQuery(Name = "b")] public long? B { get; set; }

    public TwoArticles? Two { get; private set; }

    /// <summary>The one that is chosen where there is no other yet, and what it may be compared with.</summary>
    public ArticleSummary? First { get; private set; }
    public IReadOnlyList<ArticleSummary> Others { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid) return BadRequest();
        if (A is { } one && B is { } other && one != other)
            return (Two = await compare.TwoAsync(one, other, cancel)) is null ? NotFound() : Page();
        if ((A ?? B) is not { } chosen) return Page();
        if (await articles.FindAsync(chosen, cancel) is not { } view) return NotFound();
        First = view.Summary;
        Others = [.. view.Related.Select(r => r.Article).Take(OthersShown)];
        return Page();
    }
}

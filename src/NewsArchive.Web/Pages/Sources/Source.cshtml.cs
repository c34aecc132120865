using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Sources;

public sealed class SourceModel(BrowseQuery browse, HouseQuery houses, ArticleCorrector corrector, CorrectionGuard guard)
    : PageModel
{
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public HouseView View { get; private set; } = null!;
    public Page<ArticleSummary> Articles { get; private set; } = null!;
    public string Path { get; private set; } = "";
    public PagerView Pager => PagerView.Of(Articles, n => $"{Path}?page={n}");
    public TimeChartView Times => new(View.Times, p => $"/search?source={View.Id}&from={p.From:yyyy-MM-dd}&to={p.To:yyyy-MM-dd}",
        $"Articles of {View.Name}, over time", View.Coverage);
    public bool MayCorrect => guard.IsIn(HttpContext);
    public string? Problem { get; private set; }

    public string Percent(int of) => of == 0 ? "0" : TimeChartView.Percent(100.0 * of / View.Articles);

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        if (await houses.SourceAsync(id, cancel) is not { } source
            || browse.Source(source.Id, Number, Paging.ListSize) is not { } found) return NotFound();
        Path = Links.Source(source.Id, source.Slug);
        if (Problem is null && (id != source.Id || slug != source.Slug)) return RedirectPermanent(Path);
        (View, Articles) = (houses.Source(source), found.Articles);
        return Number > 1 && Articles.Rows.Count == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        long id, string? slug, [FromForm] HouseForm form, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        var outcome = form.Act == "rename" ? await corrector.RenameAsync(CorrectionKind.RenameSource, id, form.Name, cancel)
            : await corrector.MergeAsync(CorrectionKind.MergeSource, id,
                form.NumberIn(browse.Sources().Select(s => (s.Id, s.Name))), cancel);
        if (outcome.Problem is null) return Redirect($"/sources/{id}");
        (Problem, Response.StatusCode) = (outcome.Problem, 400);
        return await OnGetAsync(id, slug, cancel);
    }
}

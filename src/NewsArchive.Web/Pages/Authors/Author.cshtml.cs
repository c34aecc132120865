using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Authors;

public sealed class AuthorModel(HouseQuery houses, ArticleCorrector corrector, CorrectionGuard guard) : PageModel
{
    [FromQuery(Name = "page")] public int Number { get; set; } = 1;

    public HouseView View { get; private set; } = null!;
    public Page<ArticleSummary> Articles { get; private set; } = null!;
    public string Path => Links.Author(View.Id, View.Name);
    public PagerView Pager => PagerView.Of(Articles, n => $"{Path}?page={n}");
    public TimeChartView Times => new(View.Times, p => $"/search?author={View.Id}&from={p.From:yyyy-MM-dd}&to={p.To:yyyy-MM-dd}",
        $"Articles by {View.Name}, over time", View.Coverage);
    public bool MayCorrect => guard.IsIn(HttpContext);
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        if (await houses.AuthorAsync(id, cancel) is not { } author) return NotFound();
        if (Problem is null && (id != author.Id || slug != Slugs.Of(author.Name)))
            return RedirectPermanent(Links.Author(author.Id, author.Name));
        (View, Articles) = houses.Author(author, Number, Paging.ListSize);
        return View.Articles == 0 || Number > 1 && Articles.Rows.Count == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        long id, string? slug, [FromForm] HouseForm form, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        var outcome = form.Act == "rename" ? await corrector.RenameAsync(CorrectionKind.RenameAuthor, id, form.Name, cancel)
            : await corrector.MergeAsync(CorrectionKind.MergeAuthor, id,
                form.NumberIn(houses.Authors(form.Into?.Trim(), true, 1, 50).Rows.Select(a => (a.Id, a.Name))), cancel);
        if (outcome.Problem is null) return Redirect($"/authors/{id}");
        (Problem, Response.StatusCode) = (outcome.Problem, 400);
        return await OnGetAsync(id, slug, cancel);
    }
}

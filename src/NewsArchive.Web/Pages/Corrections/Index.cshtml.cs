using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Corrections;

public sealed class IndexModel(
    CorrectionLog log, ArticleCorrector corrector, NameCorrector names, StoryCorrector stories, LineCorrector lines,
    CorrectionGuard guard) : PageModel
{
    [FromQuery(Name = "page")] public int Number { get; set; } = 1;

    public Page<LoggedAct> Acts { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Acts, n => $"/corrections?page={n}");
    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        Acts = await log.ListAsync(Number, 2 * Paging.ListSize, cancel);
        return Number > 1 && Acts.Rows.Count == 0 ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] LogPart part, [FromForm] long number, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        Problem = part switch
        {
            LogPart.Fields => (await corrector.UndoAsync(number, cancel)).Problem,
            LogPart.Names => (await names.UndoAsync(number, cancel)).Problem,
            LogPart.Stories => await stories.UndoAsync(number, cancel),
            _ => await lines.UndoAsync(number, cancel: cancel),
        };
        if (Problem is null) return Redirect("/corrections");
        Response.StatusCode = 400;
        return await OnGetAsync(cancel);
    }
}

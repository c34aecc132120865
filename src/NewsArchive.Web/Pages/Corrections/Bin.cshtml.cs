using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Import;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Corrections;

public sealed class BinModel(ArticleRemover remover, CorrectionGuard guard) : PageModel
{
    public IReadOnlyList<RemovedGroup> Groups { get; private set; } = [];
    public string? Problem { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Groups = await remover.BinAsync(cancel);

    public async Task<IActionResult> OnPostAsync([FromForm] long act, [FromForm] long? only, CancellationToken cancel)
    {
        if (!guard.IsIn(HttpContext)) return StatusCode(403);
        Problem = (await remover.BringBackAsync(act, only, cancel)).Problem;
        if (Problem is null) return Redirect("/bin");
        Response.StatusCode = 400;
        await OnGetAsync(cancel);
        return Page();
    }
}

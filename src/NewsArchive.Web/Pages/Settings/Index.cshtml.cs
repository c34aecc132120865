using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Settings;

public sealed class IndexModel(CorrectionGuard guard) : PageModel
{
    public bool MayWrite => guard.IsIn(HttpContext);
    public string? Who => SignedActor.Of(HttpContext).Name;

    public IActionResult OnPost([FromForm] string? who)
    {
        if (!MayWrite) return StatusCode(403);
        SignedActor.Keep(HttpContext, who);
        return Redirect("/settings#name-head");
    }
}

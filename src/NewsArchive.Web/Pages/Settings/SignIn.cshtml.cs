using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Settings;

public sealed class SignInModel(CorrectionGuard guard) : PageModel
{
    [FromQuery(Name = "back")] public string? Back { get; set; }

    public bool HasPassphrase => guard.NeedsPassphrase;
    public bool IsIn => guard.NeedsPassphrase && guard.IsIn(HttpContext);
    public string? Problem { get; private set; }

    public IActionResult OnPost([FromForm] string? passphrase, [FromForm] string? back)
    {
        if (guard.SignIn(HttpContext, passphrase)) return Redirect(LocalAddress.Of(back, "/desk"));
        (Back, Problem) = (back, "That is not the passphrase.");
        Response.StatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status403Forbidden;
        return Page();
    }

    public IActionResult OnPostOut()
    {
        CorrectionGuard.SignOut(HttpContext);
        return Redirect("/");
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NewsArchive.Web.Pages.Help;

public sealed class IndexModel(HelpPages help) : PageModel
{
    public HelpPage Current { get; private set; } = null!;
    public IEnumerable<HelpPage> All => help.All;

    public IActionResult OnGet(string? topic)
    {
        if (help.Find(topic ?? help.All.First().Topic) is not { } page) return NotFound();
        Current = page;
        return Page();
    }
}

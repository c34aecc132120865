using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Entities;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Entities;

public sealed class IndexModel(BrowseQuery browse) : PageModel
{
    public const int RowsOfPage = 60;

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public EntityKind? Chosen { get; private set; }
    public Page<EntitySummary> Names { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Names, n => $"/entities?{(Chosen is { } kind ? $"kind={Say.Kind(kind)}&" : "")}page={n}");

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        if (!string.IsNullOrEmpty(Kind))
        {
            if (!char.IsAsciiLetter(Kind[0]) || !Enum.TryParse<EntityKind>(Kind, ignoreCase: true, out var kind)) return BadRequest();
            Chosen = kind;
        }
        Names = await browse.EntitiesAsync(Chosen, Number, RowsOfPage, cancel);
        return Number > 1 && Names.Rows.Count == 0 ? NotFound() : Page();
    }
}

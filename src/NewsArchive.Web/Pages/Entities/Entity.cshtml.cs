using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Entities;

public sealed class EntityModel(EntityQuery entities, Correcting.CorrectionGuard guard) : PageModel
{
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [FromQuery(Name = "chart")]
    public string? Chart { get; set; }

    public bool IsShare => Chart == "share";

    public bool MayCorrect => guard.MayTry(HttpContext);

    public EntityView Entity { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Entity.Articles, n => $"{Path}?page={n}");
    public string Path { get; private set; } = "";
    public TimeChartView Times { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1 || Chart is not (null or "share")) return BadRequest();
        if (await entities.CurrentAsync(id, cancel) is not { } row) return NotFound();
        Path = Links.Entity(row.Id, row.Slug);
        if (id != row.Id || slug != row.Slug) return RedirectPermanent(Path);
        Entity = await entities.ViewAsync(row, Number, Paging.ListSize, cancel);
        Times = new(Entity.Timeline, p => Links.In(p, id), $"Articles that name {row.Name}, over time",
            Entity.Coverage, IsShare);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Entities;

public sealed class EntityModel(EntityQuery entities) : PageModel
{
    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public EntityView Entity { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Entity.Articles, n => $"{Path}?page={n}");
    public string Path { get; private set; } = "";
    public MonthChartView Months { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        if (await entities.FindAsync(id, Number, PagerView.ListSize, cancel) is not { } entity) return NotFound();
        var row = entity.Entity;
        Path = Links.Entity(new(row.Id, row.Slug, row.Name, row.Kind, row.Articles));
        if (slug != row.Slug) return RedirectPermanent(Path);
        Entity = entity;
        var bars = entity.Months.TakeLast(MonthChartView.MostBars).Select(m => (m, $"/search?entity={id}&from={m.Year:0000}-{m.Month:00}-01&to={m.Year:0000}-{m.Month:00}-{DateTime.DaysInMonth(m.Year, m.Month)}"));
        Months = new([.. bars], entity.Undated, $"Articles that name {row.Name}, by month");
        return Page();
    }
}

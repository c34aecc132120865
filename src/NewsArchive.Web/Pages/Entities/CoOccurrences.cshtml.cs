using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Names;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Entities;

public sealed class CoOccurrencesModel(EntityQuery entities) : PageModel
{
    /// <summary>Lines between neighbours that a picture bears.</summary>
    private const int MostLines = 24;

    public Neighbourhood View { get; private set; } = null!;
    public IReadOnlyList<(int One, int Other, int Articles)> Lines =>
        [.. View.Links.Where(l => l.Articles > 1 || View.Centre.Count < 5).Take(MostLines)];

    public async Task<IActionResult> OnGetAsync(long id, string slug, CancellationToken cancel)
    {
        if (await entities.CurrentAsync(id, cancel) is not { } entity) return NotFound();
        if (id != entity.Id || slug != entity.Slug)
            return RedirectPermanent(Links.Entity(entity.Id, entity.Slug, "/together"));
        View = (await entities.AroundAsync(id, cancel))!;
        return Page();
    }

    /// <summary>
    /// Where a neighbour stands: two columns beside the name in the middle, so that names find room on a phone. x in
    /// per cent, y in pixels.
    /// </summary>
    public static (double X, double Y, bool IsLeft) Place(int i)
    {
        var left = i % 2 == 0;
        return (left ? 22 : 78, RowHeight * (i / 2) + RowHeight / 2, left);
    }

    private const double RowHeight = 56;

    public double Height => RowHeight * ((View.Around.Count + 1) / 2);
}

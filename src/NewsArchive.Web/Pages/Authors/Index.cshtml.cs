using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Authors;

public sealed class IndexModel(HouseQuery houses) : PageModel
{
    private const int OnAPage = 100;

    [FromQuery(Name = "q")] public string? Text { get; set; }
    [FromQuery(Name = "sort")] public string? Sort { get; set; }
    [FromQuery(Name = "page")] public int Number { get; set; } = 1;

    public bool IsByName => Sort == "name";
    public Page<AuthorSummary> Authors { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Authors, n => Address(n, IsByName));

    public string Address(int page, bool byName)
    {
        var query = string.Join('&', new[] { string.IsNullOrWhiteSpace(Text) ? null : $"q={Uri.EscapeDataString(Text)}",
            byName ? "sort=name" : null, page > 1 ? $"page={page}" : null }.OfType<string>());
        return query.Length == 0 ? "/authors" : $"/authors?{query}";
    }

    public IActionResult OnGet()
    {
        if (!ModelState.IsValid || Number < 1 || Sort is not (null or "name" or "articles")) return BadRequest();
        Authors = houses.Authors(string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(), IsByName, Number, OnAPage);
        return Number > 1 && Authors.Rows.Count == 0 ? NotFound() : Page();
    }
}

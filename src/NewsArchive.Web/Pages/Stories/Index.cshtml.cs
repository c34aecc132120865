using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Stories;

public sealed class IndexModel(BrowseQuery browse) : PageModel
{
    private const int SourcesShown = 200;

    [FromQuery(Name = "page")] public int Number { get; set; } = 1;
    [FromQuery(Name = "sort")] public string? Sort { get; set; }
    [FromQuery(Name = "source")] public long? Source { get; set; }
    [FromQuery(Name = "entity")] public long? Entity { get; set; }
    [FromQuery(Name = "from")] public DateOnly? From { get; set; }
    [FromQuery(Name = "to")] public DateOnly? To { get; set; }

    public bool IsByWeight => Sort == "weight";
    public Page<StorySummary> Stories { get; private set; } = null!;
    public IEnumerable<SourceSummary> Sources => browse.Sources().Take(SourcesShown);
    public PagerView Pager => PagerView.Of(Stories, n => Address(IsByWeight, n));

    public string Address(bool byWeight, int page = 1)
    {
        string? Part(string name, object? value) =>
            value is null ? null : string.Create(CultureInfo.InvariantCulture, $"{name}={value}");
        var query = string.Join('&', new[] { Part("source", Source), Part("entity", Entity),
            Part("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Part("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), byWeight ? "sort=weight" : null,
            page > 1 ? Part("page", page) : null }.OfType<string>());
        return query.Length == 0 ? "/stories" : $"/stories?{query}";
    }

    public IActionResult OnGet()
    {
        if (!ModelState.IsValid || Number < 1 || Sort is not (null or "weight" or "latest")) return BadRequest();
        Stories = browse.Stories(new(Source, Entity, From, To, IsByWeight), Number, Paging.ListSize);
        return Number > 1 && Stories.Rows.Count == 0 ? NotFound() : Page();
    }
}

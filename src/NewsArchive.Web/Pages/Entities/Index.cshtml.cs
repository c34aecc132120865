using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Entities;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Pages.Shared;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Entities;

public sealed class IndexModel(BrowseQuery browse) : PageModel
{
    public const int RowsOfPage = 60;

    [FromQuery(Name = "kind")]
    public string? Kind { get; set; }

    [FromQuery(Name = "letter")]
    public string? Letter { get; set; }

    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    [FromQuery(Name = "sort")]
    public string? Sort { get; set; }

    /// <summary>show or hide: whether names of one article stand in the list; hidden where the archive is large.</summary>
    [FromQuery(Name = "few")]
    public string? Few { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public EntityKind? Chosen { get; private set; }

    /// <summary>Articles from which on names of one article would crowd the list.</summary>
    private const int Large = 200;

    public bool WithSingles => !string.IsNullOrWhiteSpace(Text) || Few == "show" || Few != "hide"
        && browse.Articles < Large;
    public bool ByName => Sort == "name";
    public Page<EntitySummary> Names { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Names, n => Href(page: n));

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1 || Sort is not (null or "" or "articles" or "name")
            || Few is not (null or "" or "show" or "hide")) return BadRequest();
        if (!string.IsNullOrEmpty(Letter) && Letter is not (NameFilter.OtherLetters or [>= 'a' and <= 'z']))
            return BadRequest();
        if (!string.IsNullOrEmpty(Kind))
        {
            if (!char.IsAsciiLetter(Kind[0]) || !Enum.TryParse<EntityKind>(Kind, ignoreCase: true, out var kind))
                return BadRequest();
            Chosen = kind;
        }
        Names = await browse.EntitiesAsync(
            new(Chosen, string.IsNullOrEmpty(Letter) ? null : Letter,
                string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(), ByName, WithSingles), Number, RowsOfPage, cancel);
        return Number > 1 && Names.Rows.Count == 0 ? NotFound() : Page();
    }

    /// <summary>This list with one choice changed; an empty string takes a choice away.</summary>
    public string Href(string? kind = null, string? letter = null, string? sort = null, int page = 1,
        string? few = null)
    {
        var chosen =
            new[] { ("kind", kind ?? (Chosen is { } k ? Say.Kind(k) : "")), ("letter", letter ?? Letter), ("q", Text),
                ("sort", sort ?? Sort), ("few", few ?? Few), ("page", page > 1 ? $"{page}" : "") }
            .Where(p => !string.IsNullOrEmpty(p.Item2)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2!)}");
        return string.Join('&', chosen) is { Length: > 0 } query ? $"/entities?{query}" : "/entities";
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Search;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Export;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Quotes;

public sealed class IndexModel(QuoteQuery quotes, EntityQuery entities, TimeProvider clock) : PageModel
{
    [FromQuery(Name = "q")]
    public string? Text { get; set; }

    [FromQuery(Name = "speaker")]
    public long? Speaker { get; set; }

    [FromQuery(Name = "about")]
    public long? About { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public ParsedQuery Query { get; private set; } = null!;
    public EntityRow? Entity { get; private set; }
    public Page<SameQuote> Quotes { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Quotes,
        n => $"{Address}{(Address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}page={n}");

    /// <summary>The same list as its feeds and its table.</summary>
    internal QuoteRequest Asked { get; private set; } = null!;

    /// <summary>Of the list, on its first page.</summary>
    public string Address => Asked.Page;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1 || Speaker is not null && About is not null) return BadRequest();
        if ((Speaker ?? About) is { } id)
        {
            if (await entities.CurrentAsync(id, cancel) is not { } entity) return NotFound();
            if (id != entity.Id)
                return RedirectPermanent($"/quotes?{(Speaker is null ? "about" : "speaker")}={entity.Id}");
            Entity = entity;
        }
        Query = QueryParser.Parse(Text, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)).WordsOnly();
        Asked = new(Entity, About is not null, Text, Query, quotes, null);
        Quotes = await Asked.RunAsync(Number, Paging.ListSize, cancel);
        return Number > 1 && Quotes.Rows.Count == 0 ? NotFound() : Page();
    }
}

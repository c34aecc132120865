using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Citing;

namespace NewsArchive.Web.Pages.Quotes;

public sealed class QuoteModel(QuoteQuery quotes, ExportQuery export, SiteAddress site) : PageModel
{
    public SameQuote Quote { get; private set; } = null!;

    /// <summary>The earliest article that has it, with the words.</summary>
    public Citation Citation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (quotes.Find(id) is not { } quote) return NotFound();
        Quote = quote;
        var (place, article) = quote.Variants.SelectMany(v => v.Places)
            .OrderBy(p => p.Article.PublishedAt ?? DateTime.MaxValue).ThenBy(p => p.Article.Id).First();
        var cited = new CitedQuote(place.Text, place.IsPerhaps ? null : place.Speaker?.Name, place.Line);
        await foreach (var listed in export.ListedAsync([(int)article.Id], withNames: false, cancel))
            Citation = Citation.Of(listed, site.Value, cited);
        return Page();
    }

    /// <summary>The words of a form, each with whether they stand in the fullest form too, in the same order.</summary>
    public List<Edit> Shared(QuoteVariant variant) =>
        [.. TextDifference.Of(Quote.Fullest.Text, variant.Text).SelectMany(p => p)
            .Where(e => e.Change != Change.Removed)];
}

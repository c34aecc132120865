using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Names;
using NewsArchive.Text;

namespace NewsArchive.Web.Pages.Quotes;

public sealed class QuoteModel(QuoteQuery quotes) : PageModel
{
    public SameQuote Quote { get; private set; } = null!;

    public IActionResult OnGet(long id)
    {
        if (quotes.Find(id) is not { } quote) return NotFound();
        Quote = quote;
        return Page();
    }

    /// <summary>The words of a form, each with whether they stand in the fullest form too, in the same order.</summary>
    public List<Edit> Shared(QuoteVariant variant) =>
        [.. TextDifference.Of(Quote.Fullest.Text, variant.Text).SelectMany(p => p)
            .Where(e => e.Change != Change.Removed)];
}

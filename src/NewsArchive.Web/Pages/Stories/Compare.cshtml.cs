using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Stories;

public sealed class CompareModel(CompareQuery compare, StoryQuery stories) : PageModel
{
    /// <summary>Two articles to show in columns.</summary>
    [FromQuery] public long? A { get; set; }
    [FromQuery] public long? B { get; set; }

    public StoryComparison Comparison { get; private set; } = null!;

    /// <summary>Every article of the story that can be chosen.</summary>
    public IReadOnlyList<ArticleSummary> Choices { get; private set; } = [];

    public IReadOnlyDictionary<long, ArticleSummary> Articles => Comparison.Articles.ToDictionary(a => a.Id);

    /// <summary>What each sentence says the same as.</summary>
    public IReadOnlyDictionary<ComparedSentence,
        ComparedSentence> Partners
    { get; private set; } = new Dictionary<ComparedSentence, ComparedSentence>();

    public bool IsTwo => A is not null && B is not null;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (!ModelState.IsValid || (A is null) != (B is null) || (A is not null && A == B)) return BadRequest();
        if (await stories.CurrentAsync(id, cancel) is not { } current) return NotFound();
        if (current != id) return RedirectPermanent(Links.Compare(current, A, B));
        if (await compare.OfAsync(id, A is { } a && B is { } b ? [a, b] : null, cancel) is not { } comparison)
            return NotFound();
        if (IsTwo && comparison.Articles.Count < 2) return NotFound();
        Comparison = comparison;
        Choices = await stories.ArticlesAsync(id, cancel);
        if (IsTwo)
            Partners = comparison.Coverage.All
                .SelectMany(s => s.Sentences.Select(one => (one, s.Sentences.First(o => o.ArticleId != one.ArticleId))))
                .ToDictionary(p => p.one, p => p.Item2);
        return Page();
    }
}

using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Pages.Shared;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Stories;

public sealed class StoryModel(StoryQuery stories, CorrectionGuard guard) : PageModel
{
    public StoryView Story { get; private set; } = null!;
    public bool MayCorrect => guard.MayTry(HttpContext);

    public TimeChartView Chart =>
        new(Story.Timeline,
            period =>
                string.Create(CultureInfo.InvariantCulture,
                    $"/search?story={Story.Summary.Id}&from={period.From:yyyy-MM-dd}&to={period.To:yyyy-MM-dd}"),
            "Reports of this story over time");

    /// <summary>What a copy makes of its text, in words.</summary>
    public static IEnumerable<string> ChangesOf(StoryCopy copy)
    {
        if (copy is { HasOtherHeadline: false, Cut: 0, Added: 0, Changed: 0 }) yield return "word for word";
        if (copy.HasOtherHeadline) yield return "headline changed";
        string[] paragraphs =
            [.. new[] { (copy.Cut, "cut"), (copy.Added, "added"), (copy.Changed, "changed") }.Where(c => c.Item1 > 0)
                .Select((c, i) => $"{(i == 0 ? Say.Count(c.Item1, "paragraph") : Say.Count(c.Item1))} {c.Item2}")];
        if (paragraphs.Length > 0) yield return string.Join(", ", paragraphs);
        if (copy.Share < 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"{copy.Share:P0} of the shorter text in both");
    }

    public async Task<IActionResult> OnGetAsync(long id, string? slug, CancellationToken cancel)
    {
        if (await stories.CurrentAsync(id, cancel) is not { } current
            || await stories.FindAsync(current, cancel) is not { } story) return NotFound();
        if (id != current || slug != story.Summary.Slug) return RedirectPermanent(Links.Story(story.Summary));
        Story = story;
        return Page();
    }
}

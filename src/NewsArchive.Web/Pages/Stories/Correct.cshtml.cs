using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Stories;

public sealed class CorrectModel(StoryQuery stories, StoryCorrector curator, CorrectionGuard guard) : PageModel
{
    [BindProperty] public string? Passphrase { get; set; }
    [BindProperty] public List<long> Articles { get; set; } = [];
    [BindProperty] public long? Into { get; set; }

    /// <summary>new, other or none.</summary>
    [BindProperty] public string? Where { get; set; }
    [BindProperty] public long Act { get; set; }

    public StorySummary Story { get; private set; } = null!;
    public IReadOnlyList<ArticleSummary> Members { get; private set; } = [];
    public IReadOnlyList<StoryCorrectionRow> Acts { get; private set; } = [];
    public string? Problem { get; private set; }
    public bool NeedsPassphrase => guard.NeedsPassphrase;

    public async Task<IActionResult> OnGetAsync(long id, CancellationToken cancel)
    {
        if (await stories.CurrentAsync(id, cancel) is not { } current) return NotFound();
        if (current != id) return RedirectPermanent($"/stories/{current}/correct");
        Story = stories.Summary(id)!;
        Members = await stories.ArticlesAsync(id, cancel);
        Acts = await curator.ActsAsync(id, cancel);
        return guard.MayTry(HttpContext) ? Page() : StatusCode(403);
    }

    public Task<IActionResult> OnPostMergeAsync(long id, CancellationToken cancel) =>
        ChangeAsync(id,
            () => Into is { } into
                ? curator.MergeAsync(id, into, cancel)
                : Task.FromResult<string?>("Name the story it goes into by its number."), cancel);

    public Task<IActionResult> OnPostMoveAsync(long id, CancellationToken cancel) => ChangeAsync(id, () => Where switch
    {
        "new" => curator.MoveAsync(id, Articles, 0, cancel),
        "none" => curator.MoveAsync(id, Articles, null, cancel),
        "other" when Into is { } into => curator.MoveAsync(id, Articles, into, cancel),
        _ => Task.FromResult<string?>("Say where the articles go: a new story, another by its number, or none."),
    }, cancel);

    public Task<IActionResult> OnPostUndoAsync(long id, CancellationToken cancel) =>
        ChangeAsync(id, () => curator.UndoAsync(Act, cancel), cancel);

    private async Task<IActionResult> ChangeAsync(long id, Func<Task<string?>> change, CancellationToken cancel)
    {
        var allowed = guard.Allows(HttpContext, Passphrase);
        Problem = allowed
            ? await change() : "Only whoever sits at the archive’s machine, or knows its passphrase, corrects stories.";
        if (Problem is null) return Redirect($"/stories/{id}/correct");
        Response.StatusCode = allowed ? 400 : 403;
        return await OnGetAsync(id, cancel);
    }
}

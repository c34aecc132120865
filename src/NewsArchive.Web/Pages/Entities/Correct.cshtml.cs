using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Pages.Entities;

/// <summary>The forms that correct a name. Every act goes through the guard and can be undone here.</summary>
public sealed class CorrectModel(EntityQuery entities, BrowseQuery browse, NameCorrector curator, CorrectionGuard guard)
    : PageModel
{
    private const int CandidatesShown = 12;


    [FromQuery(Name = "with")]
    public string? With { get; set; }

    [FromQuery(Name = "done")]
    public long? Done { get; set; }

    [BindProperty]
    public CorrectionForm Form { get; set; } = new();

    public EntityRow Entity { get; private set; } = null!;
    public CorrectionGuard Guard => guard;
    public IReadOnlyList<EntitySummary> Candidates { get; private set; } = [];
    public IReadOnlyList<(NameCorrectionRow Act, EntityRow Entity,
        EntityRow? Other)> History
    { get; private set; } = [];
    public string? Problem { get; private set; }

    public Task<IActionResult> OnGetAsync(long id, string slug, CancellationToken cancel) =>
        ShowAsync(id, slug, cancel);

    public async Task<IActionResult> OnPostAsync(long id, string slug, CancellationToken cancel)
    {
        if (!guard.Allows(HttpContext, Form.Passphrase))
        {
            Problem = guard.NeedsPassphrase
                ? "That is not the passphrase. Nothing was changed."
                : "Names can be corrected only at the machine that serves the archive. Nothing was changed.";
            Response.StatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status403Forbidden;
            return await ShowAsync(id, slug, cancel);
        }
        var outcome = ModelState.IsValid
            ? await Form.ApplyAsync(curator, id, cancel) : new(null, "A number that was typed is none.");
        if (outcome.Done is { } act)
            return Redirect(string.Create(CultureInfo.InvariantCulture,
                $"/entities/{(act.Act == NameCorrectionKind.Merge && act.UndoneAt is null ? act.OtherId : id)}/-/correct?done={act.Id}"));
        Problem = outcome.Problem + " Nothing was changed.";
        Response.StatusCode = Microsoft.AspNetCore.Http.StatusCodes.Status400BadRequest;
        return await ShowAsync(id, slug, cancel);
    }

    private async Task<IActionResult> ShowAsync(long id, string slug, CancellationToken cancel)
    {
        if (await entities.CurrentAsync(id, cancel) is not { } entity) return NotFound();
        if (Problem is null && (id != entity.Id || slug != entity.Slug))
            return RedirectPermanent(Links.Entity(entity.Id, entity.Slug, "/correct") + Request.QueryString);
        Entity = entity;
        var text = string.IsNullOrWhiteSpace(With)
            ? Words.Tokenise(entity.Name).LastOrDefault().Text ?? entity.Name : With.Trim();
        Candidates =
            [.. (await browse.EntitiesAsync(new(Text: text), 1, CandidatesShown + 1, cancel)).Rows
                .Where(e => e.Id != entity.Id).Take(CandidatesShown)];
        History = await entities.CorrectionsAsync(entity.Id, cancel);
        return Page();
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Imports;

public sealed class IndexModel(StatsQuery stats, TimeProvider clock, CorrectionGuard guard) : PageModel
{
    public const int RunsOfPage = 10;
    private const int RulesShown = 20;

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public Page<ImportRunView> Runs { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Runs, n => $"/imports?page={n}");
    public IReadOnlyList<RuleCount> Removed { get; private set; } = [];

    public bool IsRunning(ImportRunRow run) => RunProgress.IsRunning(run, clock.GetUtcNow().UtcDateTime);

    /// <summary>The run that goes on now.</summary>
    public ImportRunRow? Now => Runs.Rows.Select(r => r.Run).FirstOrDefault(IsRunning);

    public bool MayAdd => guard.IsIn(HttpContext);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        Runs = await stats.ImportsAsync(Number, RunsOfPage, cancel);
        Removed = await stats.RemovedAsync(RulesShown, cancel);
        if (Runs.Rows.Any(r => IsRunning(r.Run)))
        {
            // A script shows it as it goes on; without one the page is asked for again.
            Response.Headers.CacheControl = "no-store";
        }
        return Number > 1 && Runs.Rows.Count == 0 ? NotFound() : Page();
    }
}

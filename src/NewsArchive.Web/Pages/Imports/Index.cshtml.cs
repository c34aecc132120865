using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Pages.Shared;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Imports;

public sealed class IndexModel(StatsQuery stats, TimeProvider clock) : PageModel
{
    public const int RunsOfPage = 10;
    private const int RulesShown = 20;

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public Page<ImportRunView> Runs { get; private set; } = null!;
    public PagerView Pager => PagerView.Of(Runs, n => $"/imports?page={n}");
    public IReadOnlyList<RuleCount> Removed { get; private set; } = [];

    /// <summary>A run tells every few seconds how far it is, unless what it reads is slow.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    public bool IsRunning(ImportRunRow run) =>
        run.FinishedAt is null && clock.GetUtcNow().UtcDateTime - (run.SeenAt ?? run.StartedAt) < Silence;

    /// <summary>How far a run is, how fast, and how long it may still take.</summary>
    public static string Progress(ImportRunRow run)
    {
        var seconds = ((run.SeenAt ?? run.StartedAt) - run.StartedAt).TotalSeconds;
        if (seconds <= 0 || run.TotalBytes == 0) return "running";
        var share = Math.Clamp((double)run.ReadBytes / run.TotalBytes, 0, 1);
        var documents = run.Added + run.Updated + run.Unchanged + run.Duplicates + run.Failed;
        var left = share > 0 ? seconds / share - seconds : 0;
        return string.Create(CultureInfo.InvariantCulture,
            $"running: {share:P0} of {run.TotalBytes / 1e6:0.0} MB read, {documents / seconds:0} documents a second")
            + (share is > 0 and < 1 ? $", about {(left < 90 ? Say.Count((int)Math.Ceiling(left), "second")
                : Say.Count((int)Math.Round(left / 60), "minute"))} left" : "");
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        if (!ModelState.IsValid || Number < 1) return BadRequest();
        Runs = await stats.ImportsAsync(Number, RunsOfPage, cancel);
        Removed = await stats.RemovedAsync(RulesShown, cancel);
        if (Runs.Rows.Any(r => IsRunning(r.Run)))
        {
            // Shown as it goes on, until it ends or gives no sign of life any more.
            Response.Headers["Refresh"] = "3";
            Response.Headers.CacheControl = "no-store";
        }
        return Number > 1 && Runs.Rows.Count == 0 ? NotFound() : Page();
    }
}

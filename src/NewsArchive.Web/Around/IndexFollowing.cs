using Microsoft.Extensions.Hosting;
using NewsArchive.Storage.Search;

namespace NewsArchive.Web.Around;

/// <summary>
/// Where an archive is on a server, others write to it from other machines: what they wrote is taken into this site's
/// index as it comes, so that nobody's search has to.
/// </summary>
internal sealed class IndexFollowing(SearchQuery search) : BackgroundService
{
    /// <summary>Between two looks at the number of the last change, which cost one small question.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            try
            {
                await search.PrepareAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Whoever searches or asks for the health is told what is wrong; the next look tries again.
            }
    }
}

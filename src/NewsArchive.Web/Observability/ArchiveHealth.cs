using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Web.Observability;

/// <summary>Ready when the archive answers; says how many changes the site's own index lacks.</summary>
internal sealed class ArchiveHealth(Archive archive, SearchQuery search) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var behind = search.Behind();
            return Task.FromResult(HealthCheckResult.Healthy(
                behind == 0 ? null : $"The index lacks {behind} changes.", new Dictionary<string, object> { ["behind"] = behind }));
        }
        catch (Exception e) when (DatabaseErrors.Describe(e, archive.Location) is { } told)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(told));
        }
    }

    /// <summary>One word, and where there is more to say a line.</summary>
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        var said = report.Entries.Values.Select(e => e.Description).OfType<string>();
        return context.Response.WriteAsync(string.Join('\n', said.Prepend(report.Status.ToString())), context.RequestAborted);
    }
}

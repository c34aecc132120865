using Microsoft.Extensions.Diagnostics.HealthChecks;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Observability;

/// <summary>Ready when the archive answers.</summary>
internal sealed class ArchiveHealth(ArchiveDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("the archive cannot be opened");
}

using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Web.Around;

/// <summary>How often one address may ask the API and assistants' door; who sits at this machine as often as they
/// like.</summary>
internal static class Limits
{
    /// <summary>Requests a minute, unless another number is set.</summary>
    public const int Usual = 600;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void Configure(RateLimiterOptions limiter, WebAppOptions options, CorrectionGuard guard)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, IPAddress>(context =>
            !IsLimited(context.Request.Path) || options.ApiLimit is null && guard.IsAtThisMachine(context)
                ? RateLimitPartition.GetNoLimiter(IPAddress.None)
                : RateLimitPartition.GetFixedWindowLimiter(context.Connection.RemoteIpAddress ?? IPAddress.Any,
                    _ => new() { PermitLimit = options.ApiLimit ?? Usual, Window = Window, QueueLimit = 0 }));
        limiter.OnRejected = async (rejected, cancel) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
            rejected.HttpContext.Response.Headers.RetryAfter =
                Math.Ceiling(Math.Max(1, wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            await Results.Problem("Asked too often. Wait as long as Retry-After says.",
                statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    }

    private static bool IsLimited(PathString path) => path.StartsWithSegments("/api")
        || path.StartsWithSegments("/mcp");
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;

namespace NewsArchive.Web;

/// <summary>
/// What cannot be answered just now is answered 503 and says when to ask again, in words, to programs as a problem: a
/// search that met the limits, and everything while the archive's server is away.
/// </summary>
internal static class Unavailable
{
    private const int SecondsToWait = 5;

    private const string Gone = "The server that holds the archive does not answer just now. Nothing is lost; ask again in a moment.";

    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (SearchRefusedException e) when (!context.Response.HasStarted)
        {
            await SayAsync(context, new("The search was not answered", e.Message, IsAway: false));
        }
        catch (Exception e) when (!context.Response.HasStarted && DatabaseErrors.IsAway(e))
        {
            await SayAsync(context, new("The archive does not answer", Gone, IsAway: true));
        }
    }

    private static async Task SayAsync(HttpContext context, Reason reason)
    {
        context.Response.Clear();
        context.Response.Headers.RetryAfter = SecondsToWait.ToString(CultureInfo.InvariantCulture);
        if (context.Request.Path.StartsWithSegments("/api"))
        {
            await Results.Problem(reason.Advice, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Items[typeof(Reason)] = reason;
    }

    /// <param name="IsAway">Nothing can be asked of the archive.</param>
    public sealed record Reason(string Title, string Advice, bool IsAway);

    /// <summary>Why this request is not answered; null where it is.</summary>
    public static Reason? WhyOf(HttpContext context) => context.Items[typeof(Reason)] as Reason;
}

using System.Globalization;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Search;

namespace NewsArchive.Web;

/// <summary>A search that met the limits is answered 503 and says when to ask again: in words, to programs as a problem.</summary>
internal static class RefusedSearches
{
    private const int SecondsToWait = 5;

    public static async Task Answer(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (SearchRefusedException e) when (!context.Response.HasStarted)
        {
            context.Response.Clear();
            context.Response.Headers.RetryAfter = SecondsToWait.ToString(CultureInfo.InvariantCulture);
            if (context.Request.Path.StartsWithSegments("/api"))
            {
                await Results.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
                return;
            }
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Items[typeof(SearchRefusedException)] = e.Message;
        }
    }

    /// <summary>Why the search of this request was refused; null where none was.</summary>
    public static string? WhyOf(HttpContext context) => context.Items[typeof(SearchRefusedException)] as string;
}

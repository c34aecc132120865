using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web;

/// <summary>
/// What the browser may load (stylesheet and script of the archive, nothing from elsewhere) and what it may remember.
/// </summary>
internal static class SecurityHeaders
{
    public const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; " +
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Set as the answer begins, because the handler of errors clears what was set before it.</summary>
    public static Task Add(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "same-origin";
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // What moved may move back: a merge or a new name that is undone must not stay where a browser remembers
            // it.
            if (context.Response.StatusCode == StatusCodes.Status301MovedPermanently) headers.CacheControl = "no-cache";
            return Task.CompletedTask;
        });
        return next(context);
    }
}

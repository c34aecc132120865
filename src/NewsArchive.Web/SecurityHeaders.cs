using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web;

/// <summary>What the browser may load: stylesheet and script of the archive, and nothing from elsewhere; and what it may remember.</summary>
internal static class SecurityHeaders
{
    public const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static Task Add(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // What moved may move back: a name that was merged or renamed and undone must not stay where a browser remembers it.
        context.Response.OnStarting(() =>
        {
            if (context.Response.StatusCode == StatusCodes.Status301MovedPermanently) headers.CacheControl = "no-cache";
            return Task.CompletedTask;
        });
        return next(context);
    }
}

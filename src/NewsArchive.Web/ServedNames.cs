using System.Net;
using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web;

/// <summary>
/// The names that the site answers to: this machine, the addresses it listens on, and those that are allowed. A page of
/// somebody else's can make a browser call this machine by a name of its own (DNS rebinding) and would read the archive;
/// an address of figures cannot be turned so. Methods other than those of pages and forms are refused.
/// </summary>
internal sealed class ServedNames
{
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase) { "localhost" };

    public ServedNames(WebAppOptions options)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        if (options.BaseUrl is { } site) names.Add(new Uri(site).Host);
        foreach (var url in options.Urls.Split(';', Tidy))
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri)) names.Add(uri.Host);
            // “http://*:5080” listens on every address: the machine is called by its own name, too.
            else names.Add(Dns.GetHostName());
        foreach (var name in (options.AllowedHosts ?? "").Split([';', ','], Tidy)) names.Add(name);
    }

    public Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Method is not ("GET" or "HEAD" or "POST"))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "GET, HEAD, POST";
            return Task.CompletedTask;
        }
        if (!IsOurs(request.Host)) return RefuseAsync(context, StatusCodes.Status400BadRequest,
            $"This archive is not served under the name {request.Host.Host}. Whoever serves it can allow the name with: "
            + "newsarchive serve --allowed-hosts NAME");
        if (HttpMethods.IsPost(request.Method) && IsFromElsewhere(request))
            return RefuseAsync(context, StatusCodes.Status403Forbidden,
                "This form was sent by a page of another site. Nothing was changed.");
        return next(context);
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(why, context.RequestAborted);
    }

    /// <summary>Browsers say which site a form stands on; programs that say nothing need its token all the same.</summary>
    private static bool IsFromElsewhere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is ["cross-site" or "same-site"]
        || request.Headers.Origin is [{ } origin]
        && !(Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));

    private bool IsOurs(HostString host) => !host.HasValue || names.Contains(host.Host)
        || IPAddress.TryParse(host.Host.Trim('[', ']'), out _);
}

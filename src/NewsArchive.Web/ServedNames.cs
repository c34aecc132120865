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

    /// <param name="urls">Addresses to listen on, parted by semicolons.</param>
    /// <param name="allowed">Names, parted by semicolons; null for none.</param>
    public ServedNames(string urls, string? allowed)
    {
        const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var url in urls.Split(';', Tidy))
            if (Uri.TryCreate(url, UriKind.Absolute, out var uri)) names.Add(uri.Host);
            // “http://*:5080” listens on every address: the machine is called by its own name, too.
            else names.Add(Dns.GetHostName());
        foreach (var name in (allowed ?? "").Split([';', ','], Tidy)) names.Add(name);
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
        if (IsOurs(request.Host)) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync($"This archive is not served under the name {request.Host.Host}. Whoever "
            + "serves it can allow the name with: newsarchive serve --allowed-hosts NAME", context.RequestAborted);
    }

    private bool IsOurs(HostString host) => !host.HasValue || names.Contains(host.Host)
        || IPAddress.TryParse(host.Host.Trim('[', ']'), out _);
}

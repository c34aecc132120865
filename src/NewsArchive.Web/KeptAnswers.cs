// Observation: what a page shows changes only when something is written to the archive, and making it costs a hundred
// times what sending it does.
// Idea: an answer is kept under its address, the number of the archive's last change and all else that it depends on:
// whether the asker may correct, the day, the compression. Nothing needs to be thrown away when something changes: no
// later request asks for the old number. The same, hashed, is the tag by which a browser asks whether its copy still
// holds.
// Known failure: during an import each batch is a change, so that every page is made anew.
using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using NewsArchive.Storage.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Observability;

namespace NewsArchive.Web;

/// <summary>Keeps whole answers, and tells those who have one already that it holds.</summary>
internal sealed class KeptAnswers(
    Archive archive, SearchQuery search, CorrectionGuard guard, TimeProvider clock, Metrics metrics)
    : IOutputCachePolicy
{
    /// <summary>Bytes of all answers that are kept, and of one, at most.</summary>
    public const long Most = 48 * 1024 * 1024, MostOfOne = 1024 * 1024;

    /// <summary>Old ones are never asked for again; this bounds how long they take room.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Numbers of changes begin anew with each process: its tags are its own.</summary>
    private static readonly string Process = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Answers 304 to whoever has what would be sent.</summary>
    public Task NotModified(HttpContext context, RequestDelegate next)
    {
        // Where the archive cannot be asked, whoever makes the answer says why.
        if (!MayBeKept(context.Request) || TagOf(context) is not { } tag) return next(context);
        context.Items[typeof(KeptAnswers)] = tag;
        context.Response.OnStarting(() =>
        {
            if (IsForAll(context.Response) || context.Response.StatusCode == StatusCodes.Status304NotModified)
                Describe(context.Response, tag);
            return Task.CompletedTask;
        });
        var known = context.Request.Headers.IfNoneMatch;
        if (known.Count == 0 || !known.ToString().Contains(tag, StringComparison.Ordinal)) return next(context);
        metrics.Answered("known");
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    ValueTask IOutputCachePolicy.CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        if (context.HttpContext.Items[typeof(KeptAnswers)] is not string tag) return default;
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = true;
        context.CacheVaryByRules.VaryByHost = false;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.VaryByValues["tag"] = tag;
        context.ResponseExpirationTimeSpan = Longest;
        return default;
    }

    ValueTask IOutputCachePolicy.ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        metrics.Answered("kept");
        return default;
    }

    ValueTask IOutputCachePolicy.ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        metrics.Answered("made");
        context.AllowCacheStorage = IsForAll(context.HttpContext.Response);
        return default;
    }

    /// <summary>
    /// What holds a token is one person's; what an index that lags behind found is another a moment later.
    /// </summary>
    private bool IsForAll(HttpResponse response) => response.StatusCode == StatusCodes.Status200OK
        && response.Headers.SetCookie.Count == 0
        && !response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase)
        && !search.IsBehind;

    private static void Describe(HttpResponse response, string tag)
    {
        if (response.Headers.ETag.Count == 0) response.Headers.ETag = tag;
        if (response.Headers.CacheControl.Count == 0) response.Headers.CacheControl = "no-cache";
    }

    /// <summary>Files of the site are kept by browsers, and health is asked for because it changes.</summary>
    private static bool MayBeKept(HttpRequest request) =>
        request.OnlyReads()
        && !request.Path.StartsWithSegments("/health") && !request.Path.StartsWithSegments("/metrics")
        && !request.Path.StartsWithSegments("/mcp")
        && Path.GetExtension(request.Path.Value) is not (".css" or ".js" or ".svg");

    /// <summary>All that an answer depends on, in a few characters; null where it cannot be told.</summary>
    private string? TagOf(HttpContext context)
    {
        long version;
        try
        {
            version = archive.Version;
        }
        catch (DbException)
        {
            return null;
        }
        var request = context.Request;
        var hash = HashCode.Combine(request.Path.Value, request.QueryString.Value, guard.MayTry(context), guard.IsIn(context),
            clock.GetUtcNow().Date, request.Headers.AcceptEncoding.ToString(), HttpMethods.IsHead(request.Method));
        return string.Create(CultureInfo.InvariantCulture, $"W/\"{Process}-{version:x}-{hash:x8}\"");
    }
}

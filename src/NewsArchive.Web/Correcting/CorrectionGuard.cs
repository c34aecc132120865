using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web.Correcting;

/// <summary>
/// Who may correct: with a passphrase whoever knows it; without one whoever sits at this machine. A request that
/// came through a proxy, or that calls the machine by a foreign name (as a page of somebody else's could make a browser
/// do), does not.
/// </summary>
public sealed class CorrectionGuard(WebAppOptions options)
{
    private readonly string? passphrase = options.Passphrase;

    /// <summary>Characters that a passphrase must have.</summary>
    public const int ShortestPassphrase = 12;

    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"];

    public bool NeedsPassphrase => passphrase is not null;

    /// <summary>What a browser that has signed in sends: made with a key that lives as long as the process.</summary>
    private const string Cookie = "newsarchive-desk";

    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);

    private string Token => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(passphrase ?? "")));

    /// <summary>Whether the asker may change things without typing a passphrase now.</summary>
    public bool IsIn(HttpContext context) => !options.ReadOnly && (passphrase is null ? IsAtThisMachine(context)
        : context.Request.Cookies[Cookie] is { } sent && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(Token)));

    /// <summary>Lets a browser in that knows the passphrase.</summary>
    public bool SignIn(HttpContext context, string? given)
    {
        if (options.ReadOnly || !Knows(context, given)) return false;
        context.Response.Cookies.Append(Cookie, Token, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            Path = "/",
            IsEssential = true,
        });
        return true;
    }

    public static void SignOut(HttpContext context) => context.Response.Cookies.Delete(Cookie);

    /// <summary>
    /// Whether a form was sent by a page of this site. Browsers say where a form stands; whoever does not say is let
    /// in by the token of the form alone.
    /// </summary>
    public static bool IsOwnForm(HttpRequest request) => request.Headers["Sec-Fetch-Site"] is ["same-origin"]
        || request.Headers.Origin is [{ } origin] && Uri.TryCreate(origin, UriKind.Absolute, out var from)
        && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the forms are of any use to the asker.</summary>
    public bool MayTry(HttpContext context) => !options.ReadOnly && (NeedsPassphrase || IsAtThisMachine(context));

    /// <summary>Wrong passphrases from one address after which it must wait, and for how long.</summary>
    private const int MostWrong = 5;

    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(1);

    /// <summary>Addresses that are remembered, to bound memory.</summary>
    private const int MostAddresses = 10_000;

    private readonly ConcurrentDictionary<IPAddress, (int Wrong, long Since)> guesses = [];

    /// <summary>
    /// Whoever guesses too often is answered 429 for a minute, whatever they type, on every page that writes.
    /// </summary>
    /// <param name="given">What was typed as passphrase.</param>
    public bool Allows(HttpContext context, string? given) =>
        !options.ReadOnly && (passphrase is null ? IsAtThisMachine(context) : IsIn(context) || Knows(context, given));

    /// <summary>Whether the passphrase is known; nobody knows one where there is none.</summary>
    internal bool Knows(HttpContext context, string? given)
    {
        if (passphrase is null) return false;
        var from = context.Connection.RemoteIpAddress ?? IPAddress.None;
        if (guesses.TryGetValue(from, out var known) && Stopwatch.GetElapsedTime(known.Since) >= Wait)
            guesses.TryRemove(from, out known);
        if (known.Wrong >= MostWrong) return Refuse(context, known.Since);
        if (CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")),
            SHA256.HashData(Encoding.UTF8.GetBytes(passphrase))))
        {
            guesses.TryRemove(from, out _);
            return true;
        }
        if (guesses.Count >= MostAddresses) guesses.Clear();
        guesses.AddOrUpdate(from, (1, Stopwatch.GetTimestamp()), (_, before) => (before.Wrong + 1,
            Stopwatch.GetTimestamp()));
        return false;
    }

    private static bool Refuse(HttpContext context, long since)
    {
        var left = Wait - Stopwatch.GetElapsedTime(since);
        // The page sets a status of its own later; this one holds.
        context.Response.OnStarting(() =>
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter =
                Math.Ceiling(Math.Max(1, left.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        return false;
    }

    /// <summary>Behind a proxy everybody's requests come from it, or from where it says.</summary>
    internal bool IsAtThisMachine(HttpContext context) => options.Proxies is null &&
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && (context.Request.Host.Host is "localhost"
            || IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host))
        && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace NewsArchive.Web.Correcting;

/// <summary>
/// Who may correct names: with a passphrase whoever knows it; without one whoever sits at this machine. A request that
/// came through a proxy, or that calls the machine by a foreign name (as a page of somebody else's could make a browser
/// do), does not.
/// </summary>
/// <param name="passphrase">Null for none.</param>
public sealed class CorrectionGuard(string? passphrase)
{
    /// <summary>Characters that a passphrase must have.</summary>
    public const int ShortestPassphrase = 12;

    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"];

    public bool NeedsPassphrase => passphrase is not null;

    /// <summary>Whether the forms are of any use to the asker.</summary>
    public bool MayTry(HttpContext context) => NeedsPassphrase || IsAtThisMachine(context);

    /// <param name="given">What was typed as passphrase.</param>
    public bool Allows(HttpContext context, string? given) => passphrase is null
        ? IsAtThisMachine(context)
        : CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given ?? "")),
        SHA256.HashData(Encoding.UTF8.GetBytes(passphrase)));

    private static bool IsAtThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && (context.Request.Host.Host is "localhost"
            || IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host))
        && !Array.Exists(ProxyHeaders, context.Request.Headers.ContainsKey);
}

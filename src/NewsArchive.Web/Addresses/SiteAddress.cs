using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace NewsArchive.Web.Addresses;

/// <summary>
/// Where others find the site: scheme and host without a slash at the end. What a request calls it by is never
/// repeated.
/// </summary>
public sealed class SiteAddress
{
    private readonly Func<string> find;

    private SiteAddress(Func<string> find) => this.find = find;

    public string Value => find().TrimEnd('/');

    /// <summary>Where nothing is served: the address that is stated, else the usual one.</summary>
    public static SiteAddress Of(string? stated) => new(() => stated ?? WebAppOptions.DefaultUrls);

    /// <summary>The address that is stated, else the one that a server listens on.</summary>
    public static SiteAddress Of(string? stated, IServer server) => new(() => stated ?? OfListening(server));

    /// <summary>The first address that is listened on; one that means every address stands for this machine's
    /// name.</summary>
    private static string OfListening(IServer server)
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(
            ) ?? WebAppOptions.DefaultUrls;
        var address = new UriBuilder(first.Replace("://*", "://[::]", StringComparison.Ordinal)
            .Replace("://+", "://[::]", StringComparison.Ordinal));
        if (IPAddress.TryParse(address.Host.Trim('[', ']'),
            out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            address.Host = Dns.GetHostName();
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }
}

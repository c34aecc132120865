using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace NewsArchive.Web.Addresses;

/// <summary>
/// Where others find the site: scheme and host without a slash at the end. What a request calls it by is never repeated.
/// </summary>
internal sealed class SiteAddress(WebAppOptions options, IServer server)
{
    public string Value => options.BaseUrl?.TrimEnd('/') ?? OfListening();

    /// <summary>The first address that is listened on; one that means every address stands for this machine's name.</summary>
    private string OfListening()
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? WebAppOptions.DefaultUrls;
        var address = new UriBuilder(first.Replace("://*", "://[::]", StringComparison.Ordinal)
            .Replace("://+", "://[::]", StringComparison.Ordinal));
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)))
            address.Host = Dns.GetHostName();
        return address.Uri.GetLeftPart(UriPartial.Authority);
    }
}

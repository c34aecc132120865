using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;

namespace NewsArchive.Web;

/// <summary>Which proxies are believed when they say who asks, and under which name.</summary>
public static class Proxies
{
    private const StringSplitOptions Tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;

    /// <summary>What is no address in a list parted by semicolons; null where all are.</summary>
    public static string? ProblemOf(string addresses) =>
        addresses.Split(';', Tidy) is { Length: > 0 } all
            ? Array.Find(all, address => !IPAddress.TryParse(address, out _)) : "";

    internal static ForwardedHeadersOptions Believed(string addresses)
    {
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.All & ~ForwardedHeaders.XForwardedPrefix };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var address in addresses.Split(';', Tidy)) options.KnownProxies.Add(IPAddress.Parse(address));
        return options;
    }
}

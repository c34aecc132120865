using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Notation;

/// <summary>The usual names of news houses, by their other names and by the hosts of their addresses.</summary>
internal static partial class Outlets
{
    private static readonly FrozenDictionary<string, string> NamesByHost;
    private static readonly FrozenDictionary<string, string> NamesByAlias;

    static Outlets()
    {
        Dictionary<string, string> hosts = [], aliases = new(StringComparer.OrdinalIgnoreCase);
        foreach (var line in EmbeddedText.Lines("Notation.Names.outlets.txt"))
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            aliases.TryAdd(parts[0], parts[0]);
            foreach (var host in parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                hosts.TryAdd(host, parts[0]);
            foreach (var alias in parts.Skip(2)) aliases.TryAdd(alias, parts[0]);
        }
        NamesByHost = hosts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        NamesByAlias = aliases.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The usual name of a house known under this name, or null.</summary>
    public static string? Known(string name) => NamesByAlias.GetValueOrDefault(name);

    /// <summary>The name of a house for a host such as <c>www.bbc.co.uk</c>, or null.</summary>
    public static string? NameOfHost(string host)
    {
        for (var rest = host.ToLowerInvariant(); rest.Contains('.',
            StringComparison.Ordinal); rest = rest[(rest.IndexOf('.', StringComparison.Ordinal) + 1)..])
            if (NamesByHost.TryGetValue(rest, out var name)) return name;
        return null;
    }

    /// <summary>True for a name that ends as the names of houses do.</summary>
    public static bool EndsAsHouse(string name) => HouseName().IsMatch(name);

    [GeneratedRegex(@"\b(?:News|Times|Post|Journal|Herald|Tribune|Gazette|Chronicle|Guardian|Telegraph|Observer|Press"
        + @"|Mail|Standard|Independent|Broadcasting|Magazine|Reporter|Examiner|Inquirer|Globe|Dispatch|Courier"
        + @"|Register|Bulletin|Mirror|Express|Echo|Argus|Radio|TV|Television|Newspaper|Media)$")]
    private static partial Regex HouseName();
}

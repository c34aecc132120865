using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Notation;

/// <summary>The usual names of news houses, by their other names and by the hosts of their addresses.</summary>
public static partial class Outlets
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
    public static string? Known(string name) =>
        NamesByAlias.GetValueOrDefault(name) ?? NamesByAlias.GetValueOrDefault(WithoutArticle(name));

    /// <summary>
    /// The usual name of the house that a name means: of a known one, an arm of it (BBC Radio), or the name without the
    /// article before it.
    /// </summary>
    public static string HouseOf(string name)
    {
        name = name.Trim();
        if (Known(name) is { } known) return known;
        if (!name.Contains(' ', StringComparison.Ordinal) && NameOfHost(name) is { } host) return host;
        return ArmOf(name) ?? (name.StartsWith("the ", StringComparison.Ordinal) ? WithoutArticle(name) : name);
    }

    /// <summary>What two names of one house have in common.</summary>
    public static string KeyOf(string name) => WithoutArticle(HouseOf(name)).ToLowerInvariant();

    /// <summary>The house whose name stands in front: “BBC Radio Five Live”, “Financial Times New Media”.</summary>
    public static string? ArmOf(string name)
    {
        name = WithoutArticle(name);
        for (var space = name.LastIndexOf(' '); space > 0; space = name.LastIndexOf(' ', space - 1))
            if (Arm().IsMatch(name[(space + 1)..])
                && NamesByAlias.GetValueOrDefault(name[..space]) is { } house) return house;
        return null;
    }

    private static string WithoutArticle(string name) =>
        name.StartsWith("the ", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;

    /// <summary>“US TV”, “the Radio”: a sort of house, and none of them.</summary>
    public static bool IsOfNobody(string name) =>
        WithoutArticle(name).Split(' ') is { Length: < 2 } or [("US" or "UK" or "U.S." or "U.K." or "EU" or "American" or "British"
            or "French" or "German" or "Russian" or "Chinese" or "Iraqi" or "Iranian" or "Indian" or "Arab" or "State" or "National"
            or "Local" or "Public" or "Satellite" or "Cable" or "Commercial" or "Breaking" or "Sunday" or "Daily" or "Evening"), _];

    [GeneratedRegex(@"^(?:Radio|TV|Television|Online|Digital|News|Website|website|World|New|Sport|Sports|Business|Weekend"
        + @"|Magazine|International|Europe|Asia|US|UK|America)\b")]
    private static partial Regex Arm();

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

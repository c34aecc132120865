using System.Collections.Frozen;
using System.Globalization;
using NewsArchive.Text;

namespace NewsArchive.Entities;

/// <summary>A name known beforehand.</summary>
/// <param name="Name">The usual form.</param>
/// <param name="Country">ISO 3166-1 code for places and peoples.</param>
/// <param name="Weight">How strongly the name alone speaks for the kind; cities are weak, since many are words
/// too.</param>
/// <param name="At">For cities latitude and longitude in degrees, from GeoNames.</param>
public sealed record KnownName(
    string Name, EntityKind Kind, string? Country, double Weight, NameType? Type = null,
    (double Latitude, double Longitude)? At = null);

/// <summary>What sort of place or organisation a known name is.</summary>
public enum NameType
{
    Country, City, Region, Company, NewsOrganisation, Government, International, Party, University,
    Team, Association
}

/// <summary>
/// Names that ship with the program: countries, peoples, cities, regions, houses and people, given names.
/// </summary>
public static class Gazetteer
{
    /// <summary>No known name has more words.</summary>
    public const int LongestName = 6;

    private const double Certain = 4, Likely = 3, City = 2;

    /// <summary>
    /// Cities whose names are everyday words or names; the text must show by itself that a place is meant.
    /// </summary>
    private static readonly FrozenSet<string> CommonInNames = new[]
    {
        "Most", "Man", "Mobile", "Orange", "Sale", "Split", "Nice", "Reading", "Enterprise", "Mission", "Independence",
        "Bath", "Of", "Police", "Union",
        "Liberal", "March", "Young", "Central", "Best", "Bar", "Hit", "Same", "Date", "Normal", "Commerce", "Paramount",
        "Long", "Male", "Bor", "Van", "Un",
    }.ToFrozenSet();

    private static readonly FrozenSet<string> CommonWords = EmbeddedText.Lines("Entities.Gazetteers.common-words.txt")
        .SelectMany(line => line.Split(' ')).ToFrozenSet();
    private static readonly FrozenDictionary<string, KnownName> Names = Load(["names", "more-names"]);

    /// <summary>
    /// The lists that the weights of the tagger were learned with; others would change what they mean.
    /// </summary>
    private static readonly FrozenDictionary<string, KnownName> Features = Load(["names"]);
    private static readonly FrozenDictionary<string, int> Longest = Features.Keys.Select(name => name.Split(' '))
        .GroupBy(words => words[0]).ToFrozenDictionary(g => g.Key, g => g.Max(words => words.Length));
    private static readonly FrozenDictionary<string,
        string> Countries = Rows("countries").ToFrozenDictionary(parts => parts[1], parts => parts[0]);
    private static readonly FrozenDictionary<string, string> Elsewhere = Rows("countries-elsewhere")
        .SelectMany(parts => parts[1].Split(',').Select(name => (Name: name, Code: parts[0]))).DistinctBy(c => c.Name)
        .ToFrozenDictionary(c => c.Name, c => c.Code);
    private static readonly FrozenSet<string> GivenNamesElsewhere = EmbeddedText
        .Lines("Entities.Gazetteers.first-names-elsewhere.txt").SelectMany(line => line.Split(' ')).ToFrozenSet();
    private static readonly FrozenSet<string> GivenNames = EmbeddedText.Lines("Entities.Gazetteers.first-names.txt")
        .SelectMany(line => line.Split(' ')).ToFrozenSet();

    /// <summary>Looks a name up as written, case and all.</summary>
    public static KnownName? Find(string name) => Names.GetValueOrDefault(name);

    /// <summary>A country by what other languages than English call it.</summary>
    public static KnownName? FindElsewhere(string name) =>
        Elsewhere.TryGetValue(name, out var code) && Countries.TryGetValue(code, out var country)
            ? Find(country) : null;

    /// <summary>As <see cref="Find"/>, in the lists that the tagger learned with.</summary>
    public static KnownName? FindFeature(string name) => Features.GetValueOrDefault(name);

    /// <summary>
    /// Words of the longest name that begins with the word, as written, in the lists that the tagger learned with; 0
    /// for none.
    /// </summary>
    public static int LongestFrom(string word) => Longest.GetValueOrDefault(word);

    /// <param name="code">ISO 3166-1.</param>
    public static string? CountryName(string code) => Countries.GetValueOrDefault(code);

    public static bool IsGivenName(string word) => GivenNames.Contains(word);

    /// <summary>As <see cref="IsGivenName"/>, with those of the languages that the tagger does not know.</summary>
    public static bool IsGivenNameAnywhere(string word) => GivenNames.Contains(word) || GivenNamesElsewhere.Contains(word);

    /// <summary>True for words that begin sentences often and names seldom; compared in lower case.</summary>
    public static bool IsCommonWord(string word) => CommonWords.Contains(word.ToLowerInvariant());

    private static FrozenDictionary<string, KnownName> Load(string[] lists)
    {
        Dictionary<string, KnownName> names = [];
        foreach (var parts in Rows("countries"))
        {
            var country = new KnownName(parts[0], EntityKind.Place, parts[1], Certain, NameType.Country);
            foreach (var form in Forms(parts[0], parts[2])) names.TryAdd(form, country);
            foreach (var people in Forms(null, parts[3]))
            {
                var group = new KnownName(people, EntityKind.Group, parts[1], Certain);
                names.TryAdd(people, group);
                if (people[^1] is not 's' and not 'h' and not 'e') names.TryAdd(people + "s", group);
            }
        }
        foreach (var parts in lists.SelectMany(Rows))
        {
            var known = new KnownName(parts[0], Enum.Parse<EntityKind>(parts[1], ignoreCase: true), null, Likely,
                parts.Length > 3 ? TypeOf(parts[3]) : null);
            foreach (var form in Forms(parts[0], parts.Length > 2 ? parts[2] : ""))
            {
                names.TryAdd(form, known);
                // Some houses write NATO as Nato.
                if (lists.Length > 1 && form.Length > 3 && form.All(char.IsUpper) && !IsCommonWord(form))
                    names.TryAdd(form[0] + form[1..].ToLowerInvariant(), known);
            }
        }
        foreach (var parts in Rows("regions"))
            names.TryAdd(parts[0], new(parts[0], EntityKind.Place, null, Likely, NameType.Region));
        foreach (var parts in Rows("cities"))
            if (!CommonInNames.Contains(parts[0]))
                names.TryAdd(parts[0],
                    new(parts[0], EntityKind.Place, parts[1], City, NameType.City,
                        (Degrees(parts[2]), Degrees(parts[3]))));
        return names.ToFrozenDictionary();
    }

    private static NameType TypeOf(string word) =>
        word == "news" ? NameType.NewsOrganisation : Enum.Parse<NameType>(word, ignoreCase: true);

    private static double Degrees(string written) => double.Parse(written, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string list) =>
        EmbeddedText.Lines($"Entities.Gazetteers.{list}.txt").Select(line => line.Split('|'));

    private static IEnumerable<string> Forms(string? name, string others)
    {
        if (name is not null) yield return name;
        foreach (var form in others.Split(',', StringSplitOptions.RemoveEmptyEntries)) yield return form;
    }
}

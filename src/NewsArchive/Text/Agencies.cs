using System.Text.RegularExpressions;

namespace NewsArchive.Text;

/// <summary>News and picture agencies, as datelines, credits and texts name them; alternations of a pattern.</summary>
public static partial class Agencies
{
    /// <summary>In brackets at the head of a lede: “(Reuters) –”.</summary>
    public const string DatelinePattern =
        "Reuters|AP|AFP|UPI|CNN|dpa|DPA|Bloomberg|Xinhua|TASS|EFE|ANSA|PTI|IANS|ANI";

    /// <summary>Under pictures.</summary>
    public const string CreditPattern =
        @"Getty(?:\s+Images)?|AFP|REUTERS|Reuters|EPA(?:-EFE)?|EFE|Anadolu(?:\s+Agency)?|Shutterstock|Alamy" +
        @"|iStock(?:photo)?|Unsplash|Pexels|Pixabay|Bloomberg|PA\s+(?:Images|Wire|Media)|Press\s+Association|Xinhua|TASS" +
        @"|Sputnik|ANI|PTI|NurPhoto|ZUMA(?:\s+Press)?|Keystone|dpa|DPA|Picture\s+Alliance|Rex(?:\s+Features)?|Corbis" +
        @"|Magnum|AAP|Kyodo|Yonhap|Wikimedia(?:\s+Commons)?|Flickr|Facebook|Instagram|Twitter|YouTube|CNN|BBC|NASA|Imago" +
        @"|SIPA|Abaca|AP|ANSA|Lusa|ITAR-TASS|WireImage|FilmMagic|USA\s+TODAY\s+Sports|Handout|handout|Contributed|Supplied" +
        @"|Courtesy|POOL|Pool";

    private static readonly (string Name, Regex Credit)[] Known =
    [
        ("AP", Ap()), ("Reuters", Reuters()), ("AFP", Afp()), ("dpa", Dpa()),
        ("Xinhua", Xinhua()), ("TASS", Tass()), ("UPI", Upi()), ("PA", Pa()),
    ];

    /// <summary>The agencies that a text credits.</summary>
    /// <param name="text">Source, byline, dateline and the first words of the body, a line each.</param>
    public static IEnumerable<string> CreditedIn(string text) =>
        Known.Where(a => a.Credit.IsMatch(text)).Select(a => a.Name);

    [GeneratedRegex(@"\((?:The )?AP\)|\bAssociated Press\b|^AP$", RegexOptions.Multiline)]
    private static partial Regex Ap();

    [GeneratedRegex(@"\bReuters?\b|\(RTRS\)")]
    private static partial Regex Reuters();

    [GeneratedRegex(@"\(AFP\)|\bAgence France-Presse\b|^AFP$", RegexOptions.Multiline)]
    private static partial Regex Afp();

    [GeneratedRegex(@"\(dpa\)|\bDeutsche Presse-Agentur\b|^dpa$", RegexOptions.Multiline)]
    private static partial Regex Dpa();

    [GeneratedRegex(@"\bXinhua\b")]
    private static partial Regex Xinhua();

    [GeneratedRegex(@"\b(?:ITAR-)?TASS\b")]
    private static partial Regex Tass();

    [GeneratedRegex(@"\(UPI\)|\bUnited Press International\b|^UPI$", RegexOptions.Multiline)]
    private static partial Regex Upi();

    [GeneratedRegex(@"\(PA\)|\bPress Association\b|\bPA Media\b")]
    private static partial Regex Pa();
}

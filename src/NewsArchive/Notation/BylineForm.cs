// Observation: a byline is a label and one or more names, with titles, outlets, dates and “for …” around them.
// Idea: cut the label, cut what is no name at the end, split at commas and “and”, and keep parts that look like names.
// Known failure: names in lower case, and single names without a label.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Notation;

/// <summary>What a byline states.</summary>
/// <param name="Label">The words before the names, such as “By”; empty where there are none.</param>
public sealed record Byline(string Label, ImmutableArray<string> Names);

internal static partial class BylineForm
{
    private const int MaxWords = 22;

    /// <summary>Words that may stand behind the names of a byline.</summary>
    private const int LongestLeftover = 10;

    /// <summary>Words that end a list of names: roles, places of work.</summary>
    private static readonly string[] Roles =
    [
        "correspondent", "reporter", "editor", "writer", "staff", "columnist", "journalist", "contributor", "producer",
        "bureau", "chief", "analyst", "author", "special", "senior", "political", "business", "science", "health",
        "sports",
        "foreign", "technology", "economics", "news", "desk", "team", "agency", "agencies", "online", "digital",
        "newsroom",
        "correspondents", "reporters", "writers", "editors", "media", "press", "service", "services", "photographer",
        "redaktion",
    ];

    /// <summary>Reads a line that begins with a byline label, or returns null.</summary>
    public static Byline? Labelled(string line)
    {
        if (Label().Match(line) is not { Success: true } m || Words.Count(line) > MaxWords) return null;
        var rest = line[m.Length..];
        // “By Associated Press”: the last word of a house is often a role of people.
        if (Outlets.Known(rest.Trim(' ', '.')) is { } house)
            return new(m.Groups["label"].Value.Trim(' ', ':', '-', '–', '—'), [house]);
        if (rest.Length == 0) return null;
        var first = rest.Split(' ', ',')[0];
        if (DatePattern.IsMonthOrWeekday(first) && !GivenNames.Contains(first)) return null;
        // “by Jane Doe Apr. 28, 2023 1:15 pm”, “By Jane DoeTwitter”: the day and the button are no names.
        if (DatePattern.FindAll(rest) is [{ YearGiven: true, Start: > 3 } day, ..]
            && Words.Count(rest[(day.Start + day.Length)..]) <= LongestLeftover) rest = BeforeDay().Replace(rest[..day.Start], "");
        var names = Names(GluedButton().Replace(rest, ""), out var leftover);
        // “By Monday the troops had left the town” is no byline: what follows the names must be short.
        if (names.IsEmpty || Words.Count(leftover) > LongestLeftover || (EndsAsSentence(rest) && Words.Count(rest) > 6)) return null;
        return new(m.Groups["label"].Value.Trim(' ', ':', '-', '–', '—'), names);
    }

    /// <summary>Reads a line that is nothing but one to three names, or returns null.</summary>
    public static Byline? NamesOnly(string line)
    {
        if (line.Length > 90 || line.Any(char.IsDigit) || EndsAsSentence(line) || NotAName().IsMatch(line)) return null;
        var names = Names(GluedSite().Replace(line, ""), out var leftover);
        return names.IsEmpty || leftover.Length > 0 || names.Any(n => !n.Contains(' ', StringComparison.Ordinal))
            ? null : new("", names);
    }

    /// <summary>
    /// Reads a name that a role or a time is glued to, as page text has it: “Sophie FosterTravel News Reporter”,
    /// “Amy Gibbons Political Correspondent”, “Nizaar Kinsella2 minutes ago”.
    /// </summary>
    public static Byline? NameWithRole(string line)
    {
        if (line.Length > 110 || NotAName().IsMatch(line)) return null;
        var text = GluedBy().Replace(PublishedAgo().Replace(Ago().Replace(line, ""), ""), "");
        text = (DatePattern.WithoutStamp(text) ?? text).Trim(' ', '|', '•', '·', ',', '-');
        if (text != line && NamesOnly(text) is { } named) return named;
        var words = GluedCapital().Replace(text, "$1 $2").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var n = 2; n <= 3 && n < words.Length; n++)
            if (IsName(string.Join(' ', words[..n])) && IsRole(string.Join(' ', words[n..]))
                && !words[..n].Any(w => IsRole(w)))
                return new("", [ProperCase(string.Join(' ', words[..n]).TrimEnd(','))]);
        return null;
    }

    /// <summary>“7 hours”, “2 minutes ago”.</summary>
    public static bool IsAgo(string text) =>
        text.Length < 40 && Ago().Match(text) is { Success: true } m && text.Length - m.Length < 12;

    /// <summary>The names at the start of a text and what stands after them.</summary>
    public static ImmutableArray<string> Names(string text, out string leftover)
    {
        var names = ImmutableArray.CreateBuilder<string>();
        leftover = "";
        text = text.Trim(' ', '|', '•', '·', '-', '–', '—', '\u00A0');
        foreach (Match part in Part().Matches(text))
        {
            var candidate = part.Groups["part"].Value.Trim(' ', '\t', '*', '_', '@', '"', '\u00A0');
            if (candidate.Length == 0) continue;
            candidate = Outlet().Replace(FurtherLabel().Replace(candidate, ""), "");
            if (names.Count > 0 && (IsRole(candidate) || Degree().IsMatch(candidate))) continue;
            if (names.Count > 0 && Generation().IsMatch(candidate))
            {
                names[^1] += " " + candidate;
                continue;
            }
            // “Jana Müller und Otto Weiß, Berlin”: behind whole names and a comma a single word is a place or a house.
            if ((IsSingle(candidate) || Places.Contains(candidate)) && part.Index > 0
                && text[..part.Index].TrimEnd().EndsWith(',') && names.Count > 0 && names.All(n => !IsSingle(n))) continue;
            if (!IsName(candidate))
            {
                leftover = text[part.Index..].Trim();
                break;
            }
            names.Add(ProperCase(candidate));
        }
        return names.ToImmutable();
    }

    /// <summary>Given names that are names of months as well.</summary>
    private static readonly HashSet<string> GivenNames = ["Jan", "April", "Avril", "May", "June", "August", "Juni", "Mai"];

    /// <summary>Places of two words that stand behind names, where one word is told by being alone.</summary>
    private static readonly HashSet<string> Places =
    [
        "New York", "Los Angeles", "San Francisco", "San Diego", "Las Vegas", "New Orleans", "Salt Lake City",
        "Kansas City", "St. Louis", "Washington DC", "Washington D.C", "Mexico City", "Panama City", "Buenos Aires",
        "Rio de Janeiro", "São Paulo", "New Delhi", "Hong Kong", "Kuala Lumpur", "Phnom Penh", "Ho Chi Minh City",
        "Tel Aviv", "Abu Dhabi", "Addis Ababa", "Cape Town", "The Hague", "Den Haag", "St. Petersburg", "San José",
        "Sri Lanka", "South Korea", "South Africa", "New Zealand", "Saudi Arabia", "United States", "United Kingdom",
    ];

    private static bool IsSingle(string name) => !name.Contains(' ', StringComparison.Ordinal);

    /// <summary>“Health Correspondent”: up to five words, one of them a role.</summary>
    public static bool IsRole(string text) =>
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: >= 1 and <= 5 } words
            && words.Any(w => Roles.Contains(w.TrimEnd(',', '.'), StringComparer.OrdinalIgnoreCase));

    /// <summary>One to five words, each with a capital or a name particle, none a role.</summary>
    public static bool IsName(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 1 or > 5 || text.Length > 50 || !char.IsUpper(words[0][0]) && !IsParticle(words[0]))
            return false;
        foreach (var word in words)
        {
            var bare = word.TrimEnd('.', ',');
            if (Roles.Contains(bare, StringComparer.OrdinalIgnoreCase)) return false;
            if (DatePattern.IsMonthOrWeekday(bare)
                && (word != words[0] || words.Length == 1 || !GivenNames.Contains(bare))) return false;
            if (!IsParticle(bare)
                && !(bare.Length > 0
                && (char.IsUpper(bare[0])
                || char.GetUnicodeCategory(bare[0]) == System.Globalization.UnicodeCategory.OtherLetter))) return false;
            if (bare.Any(c => char.IsDigit(c) || c is ':' or '/' or '#' or '&' or '!' or '?' or '(' or ')'))
                return false;
        }
        return char.IsLetter(text[0]) && words.Any(w => w.Length > 1 && !IsParticle(w));
    }

    private static bool IsParticle(string word) =>
        word is "de" or "da" or "del" or "della" or "di" or "du" or "la" or "le" or "van" or "von" or "der"
        or "den" or "ten" or "ter" or "bin" or "ibn" or "al" or "el" or "dos" or "das" or "zu" or "af" or "y" or "e"
            or "mac" or "o'";

    /// <summary>JANE DOE becomes Jane Doe; mixed case stays.</summary>
    private static string ProperCase(string name) => name.Any(char.IsLower) || name.Length < 4
        ? name
        : string.Join(' ',
        name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Join('-', word.Split('-').Select(p =>
            p.Length > 1 && !p.Contains('.', StringComparison.Ordinal)
                ? char.ToUpperInvariant(p[0]) + p[1..].ToLowerInvariant() : p))));

    private static bool EndsAsSentence(string text) =>
        text.TrimEnd() is [.., var beforeLast, '.'] && !char.IsUpper(beforeLast);

    /// <summary>
    /// The label in one of the cases it is written in; “di Roma” and “par hasard” are kept out by wanting a capital.
    /// </summary>
    [GeneratedRegex(@"^\W{0,3}(?<label>(?:(?i:posted|post|written|additional\s+reporting|reported|report|reporting"
        + @"|words|story|text|article|analysis|opinion|interview|published|compiled|authored|review)\s+(?i:by)|By|BY"
        + @"|by|(?i:authors?|writer|byline|reporter)(?=\s*:)"
        + @"|(?i:autor(?:a|in|ka|en|es)?|auteure?s?|autore|författare|forfatter|szerző|yazar|автор|текст|text|texte|testo|tekst)(?=\s*:)"
        + @"|Von|VON|Par|PAR|Por|POR|Di|Door|DOOR|Af|AF|Av|AV|Oleh|OLEH)\s*(?:[:\-–—|]\s*"
        + @"|\s+))(?=[\p{Lu}\p{Lo}@]|de\s|van\s|von\s|al-)")]
    private static partial Regex Label();

    private const string And =
        "(?:and|und|et|y|e|i|og|och|en|ja|ve|oraz|és|și|и|та|with|&|AND|UND|ET|Y|E|WITH|And)";

    [GeneratedRegex(@"(?<part>(?:(?!\s{1,20}" + And + @"\s|\s[|•·–—-]\s|[,;|•·\n、，]|\s/\s).)+)(?:,?\s+" + And
        + @"\s+|\s[|•·–—-]\s|[,;|•·\n、，]\s*(?:" + And + @"\s+)?|\s/\s|$)")]
    private static partial Regex Part();

    /// <summary>“Writing by …” after a first name; editors are no authors.</summary>
    [GeneratedRegex(@"^(?:writing|additional reporting|reporting)\s+by\s+", RegexOptions.IgnoreCase)]
    private static partial Regex FurtherLabel();

    /// <summary>“Jane Doe for The Daily”, “Jane Doe in Paris”, “Jane Doe, BBC News”.</summary>
    [GeneratedRegex(@"\s{1,20}(?:for|in|at|of|from|on|@)\s+.*$|\s{0,20}\(.*\)?$|\s{0,20}[/<].*$", RegexOptions.Singleline)]
    private static partial Regex Outlet();

    [GeneratedRegex(@"(?:\d{1,2}|an?)\s*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?)(?:\s+ago)?\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Ago();

    [GeneratedRegex(@"(?:Twitter|Facebook|Instagram|Email|LinkedIn|Follow|X)$")]
    private static partial Regex GluedSite();

    [GeneratedRegex(@"[\s,|•·–—-]*(?:\s(?:on|at|published|posted|updated):?)?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.RightToLeft)]
    private static partial Regex BeforeDay();

    /// <summary>Without a space before it: “Sarah Email” may be somebody's name.</summary>
    [GeneratedRegex(@"(?<=\p{Ll})(?:Twitter|Facebook|Instagram|Email|LinkedIn|Follow)$")]
    private static partial Regex GluedButton();

    [GeneratedRegex(@"\s*[|•·-]\s*(?:Published|Updated|Posted)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex PublishedAgo();

    [GeneratedRegex(@"^By\s*(?=\p{Lu})")]
    private static partial Regex GluedBy();

    /// <summary>What stands behind a name and is none.</summary>
    [GeneratedRegex(@"^(?:Ph\.?\s?D|D\.?Phil|M\.?D|M\.?B\.?A|M\.?Sc|B\.?Sc|M\.?S|B\.?S|M\.?A|B\.?A|J\.?D|R\.?N|M\.?P\.?H"
        + @"|Ed\.?D|Psy\.?D|LL\.?[BM]|Esq|CFA|CPA|MP|MEP|OBE|MBE|Dr|Prof|FRCP)\.?$", RegexOptions.IgnoreCase)]
    private static partial Regex Degree();

    [GeneratedRegex(@"^(?:Jr|Sr|II|III|IV)\.?$")]
    private static partial Regex Generation();

    /// <summary>Pictures and rights have owners, too.</summary>
    [GeneratedRegex(@"\b(?:Copyright|Getty|Images?|Photo|Shutterstock|AFP via|Edition|Advertis\w+|Contact|Privacy"
        + @"|Terms|Policy|Newsletters?|Subscribe|Sign|Feedback|(?i:copy link|link copied|read more|show more"
        + @"|view profile|share this|listen now|watch now))\b|©")]
    private static partial Regex NotAName();

    [GeneratedRegex(@"(\p{Ll}{2})(\p{Lu})")]
    private static partial Regex GluedCapital();
}

// Observation: bare text seldom names its source, but houses speak of themselves: “X News has learned”, “told X News”.
// Idea: declared, else the host of the address through a names table, else the agency of the dateline, else a house
// that speaks of its own reporting, else a copyright line. Picture credits and bylines are never a source.
// Known failure: an article that quotes only one other house, with “told”, and never names its own.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Notation;

namespace NewsArchive.Metadata;

internal static partial class SourceInference
{
    public static Inferred<string> Infer(
        DeclaredFields declared,
        ImmutableArray<ClassifiedLine> lines,
        ImmutableArray<Paragraph> reading,
        Dateline dateline,
        Inferred<ImmutableArray<string>> bylines)
    {
        var rejected = Credits(lines);
        if (bylines.Status != InferenceStatus.Absent && !bylines.Value.IsDefaultOrEmpty)
            rejected.AddRange(bylines.Value.Select(name => new Rejected(name, "a person in a byline is not a source")));
        var best = FromDeclared(declared)
            ?? FromDateline(dateline)
            ?? FromByline(lines) ?? FromOwnReporting(reading, rejected) ?? FromCopyright(lines)
            ?? Inferred.Absent<string>("no house names itself");
        return best.Rejecting(rejected);
    }

    private static Inferred<string>? FromDeclared(DeclaredFields declared)
    {
        if (declared.Source is { Length: > 0 } source)
        {
            var known = source.Contains('.', StringComparison.Ordinal)
                && !source.Contains(' ', StringComparison.Ordinal) ? Outlets.NameOfHost(source) : null;
            return Inferred.Declared(known ?? source, known is null ? "source" : $"source {source}");
        }
        if (declared.Url is null || !Uri.TryCreate(declared.Url, UriKind.Absolute, out var url) || url.Host.Length == 0)
            return null;
        return Outlets.NameOfHost(url.Host) is { } name
            ? Inferred.FromText(name, null, $"the host of the declared address is {url.Host}", 0.9)
            : Inferred.FromText(url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host[4..] : url.Host, null,
            "the host of the declared address", 0.8);
    }

    private static Inferred<string>? FromDateline(Dateline dateline) => dateline.Agency is { } agency
        ? Inferred.Found(Outlets.Known(agency) ?? agency, dateline.Text.Line ?? 1,
        $"the dateline “{dateline.Text.Value}” names the agency")
        : null;

    private static Inferred<string>? FromByline(ImmutableArray<ClassifiedLine> lines)
    {
        foreach (var line in lines.Where(l => l.Kind == LineKind.Byline))
            foreach (var name in (BylineForm.Labelled(line.Text) ?? BylineForm.NamesOnly(line.Text))?.Names ?? [])
                if (Outlets.Known(name) is { } house)
                    return Inferred.Found(house, line.Number, "a house stands in the byline");
        return null;
    }

    /// <summary>
    /// Verbs that a house uses of itself count alone; “told X” counts where no second house is named so.
    /// </summary>
    private static Inferred<string>? FromOwnReporting(ImmutableArray<Paragraph> reading, List<Rejected> rejected)
    {
        Inferred<string>? told = null;
        foreach (var paragraph in reading)
        {
            foreach (Match m in SpeaksOfItself().Matches(paragraph.Text))
                if (House(m.Groups["name"].Value) is { } name)
                    return Inferred.FromText(name, paragraph.Line,
                        $"the house speaks of its own reporting: “{m.Value.Trim()}”", 0.8);
            foreach (Match m in Told().Matches(paragraph.Text))
            {
                if (House(m.Groups["name"].Value) is not { } name) continue;
                if (told is not null && told.Value != name)
                {
                    rejected.Add(new(name,
                        $"line {paragraph.Line} speaks to it, but another house is spoken to as well"));
                    rejected.Add(new(told.Value!, "more than one house is spoken to"));
                    return null;
                }
                told ??= Inferred.FromText(name, paragraph.Line, $"spoken to the house: “{m.Value.Trim()}”", 0.6);
            }
        }
        return told;
    }

    private static Inferred<string>? FromCopyright(ImmutableArray<ClassifiedLine> lines)
    {
        foreach (var line in lines.Where(l => l.Kind is LineKind.Boilerplate or LineKind.Disclaimer))
            if (Copyright().Match(line.Text) is { Success: true } m && House(m.Groups["name"].Value) is { } name)
                return Inferred.FromText(name, line.Number, $"the copyright line says “{m.Value.Trim()}”", 0.7);
        return null;
    }

    private static List<Rejected> Credits(ImmutableArray<ClassifiedLine> lines) =>
        [.. lines.Where(l => l.Kind == LineKind.Credit)
            .Select(l => new Rejected(l.Text.Trim(), $"line {l.Number} is the credit of a picture"))];

    /// <summary>A known house, or a name that ends as the names of houses do.</summary>
    private static string? House(string name)
    {
        name = name.Trim();
        if ((Outlets.Known(name) ?? Outlets.ArmOf(name)) is { } known) return known;
        return Outlets.EndsAsHouse(name) && !Outlets.IsOfNobody(name) ? Outlets.HouseOf(name) : null;
    }

    private const string Name =
        @"(?<name>(?:The\s|the\s)?\p{Lu}[\p{L}\d&'’.-]{0,50}(?:\s\p{Lu}[\p{L}\d&'’.-]{0,50}){0,4})";

    [GeneratedRegex(Name
        + @"\s(?:found|has\slearn(?:ed|t)|learned|has\sconfirmed|has\sseen|has\sverified|verified|has\sobtained"
        + @"|obtained|reviewed|has\sreviewed|can\sreveal|can\sexclusively\sreveal|understands|has\scontacted"
        + @"|has\sreached\sout|reached\sout|has\sasked|has\sapproached|contacted|was\sunable\sto\s(?:verify|confirm"
        + @"|independently)|could\snot\s(?:immediately\s|independently\s)*(?:verify|confirm)"
        + @"|has\snot\sindependently)\b")]
    private static partial Regex SpeaksOfItself();

    [GeneratedRegex(@"\b(?:told|tells|(?:interview|conversation|statement|email)\s(?:with|to)|speaking\sto"
        + @"|spoke\s(?:to|with))\s" + Name)]
    private static partial Regex Told();

    [GeneratedRegex(@"(?:©|\(c\)|Copyright)(?>[\s©\d,–-]{0,40})" + Name)]
    private static partial Regex Copyright();
}

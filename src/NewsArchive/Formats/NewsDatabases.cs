// Observation: researchers get their articles from news databases as one file of many articles with labelled fields:
// Nexis in an older layout ("2 of 500 DOCUMENTS", labels in capitals) and a newer one ("Body" … "End of Document"),
// Factiva with codes of two letters ("HD", "LP", "TD") or as a page shows it, ended by "Document" and a number.
// Idea: cut the file where its layout says that an article ends, take the labelled fields as declared and what stands
// between the head and the closing fields as the declared text. The layouts are known from what readers of such files
// describe in public; a file that fits none is read as what it else is.
// Known failure: a headline of two paragraphs in the older layout loses its first.
using System.Text;
using System.Text.RegularExpressions;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Formats;

/// <summary>One article of a delivery, as its layout states it.</summary>
/// <param name="Lines">All its lines, as they came.</param>
internal sealed record DeliveredArticle(string Layout, IReadOnlyList<string> Lines, DeclaredFields Fields, string Text);

internal static partial class NewsDatabases
{
    /// <summary>Lines from the start by which a delivery is told.</summary>
    private const int Head = 400;

    /// <summary>How the layouts that are known are cut into articles.</summary>
    private sealed record Layout(string Name, Func<string[], List<DeliveredArticle>> Split);

    private static readonly Layout OlderNexis = new("nexis", Nexis), NewerNexis = new("nexis", NexisUni),
        TaggedFactiva = new("factiva", Tagged), ShownFactiva = new("factiva", Shown);

    /// <summary>Null where the text is no delivery.</summary>
    public static List<DeliveredArticle>? Split(string text) =>
        LinesOf(text) is var lines && LayoutOf(lines) is { } layout ? layout.Split(lines) : null;

    /// <summary>Name of the layout, told without cutting the text; null where it is no delivery.</summary>
    public static string? NameOf(string text) => LayoutOf(LinesOf(text))?.Name;

    private static string[] LinesOf(string text) => text.ReplaceLineEndings("\n").Split('\n');

    private static Layout? LayoutOf(string[] lines)
    {
        var head = lines.Take(Head).Select(l => l.Trim()).ToList();
        return head.Exists(l => Counter().IsMatch(l)) && head.Exists(l => HeadLabel().IsMatch(l)) ? OlderNexis
            : head.Contains("Body") && Array.Exists(lines, IsEnd) ? NewerNexis
            : head.Exists(l => l.StartsWith("HD ", StringComparison.Ordinal)) && Array.Exists(lines, IsTaggedEnd)
                ? TaggedFactiva
            : head.Exists(l => WordCount().IsMatch(l)) && Array.Exists(lines, l => Accession().IsMatch(l.Trim()))
                ? ShownFactiva : null;
    }

    /// <summary>As documents of one file; the bytes of each are its part of the text.</summary>
    public static IEnumerable<DocumentRead> Documents(string path, string encoding, List<DeliveredArticle> articles)
    {
        var ordinal = 0;
        foreach (var article in articles)
        {
            ordinal++;
            if (!article.Text.Any(char.IsLetterOrDigit))
                yield return DocumentRead.Failed($"article {ordinal} of the delivery holds no text");
            else
                yield return DocumentRead.Of(new(path, ordinal, article.Layout, encoding,
                    Encoding.UTF8.GetBytes(string.Join('\n', article.Lines)), article.Text, article.Fields, [])
                { IsDeclaredText = true, IsAlone = articles.Count == 1 });
        }
    }

    private static List<DeliveredArticle> Nexis(string[] lines) => [.. Parts(lines, starts: l => Counter().IsMatch(l.Trim()))
        .Select(part =>
        {
            var blocks = Blocks(part.Skip(1));
            var first = blocks.FindIndex(b => HeadLabel().IsMatch(b));
            if (first < 0) first = Math.Min(3, blocks.Count);
            var last = first;
            while (last < blocks.Count && HeadLabel().IsMatch(blocks[last])) last++;
            var end = blocks.FindIndex(last, b => ClosingLabel().IsMatch(b));
            if (end < 0) end = blocks.Count;
            var day = blocks.FindIndex(0, first, b => DayOf(b) is not null);
            var labels = blocks[first..last].Concat(blocks[end..]).ToList();
            return new DeliveredArticle("nexis", part, new()
            {
                Source = day > 0 ? blocks[0] : null,
                Published = day >= 0 ? DayOf(blocks[day]) : null,
                Headline = first - 1 > day ? blocks[first - 1] : null,
                Standfirst = Labelled(labels, "HIGHLIGHT"),
                Bylines = BylinesOf(Labelled(labels, "BYLINE") ?? Labelled(labels, "AUTOR") ?? Labelled(labels, "AUTEUR")),
                Language = LanguageOf(Labelled(labels, "LANGUAGE") ?? Labelled(labels, "SPRACHE")),
                Url = Labelled(labels, "URL"),
            }, string.Join("\n\n", blocks[last..end]));
        })];

    private static List<DeliveredArticle> NexisUni(string[] lines) => [.. Parts(lines, ends: IsEnd)
        .Where(part => IsEnd(part[^1]) || part.Exists(l => l.Trim() == "Body"))
        .Select(part =>
        {
            var body = part.FindIndex(l => l.Trim() == "Body");
            if (body < 0) return new DeliveredArticle("nexis", part, DeclaredFields.None, "");
            var head = part[..body].Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
            var end = part.FindIndex(body, l => ClosingLine().IsMatch(l.Trim()));
            if (end < 0) end = part.Count;
            var labels = head.Concat(part[end..].Select(l => l.Trim())).ToList();
            var labelled = head.FindIndex(l => HeadLabel().IsMatch(l) || l.StartsWith("Copyright", StringComparison.Ordinal));
            // A list of what was delivered may stand before the first article: its head ends with the day.
            var day = head.Take(labelled < 0 ? head.Count : labelled).ToList().FindLastIndex(l => DayOf(l) is not null);
            return new DeliveredArticle("nexis", part, new()
            {
                Headline = day >= 2 ? head[day - 2] : head.FirstOrDefault(),
                Source = day >= 2 ? head[day - 1] : null,
                Published = day >= 0 ? DayOf(head[day]) : null,
                Standfirst = Labelled(labels, "Highlight"),
                Bylines = BylinesOf(Labelled(labels, "Byline")),
                Language = LanguageOf(Labelled(labels, "Language")),
                Url = Labelled(labels, "URL"),
            }, string.Join("\n\n", Blocks(part[(body + 1)..end])));
        })];

    private static List<DeliveredArticle> Tagged(string[] lines) => [.. Parts(lines, ends: IsTaggedEnd)
        .Where(part => IsTaggedEnd(part[^1]) || part.Exists(l => l.StartsWith("HD ", StringComparison.Ordinal)))
        .Select(part =>
        {
            Dictionary<string, List<string>> fields = [];
            List<string>? open = null;
            foreach (var line in part)
                if (Code().Match(line) is { Success: true } m)
                    (fields[m.Groups[1].Value] = open = []).Add(m.Groups[2].Value);
                else open?.Add(line);
            string? One(string code) => fields.TryGetValue(code, out var value)
                && string.Join(' ', value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
                ? string.Join(' ', words) : null;
            return new DeliveredArticle("factiva", part, new()
            {
                ExternalId = One("AN")?.Split(' ')[^1],
                Headline = One("HD"),
                Source = One("SN"),
                Published = One("PD") is { } day ? DayOf(day) : null,
                Bylines = BylinesOf(One("BY")),
                Language = LanguageOf(One("LA")),
            }, string.Join("\n\n", Blocks([.. fields.GetValueOrDefault("LP", []), "", .. fields.GetValueOrDefault("TD", [])])));
        })];

    private static List<DeliveredArticle> Shown(string[] lines) => [.. Parts(lines, ends: l => Accession().IsMatch(l.Trim()))
        .Where(part => Accession().IsMatch(part[^1].Trim()) || part.Exists(l => WordCount().IsMatch(l.Trim())))
        .Select(part =>
        {
            var count = part.FindIndex(l => WordCount().IsMatch(l.Trim()));
            if (count < 0) return new DeliveredArticle("factiva", part, DeclaredFields.None, "");
            var isWhole = Accession().IsMatch(part[^1].Trim());
            var above = part[..count].Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
            var rights = part.FindIndex(count, l => Rights().IsMatch(l.Trim()));
            var below = part[(count + 1)..(rights < 0 ? Math.Min(part.Count, count + 7) : rights)]
                .Select(l => l.Trim()).Where(l => l.Length > 0).ToList();
            var hasByline = above.Count > 1
                && (BylineForm.Labelled(above[^1]) ?? BylineForm.NamesOnly(above[^1])) is not null;
            var language = below.FindIndex(l => LanguageOf(l) is { } name && name != l);
            return new DeliveredArticle("factiva", part, new()
            {
                ExternalId = Accession().Match(part[^1].Trim()) is { Success: true } m ? m.Groups[1].Value : null,
                Headline = above.Count == 0 ? null : above[hasByline ? ^2 : ^1],
                Bylines = hasByline ? BylinesOf(above[^1]) : [],
                Published = below.Select(DayOf).FirstOrDefault(d => d is not null),
                Source = below.Find(l => DayOf(l) is null && !DatePattern.IsTimeOfDay(l) && !Symbol().IsMatch(l)
                    && LanguageOf(l) == l),
                Language = language < 0 ? null : LanguageOf(below[language]),
            }, string.Join("\n\n", Blocks(part[(rights >= 0 ? rights + 1 : count + 1 + below.Count)..(isWhole ? part.Count - 1 : part.Count)])));
        })];

    /// <summary>The lines of each article: from one that starts it, or up to one that ends it.</summary>
    private static List<List<string>> Parts(
        string[] lines, Func<string, bool>? starts = null, Func<string, bool>? ends = null)
    {
        List<List<string>> parts = [];
        List<string>? open = starts is null ? [] : null;
        foreach (var line in lines)
        {
            if (starts?.Invoke(line) == true)
            {
                if (open is not null) parts.Add(open);
                open = [];
            }
            open?.Add(line);
            if (ends?.Invoke(line) != true) continue;
            parts.Add(open!);
            open = [];
        }
        if (open is not null && open.Exists(l => l.Trim().Length > 0)) parts.Add(open);
        return parts;
    }

    /// <summary>Runs of lines between blank ones, each as one paragraph.</summary>
    private static List<string> Blocks(IEnumerable<string> lines)
    {
        List<string> blocks = [];
        var isOpen = false;
        foreach (var line in lines.Select(l => l.Trim()))
        {
            if (line.Length > 0 && isOpen) blocks[^1] += " " + line;
            else if (line.Length > 0) blocks.Add(line);
            isOpen = line.Length > 0;
        }
        return blocks;
    }

    private static string? Labelled(List<string> blocks, string label) =>
        blocks.Find(b => b.StartsWith(label + ":", StringComparison.Ordinal)) is { } found
            && found[(label.Length + 1)..].Trim() is { Length: > 0 } value ? value : null;

    private static string? DayOf(string text) =>
        DatePattern.FindAll(text, monthsAndYears: true) is [{ YearGiven: true } first, ..] ? first.Date.ToString() : null;

    private static System.Collections.Immutable.ImmutableArray<string> BylinesOf(string? value) =>
        value is null ? [] : [value];

    /// <summary>“ENGLISH; ENGLISH” is said once.</summary>
    private static string? LanguageOf(string? value) =>
        value is null ? null : LanguageNames.Code(value.Split([';', ',', '('])[0].Trim()) ?? value;

    private static bool IsEnd(string line) => line.Trim() == "End of Document";

    private static bool IsTaggedEnd(string line) => TaggedEnd().IsMatch(line);

    [GeneratedRegex(@"^(?:Dokument |Document |Documento )?\d{1,5} (?:of|von|de|di|van) \d{1,5}(?: [A-Z]{6,12})?$")]
    private static partial Regex Counter();

    [GeneratedRegex(@"^(?:BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|SERIES|AUTOR|RUBRIK|LÄNGE|AUTEUR|RUBRIQUE|LONGUEUR"
        + "|Section|Length|Byline|Dateline|Highlight): ")]
    private static partial Regex HeadLabel();

    [GeneratedRegex(@"^(?:LOAD-DATE|UPDATE|LANGUAGE|SPRACHE|LANGUE|PUBLICATION-TYPE|PUBLICATIONTYPE|JOURNAL-CODE|SUBJECT"
        + @"|GRAPHIC|GRAFIK|DOCUMENT-TYPE|DISTRIBUTION|URL|NOTES|ORGANIZATION|COMPANY|INDUSTRY|PERSON|GEOGRAPHIC|COUNTRY"
        + @"|CITY|STATE|TICKER|CORRECTION-DATE): |^(?:Copyright|©) .*\d{4}")]
    private static partial Regex ClosingLabel();

    [GeneratedRegex(@"^(?:Classification|Graphic|End of Document|(?:Load-Date|Language|Publication-Type|Journal-Code|Subject|URL): .*)$")]
    private static partial Regex ClosingLine();

    [GeneratedRegex(@"^([A-Z]{2,3})(?:\s+(.*))?$")]
    private static partial Regex Code();

    [GeneratedRegex(@"^AN\s+(?:Document|Dokument|Documento)\s+\S+\s*$")]
    private static partial Regex TaggedEnd();

    [GeneratedRegex(@"^(?:Document|Dokument|Documento) ([A-Z][A-Z0-9]{1,9}\d{10,}[a-z0-9]+)$")]
    private static partial Regex Accession();

    [GeneratedRegex(@"^[\d.,]+ (?:words|Wörter|mots|palabras|parole|woorden|palavras)$")]
    private static partial Regex WordCount();

    [GeneratedRegex(@"^(?:\(c\)|©|Copyright\b|\(Copyright)", RegexOptions.IgnoreCase)]
    private static partial Regex Rights();

    [GeneratedRegex(@"^[A-Z0-9]{2,8}$|^\S{1,6}$")]
    private static partial Regex Symbol();
}

using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Metadata;

/// <summary>Asks each inference in the order in which one needs the other's answer.</summary>
internal static class MetadataInference
{
    /// <param name="today">The day of reading; nothing is published later.</param>
    /// <param name="order">In which order the other documents of its source write day and month.</param>
    public static ArticleMetadata Infer(
        RawDocument document, ImmutableArray<ClassifiedLine> lines, DateOnly today, DayOrder order)
    {
        var declared = Repaired(document.Declared);
        var reading = lines.Reading();
        var language = LanguageInference.Infer(declared, lines);
        var dateline = DatelineInference.Infer(lines, reading);
        var bylines = BylineInference.Infer(declared, lines);
        var headline = HeadlineInference.Infer(declared, lines, reading);
        if (headline.Value == declared.Headline && declared.Headline != document.Declared.Headline)
            headline = headline with { Evidence = $"declared as title, where it reads: {document.Declared.Headline}" };
        var clues = DateInference.CluesOf(declared, reading, order, today);
        return new(
            headline,
            declared.Standfirst is { Length: > 0 } standfirst
                ? Inferred.Declared(standfirst, "standfirst") : StandfirstOf(lines),
            bylines,
            SourceInference.Infer(declared, lines, reading, dateline, bylines),
            DateInference.Infer(declared, lines, reading, dateline, clues),
            dateline.Text,
            language,
            UrlOf(declared, lines),
            DateInference.InferUpdated(declared, lines, clues));
    }

    /// <summary>What a field declares may be as broken as any text, and is repaired as such.</summary>
    private static DeclaredFields Repaired(DeclaredFields declared) => declared with
    {
        Headline = Repaired(declared.Headline),
        Standfirst = Repaired(declared.Standfirst),
        Source = Repaired(declared.Source),
        Bylines = [.. declared.Bylines.Select(Repaired).OfType<string>()],
    };

    private static string? Repaired(string? value) =>
        value is null ? null : BlockLayout.Clean(string.Join(' ', TextRepair.Repair(value).Lines)).Trim();

    private static Inferred<string> StandfirstOf(ImmutableArray<ClassifiedLine> lines) =>
        lines.Paragraphs(kind => kind == LineKind.Standfirst) is [var first, ..]
            ? Inferred.Found(first.Text, first.Line, "between headline and lede")
            : Inferred.Absent<string>("no line between headline and lede");

    private static Inferred<string> UrlOf(DeclaredFields declared, ImmutableArray<ClassifiedLine> lines)
    {
        if (declared.Url is { Length: > 0 } url) return Inferred.Declared(url, "url");
        // Scrapers often write the address of the page in the first lines.
        foreach (var line in lines.Take(5))
            if (line.Text.StartsWith("http", StringComparison.Ordinal)
                && Uri.TryCreate(line.Text.Trim(), UriKind.Absolute, out var found))
                return Inferred.Found(found.ToString(), line.Number, "an address by itself at the top");
        return Inferred.Absent<string>("no address is stated");
    }
}

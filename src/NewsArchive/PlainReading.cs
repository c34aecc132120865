using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Notation;

namespace NewsArchive;

/// <summary>
/// How a document is read that takes too long to read as articles are: every line is kept as text and what the container
/// states is believed; nothing is concluded, nobody is named.
/// </summary>
public static class PlainReading
{
    /// <summary>What is said of it at the import, beside every line and beside what is missing.</summary>
    public const string Why = "reading it took too long; every line is kept as text, no names or quotes were looked for";

    internal static Article Of(RawDocument document)
    {
        var declared = document.Declared;
        var lines = RepairedText.SplitLines(document.Text).Select((text, i) => string.IsNullOrWhiteSpace(text)
            ? new ClassifiedLine(i + 1, LineKind.Blank, "", "blank", 1, -1)
            : new(i + 1, LineKind.Body, text, Why, 0, i)).ToImmutableArray();
        var metadata = new ArticleMetadata(
            Stated(declared.Headline, "title"),
            Stated(declared.Standfirst, "standfirst"),
            declared.Bylines is { IsDefaultOrEmpty: false } names ? Inferred.Declared(names, "author")
                : Inferred.Absent<ImmutableArray<string>>(Why),
            Stated(declared.Source, "source"),
            Inferred.Absent<WrittenDate>(Why),
            Inferred.Absent<string>(Why),
            Inferred.Absent<string>(Why),
            Stated(declared.Url, "url"),
            Inferred.Absent<WrittenDate>(Why));
        return new(document, [], lines, metadata, ReadingText.Of(lines.Reading()), [], []);
    }

    /// <summary>Whether the article was read so.</summary>
    public static bool IsPlain(this Article article) => article.Lines.Any(line => line.Rule == Why);

    private static Inferred<string> Stated(string? value, string field) =>
        value is { Length: > 0 } stated ? Inferred.Declared(stated, field) : Inferred.Absent<string>(Why);
}

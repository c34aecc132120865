using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Entities;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;
using NewsArchive.Quotes;

namespace NewsArchive;

/// <summary>One document as read: its text, what every line is, what is known of it, who is named and quoted.</summary>
/// <param name="Document">As it came.</param>
/// <param name="Repairs">What was repaired in which line.</param>
/// <param name="Reading">The article proper; the offsets of mentions and quotes count in its body.</param>
public sealed record Article(
    RawDocument Document,
    ImmutableArray<RepairStep> Repairs,
    ImmutableArray<ClassifiedLine> Lines,
    ArticleMetadata Metadata,
    ReadingText Reading,
    ImmutableArray<Entity> Entities,
    ImmutableArray<Quote> Quotes)
{
    /// <summary>Characters of the lines that are shown as the article or as what is known of it, and of all others.</summary>
    public (int Kept, int LeftOut) CountCharacters()
    {
        var (kept, leftOut) = (0, 0);
        foreach (var line in Lines)
            if (line.Kind.IsReading() || line.Kind is LineKind.Headline or LineKind.Standfirst or LineKind.Byline
                or LineKind.Dateline) kept += line.Text.Length;
            else leftOut += line.Text.Length;
        return (kept, leftOut);
    }
}

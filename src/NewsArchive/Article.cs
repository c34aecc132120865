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
    ImmutableArray<Quote> Quotes);

using System.Collections.Immutable;
using NewsArchive.Notation;

namespace NewsArchive.Metadata;

/// <summary>What is known of an article besides its text, each value with its evidence.</summary>
/// <param name="Language">ISO 639-1 code.</param>
public sealed record ArticleMetadata(
    Inferred<string> Headline,
    Inferred<string> Standfirst,
    Inferred<ImmutableArray<string>> Bylines,
    Inferred<string> Source,
    Inferred<WrittenDate> Published,
    Inferred<string> Dateline,
    Inferred<string> Language,
    Inferred<string> Url,
    Inferred<WrittenDate> Updated)
{
    /// <summary>The authors in one line; null where none is known.</summary>
    public string? BylineText => Bylines.Value is { IsDefaultOrEmpty: false } names ? string.Join(", ", names) : null;
}

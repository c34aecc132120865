using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Storage.Rows;
using NewsArchive.Text;

namespace NewsArchive.Storage.Corrections;

/// <summary>The fields of an article that people can correct.</summary>
/// <param name="Bylines">One a line; null where there is none.</param>
/// <param name="SourceId">The source that is shown, merges included.</param>
internal sealed record ArticleFields(
    string? Headline, InferenceStatus HeadlineStatus, string? Standfirst, string? Bylines, InferenceStatus BylineStatus,
    long? SourceId, InferenceStatus SourceStatus, DateTime? Published, DatePrecision? Precision, int? Offset,
    InferenceStatus PublishedStatus, string? Language, InferenceStatus LanguageStatus)
{
    private const char BetweenBylines = '\n';

    public static string? JoinBylines(IEnumerable<string> names) =>
        string.Join(BetweenBylines, names) is { Length: > 0 } joined ? joined : null;

    public IReadOnlyList<string> Authors => SplitBylines(Bylines);

    public static IReadOnlyList<string> SplitBylines(string? bylines) => bylines?.Split(BetweenBylines) ?? [];

    /// <summary>As an article shows its authors.</summary>
    public string? Byline => Bylines?.Replace(BetweenBylines.ToString(), ", ", StringComparison.Ordinal);

    /// <summary>Null where it is not known to the day.</summary>
    public DateOnly? Day => DayOf(Published, Precision);

    public static DateOnly? DayOf(DateTime? published, DatePrecision? precision) =>
        published is { } at && precision >= DatePrecision.Day ? DateOnly.FromDateTime(at) : null;

    /// <summary>As the row has them.</summary>
    public static ArticleFields Of(ArticleRow row, string? bylines) => new(
        row.Headline, row.HeadlineStatus, row.Standfirst, bylines, row.BylineStatus, row.SourceId, row.SourceStatus,
        row.Published, row.PublishedPrecision, row.PublishedOffset, row.PublishedStatus, row.Language,
        row.LanguageStatus);

    /// <summary>As the reading gave them.</summary>
    public static ArticleFields Of(ReadFieldsRow read, long? sourceId) => new(
        read.Headline, read.HeadlineStatus, read.Standfirst, read.Bylines, read.BylineStatus, sourceId,
        read.SourceStatus, read.Published, read.PublishedPrecision, read.PublishedOffset, read.PublishedStatus,
        read.Language, read.LanguageStatus);

    public static ArticleFields Of(ArticleMetadata metadata, long? sourceId) => new(
        metadata.Headline.Value, metadata.Headline.Status, metadata.Standfirst.Value,
        metadata.Bylines.Value is { IsDefault: false } authors ? JoinBylines(authors.Distinct()) : null, metadata.Bylines.Status,
        sourceId, metadata.Source.Status,
        metadata.Published.IsKnown ? metadata.Published.Value.At : null,
        metadata.Published.IsKnown ? metadata.Published.Value.Precision : null,
        metadata.Published is { IsKnown: true, Value.Offset: { } offset } ? (int)offset.TotalMinutes : null,
        metadata.Published.Status, metadata.Language.Value, metadata.Language.Status);

    /// <summary>To be kept beside an article whose fields are corrected.</summary>
    public ReadFieldsRow ToRead(long article) => new()
    {
        ArticleId = article,
        Headline = Headline,
        HeadlineStatus = HeadlineStatus,
        Standfirst = Standfirst,
        Bylines = Bylines,
        BylineStatus = BylineStatus,
        SourceStatus = SourceStatus,
        Published = Published,
        PublishedPrecision = Precision,
        PublishedOffset = Offset,
        PublishedStatus = PublishedStatus,
        Language = Language,
        LanguageStatus = LanguageStatus,
    };

    /// <param name="sourceName">Of <see cref="SourceId"/>.</param>
    public void WriteTo(ArticleRow row, string? sourceName)
    {
        (row.Headline, row.HeadlineStatus, row.Slug) = (Headline, HeadlineStatus, Slugs.Of(Headline ?? ""));
        (row.Standfirst, row.Byline, row.BylineStatus) = (Standfirst, Byline, BylineStatus);
        (row.SourceId, row.SourceName, row.SourceStatus) = (SourceId, sourceName, SourceStatus);
        (row.Published, row.PublishedPrecision, row.PublishedOffset) = (Published, Precision, Offset);
        (row.PublishedStatus, row.Language, row.LanguageStatus) = (PublishedStatus, Language, LanguageStatus);
    }
}

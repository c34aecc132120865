using System.Linq.Expressions;
using NewsArchive.Lines;
using NewsArchive.Notation;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Storage.Queries;

/// <summary>An article as lists show it.</summary>
public sealed record ArticleSummary(
    long Id, string? ExternalId, string Slug, string? Headline, InferenceStatus HeadlineStatus,
    long? SourceId, string? SourceName, InferenceStatus SourceStatus, string? Byline,
    DateTime? PublishedAt, DatePrecision? Precision, InferenceStatus PublishedStatus,
    int Words, string Lede, long? StoryId, long? CopyOfId, DateTime UpdatedAt)
{
    public WrittenDate? Published => PublishedAt is { } at ? new(at, Precision ?? DatePrecision.Day) : null;

    public string Title => Headline ?? "(no headline)";

    internal static readonly Expression<Func<ArticleRow, ArticleSummary>> FromRow = a => new ArticleSummary(
        a.Id, a.ExternalId, a.Slug, a.Headline, a.HeadlineStatus, a.SourceId, a.SourceName, a.SourceStatus, a.Byline,
        a.Published, a.PublishedPrecision, a.PublishedStatus, a.Words, a.Lede, a.StoryId, a.CopyOfId, a.UpdatedAt);
}

/// <summary>An entity as lists show it.</summary>
/// <param name="Count">Articles, or mentions in one article, as the list says.</param>
public sealed record EntitySummary(long Id, string Slug, string Name, Entities.EntityKind Kind, int Count);

/// <summary>A source as lists show it; <paramref name="Id"/> 0 stands for unknown.</summary>
public sealed record SourceSummary(long Id, string Slug, string Name, int Articles, DateTime? First, DateTime? Last);

/// <summary>One part of a list.</summary>
/// <param name="Total">Rows of the whole list.</param>
/// <param name="Number">1-based page.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Total, int Number, int Size);

using System.Linq.Expressions;
using NewsArchive.Metadata;
using NewsArchive.Notation;

namespace NewsArchive.Storage.Rows;

/// <summary>An article as lists show it.</summary>
public sealed record ArticleSummary(
    long Id, string? ExternalId, string Slug, string? Headline, InferenceStatus HeadlineStatus,
    long? SourceId, string? SourceName, InferenceStatus SourceStatus, string? Byline,
    DateTime? PublishedAt, DatePrecision? Precision, int? PublishedOffset, InferenceStatus PublishedStatus,
    int Words, string Lede, long? StoryId, long? CopyOfId, DateTime UpdatedAt)
{
    public WrittenDate? Published => PublishedAt is not { } at ? null : new(at, Precision ?? DatePrecision.Day)
    {
        Offset = PublishedOffset is { } minutes ? TimeSpan.FromMinutes(minutes) : null
    };

    public string Title => Headline ?? "(no headline)";

    public static ArticleSummary Of(ArticleRow row) => FromLoaded.Value(row);

    private static readonly Lazy<Func<ArticleRow, ArticleSummary>> FromLoaded = new(() => FromRow!.Compile());

    internal static readonly Expression<Func<ArticleRow, ArticleSummary>> FromRow = a => new ArticleSummary(
        a.Id, a.ExternalId, a.Slug, a.Headline, a.HeadlineStatus, a.SourceId, a.SourceName, a.SourceStatus, a.Byline,
        a.Published, a.PublishedPrecision, a.PublishedOffset, a.PublishedStatus, a.Words, a.Lede, a.StoryId, a.CopyOfId, a.UpdatedAt);
}

/// <summary>An entity as lists show it.</summary>
/// <param name="Count">Articles, or mentions in one article, as the list says.</param>
public sealed record EntitySummary(long Id, string Slug, string Name, Entities.EntityKind Kind, int Count);

/// <summary>An author, by what is shown for it.</summary>
public sealed record ArticleAuthor(long Id, string Name);

/// <summary>An author as lists show it.</summary>
public sealed record AuthorSummary(long Id, string Name, int Articles, DateTime? First, DateTime? Last);

/// <summary>A source as lists show it; <paramref name="Id"/> 0 stands for unknown.</summary>
public sealed record SourceSummary(long Id, string Slug, string Name, int Articles, DateTime? First, DateTime? Last);

/// <summary>A story as lists show it.</summary>
/// <param name="Texts">Articles that are no copies of others.</param>
public sealed record StorySummary(
    long Id, string Slug, ArticleSummary Head, int Articles, int Texts, DateTime? From, DateTime? To)
{
    internal static StorySummary Of(StoryRow story, ArticleSummary head) =>
        new(story.Id, head.Slug, head, story.Articles, story.Texts, story.From, story.To);
}

using System.Globalization;
using Markdig;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Feeds;

/// <summary>One thing to follow.</summary>
/// <param name="Key">What it is in its archive, such as <c>articles/12</c>; never changes.</param>
/// <param name="Link">Path of its page.</param>
/// <param name="Html">The whole text, where that was asked for.</param>
/// <param name="Published">Where no date is known, when the archive got it.</param>
/// <param name="Original">Where it was published.</param>
internal sealed record FeedItem(
    string Key, string Title, string Link, string Summary, string? Html, DateTime Published, DateTime Updated,
    IReadOnlyList<string> Authors, IReadOnlyList<string> Categories, string? Language, string? Original)
{
    /// <summary>Names that an article is filed under, the most often named first.</summary>
    private const int MostCategories = 10;

    private static readonly MarkdownPipeline Safe = new MarkdownPipelineBuilder().DisableHtml().Build();

    public static FeedItem Of(ListedArticle article, bool isWhole)
    {
        var row = article.Row;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"articles/{row.Id}"), article.Summary.Title,
            Links.Article(article.Summary), row.Lede, isWhole ? Markdown.ToHtml(row.Body, Safe) : null,
            row.Published ?? row.AddedAt, row.UpdatedAt,
            article.Authors.Length > 0 ? article.Authors : row.SourceName is { } source ? [source] : [],
            [.. article.Names.Take(MostCategories).Select(n => n.Name)], row.Language, row.Url);
    }

    /// <summary>A story under the headline of the article that names it.</summary>
    public static FeedItem Of(StorySummary story)
    {
        var head = story.Head;
        return new(string.Create(CultureInfo.InvariantCulture, $"stories/{story.Id}"), head.Title, Links.Story(story),
            $"{head.Lede} ({story.Articles.ToString(CultureInfo.InvariantCulture)} articles)", null,
            story.To ?? head.UpdatedAt, head.UpdatedAt, head.SourceName is { } source ? [source] : [], [], null, null);
    }

    public static FeedItem Of(SameQuote quote)
    {
        var first = quote.Variants.SelectMany(v => v.Places).Select(p => p.Article)
            .OrderBy(a => a.PublishedAt ?? DateTime.MaxValue).ThenBy(a => a.Id).First();
        var speaker = quote.Speaker?.Name;
        return new(string.Create(CultureInfo.InvariantCulture, $"quotes/{quote.GroupId}"),
            $"“{quote.Fullest.Text.TrimEnd(',')}”{(speaker is null ? "" : $" — {speaker}")}",
                Links.Quote(quote.GroupId),
            $"In {first.Title}{(first.SourceName is { } source ? $", {source}" : "")}", null,
            first.PublishedAt ?? first.UpdatedAt, first.UpdatedAt, speaker is null ? [] : [speaker], [], null, null);
    }
}

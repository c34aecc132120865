using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Stories;
using NewsArchive.Stories;

namespace NewsArchive.Web.Json;

/// <summary>Stories and related articles as JSON, the same from the API and the command.</summary>
public static class StoryJson
{
    public static object Of(StorySummary story, IReadOnlyList<ArticleSummary> articles) => new
    {
        id = story.Id,
        headline = story.Head.Headline,
        from = articles.Where(a => a.Published is not null).Select(a => a.Published!.ToString())
            .Min(StringComparer.Ordinal),
        to = articles.Where(a => a.Published is not null).Select(a => a.Published!.ToString())
            .Max(StringComparer.Ordinal),
        texts = story.Texts,
        sources = articles.Select(a => a.SourceName).OfType<string>().Distinct(),
        articles = articles.Select(Reference),
    };

    public static object Related(long id, IReadOnlyList<RelatedView> related)
    {
        IEnumerable<object> With(Relation relation) => related.Where(r => r.Relation == relation).Select(r => new
        {
            id = r.Article.Id,
            externalId = r.Article.ExternalId,
            headline = r.Article.Headline,
            source = r.Article.SourceName,
            published = r.Article.Published?.ToString(),
            score = r.Score,
            reasons = r.Reasons.Select(x => new { kind = x.Kind, detail = x.Detail, weight = x.Weight }),
        });
        return new
        {
            id,
            sameText = With(Relation.SameText),
            sameEvent = With(Relation.SameEvent),
            sameTopic = With(Relation.SameTopic)
        };
    }

    private static object Reference(ArticleSummary article) =>
        new
        {
            id = article.Id,
            externalId = article.ExternalId,
            headline = article.Headline,
            source = article.SourceName,
            published = article.Published?.ToString()
        };
}

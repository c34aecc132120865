using NewsArchive.Storage.Search;

namespace NewsArchive.Web.Json;

/// <summary>A search as API and command write it in JSON.</summary>
public static class SearchJson
{
    /// <param name="id">Of the query, where it came in a list.</param>
    public static object Of(SearchResult result, string? id = null) => new
    {
        id,
        query = result.Query.Text,
        understood = result.Query.Understood,
        total = result.Total,
        texts = result.Texts,
        problems = result.Query.Problems.Select(p => new { position = p.Position, message = p.Message }),
        suggestion = result.Suggestion,
        behind = result.Behind == 0 ? (int?)null : result.Behind,
        date = result.Date is not { } date ? null : new { query = date.Query, said = date.Said, count = date.Count },
        closest = result.Closest.Count == 0 ? null : result.Closest.Select(c => new
        {
            id = c.Hit.Article.Id,
            headline = c.Hit.Article.Headline,
            source = c.Hit.Article.SourceName,
            published = c.Hit.Article.Published?.ToString(),
            lacking = c.Lacking,
        }),
        hits = result.Hits.Select(h => new
        {
            id = h.Article.Id,
            externalId = h.Article.ExternalId,
            headline = h.Article.Headline,
            source = h.Article.SourceName,
            published = h.Article.Published?.ToString(),
            score = Math.Round(h.Score, 4),
            snippet = string.Concat(h.Snippet.Select(f => f.Text)),
            parts = h.Parts.Count == 0
                ? null : h.Parts.Select(p => new { what = p.What, value = Math.Round(p.Value, 4) }),
        }),
        facets = result.Facets is not { } facets ? null : new
        {
            source = facets.Sources.Select(Value),
            author = facets.Authors.Select(Value),
            entity = facets.Names.ToDictionary(n => n.Kind.ToString().ToLowerInvariant(), n => n.Values.Select(Value)),
            lang = facets.Languages.Select(Value),
            story = facets.Stories.Select(Value),
            timeline = facets.Timeline.Periods
                .Zip(facets.Coverage,
                (p, all) =>
                    new
                    {
                        from = p.From.ToString("yyyy-MM-dd"),
                        to = p.To.ToString("yyyy-MM-dd"),
                        articles = p.Articles,
                        ofAll = all
                    }),
        },
    };

    private static object Value(FacetValue value) =>
        new { value = value.Value, name = value.Name, count = value.Count };
}

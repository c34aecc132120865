using NewsArchive.Storage.Names;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Json;

/// <summary>A name with what surrounds it, for programs.</summary>
internal static class EntityJson
{
    public static object Of(EntityView view, string site) => new
    {
        id = view.Entity.Id,
        name = view.Entity.Name,
        kind = Say.Kind(view.Entity.Kind),
        articles = view.Articles.Total,
        first = StatsJson.Day(view.First),
        last = StatsJson.Day(view.Last),
        address = site + Links.Entity(view.Entity.Id, view.Entity.Slug),
        aliases = view.Aliases.Select(a => new { text = a.Text, reason = a.Reason, article = a.ArticleId }),
        with = view.With.Select(w => ArticleJson.Name(w.Entity, site)),
        sources = view.Sources.Select(s => new { id = s.Id, name = s.Name, articles = s.Articles }),
        sourceUnknown = view.SourceUnknown,
        stories = view.Stories.Select(s => new
        {
            id = s.Id,
            headline = s.Head.Headline,
            articles = s.Articles,
            address = site + Links.Story(s)
        }),
        quotes = view.Said.Rows.Select(q => QuoteJson.Of(q, site)),
        quotesTotal = view.Said.Total,
        quotesAbout = view.About.Total,
    };
}

/// <summary>A quote with where it stands, for programs.</summary>
internal static class QuoteJson
{
    public static object Of(SameQuote quote, string site) => new
    {
        id = quote.GroupId,
        text = quote.Fullest.Text,
        speaker = quote.Speaker?.Name,
        speakerId = quote.Speaker?.Id,
        speakerStatus = quote.Speaker is null ? null : quote.IsPerhaps ? "perhaps" : "certain",
        address = site + Links.Quote(quote.GroupId),
        places = quote.Variants.SelectMany(v => v.Places).Select(p => new
        {
            article = p.Article.Id,
            headline = p.Article.Headline,
            source = p.Article.SourceName,
            published = p.Article.Published?.ToString(),
            text = p.Quote.Text,
            line = p.Quote.Line,
            address = $"{site}{Links.Article(p.Article)}#L{p.Quote.Line}",
        }),
    };
}

using System.Text.Json.Nodes;
using NewsArchive.Entities;
using NewsArchive.Metadata;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Json;

/// <summary>What an answer holds of an article beside its record.</summary>
[Flags]
internal enum ArticleParts
{
    None = 0, Text = 1, Names = 2, Quotes = 4, Evidence = 8,
    All = Text | Names | Quotes | Evidence
}

/// <summary>An article as programs get it: every value with how it came to be known.</summary>
internal static class ArticleJson
{
    /// <param name="quotes">Of this article; null for none wanted.</param>
    /// <param name="evidence">Why its fields have their values; null for none wanted.</param>
    public static JsonObject Of(
        ListedArticle article, ArticleParts parts, string site, IEnumerable<QuoteView>? quotes = null,
        IEnumerable<FieldEvidence>? evidence = null)
    {
        var row = article.Row;
        var json = new JsonObject
        {
            ["id"] = row.Id,
            ["externalId"] = row.ExternalId,
            ["headline"] = row.Headline,
            ["standfirst"] = row.Standfirst,
            ["authors"] = new JsonArray([.. article.Authors.Select(a => (JsonNode)a)]),
            ["source"] = row.SourceName,
            ["sourceId"] = row.SourceId,
            ["published"] = article.Summary.Published?.ToString(),
            ["dateline"] = row.Dateline,
            ["language"] = row.Language,
            ["words"] = row.Words,
            ["lede"] = row.Lede,
            ["status"] = new JsonObject
            {
                ["headline"] = Name(row.HeadlineStatus),
                ["authors"] = Name(row.BylineStatus),
                ["source"] = Name(row.SourceStatus),
                ["published"] = Name(row.PublishedStatus),
                ["language"] = Name(row.LanguageStatus),
            },
            ["story"] = row.StoryId,
            ["copyOf"] = row.CopyOfId,
            ["address"] = site + Links.Article(article.Summary),
            ["url"] = row.Url,
            ["file"] = row.Path,
            ["sha256"] = row.ContentHash,
            ["addedAt"] = Say.Rfc3339(row.AddedAt),
            ["updatedAt"] = Say.Rfc3339(row.UpdatedAt),
        };
        if (parts.HasFlag(ArticleParts.Text)) json["text"] = row.Body;
        if (parts.HasFlag(ArticleParts.Names)) json["names"] = new JsonArray([.. article.Names.Select(n => Name(n,
            site))]);
        if (quotes is not null) json["quotes"] = new JsonArray([.. quotes.Select(q => Quote(q, site))]);
        if (evidence is not null) json["evidence"] = Evidence(evidence);
        return json;
    }

    /// <summary>Every kind of name, in words, for whoever asked for another.</summary>
    public static string Kinds { get; } = string.Join(", ", Enum.GetValues<EntityKind>().Select(Say.Kind));

    public static JsonObject Name(EntitySummary name, string site) => new()
    {
        ["id"] = name.Id,
        ["name"] = name.Name,
        ["kind"] = Say.Kind(name.Kind),
        ["count"] = name.Count,
        ["address"] = site + Links.Entity(name),
    };

    public static JsonObject Quote(QuoteView quote, string site) => new()
    {
        ["id"] = quote.GroupId,
        ["text"] = quote.Text,
        ["speaker"] = quote.Speaker?.Name,
        ["speakerId"] = quote.Speaker?.Id,
        ["speakerStatus"] = quote.Speaker is null ? null : quote.IsPerhaps ? "perhaps" : "certain",
        ["cue"] = quote.Cue,
        ["article"] = quote.ArticleId,
        ["line"] = quote.Line,
        ["articles"] = quote.Others + 1,
        ["address"] = site + Links.Quote(quote.GroupId),
    };

    private static JsonObject Evidence(IEnumerable<FieldEvidence> evidence)
    {
        var json = new JsonObject();
        foreach (var field in evidence.GroupBy(e => e.Field))
        {
            if (field.FirstOrDefault(e => !e.IsRejected) is not { } kept) continue;
            json[field.Key] = new JsonObject
            {
                ["value"] = kept.Value,
                ["status"] = Name(kept.Status),
                ["confidence"] = kept.Confidence,
                ["line"] = kept.Line,
                ["evidence"] = kept.Words,
                ["rejected"] = new JsonArray([.. field.Where(e => e.IsRejected).Select(e =>
                    new JsonObject { ["value"] = e.Value, ["why"] = e.Words })]),
            };
        }
        return json;
    }

    public static string Name(InferenceStatus status) => status.ToString().ToLowerInvariant();
}

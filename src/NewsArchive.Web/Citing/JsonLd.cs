using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsArchive.Web.Citing;

/// <summary>An article as schema.org's <c>NewsArticle</c>, for the head of its page.</summary>
internal static class JsonLd
{
    /// <summary>Every sign that HTML takes for its own is escaped.</summary>
    private static readonly JsonSerializerOptions Escaped = new() { Encoder = JavaScriptEncoder.Default };

    public static string Of(Citation c)
    {
        var article = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["headline"] = c.ShownTitle,
            ["url"] = c.Shown,
            ["mainEntityOfPage"] = c.Shown,
        };
        if (c.Address != c.Shown) article["isBasedOn"] = c.Address;
        if (c.Date is { } date) article["datePublished"] = date.ToString();
        if (!c.Authors.IsEmpty)
            article["author"] = new JsonArray([.. c.Authors.Select(a => new JsonObject
            {
                ["@type"] = a.IsWhole ? "Organization" : "Person",
                ["name"] = a.Natural,
            })]);
        if (c.ShownSource is { } source)
            article["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = source };
        if (c.Language is { } language) article["inLanguage"] = language;
        if (c.Abstract.Length > 0) article["description"] = c.Abstract;
        return article.ToJsonString(Escaped);
    }
}

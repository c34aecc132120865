using System.Collections.Immutable;
using System.Text.Json;
using AngleSharp.Dom;

namespace NewsArchive.Formats.Html;

/// <summary>The article that a page describes in JSON-LD by the vocabulary of schema.org.</summary>
internal sealed record JsonLd(
    string? Headline, string? Description, ImmutableArray<string> Authors, string? Publisher, string? Published,
    string? Modified, string? Language, string? Url, string? Body)
{
    public static readonly JsonLd None = new(null, null, [], null, null, null, null, null, null);

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip
    };

    public static JsonLd Of(IDocument page)
    {
        foreach (var script in page.QuerySelectorAll("script[type*='ld+json']"))
        {
            // A broken script says nothing; the page is read without it.
            if (Parse(script.TextContent) is not { } json) continue;
            using (json)
                if (Articles(json.RootElement, 0).FirstOrDefault() is { ValueKind: JsonValueKind.Object } article)
                    return Read(article);
        }
        return None;
    }

    private static JsonDocument? Parse(string text)
    {
        text = text.Trim().TrimEnd(';');
        if (text.StartsWith("<!--", StringComparison.Ordinal))
            text = text[4..].Replace("-->", "", StringComparison.Ordinal);
        if (text.StartsWith("//<![CDATA[", StringComparison.Ordinal))
            text = text[11..].Replace("//]]>", "", StringComparison.Ordinal);
        try
        {
            return JsonDocument.Parse(text, Lenient);
        }
        catch (JsonException)
        {
            try
            {
                // Line breaks inside strings are the usual fault.
                return JsonDocument.Parse(text.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' '), Lenient);
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    private static IEnumerable<JsonElement> Articles(JsonElement element, int depth)
    {
        if (depth > 4) yield break;
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray().SelectMany(e => Articles(e, depth + 1))) yield return item;
        if (element.ValueKind != JsonValueKind.Object) yield break;
        if (Texts(element, "@type")
            .Any(t =>
            t.EndsWith("Article", StringComparison.Ordinal)
                || t is "BlogPosting" or "LiveBlogPosting" or "Report" or "Review"))
            yield return element;
        foreach (var name in new[] { "@graph", "mainEntity", "mainEntityOfPage", "item" })
            if (element.TryGetProperty(name, out var inner))
                foreach (var item in Articles(inner, depth + 1)) yield return item;
    }

    private static JsonLd Read(JsonElement article) => new(
        One(article, "headline") ?? One(article, "name"),
        One(article, "description"),
        [.. Texts(article, "author").Concat(Texts(article, "creator").Where(_ => !Texts(article, "author").Any()))
            .Distinct()],
        One(article, "publisher"),
        One(article, "datePublished") ?? One(article, "dateCreated"),
        One(article, "dateModified"),
        One(article, "inLanguage"),
        One(article, "url") ?? One(article, "mainEntityOfPage"),
        One(article, "articleBody"));

    private static string? One(JsonElement element, string name) => Texts(element, name).FirstOrDefault();

    /// <summary>Strings, and the names of things, of one property.</summary>
    private static IEnumerable<string> Texts(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value)
            ? Texts(value).Select(System.Net.WebUtility.HtmlDecode).OfType<string>().Select(t => t.Trim())
            .Where(t => t.Length > 0) : [];

    private static IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => value.TryGetProperty("name", out var name) ? Texts(name)
            : value.TryGetProperty("@value", out var text) ? Texts(text)
            : value.TryGetProperty("@id", out var id) ? Texts(id) : [],
        _ => [],
    };
}

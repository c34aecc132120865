using System.Collections.Immutable;
using System.Text.Json;
using AngleSharp.Dom;
using NewsArchive.Text;

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
        // A script that is beyond repair says nothing; the page is read without it.
        var scripts = page.QuerySelectorAll("script[type*='ld+json']").Select(s => Parse(s.TextContent))
            .OfType<JsonDocument>().ToList();
        try
        {
            Dictionary<string, JsonElement> things = [];
            foreach (var script in scripts) Collect(script.RootElement, things, 0);
            var reader = new Reader(things);
            foreach (var script in scripts)
                if (reader.Articles(script.RootElement, 0).FirstOrDefault() is { ValueKind: JsonValueKind.Object } article)
                    return reader.Read(article);
            return None;
        }
        finally
        {
            scripts.ForEach(s => s.Dispose());
        }
    }

    private static JsonDocument? Parse(string text)
    {
        text = text.Trim().TrimEnd(';');
        if (text.StartsWith("<!--", StringComparison.Ordinal))
            text = text[4..].Replace("-->", "", StringComparison.Ordinal);
        if (text.StartsWith("//<![CDATA[", StringComparison.Ordinal))
            text = text[11..].Replace("//]]>", "", StringComparison.Ordinal);
        foreach (var reading in new Func<string>[] { () => text, () => LooseJson.Repair(text) })
            try
            {
                return JsonDocument.Parse(reading(), Lenient);
            }
            catch (JsonException)
            {
                // The next reading is tried.
            }
        return null;
    }

    /// <summary>Everything that is described by itself, by its <c>@id</c>: others refer to it.</summary>
    private static void Collect(JsonElement element, Dictionary<string, JsonElement> things, int depth)
    {
        if (depth > DeepestThing) return;
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray()) Collect(item, things, depth + 1);
        if (element.ValueKind != JsonValueKind.Object) return;
        if (element.TryGetProperty("@id", out var id) && id.ValueKind == JsonValueKind.String
            && element.TryGetProperty("name", out _)) things.TryAdd(JsonStrings.Of(id), element);
        foreach (var property in element.EnumerateObject()) Collect(property.Value, things, depth + 1);
    }

    private const int DeepestThing = 6;

    /// <param name="things">What is described by itself, by its <c>@id</c>.</param>
    private sealed class Reader(Dictionary<string, JsonElement> things)
    {
        public IEnumerable<JsonElement> Articles(JsonElement element, int depth)
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

        public JsonLd Read(JsonElement article) => new(
            One(article, "headline") ?? One(article, "name"),
            One(article, "description"),
            [.. Texts(article, "author")
                .Concat(Texts(article, "creator").Where(_ => !Texts(article, "author").Any())).Distinct()],
            One(article, "publisher"),
            One(article, "datePublished") ?? One(article, "dateCreated"),
            One(article, "dateModified"),
            One(article, "inLanguage"),
            One(article, "url") ?? One(article, "mainEntityOfPage"),
            One(article, "articleBody") ?? Posts(article));

        /// <summary>The posts of a live report, each with its time of day, its heading and its text.</summary>
        private string? Posts(JsonElement article)
        {
            if (!article.TryGetProperty("liveBlogUpdate", out var updates)) return null;
            List<string> lines = [];
            foreach (var post in updates.ValueKind == JsonValueKind.Array ? updates.EnumerateArray().ToArray() : [updates])
            {
                if (post.ValueKind != JsonValueKind.Object || One(post, "articleBody") is not { } text) continue;
                if (TimeOfDay(One(post, "datePublished")) is { } time) lines.Add(time);
                if (One(post, "headline") is { } heading && !text.StartsWith(heading, StringComparison.Ordinal))
                    lines.Add(heading);
                lines.Add(text);
            }
            return lines.Count == 0 ? null : string.Join('\n', lines);
        }

        /// <summary>The hour and minute as they are written, in the zone of the page.</summary>
        private static string? TimeOfDay(string? time) =>
            time?.IndexOf('T', StringComparison.Ordinal) is > 0 and var at && time.Length >= at + 6
                ? time[(at + 1)..(at + 6)] : null;

        private string? One(JsonElement element, string name) => Texts(element, name).FirstOrDefault();

        /// <summary>Strings, and the names of things, of one property.</summary>
        private IEnumerable<string> Texts(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value)
                ? Texts(value).Select(System.Net.WebUtility.HtmlDecode).OfType<string>().Select(t => t.Trim())
                .Where(t => t.Length > 0) : [];

        private IEnumerable<string> Texts(JsonElement value) => value.ValueKind switch
        {
            JsonValueKind.String => [JsonStrings.Of(value)],
            JsonValueKind.Array => value.EnumerateArray().SelectMany(Texts),
            JsonValueKind.Object => value.TryGetProperty("name", out var name) ? Texts(name)
                : value.TryGetProperty("@value", out var text) ? Texts(text)
                : value.TryGetProperty("@id", out var id) ? Named(id) : [],
            _ => [],
        };

        private IEnumerable<string> Named(JsonElement id) =>
            id.ValueKind == JsonValueKind.String && things.TryGetValue(JsonStrings.Of(id), out var thing)
                ? Texts(thing.GetProperty("name")) : Texts(id);
    }
}

// Observation: a page states its headline, authors and day several times over, for search engines, for social networks
// and for the eye, and the statements differ.
// Idea: for every field the statements in the order in which they proved right; a value that is an address, the house
// itself or a placeholder is passed over. Headline, authors and day have files of their own.
// Known failure: pages that state the day of the last change as the day of publication.
using AngleSharp.Dom;

namespace NewsArchive.Formats.Html;

internal static class HtmlMetadata
{
    public static DeclaredFields Read(IDocument page, JsonLd ld)
    {
        var metas = new MetaTags(page);
        var site =
            PageText.Known(metas.First("og:site_name", "application-name", "twitter:app:name:iphone")
                ?? (ld.Publisher is { } p && !p.StartsWith("http", StringComparison.Ordinal) ? p : null));
        var (published, updated) = HtmlDates.Read(page, ld, metas);
        return new()
        {
            Headline = HtmlHeadline.Read(page, ld, metas, site),
            Standfirst = metas.First("og:description", "description", "twitter:description", "dc.description")
                ?? ld.Description,
            Bylines = HtmlAuthors.Read(page, ld, metas, site),
            Source = site,
            Published = published,
            Updated = updated,
            Language = PageText.Known(page.DocumentElement.GetAttribute("lang"))
                ?? PageText.Known(page.DocumentElement.GetAttribute("xml:lang"))
                ?? PageText.Known(ld.Language) ?? metas.First("content-language", "language", "og:locale", "dc.language"),
            Url = Address(page.QuerySelector("link[rel~=canonical]")?.GetAttribute("href"))
                ?? Address(metas.First("og:url")) ?? Address(ld.Url),
        };
    }

    private static string? Address(string? value) =>
        value is not null && Uri.TryCreate(value.Trim(), UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https" ? value.Trim() : null;
}

/// <summary>What the head of a page states, by name without regard to case.</summary>
internal sealed class MetaTags
{
    private readonly Dictionary<string, List<string>> values = new(StringComparer.OrdinalIgnoreCase);

    public MetaTags(IDocument page)
    {
        foreach (var meta in page.QuerySelectorAll("meta[content], meta[value]"))
        {
            if ((meta.GetAttribute("property")
                ?? meta.GetAttribute("name") ?? meta.GetAttribute("itemprop") ?? meta.GetAttribute("http-equiv"))
                is not { Length: > 0 } name) continue;
            if (PageText.Known(meta.GetAttribute("content") ?? meta.GetAttribute("value")) is not { } content) continue;
            (values.TryGetValue(name.Trim(), out var list) ? list : values[name.Trim()] = []).Add(content);
        }
    }

    /// <summary>All values of one name.</summary>
    public IReadOnlyList<string> All(string name) => values.GetValueOrDefault(name) ?? [];

    /// <summary>The first value of the first name that is there; null for none.</summary>
    public string? First(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (values.TryGetValue(name, out var found)) return found[0];
        return null;
    }
}

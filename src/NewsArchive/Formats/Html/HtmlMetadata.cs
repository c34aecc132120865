// Observation: a page states its headline, authors and day several times over, for search engines, for social networks
// and for the eye, and the statements differ: with the house's name behind the headline, a handle for an author.
// Idea: for every field the statements in the order in which they proved right; a value that is an address, the house
// itself or a placeholder is passed over.
// Known failure: pages that state the day of the last change as the day of publication.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Formats.Html;

internal static partial class HtmlMetadata
{
    private static readonly string[] PublishedNames =
    [
        "article:published_time", "og:article:published_time", "og:published_time", "article:published",
        "citation_publication_date", "citation_date", "citation_online_date", "parsely-pub-date", "sailthru.date",
        "dc.date.issued", "dcterms.created", "dcterms.date",
        "dc.date", "dc.date.created", "datepublished", "date.published", "publishdate", "publish-date", "pubdate",
        "publish_date", "published-date", "published_date", "published_time_telegram", "originalpublicationdate",
        "article_date_original", "date_published", "article.published", "article:publicationdate",
        "cxenseparse:recs:publishtime", "og:publish_date", "shareaholic:article_published_time", "bt:pubdate", "ptime",
        "pdate", "date", "article.created", "created", "displaydate", "rnews:datepublished", "dc.created",
        "last-publish-date", "publication_date", "weibo: article:create_at", "display_date",
    ];

    private static readonly string[] ModifiedNames = ["article:modified_time", "og:updated_time",
        "article:updated_time", "lastmod", "dcterms.modified", "dc.date.modified", "last-modified", "revised",
        "datemodified"];

    private static readonly string[] AuthorNames =
        ["citation_author", "article:author", "author", "byl", "byline", "parsely-author", "sailthru.author",
            "dc.creator", "dcterms.creator", "article:author_name", "authors", "cxenseparse:author", "twitter:data1",
            "shareaholic:article_author_name", "lp.article:author", "rbauthors", "clmst"];

    private static readonly string[] AuthorSelectors =
    [
        "[itemprop=author] [itemprop=name]", "[itemprop=author]", "a[rel~=author]", ".vcard.author .fn", ".byline-name",
        ".byline__name", ".author-name", ".author__name", ".article-author-name", ".authors a",
        ".byline a[href*=author]", ".author a", ".byline a",
        "[class*=byline] a[href*='/author']", "a[href*='/author/']", "a[href*='/authors/']", ".byline", ".author",
        "[class*=byline]", "[class*=author-name]", "[class*=authorName]", "[data-testid*=author]", "[class*=author i]",
    ];

    public static DeclaredFields Read(IDocument page, JsonLd ld)
    {
        var metas = Metas(page);
        string? Meta(params IEnumerable<string> names)
        {
            foreach (var name in names)
                if (metas.TryGetValue(name, out var values)) return values[0];
            return null;
        }
        var site =
            Known(Meta("og:site_name", "application-name", "twitter:app:name:iphone")
                ?? (ld.Publisher is { } p && !p.StartsWith("http", StringComparison.Ordinal) ? p : null));
        var authors = Authors(page, ld, metas, site);
        return new()
        {
            Headline = Headline(page, ld, metas, site),
            Standfirst = Meta("og:description", "description", "twitter:description", "dc.description")
                ?? ld.Description,
            Bylines = authors,
            Source = site,
            Published = Published(page, ld, metas),
            Updated = ld.Modified ?? Meta(ModifiedNames),
            Language = Known(page.DocumentElement.GetAttribute("lang"))
                ?? Known(page.DocumentElement.GetAttribute("xml:lang"))
                ?? Known(ld.Language) ?? Meta("content-language", "language", "og:locale", "dc.language"),
            Url = Address(page.QuerySelector("link[rel~=canonical]")?.GetAttribute("href"))
                ?? Address(Meta("og:url")) ?? Address(ld.Url),
        };
    }

    private static Dictionary<string, List<string>> Metas(IDocument page)
    {
        Dictionary<string, List<string>> metas = new(StringComparer.OrdinalIgnoreCase);
        foreach (var meta in page.QuerySelectorAll("meta[content], meta[value]"))
        {
            if ((meta.GetAttribute("property")
                ?? meta.GetAttribute("name") ?? meta.GetAttribute("itemprop") ?? meta.GetAttribute("http-equiv"))
                is not { Length: > 0 } name) continue;
            if (Known(meta.GetAttribute("content") ?? meta.GetAttribute("value")) is not { } content) continue;
            (metas.TryGetValue(name.Trim(), out var list) ? list : metas[name.Trim()] = []).Add(content);
        }
        return metas;
    }

    /// <summary>
    /// The heading on the page where the page's title takes it up, else the title without the house's name.
    /// </summary>
    private static string? Headline(IDocument page, JsonLd ld, Dictionary<string, List<string>> metas, string? site)
    {
        string? Meta(string name) => metas.TryGetValue(name, out var values) ? values[0] : null;
        var title = Known(page.Title);
        var stated =
            new[] { Meta("og:title"), ld.Headline, Meta("citation_title"), Meta("twitter:title"),
                Meta("sailthru.title"), Meta("parsely-title"), Meta("dc.title"), title }
            .OfType<string>().Select(t => WithoutSite(t, site)).ToList();
        var headings =
            page.QuerySelectorAll("h1").Concat(page.QuerySelectorAll("[itemprop=headline]"))
                .Concat(page.QuerySelectorAll("h2").Take(6))
            .Select(h => Space().Replace(h.TextContent, " ").Trim()).Where(t => t.Length is >= 4 and <= 300).Distinct()
                .ToList();
        // A heading that a statement repeats word for word is the headline as readers see it.
        foreach (var statement in stated)
            if (headings.Find(h => Same(h, statement)) is { } heading) return heading;
        foreach (var statement in stated)
            if (headings.Find(h =>
                h.Length >= 15
                    && (Key(statement).StartsWith(Key(h), StringComparison.Ordinal)
                    || Key(title ?? "").StartsWith(Key(h), StringComparison.Ordinal))) is { } heading) return heading;
        var h1 =
            page.QuerySelectorAll("h1").Select(h => Space().Replace(h.TextContent, " ").Trim())
                .Where(t => t.Length >= 10 && !Same(t, site ?? "")).Distinct().ToList();
        if (h1.Count == 1 && stated.Exists(s => Overlap(s, h1[0]) >= 0.5)) return h1[0];
        return stated.Count > 0 ? stated[0] : h1.Count == 1 ? h1[0] : null;
    }

    /// <summary>
    /// “Mayor opens bridge | The Daily Example” without the house, whether it is stated or only looks like one.
    /// </summary>
    private static string WithoutSite(string title, string? site)
    {
        title = Space().Replace(title, " ").Trim();
        var parts = Separator().Matches(title);
        if (parts.Count == 0) return title;
        var last = parts[^1];
        var tail = title[(last.Index + last.Length)..];
        var head = title[..last.Index];
        if (site is not null
            && (Same(tail, site) || Key(tail).Contains(Key(site), StringComparison.Ordinal)
            || Key(site).Contains(Key(tail), StringComparison.Ordinal))) return WithoutSite(head, site);
        var first = parts[0];
        if (site is not null && Same(title[..first.Index], site)) return title[(first.Index + first.Length)..];
        var bar = last.Value.Contains('|', StringComparison.Ordinal)
            || last.Value.Contains('»', StringComparison.Ordinal) || last.Value.Contains('·', StringComparison.Ordinal);
        return head.Length >= 20 && tail.Length <= 40 && tail.Split(' ').Length <= (bar ? 6 : 4)
            && (bar || Outlets.Known(tail) is not null) ? WithoutSite(head, site) : title;
    }

    private static ImmutableArray<string> Authors(
        IDocument page, JsonLd ld, Dictionary<string, List<string>> metas, string? site)
    {
        var found = FirstAuthors(page, ld, metas, site, withHouses: false);
        return found.IsEmpty ? FirstAuthors(page, ld, metas, site, withHouses: true) : found;
    }

    /// <param name="withHouses">False to pass over statements that name a house: a person named elsewhere on the page
    /// outranks it.</param>
    private static ImmutableArray<string> FirstAuthors(
        IDocument page, JsonLd ld, Dictionary<string, List<string>> metas, string? site, bool withHouses)
    {
        ImmutableArray<string> People(IEnumerable<string> values, string? site) =>
            HtmlMetadata.People(values, site) is var people
                && (withHouses || !people.Any(p => Outlets.Known(p) is not null)) ? people : [];
        if (People(ld.Authors, site) is { IsEmpty: false } declared) return declared;
        foreach (var name in AuthorNames)
            if (metas.TryGetValue(name, out var values)
                && (name != "twitter:data1"
                || metas.GetValueOrDefault("twitter:label1")?[0].Contains("ritten", StringComparison.Ordinal) == true)
                && People(values, site) is { IsEmpty: false } people) return people;
        foreach (var selector in AuthorSelectors)
        {
            var found = page.QuerySelectorAll(selector).Where(e => !IsElsewhere(e)).ToList();
            if (found.Count == 0) continue;
            // Names of one byline stand in one element; further ones belong to other articles.
            var together =
                found.Where(e =>
                    e.ParentElement == found[0].ParentElement
                        || e.ParentElement?.ParentElement == found[0].ParentElement?.ParentElement && found.Count <= 4);
            var names =
                together.Select(e => GluedLabel().Replace(Space().Replace(e.TextContent, " ").Trim(), "By "))
                    .Where(t => t.Length is >= 2 and <= 120)
                .SelectMany(t =>
                    BylineForm.Labelled(t)?.Names
                        ?? BylineForm.NamesOnly(DatePattern.WithoutStamp(t) ?? t)?.Names
                        ?? (selector.StartsWith('[') || selector.StartsWith("a[", StringComparison.Ordinal)
                        ? Unspaced(t) : []));
            if (People(names, site) is { IsEmpty: false } people) return people;
        }
        return [];
    }

    /// <summary>In comments, in a list of other articles, in a footer.</summary>
    private static bool IsElsewhere(IElement element)
    {
        for (var e = element; e is not null; e = e.ParentElement)
            if (HtmlRegions.Of(e) is HtmlRegion.Comments or HtmlRegion.Related || e.LocalName == "nav"
                // The foot of the article, unlike the page's, may say who wrote it.
                || (e.LocalName == "footer" || Footer().IsMatch(e.ClassName ?? ""))
                && e.ParentElement?.Closest("article, main, header, [itemtype*=Article]") is null) return true;
        return false;
    }

    /// <summary>Names of scripts that part no words.</summary>
    private static ImmutableArray<string> Unspaced(string text) =>
        text.Length is >= 2 and <= 12
            && text.All(c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.OtherLetter)
            ? [text] : [];

    /// <summary>Names of people, each once: no addresses, no house, no placeholder.</summary>
    private static ImmutableArray<string> People(IEnumerable<string> values, string? site) =>
    [
        .. values.Select(v => Space().Replace(v, " ").Trim())
            .Where(v =>
            v.Length is >= 2 and <= 400 && !v.Contains("://", StringComparison.Ordinal)
                && !v.StartsWith("www.", StringComparison.Ordinal) && !v.StartsWith('@')
                && (site is null || !Same(v, site)) && !Placeholder().IsMatch(v))
            .SelectMany(v =>
            BylineForm.Labelled(v)?.Names
                ?? (BylineForm.Names(v, out var rest) is { IsEmpty: false } names && rest.Length == 0 ? names : [v]))
            .Where(v => site is null || !Same(v, site)).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    private static string? Published(IDocument page, JsonLd ld, Dictionary<string, List<string>> metas)
    {
        if (ld.Published is { } declared && DeclaredTime.Parse(declared) is not null) return declared;
        foreach (var name in PublishedNames)
            if (metas.TryGetValue(name, out var values)
                && Array.Find([.. values], v => DeclaredTime.Parse(v) is not null) is { } value) return value;
        foreach (var selector in new[] { "[itemprop=datePublished]", "time[pubdate]", "time.published",
            "time.entry-date", "abbr.published", "[class*=publish i] time", "[class*=date i] time",
            "article time[datetime]", "header time[datetime]", "time[datetime]", "time", "[class*=timestamp i]",
            "[class*=pubdate i]", "[class*=publish i]", "[class*=date i]" })
            foreach (var element in page.QuerySelectorAll(selector).Take(4))
            {
                if (IsElsewhere(element)) continue;
                var value = element.GetAttribute("content")
                    ?? element.GetAttribute("datetime") ?? element.GetAttribute("title") ?? "";
                if (DeclaredTime.Parse(value) is { Precision: DatePrecision.Day or DatePrecision.Instant }) return value;
                value = Space().Replace(element.TextContent, " ").Trim();
                if (value.Length < 80
                    && DeclaredTime.Parse(value) is { Precision: DatePrecision.Day or DatePrecision.Instant })
                    return value;
            }
        var address = page.QuerySelector("link[rel~=canonical]")?.GetAttribute("href")
            ?? (metas.TryGetValue("og:url", out var urls) ? urls[0] : "");
        return DayInAddress().Match(address) is { Success: true } day
            ? $"{day.Groups["y"].Value}-{day.Groups["m"].Value}-{day.Groups["d"].Value}" : null;
    }

    private static string? Known(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : Space().Replace(value, " ").Trim();

    private static string? Address(string? value) =>
        value is not null && Uri.TryCreate(value.Trim(), UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https" ? value.Trim() : null;

    private static string Key(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static bool Same(string a, string b) => Key(a) == Key(b);

    private static double Overlap(string a, string b)
    {
        var (x, y) = (Words.Folded(a).ToHashSet(), Words.Folded(b).ToHashSet());
        return (double)x.Count(y.Contains) / Math.Max(1, Math.Min(x.Count, y.Count));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"^[Bb][Yy](?=\p{Lu})")]
    private static partial Regex GluedLabel();

    [GeneratedRegex(@"\bfoot(?:er)?\b|copyright", RegexOptions.IgnoreCase)]
    private static partial Regex Footer();

    [GeneratedRegex(@"/(?<y>(?:19|20)\d\d)[/-](?<m>\d{1,2})[/-](?<d>\d{1,2})/")]
    private static partial Regex DayInAddress();

    [GeneratedRegex(@"\s+[|\-–—»·•:/~]+\s+|\s*[|｜»]\s*")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?:admin|administrator|editor|staff|webmaster|author|unknown|n/?a|null|undefined|none|root|user"
        + @"|guest|by|anonymous|\d+|contributing writer)$|^\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}

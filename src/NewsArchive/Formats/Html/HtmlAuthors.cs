// Observation: pages name their authors for machines, beside the headline, below the text, and name those of other
// articles, handles, roles and buttons in the same way.
// Idea: statements in the order in which they proved right; the names of one byline stand in one element.
// Known failure: a desk that signs as a person would.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsArchive.Notation;

namespace NewsArchive.Formats.Html;

internal static partial class HtmlAuthors
{
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

    /// <summary>Characters of an element that names authors and says little else.</summary>
    private const int LongestByline = 120;

    /// <summary>Authors of one byline that may each have an element of their own.</summary>
    private const int MostApart = 4;

    public static ImmutableArray<string> Read(IDocument page, JsonLd ld, MetaTags metas, string? site)
    {
        var found = First(page, ld, metas, site, withHouses: false);
        return found.IsEmpty ? First(page, ld, metas, site, withHouses: true) : found;
    }

    /// <param name="withHouses">False to pass over statements that name a house: a person named elsewhere on the page
    /// outranks it.</param>
    private static ImmutableArray<string> First(
        IDocument page, JsonLd ld, MetaTags metas, string? site, bool withHouses)
    {
        ImmutableArray<string> People(IEnumerable<string> values) =>
            HtmlAuthors.People(values, site) is var people
                && (withHouses || !people.Any(p => Outlets.Known(p) is not null || IsAddress(p))) ? people : [];
        if (People(ld.Authors) is { IsEmpty: false } declared) return declared;
        foreach (var name in AuthorNames)
            if (metas.All(name) is { Count: > 0 } values
                && (name != "twitter:data1"
                || metas.First("twitter:label1")?.Contains("ritten", StringComparison.Ordinal) == true)
                && People(values) is { IsEmpty: false } people) return people;
        foreach (var selector in AuthorSelectors)
        {
            var found = page.QuerySelectorAll(selector).Where(e => !PageText.IsElsewhere(e)).ToList();
            if (found.Count == 0) continue;
            // Names of one byline stand in one element; further ones belong to other articles.
            var together =
                found.Where(e =>
                    e.ParentElement == found[0].ParentElement
                        || e.ParentElement?.ParentElement == found[0].ParentElement?.ParentElement
                        && found.Count <= MostApart);
            var names =
                together.Select(e => GluedLabel().Replace(PageText.Tidy(e.TextContent), "By "))
                    .Where(t => t.Length is >= 2 and <= LongestByline)
                .SelectMany(t =>
                    BylineForm.Labelled(t)?.Names
                        ?? BylineForm.NamesOnly(DatePattern.WithoutStamp(t) ?? t)?.Names
                        ?? (selector.StartsWith('[') || selector.StartsWith("a[", StringComparison.Ordinal)
                        ? Unspaced(t) : []));
            if (People(names) is { IsEmpty: false } people) return people;
        }
        return [];
    }

    /// <summary>Names of scripts that part no words.</summary>
    private static ImmutableArray<string> Unspaced(string text) =>
        text.Length is >= 2 and <= 12
            && text.All(c => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.OtherLetter)
            ? [text] : [];

    /// <summary>Names of people, each once: no addresses, no house, no placeholder, no button.</summary>
    private static ImmutableArray<string> People(IEnumerable<string> values, string? site) =>
    [
        .. values.Select(v => Buttons().Replace(PageText.Tidy(v), "").Trim())
            .Where(v =>
            v.Length is >= 2 and <= 400 && !v.Contains("://", StringComparison.Ordinal)
                && !v.StartsWith("www.", StringComparison.Ordinal) && v[0] is not ('@' or '/')
                && (site is null || !PageText.Same(v, site)) && !Placeholder().IsMatch(v))
            .SelectMany(v =>
            BylineForm.Labelled(v)?.Names
                ?? (BylineForm.Names(v, out var rest) is { IsEmpty: false } names && rest.Length == 0 ? names : [v]))
            .Where(v => (site is null || !PageText.Same(v, site)) && !Placeholder().IsMatch(v))
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>“mdr.de” signs for a house.</summary>
    private static bool IsAddress(string name) => Address().IsMatch(name);

    [GeneratedRegex(@"^[Bb][Yy](?=\p{Lu})")]
    private static partial Regex GluedLabel();

    [GeneratedRegex(@"^[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}$", RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    /// <summary>What stands beside names to be clicked, or says when.</summary>
    [GeneratedRegex(@"\s*\b(?:(?:copy\s+link|link\s+copied|video\s+ad\s+feedback|ad\s+feedback|view\s+(?:bio|profile)"
        + @"|see\s+all\s+(?:articles|posts)|show\s+more|follow(?:\s+(?:us|on\s+\w+|me))?|read\s+more|share(?:\s+this)?"
        + @"|email\s+the\s+author|güncelleme|giriş)\b[\s:|,]*)+$", RegexOptions.IgnoreCase)]
    private static partial Regex Buttons();

    [GeneratedRegex(@"^(?:admin|administrator|editor|staff|webmaster|author|unknown|n/?a|null|undefined|none|root|user"
        + @"|guest|by|von|par|anonymous|\d+|contributing writer|copy link|link copied|video ad feedback|follow|share"
        + @"|read more|giriş|güncelleme|nachrichten|news|home|study details)$|^\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}

// Observation: a page states its headline for search engines, for social networks and for the eye, and the statements
// differ; a heading carries its section or the house's name along; the first heading may be the house's sign.
// Idea: the heading on the page that a statement takes up is the headline as readers see it. Without such a statement
// the only heading that is no sign of the house outranks the title of the window.
// Known failure: pages that show one headline and hold another, hidden, for search engines as their first heading.
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Formats.Html;

internal static partial class HtmlHeadline
{
    /// <summary>Characters and words of a heading that can be a headline.</summary>
    private const int Shortest = 4, Longest = 300, FewestWords = 2;

    /// <summary>Characters from which on a heading that begins a statement is the statement's headline.</summary>
    private const int LongBeginning = 15;

    /// <summary>Second-rank headings that are looked at.</summary>
    private const int MostSubheadings = 6;

    /// <summary>Share of words in common from which on a heading and a statement say the same.</summary>
    private const double SameMatter = 0.5;

    /// <summary>Words of a printed headline beside which another one for search engines is passed over.</summary>
    private const int WordsOfItsOwn = 4;

    /// <summary>Words of a title that names the section and the house, with the sign between them.</summary>
    private const int LongestSection = 5;

    /// <summary>Elements around a heading that may call it the house's sign.</summary>
    private const int SignReach = 4;

    /// <summary>Null where the page states none that is more than the house's name.</summary>
    public static string? Read(IDocument page, JsonLd ld, MetaTags metas, string? site)
    {
        var title = PageText.Known(page.Title);
        List<string> stated =
            [.. new[] { ld.Headline, metas.First("og:title"), metas.First("citation_title"),
                metas.First("twitter:title"), metas.First("sailthru.title"), metas.First("parsely-title"),
                metas.First("dc.title") }
                .OfType<string>().Select(t => WithoutSite(t, site)).Where(t => t.Length > 0)];
        var isStated = stated.Count > 0;
        if (title is not null) stated.Add(WithoutSite(title, site));
        var first = page.QuerySelectorAll("h1").Where(h => !IsSignOfTheHouse(h, site) && !IsNotice(PageText.Tidy(h.TextContent)))
            .ToList();
        var headings =
            first.Concat(page.QuerySelectorAll("[itemprop=headline]"))
                .Concat(page.QuerySelectorAll("h2").Take(MostSubheadings))
            .SelectMany(h => Readings(h, site)).Where(t => t.Length is >= Shortest and <= Longest).Distinct().ToList();
        // A heading that a statement repeats word for word is the headline as readers see it.
        foreach (var statement in stated)
            if (headings.Find(h => PageText.Same(h, statement)) is { } heading) return heading;
        foreach (var statement in stated)
            if (headings.Find(h =>
                h.Length >= LongBeginning
                    && (Begins(statement, h) || Begins(title ?? "", h))) is { } heading) return heading;
        var shown = first.Select(h => Readings(h, site).First())
            .Where(t => t.Length <= Longest && LooksWhole(t) && !PageText.Same(t, site ?? "")).Distinct().ToList();
        if (shown.Count == 1 && (stated.Exists(s => PageText.Overlap(s, shown[0]) >= SameMatter)
            || !isStated && Words.Count(stated.FirstOrDefault() ?? "") <= LongestSection)) return shown[0];
        if (shown.Find(h => Words.Count(h) >= WordsOfItsOwn && stated.Exists(s => PageText.ShareAWord(s, h)))
            is { } printed) return printed;
        return stated.Find(s => isStated || !IsNameOfTheHouse(s, page, site) && !NamesOtherThings(s, page));
    }

    private static bool Begins(string statement, string heading) =>
        PageText.Key(statement).StartsWith(PageText.Key(heading), StringComparison.Ordinal);

    private static bool LooksWhole(string text) =>
        text.Length >= Shortest && (Words.Count(text) >= FewestWords || text.Any(Scripts.HasNoSpaces));

    /// <summary>The title of the window says no more than the sign on the page.</summary>
    private static bool IsNameOfTheHouse(string title, IDocument page, string? site) =>
        PageText.Same(title, site ?? "") || Outlets.Known(title) is not null
            || page.QuerySelectorAll("h1").Any(h => IsSignOfTheHouse(h, site) && PageText.Same(h.TextContent, title));

    /// <summary>
    /// A short title beside an article whose own heading, of the second rank, says something else: the page is named by
    /// its section.
    /// </summary>
    private static bool NamesOtherThings(string title, IDocument page) =>
        Words.Count(title) <= LongestSection
            && page.QuerySelectorAll("article h2, main h2, [class*=entry-title], [class*=post-title]")
                .Any(h => LooksWhole(PageText.Tidy(h.TextContent)) && PageText.Overlap(title, h.TextContent) < SameMatter);

    /// <summary>A heading that leads to the first page, or stands in what is called a logo.</summary>
    private static bool IsSignOfTheHouse(IElement heading, string? site)
    {
        if (site is not null && PageText.Same(heading.TextContent, site)) return true;
        if (heading.QuerySelector("a[href]") is { } link && PageText.Same(link.TextContent, heading.TextContent)
            && link.GetAttribute("href") is { } target && IsFirstPage(target)) return true;
        var e = heading;
        for (var i = 0; i < SignReach && e is not null and not { LocalName: "body" or "article" or "main" }; i++)
        {
            if (HtmlRegions.IsSign(e)) return true;
            e = e.ParentElement;
        }
        return false;
    }

    private static bool IsFirstPage(string target) =>
        target is "/" or "#" or "./" || FirstPage().IsMatch(target);

    private static IEnumerable<string> Readings(IElement heading, string? site) =>
        Readings(heading).Select(text => Separator().Matches(text) is [.., { } last] && site is not null
            && PageText.Same(text[(last.Index + last.Length)..], site) ? text[..last.Index] : text);

    /// <summary>The heading without the parts that name its section, and whole.</summary>
    private static IEnumerable<string> Readings(IElement heading)
    {
        var (whole, without) = (TextOf(heading, withKickers: true), TextOf(heading, withKickers: false));
        if (without.Length > 0 && without != whole) yield return without;
        yield return whole;
        // A part of its own at the head may be a section that nothing names so.
        if (heading.Children is not [{ } lead, ..] || PageText.Tidy(lead.TextContent) is not { Length: > 0 } kicker
            || !whole.StartsWith(kicker, StringComparison.Ordinal)) yield break;
        var rest = whole[kicker.Length..].TrimStart(' ', ':', '|', '-', '–', '—');
        if (rest.Length > LongBeginning) yield return rest;
    }

    /// <summary>As a browser shows it: a line break and a part laid out apart begin a new word.</summary>
    private static string TextOf(IElement heading, bool withKickers)
    {
        var text = new StringBuilder();
        Append(heading);
        return PageText.Tidy(text.ToString()).Replace(" :", ":", StringComparison.Ordinal).Trim(' ', ':', '|');

        void Append(INode node)
        {
            foreach (var child in node.ChildNodes)
            {
                if (child is IText run) text.Append(run.Data);
                if (child is not IElement element || element.LocalName is "script" or "style" or "template" or "svg")
                    continue;
                if (element.LocalName == "br") text.Append(' ');
                if (!withKickers && HtmlRegions.IsKicker(element)) continue;
                var isApart = element.LocalName is not ("a" or "b" or "i" or "em" or "strong" or "sub" or "sup" or "mark"
                    or "abbr" or "q" or "cite" or "font" or "u" or "small" or "wbr")
                    && (element.LocalName != "span" || HtmlRegions.IsKicker(element));
                if (isApart) text.Append(' ');
                Append(element);
                if (isApart) text.Append(' ');
            }
        }
    }

    /// <summary>
    /// “Mayor opens bridge | The Daily Example” without the house, whether it is stated or only looks like one.
    /// </summary>
    private static string WithoutSite(string title, string? site)
    {
        title = PageText.Tidy(title);
        var parts = Separator().Matches(title);
        if (parts.Count == 0) return title;
        var last = parts[^1];
        var tail = title[(last.Index + last.Length)..];
        var head = title[..last.Index];
        if (site is not null
            && (PageText.Same(tail, site) || Holds(tail, site) || Holds(site, tail))) return WithoutSite(head, site);
        var first = parts[0];
        if (site is not null && PageText.Same(title[..first.Index], site)) return title[(first.Index + first.Length)..];
        var bar = last.Value.AsSpan().IndexOfAny('|', '»', '·') >= 0;
        return head.Length >= 20 && tail.Length <= 40 && tail.Split(' ').Length <= (bar ? 6 : 4)
            && (bar || Outlets.Known(tail) is not null) ? WithoutSite(head, site) : title;
    }

    private static bool Holds(string text, string part) =>
        PageText.Key(text).Contains(PageText.Key(part), StringComparison.Ordinal);

    [GeneratedRegex(@"\s{1,20}[|\-–—»·•:/~]+\s+|\s{0,20}[|｜»]\s*")]
    private static partial Regex Separator();

    /// <summary>“Share this story”, “New Privacy Policy”: a heading of no article.</summary>
    public static bool IsNotice(string heading) => Notice().IsMatch(heading);

    /// <summary>Headings of boxes that lie over a page or beside its text.</summary>
    [GeneratedRegex(@"^(?:share (?:this|on|with)|follow us|subscribe|sign (?:up|in)|log ?in|register|loading|please wait"
        + @"|menu|search|navigation|(?:our |new |updated )?(?:privacy|cookie) (?:policy|notice|settings)|cookies"
        + @"|newsletters?|advertisement|most (?:read|popular)|latest news|breaking news|related|comments?|notifications?"
        + @"|we value your privacy|your privacy)\b.{0,24}$", RegexOptions.IgnoreCase)]
    private static partial Regex Notice();

    [GeneratedRegex(@"^(?:https?:)?//[^/]+/?$|^/?index\.\w+$")]
    private static partial Regex FirstPage();
}

// Observation: a page carries many days: of its last change, of the events in its text, of other articles beside it and
// of today in its head.
// Idea: what the page declares for machines comes first; then the day in an element that is named for it and stands with
// the article, outside its sentences. A label tells publication from change.
// Known failure: pages that declare the day of the last change as the day of publication.
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Formats.Html;

internal static partial class HtmlDates
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

    private static readonly string[] Selectors =
    [
        "[itemprop=datePublished]", "time[pubdate]", "time.published", "time.entry-date", "abbr.published",
        "[class*=publish i] time", "[class*=date i] time", "article time[datetime]", "header time[datetime]",
        "time[datetime]", "time", "[class*=timestamp i]", "[class*=pubdate i]", "[class*=publish i]", "[class*=date i]",
    ];

    /// <summary>Elements that one selector is tried on.</summary>
    private const int MostElements = 6;

    /// <summary>Characters of an element that states a day and little else.</summary>
    private const int LongestStamp = 80;

    /// <summary>Characters before an element in which its label stands.</summary>
    private const int LabelReach = 40;

    /// <summary>Words around a day from which on it is part of a sentence.</summary>
    private const int ShortestSentence = 5;

    /// <returns>As written; null where the page states none.</returns>
    public static (string? Published, string? Updated) Read(IDocument page, JsonLd ld, MetaTags metas)
    {
        var updated = ld.Modified ?? metas.First(ModifiedNames);
        if (ld.Published is { } declared && DeclaredTime.Parse(declared) is not null) return (declared, updated);
        foreach (var name in PublishedNames)
            if (metas.All(name).FirstOrDefault(v => DeclaredTime.Parse(v) is not null) is { } value)
                return (value, updated);
        // Where the headline stands in an article, days outside it are of other things.
        var home = page.QuerySelector("h1")?.Closest("article, main, [role=main], [itemtype*=Article]");
        foreach (var selector in Selectors)
            foreach (var element in page.QuerySelectorAll(selector).Where(e => home is null || MainText.Contains(home, e))
                .Take(MostElements))
            {
                if (PageText.IsElsewhere(element) || IsInASentence(element)) continue;
                var (stated, changed) = Stated(element);
                updated ??= changed;
                if (stated is not null) return (stated, updated);
            }
        return (InAddress(page, metas), updated);
    }

    /// <summary>The days that one element states, told apart by what is written in or before it.</summary>
    private static (string? Published, string? Updated) Stated(IElement element)
    {
        var text = PageText.Tidy(element.TextContent);
        var label = DateLabels.Last(Before(element) + " " + text);
        foreach (var attribute in new[] { "content", "datetime", "title" })
            if (element.GetAttribute(attribute) is { } value && IsDay(value))
                return label == DateLabel.Updated ? (null, value) : (value, null);
        if (text.Length >= LongestStamp + LabelReach) return (null, null);
        var days = DateLabels.FindAll(text);
        if (days.Count == 0)
            return text.Length >= LongestStamp || !IsDay(text) ? (null, null)
                : label == DateLabel.Updated ? (null, text) : (text, null);
        if (days.Count == 1 && days[0].Label == DateLabel.None && label == DateLabel.Updated)
            return (null, days[0].Match.Text);
        // A single day is read with all that stands around it: its time may be apart from it.
        string? Of(DateLabel wanted) =>
            days.Where(d => d.Label == wanted).Select(d => days.Count == 1 && IsDay(text) ? text : d.Match.Text)
                .FirstOrDefault();
        return (Of(DateLabel.Published) ?? Of(DateLabel.None), Of(DateLabel.Updated));
    }

    private static bool IsDay(string value) =>
        DeclaredTime.Parse(value) is { Precision: DatePrecision.Day or DatePrecision.Instant };

    /// <summary>The end of what stands before the element in its parent, up to another day.</summary>
    private static string Before(IElement element)
    {
        var text = "";
        for (var node = element.PreviousSibling; node is not null && text.Length < LabelReach; node = node.PreviousSibling)
        {
            if (node is IElement { LocalName: "time" }) break;
            text = node.TextContent + " " + text;
        }
        return text.Length <= LabelReach ? text : text[^LabelReach..];
    }

    /// <summary>The day of an event that the article tells of: beside labels and days stand words enough.</summary>
    private static bool IsInASentence(IElement element)
    {
        if (element.Closest("p, li, blockquote, td") is not { } around || around == element) return false;
        var text = PageText.Tidy(around.TextContent);
        if (!Sentences.EndsWithStop(text)) return false;
        foreach (var time in around.QuerySelectorAll("time").Append(element))
            text = text.Replace(PageText.Tidy(time.TextContent), "", StringComparison.Ordinal);
        return Words.Count(DateLabels.Without(text)) >= ShortestSentence;
    }

    private static string? InAddress(IDocument page, MetaTags metas)
    {
        var address = page.QuerySelector("link[rel~=canonical]")?.GetAttribute("href") ?? metas.First("og:url") ?? "";
        return DayInAddress().Match(address) is { Success: true } day
            ? $"{day.Groups["y"].Value}-{day.Groups["m"].Value}-{day.Groups["d"].Value}" : null;
    }

    [GeneratedRegex(@"/(?<y>(?:19|20)\d\d)[/-](?<m>\d{1,2})[/-](?<d>\d{1,2})/")]
    private static partial Regex DayInAddress();
}

using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsArchive.Text;

namespace NewsArchive.Formats.Html;

/// <summary>Short texts of a page, and when two are the same.</summary>
internal static partial class PageText
{
    /// <summary>With single spaces; null where there is nothing.</summary>
    public static string? Known(string? value) => string.IsNullOrWhiteSpace(value) ? null : Tidy(value);

    /// <summary>With single spaces and none around.</summary>
    public static string Tidy(string text) => Space().Replace(text, " ").Trim();

    public static string Key(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The same letters and figures.</summary>
    public static bool Same(string a, string b) => Key(a) == Key(b);

    /// <summary>Share of the words of the shorter that the other has, too.</summary>
    public static double Overlap(string a, string b)
    {
        var (x, y) = (Words.Folded(a).ToHashSet(), Words.Folded(b).ToHashSet());
        return (double)x.Count(y.Contains) / Math.Max(1, Math.Min(x.Count, y.Count));
    }

    /// <summary>Whether both say a word of more than three letters, or a pair of characters of a script without spaces.</summary>
    public static bool ShareAWord(string a, string b)
    {
        var words = Words.Folded(a).Where(w => w.Length > 3).Concat(CjkBigrams.Pairs(a)).ToHashSet();
        return Words.Folded(b).Concat(CjkBigrams.Pairs(b)).Any(words.Contains);
    }

    /// <summary>
    /// In comments, in a list of other articles, in a menu, beside the article or in the page's head or foot: what
    /// stands there is said of something else. An element around the headline is none of these, whatever its name.
    /// </summary>
    public static bool IsElsewhere(IElement element)
    {
        for (var e = element; e is not null; e = e.ParentElement)
        {
            if (HtmlRegions.Of(e) is HtmlRegion.Comments or HtmlRegion.Related
                || e.LocalName == "nav" && e.QuerySelector("[itemprop^=date]") is null) return true;
            // The foot of the article, unlike the page's, may say who wrote it.
            if ((e.LocalName == "footer" || Footer().IsMatch(e.ClassName ?? ""))
                && e.ParentElement?.Closest("article, main, header, [itemtype*=Article]") is null) return true;
            if ((e.LocalName == "aside" || HtmlRegions.IsBesideTheArticle(e)) && e.QuerySelector("h1") is null
                && e.ParentElement?.Closest("article, [itemtype*=Article]") is null) return true;
        }
        return false;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"\bfoot(?:er)?\b|copyright", RegexOptions.IgnoreCase)]
    private static partial Regex Footer();
}

// Observation: templates name their parts in classes and ids: nav, share-bar, related-articles, comments, caption.
// Idea: cut these names into words and look the words up; tags and ARIA roles say the same. What holds most of the
// page's prose is never furniture, whatever it is called, for wrappers carry the names of what is inside them.
// Known failure: templates whose class names are generated.
using System.Collections.Frozen;
using AngleSharp.Dom;
using NewsArchive.Text;

namespace NewsArchive.Formats.Html;

internal static class HtmlRegions
{
    private static readonly FrozenDictionary<string, HtmlRegion> ByTag = new Dictionary<string, HtmlRegion>
    {
        ["nav"] = HtmlRegion.Furniture,
        ["footer"] = HtmlRegion.Furniture,
        ["form"] = HtmlRegion.Furniture,
        ["dialog"] = HtmlRegion.Furniture,
        ["menu"] = HtmlRegion.Furniture,
        ["button"] = HtmlRegion.Furniture,
        ["label"] = HtmlRegion.Furniture,
        ["aside"] = HtmlRegion.Furniture,
        ["figcaption"] = HtmlRegion.Picture,
        ["figure"] = HtmlRegion.Picture,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, HtmlRegion> ByRole = new Dictionary<string, HtmlRegion>
    {
        ["navigation"] = HtmlRegion.Furniture,
        ["banner"] = HtmlRegion.Furniture,
        ["contentinfo"] = HtmlRegion.Furniture,
        ["complementary"] = HtmlRegion.Furniture,
        ["search"] = HtmlRegion.Furniture,
        ["menu"] = HtmlRegion.Furniture,
        ["menubar"] = HtmlRegion.Furniture,
        ["dialog"] = HtmlRegion.Furniture,
        ["alertdialog"] = HtmlRegion.Furniture,
        ["toolbar"] = HtmlRegion.Furniture,
        ["button"] = HtmlRegion.Furniture,
    }.ToFrozenDictionary();

    /// <summary>Words of class names; two words joined by a hyphen stand next to each other in the name.</summary>
    private static readonly FrozenDictionary<string, HtmlRegion> ByWord = EmbeddedText.Lines("Formats.Html.regions.txt")
        .Select(line => line.Split(':', 2))
        .SelectMany(parts =>
        parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => (word, region: Enum.Parse<HtmlRegion>(parts[0]))))
        .ToFrozenDictionary(p => p.word, p => p.region);

    /// <summary>The region that the element begins, or null where it says nothing.</summary>
    public static HtmlRegion? Of(IElement element)
    {
        if (element.GetAttribute("role") is { } role && ByRole.TryGetValue(role, out var byRole)) return byRole;
        if (ByTag.TryGetValue(element.LocalName, out var byTag)) return byTag;
        if (element.LocalName is "html" or "body" or "main" or "article") return null;
        return ByName(element.ClassName)
            ?? ByName(element.Id)
            ?? ByName(element.GetAttribute("data-component"))
            ?? ByName(element.GetAttribute("data-testid")) ?? ByName(element.GetAttribute("data-component-name"));
    }

    /// <summary>Words of parts that stand beside an article or above the whole page.</summary>
    private static readonly FrozenSet<string> Beside =
        new[] { "sidebar", "rail", "masthead", "topbar", "ticker", "weather", "nav", "navbar", "menu", "newsletter" }
            .ToFrozenSet();

    /// <summary>Words of the small line above a headline that names its section or theme.</summary>
    private static readonly FrozenSet<string> Kickers =
        new[] { "kicker", "overline", "eyebrow", "topline", "dachzeile", "rubric", "rubrik", "overtitle", "supertitle",
            "pretitle", "spitzmarke", "roofline", "roof", "label", "category", "section", "flag", "badge", "antetitulo",
            "surtitre", "occhiello", "prefix" }.ToFrozenSet();

    /// <summary>Words of what shows the house's name.</summary>
    private static readonly FrozenSet<string> Signs = new[] { "logo", "brand", "branding", "sitename" }.ToFrozenSet();

    public static bool IsBesideTheArticle(IElement element) => NamesOf(element).SelectMany(Words).Any(Beside.Contains);

    public static bool IsKicker(IElement element) => NamesOf(element).SelectMany(Words).Any(Kickers.Contains);

    public static bool IsSign(IElement element) => NamesOf(element).Select(Words)
        .Any(words => words.Exists(Signs.Contains)
            || words.Contains("site") && words.Exists(w => w is "title" or "name"));

    private static string[] NamesOf(IElement element) =>
        ((element.ClassName ?? "") + " " + element.Id).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    private static HtmlRegion? ByName(string? names)
    {
        if (string.IsNullOrEmpty(names)) return null;
        HtmlRegion? first = null;
        foreach (var name in names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // “article-body” and the like say that this is the text, whatever stands beside them.
            if (OfName(Words(name)) is not { } region) continue;
            if (region == HtmlRegion.Text) return null;
            first ??= region;
        }
        return first;
    }

    private static HtmlRegion? OfName(List<string> words)
    {
        HtmlRegion? found = null;
        for (var i = 0; i < words.Count; i++)
        {
            if (i + 1 < words.Count && ByWord.TryGetValue(words[i] + "-" + words[i + 1], out var pair)) return pair;
            if (!ByWord.TryGetValue(words[i], out var region)) continue;
            if (region == HtmlRegion.Text) return region;
            found ??= region;
        }
        return found;
    }

    /// <summary>“mostReadList” and “most_read-list” are most, read, list.</summary>
    private static List<string> Words(string name)
    {
        List<string> words = [];
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsLetter(name[i]);
            var capital = !ends && i > start && char.IsUpper(name[i]) && char.IsLower(name[i - 1]);
            if (!ends && !capital) continue;
            if (i > start) words.Add(name[start..i].ToLowerInvariant());
            start = capital ? i : i + 1;
        }
        return words;
    }
}

using System.Text;
using AngleSharp.Dom;

namespace NewsArchive.Formats.Html;

/// <summary>Cuts a page into the paragraphs that a browser would show, each with where it stands.</summary>
internal sealed class HtmlBlocks
{
    private static readonly HashSet<string> Skipped =
    [
        "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "video", "audio",
        "map", "head", "select",
        "option", "textarea", "input", "math", "applet", "datalist", "progress", "meter", "amp-ad", "amp-analytics",
    ];

    private static readonly HashSet<string> Inline =
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "img", "ins", "kbd", "mark", "q", "rp",
        "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
        "nobr",
    ];

    /// <summary>
    /// Elements that hold more than this share of the page's prose are never furniture, whatever they are called.
    /// </summary>
    private const double MostOfThePage = 0.75;

    /// <summary>From this share on they are not where the headline stands in them, too.</summary>
    private const double MuchOfThePage = 0.25;

    /// <summary>Elements nested deeper than this are read as one: no page of a newsroom is so deep.</summary>
    private const int Deepest = 250;

    private readonly Dictionary<IElement, int>? prose;
    private readonly int allProse;
    private readonly List<HtmlBlock> blocks = [];
    private readonly StringBuilder text = new();
    private int linkLength;

    /// <param name="prose">Characters of running text below each element; null for the walk that counts them.</param>
    private HtmlBlocks(IElement body, Dictionary<IElement, int>? prose)
    {
        this.prose = prose;
        allProse = prose?.GetValueOrDefault(body) ?? 0;
        Walk(body, HtmlRegion.Text, LineMark.None, false, 0);
        Close(body, HtmlRegion.Text, LineMark.None);
    }

    public static List<HtmlBlock> Of(IElement body)
    {
        Dictionary<IElement, int> prose = [];
        foreach (var block in new HtmlBlocks(body, null).blocks.Where(MainText.IsProse))
            for (var element = block.Parent; element is not null; element = element.ParentElement)
                prose[element] = prose.GetValueOrDefault(element) + block.Text.Length;
        return new HtmlBlocks(body, prose).blocks;
    }

    private void Walk(IElement element, HtmlRegion region, LineMark mark, bool inLink, int depth)
    {
        if (depth > Deepest)
        {
            text.Append(element.TextContent);
            return;
        }
        foreach (var node in element.ChildNodes)
        {
            if (node is IText run)
            {
                Append(run.Data, inLink, mark == LineMark.Preformatted);
                if (mark == LineMark.Preformatted) SplitLines(element, region);
            }
            else if (node is IElement child) Enter(child, element, region, mark, inLink, depth);
        }
    }

    private void Enter(IElement child, IElement parent, HtmlRegion region, LineMark mark, bool inLink, int depth)
    {
        var tag = child.LocalName;
        if (Skipped.Contains(tag) || IsHidden(child)) return;
        if (tag is "br" or "hr")
        {
            Close(parent, region, mark);
            return;
        }
        var inner = RegionOf(child, region);
        var link = inLink || tag == "a" && child.HasAttribute("href");
        if (Inline.Contains(tag) && inner == region)
        {
            Walk(child, region, mark, link, depth + 1);
            return;
        }
        Close(parent, region, mark);
        var innerMark = tag switch
        {
            "h1" or "h2" or "h3" or "h4" or "h5" or "h6" => LineMark.Heading,
            "blockquote" => LineMark.Quote,
            "pre" => LineMark.Preformatted,
            "td" or "th" or "dt" or "dd" or "li" => LineMark.ListItem,
            "p" => mark is LineMark.Quote or LineMark.ListItem ? mark : LineMark.Paragraph,
            _ => mark,
        };
        if (tag == "tr") Row(child, inner);
        else Walk(child, inner, innerMark, link, depth + 1);
        Close(child, inner, innerMark);
    }

    /// <summary>
    /// Cells of a row of figures stand in one line; a row that lays out a page is walked like any other element.
    /// </summary>
    private void Row(IElement row, HtmlRegion region)
    {
        var cells = row.Children.Where(c => c.LocalName is "td" or "th").ToList();
        if (cells.Count < 2
            || cells.Exists(c =>
            c.TextContent.Length > 200 || c.QuerySelector("p, div, table, ul, h1, h2, h3") is not null))
        {
            Walk(row, region, LineMark.None, false, 0);
            return;
        }
        foreach (var cell in cells)
        {
            Walk(cell, region, LineMark.ListItem, false, Deepest - 20);
            text.Append(' ');
        }
        Close(row, region, LineMark.ListItem);
    }

    private HtmlRegion RegionOf(IElement element, HtmlRegion region)
    {
        if (prose is null || HtmlRegions.Of(element) is not { } own) return region;
        // Inside a picture or furniture only a credit still says something new.
        if (region is not (HtmlRegion.Text or HtmlRegion.Byline) && own != HtmlRegion.Credit
            && !(region == HtmlRegion.Picture && own is HtmlRegion.Furniture)) return region;
        if (region is HtmlRegion.Furniture or HtmlRegion.Related or HtmlRegion.Comments) return region;
        var share = (double)prose.GetValueOrDefault(element) / Math.Max(400, allProse);
        return share > MostOfThePage
            || (share > MuchOfThePage && element.QuerySelector("h1, article, [itemprop=articleBody]") is not null)
            ? region : own;
    }

    private static bool IsHidden(IElement element)
    {
        if (element.HasAttribute("hidden") || element.GetAttribute("aria-hidden") == "true" && element.LocalName != "p")
            return true;
        if (element.GetAttribute("style") is not { } style) return false;
        style = style.Replace(" ", "", StringComparison.Ordinal);
        return style.Contains("display:none", StringComparison.OrdinalIgnoreCase)
            || style.Contains("visibility:hidden", StringComparison.OrdinalIgnoreCase);
    }

    private void Append(string data, bool inLink, bool keepLines)
    {
        var before = text.Length;
        foreach (var c in data)
        {
            if (keepLines && c == '\n') text.Append(c);
            else if (!char.IsWhiteSpace(c) || c == '\u00A0') text.Append(c == '\r' ? '\n' : c);
            else if (text.Length > 0 && text[^1] != ' ') text.Append(' ');
        }
        if (inLink) linkLength += text.Length - before;
    }

    private void SplitLines(IElement parent, HtmlRegion region)
    {
        var lines = text.ToString().Split('\n');
        if (lines.Length < 2) return;
        foreach (var line in lines[..^1])
        {
            text.Clear().Append(line);
            Close(parent, region, LineMark.Paragraph);
        }
        text.Clear().Append(lines[^1]);
    }

    private void Close(IElement parent, HtmlRegion region, LineMark mark)
    {
        var content = text.ToString().Trim();
        if (content.Length > 0)
            blocks.Add(new(content.ReplaceLineEndings(" "), parent, linkLength, region,
                mark == LineMark.Preformatted ? LineMark.Paragraph : mark));
        text.Clear();
        linkLength = 0;
    }
}

using System.Text;
using AngleSharp.Dom;
using NewsArchive.Text;

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
    private readonly Dictionary<IElement, bool> ofFigures = [];
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
                prose[element] = prose.GetValueOrDefault(element) + block.Width;
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
        if (prose is not null && mark == LineMark.Heading && Inline.Contains(tag) && IsKicker(child))
        {
            // The section above a headline is no part of it.
            Close(parent, region, mark);
            Walk(child, HtmlRegion.Furniture, LineMark.None, inLink, depth + 1);
            Close(child, HtmlRegion.Furniture, LineMark.None);
            return;
        }
        var inner = Inline.Contains(tag) && IsInRunningText(child) ? region : RegionOf(child, region);
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
            || cells.Exists(c => !IsShortCell(c))
            || cells.Exists(c => c.QuerySelector("p, div, ul, ol, br") is not null) && !IsOfFigures(row))
        {
            Walk(row, region, LineMark.None, false, 0);
            return;
        }
        foreach (var cell in cells)
        {
            var isLink = cell.QuerySelector("a[href]") is { } link
                && link.TextContent.Length >= cell.TextContent.Trim().Length;
            AppendCell(cell, isLink);
            text.Append(' ');
        }
        Close(row, region, LineMark.ListItem);
    }

    private static bool IsShortCell(IElement cell) =>
        cell.TextContent.Length <= LongestCell && cell.QuerySelector("table, h1, h2, h3, figure, form") is null;

    private const int LongestCell = 200;

    /// <summary>All rows of the table have short cells, and as many as each other.</summary>
    private bool IsOfFigures(IElement row)
    {
        if (row.Closest("table") is not { } table) return false;
        // Every row of the table asks.
        if (ofFigures.TryGetValue(table, out var known)) return known;
        var rows = table.QuerySelectorAll("tr").Select(r => r.Children.Where(c => c.LocalName is "td" or "th").ToList())
            .Where(r => r.Count > 0).ToList();
        return ofFigures[table] = rows.Count >= 2 && rows.TrueForAll(r => r.TrueForAll(IsShortCell))
            && rows.CountBy(r => r.Count).Max(c => c.Value) * 4 >= rows.Count * 3;
    }

    /// <summary>What a cell says, in one line.</summary>
    private void AppendCell(IElement element, bool inLink)
    {
        foreach (var node in element.ChildNodes)
            if (node is IText run) Append(run.Data, inLink, false);
            else if (node is IElement child && !Skipped.Contains(child.LocalName) && !IsHidden(child))
            {
                if (!Inline.Contains(child.LocalName)) Append(" ", inLink, false);
                AppendCell(child, inLink);
                if (!Inline.Contains(child.LocalName)) Append(" ", inLink, false);
            }
    }

    private static bool IsKicker(IElement element) =>
        HtmlRegions.IsKicker(element)
            && element.Closest("h1, h2, h3, h4, h5, h6") is { } heading
            && heading.TextContent.Trim().Length > element.TextContent.Trim().Length;

    /// <summary>
    /// A word of a sentence, whatever its class: what its parent says around it is longer than a label.
    /// </summary>
    private static bool IsInRunningText(IElement element)
    {
        if (element.ParentElement is not { LocalName: "p" or "li" or "td" or "blockquote" or "dd" } parent) return false;
        var around = 0;
        foreach (var node in parent.ChildNodes)
            if (node is IText run) around += Scripts.WidthOf(run.Data.Trim());
        return around >= ShortestAround;
    }

    private const int ShortestAround = 20;

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

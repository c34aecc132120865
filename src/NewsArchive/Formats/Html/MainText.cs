// Observation: the article is the part of the page with much running text and few links; what lies outside is furniture.
// Idea: every block is worth its length where it is running text and costs where it is links or names itself furniture. The
// element whose blocks are worth most together holds the article (a maximum-weight subtree), so that an article cut by
// advertisements stays whole and a page of teasers is not taken along.
// Known failure: pages whose text is loaded by scripts; there the declared text of JSON-LD is all there is.
using AngleSharp.Dom;

namespace NewsArchive.Formats.Html;

internal static class MainText
{
    /// <summary>What a block outside the text costs, and a character of it.</summary>
    private const double BlockCost = 12, CharacterCost = 0.6;

    /// <summary>From this share of links on a block is no running text.</summary>
    private const double MostLinks = 0.5;

    private const int ShortestProse = 60;

    /// <summary>The element that holds the article.</summary>
    public static IElement Find(IElement body, List<HtmlBlock> blocks)
    {
        Dictionary<IElement, double> worth = [];
        foreach (var block in blocks)
        {
            var value = Worth(block);
            for (var element = block.Parent; element is not null; element = element.ParentElement)
            {
                worth[element] = worth.GetValueOrDefault(element) + value;
                if (element == body) break;
            }
        }
        var best = body;
        var bestWorth = double.NegativeInfinity;
        foreach (var (element, value) in worth)
            if (value > bestWorth || (value == bestWorth && Contains(best, element))) (best, bestWorth) = (element, value);
        return best;
    }

    public static bool IsProse(HtmlBlock block) =>
        block.Text.Length >= ShortestProse && block.LinkShare < MostLinks && block.Mark != LineMark.Heading;

    private static double Worth(HtmlBlock block)
    {
        if (block.Region is HtmlRegion.Furniture or HtmlRegion.Related or HtmlRegion.Comments) return -BlockCost;
        if (block.Region is HtmlRegion.Picture or HtmlRegion.Credit or HtmlRegion.Byline) return 0;
        if (IsProse(block)) return block.Text.Length * (1 - block.LinkShare) * (block.Mark == LineMark.None ? 0.7 : 1);
        if (block.LinkShare >= MostLinks) return -BlockCost - CharacterCost * block.Text.Length;
        return block.Mark is LineMark.Paragraph or LineMark.ListItem or LineMark.Heading or LineMark.Quote ? 0 : -BlockCost / 2;
    }

    public static bool Contains(IElement outer, IElement? inner)
    {
        for (; inner is not null; inner = inner.ParentElement)
            if (inner == outer) return true;
        return false;
    }
}

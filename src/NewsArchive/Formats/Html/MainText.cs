// Observation: the article is the part of the page with much running text and few links; what lies outside is
// furniture.
// Idea: every block is worth its length where it is running text and costs where it is links or names itself furniture.
// The element whose blocks are worth most together holds the article (a maximum-weight subtree), so that an article cut
// by advertisements stays whole and a page of teasers is not taken along.
// Known failure: pages whose text is loaded by scripts; there the declared text of JSON-LD is all there is.
using AngleSharp.Dom;
using NewsArchive.Text;

namespace NewsArchive.Formats.Html;

internal static class MainText
{
    /// <summary>What a block outside the text costs, and a character of it.</summary>
    private const double BlockCost = 12, CharacterCost = 0.6;

    /// <summary>From this share of links on a block is no running text.</summary>
    private const double MostLinks = 0.5;

    private const int ShortestProse = 60;

    /// <summary>What a character of a short sentence is worth.</summary>
    private const double ShortSentence = 0.3;

    private const int FewestTeasers = 3;

    /// <summary>Blocks of the largest teaser: headline, text, day, author, section.</summary>
    private const int LargestTeaser = 6;

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
            if (value > bestWorth || (value == bestWorth && Contains(best, element)))
                (best, bestWorth) = (element, value);
        // A page that says which element is the body of the article is taken at its word, where it holds much of the
        // text found.
        if (body.QuerySelectorAll("[itemprop=articleBody]") is { Length: 1 } declared
            && Prose(declared[0]) * 2 >= Prose(best) && Prose(declared[0]) > 0) return declared[0];
        if (Below(blocks) is not { } brief) return best;
        if (Prose(best) == 0) return brief;
        var isApart = !Contains(best, brief) || brief.Matches("article, [itemtype*=Article]");
        return !Contains(brief, best) && isApart && Prose(best) < MuchMore * Sentences(brief) ? brief : best;

        int Sentences(IElement element) =>
            blocks.Where(b => IsText(b) && Contains(element, b.Parent)).Sum(b => b.Width);

        int Prose(IElement element) =>
            blocks.Where(b => IsProse(b) && Contains(element, b.Parent)).Sum(b => b.Width);
    }

    /// <summary>
    /// The least element that holds the page's only first-rank heading and a sentence below it: a brief of two sentences
    /// weighs less than what a house says of itself beside it.
    /// </summary>
    private static IElement? Below(List<HtmlBlock> blocks)
    {
        var heads = blocks.Where(b => b.Parent.LocalName == "h1" && b.Region is HtmlRegion.Text or HtmlRegion.Byline)
            .Select(b => b.Parent).Distinct().ToList();
        if (heads.Count != 1) return null;
        var below = blocks.SkipWhile(b => b.Parent != heads[0]).Where(IsText).ToList();
        for (var around = heads[0].ParentElement; around is not null and not { LocalName: "body" or "html" };
            around = around.ParentElement)
            if (below.Exists(b => Contains(around, b.Parent))) return around;
        return null;
    }

    /// <summary>A whole sentence, however short, outside what is named furniture.</summary>
    private static bool IsSentence(HtmlBlock block) =>
        block is { Region: HtmlRegion.Text, Mark: LineMark.Paragraph or LineMark.None or LineMark.Quote or LineMark.ListItem }
            && block.LinkShare < MostLinks && NewsArchive.Text.Sentences.EndsWithStop(block.Text);

    /// <summary>
    /// A sentence; or, in what the page calls its article, a short line that is marked as text: winners, prices and
    /// letters have no sentences.
    /// </summary>
    private static bool IsText(HtmlBlock block) => IsSentence(block)
        || block is { Region: HtmlRegion.Text, Mark: LineMark.Paragraph or LineMark.ListItem } && block.LinkShare < FewLinks
            && block.Parent.Closest("article, main, [itemtype*=Article]") is not null;

    /// <summary>Up to this share of links a short line is no link to elsewhere.</summary>
    private const double FewLinks = 0.2;

    /// <summary>Text so many times as long as the sentences below the heading is the article all the same.</summary>
    private const int MuchMore = 3;

    public static bool IsProse(HtmlBlock block) =>
        block.Width >= ShortestProse && block.LinkShare < MostLinks && block.Mark != LineMark.Heading;

    private static double Worth(HtmlBlock block)
    {
        if (block.Region is HtmlRegion.Furniture or HtmlRegion.Related or HtmlRegion.Comments) return -BlockCost;
        if (block.Region is HtmlRegion.Picture or HtmlRegion.Credit or HtmlRegion.Byline) return 0;
        if (IsProse(block)) return block.Width * (1 - block.LinkShare) * (block.Mark == LineMark.None ? 0.7 : 1);
        if (block.LinkShare >= MostLinks) return -BlockCost - CharacterCost * block.Text.Length;
        if (block.Mark == LineMark.Paragraph && IsSentence(block)) return ShortSentence * block.Width;
        return block.Mark is LineMark.Paragraph or LineMark.ListItem or LineMark.Heading or LineMark.Quote
            ? 0 : -BlockCost / 2;
    }

    public static bool Contains(IElement outer, IElement? inner)
    {
        for (; inner is not null; inner = inner.ParentElement)
            if (inner == outer) return true;
        return false;
    }

    /// <summary>
    /// Which blocks are the article: those in its element, and paragraphs between the headline and that element where
    /// both stand in one article element, for leads are often laid out apart.
    /// </summary>
    public static bool[] Choose(IElement main, List<HtmlBlock> blocks)
    {
        var chosen = new bool[blocks.Count];
        for (var i = 0; i < blocks.Count; i++) chosen[i] = Contains(main, blocks[i].Parent);
        var first = Array.IndexOf(chosen, true);
        if (first <= 0) return chosen;
        var headline = blocks.FindLastIndex(first,
            b => b.Parent.LocalName == "h1" && b.Region is HtmlRegion.Text or HtmlRegion.Byline);
        if (headline < 0) return chosen;
        var around = blocks[headline].Parent.Closest("article, main, [role=main]");
        for (var i = headline + 1; i < first; i++)
            chosen[i] =
                blocks[i].Region == HtmlRegion.Text && blocks[i].Mark == LineMark.Paragraph && IsProse(blocks[i])
                    && around is not null && Contains(around, main) && Contains(around, blocks[i].Parent);
        return chosen;
    }

    /// <summary>
    /// Blocks whose words the declared body repeats; null where it covers too little of the page to choose by.
    /// </summary>
    public static bool[]? ByDeclaredBody(string? declared, List<HtmlBlock> blocks)
    {
        if (declared is not { Length: >= 400 }) return null;
        var wanted = ShinglesOf(declared);
        if (wanted.Count < 50) return null;
        HashSet<int> covered = [];
        var chosen = new bool[blocks.Count];
        for (var i = 0; i < blocks.Count; i++)
        {
            var own = ShinglesOf(blocks[i].Text);
            if (own.Count == 0 || blocks[i].Region is HtmlRegion.Comments or HtmlRegion.Picture) continue;
            var shared = own.Where(wanted.Contains).ToList();
            chosen[i] = shared.Count >= 0.7 * own.Count;
            if (chosen[i]) covered.UnionWith(shared);
        }
        if (covered.Count < 0.9 * wanted.Count) return null;
        // Headings and short lines between two chosen paragraphs are too short to be found; the classifier judges them.
        var (first, last) = (Array.IndexOf(chosen, true), Array.LastIndexOf(chosen, true));
        for (var i = first; i < last; i++)
            if (!chosen[i] && blocks[i].Region == HtmlRegion.Text && !IsProse(blocks[i]))
                chosen[i] = blocks[i].Mark is LineMark.Heading or LineMark.Quote
                    || ShinglesOf(blocks[i].Text).Count == 0 && blocks[i].Mark == LineMark.Paragraph;
        return chosen;
    }

    /// <summary>
    /// Blocks of teasers: from three headings on that are links, each with the little text that it shares an element
    /// with.
    /// </summary>
    public static bool[] Teasers(List<HtmlBlock> blocks)
    {
        var teasers = new bool[blocks.Count];
        var heads = blocks.Where(b => b.Mark == LineMark.Heading && b.LinkShare >= 0.8).ToList();
        if (heads.Count < FewestTeasers) return teasers;
        foreach (var head in heads)
        {
            var card = head.Parent;
            for (var outer = card.ParentElement; outer is not null
                && blocks.Count(b => Contains(outer, b.Parent)) is var inside && inside <= LargestTeaser
                && blocks.Count(b => b.Mark == LineMark.Heading && Contains(outer, b.Parent))
                == 1; outer = outer.ParentElement) card = outer;
            for (var i = 0; i < blocks.Count; i++)
                if (Contains(card, blocks[i].Parent)) teasers[i] = true;
        }
        return teasers;
    }

    private static HashSet<int> ShinglesOf(string text) => Shingles.Of(
        Words.Tokenise(text).Select(w => (int)Hashes.Of(w.Text.ToLowerInvariant())).ToArray(),
        ShingleWords,
        shingle => Hashes.OfSequence(shingle));

    private const int ShingleWords = 3;
}

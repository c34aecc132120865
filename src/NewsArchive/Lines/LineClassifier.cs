// Observation: without markup a page is a column of lines; what a line is shows in its words, its form and its
// neighbours.
// Idea: first the lines that give themselves away, then pictures, then what follows the text, then what precedes it,
// and last the short lines inside it. A later rule never overturns an earlier one. Every line keeps its kind and its
// rule.
// Known failure: a teaser written as a whole paragraph between two paragraphs of the article reads as body.
using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Formats;

namespace NewsArchive.Lines;

internal static class LineClassifier
{
    public static ImmutableArray<ClassifiedLine> Classify(
        RawDocument document, RepairedText text, RepeatedLines repeated)
    {
        var blocks = ByRules(document, text, repeated);
        ArticleBounds.Apply(blocks);
        HeadSearch.Apply(blocks, document.Declared);
        DeclaredTextRules.Apply(blocks, document);
        PlaceholderRule.Apply(blocks, repeated);
        return Spread(blocks, text.Lines);
    }

    internal static List<Block> ByRules(RawDocument document, RepairedText text, RepeatedLines repeated)
    {
        var blocks = BlockLayout.Split(document, text.Lines);
        PlainRules.Apply(blocks);
        FigureRules.Apply(blocks);
        RepeatedLinesRule.Apply(blocks, repeated);
        TeaserRules.Apply(blocks);
        HeadRules.Apply(blocks, document.Declared);
        InsideRules.Apply(blocks,
            textStandsApart: document.Declared.Headline is not null
                && blocks.TrueForAll(b => b.Kind != LineKind.Headline));
        return blocks;
    }

    private static ImmutableArray<ClassifiedLine> Spread(List<Block> blocks, ImmutableArray<string> lines)
    {
        var result = ImmutableArray.CreateBuilder<ClassifiedLine>(lines.Length);
        var next = 0;
        for (var number = 1; number <= lines.Length; number++)
        {
            if (next < blocks.Count && number >= blocks[next].First)
            {
                var block = blocks[next];
                result.Add(new(number, block.Kind ?? LineKind.Body, BlockLayout.Clean(lines[number - 1]), block.Rule,
                    block.Confidence, next));
                if (number == block.Last) next++;
            }
            else
            {
                result.Add(new(number, LineKind.Blank, "", "blank", 1, -1));
            }
        }
        return result.ToImmutable();
    }
}

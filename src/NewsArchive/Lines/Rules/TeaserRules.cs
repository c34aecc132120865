// Observation: below an article stand announcements of others: a headline and the first hundred characters of a text,
// cut where the template cuts, or a bare list of headlines below words such as “Related”.
// Idea: broken-off paragraphs of equal length, each below a headline, are teasers; so is what follows a heading that
// announces a list, up to the next running text, and what stands after a disclaimer.
// Known failure: a single teaser in whole sentences with no heading above it.
using NewsArchive.Formats;

namespace NewsArchive.Lines;

internal static class TeaserRules
{
    public const string Text = "the broken-off text of another article";
    private const string Head = "the headline of another article";

    private static readonly PhraseList Phrases = PhraseList.Load("teasers");

    /// <summary>Template cuts differ by a word at most, since some cut at spaces.</summary>
    private const int CutSlack = 2;

    private const int ShortestCut = 40;

    public static void Apply(List<Block> blocks)
    {
        LinksInTheText(blocks);
        ByPhrase(blocks);
        ByEqualCuts(blocks);
        ByEllipsis(blocks);
        AfterDisclaimer(blocks);
        AfterTheLastWord(blocks);
    }

    /// <summary>
    /// A paragraph that is a link and nothing else leads elsewhere; above the text it may be an author's name.
    /// </summary>
    private static void LinksInTheText(List<Block> blocks)
    {
        foreach (var block in blocks.SkipWhile(b => !b.IsProse).Where(b => b.IsOpen && b.Mark == LineMark.Link))
            block.Is(block.Features.Words >= 4 ? LineKind.Teaser : LineKind.Boilerplate, "a link and nothing else",
                0.8);
    }

    private static void ByPhrase(List<Block> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if ((!block.IsOpen && block.Kind != LineKind.Boilerplate) || block.Mark == LineMark.FrontMatter
                || block.Features.Words > 25) continue;
            if (Phrases.Match(block.Normalised) is not { } rule) continue;
            if (rule != "marker")
            {
                block.Is(LineKind.Teaser, rule, 0.85);
                continue;
            }
            block.Is(LineKind.Boilerplate, "heads a list of other articles", 0.9);
            for (i++; i < blocks.Count && IsListed(blocks[i]); i++)
                if (blocks[i].IsOpen)
                    blocks[i]
                        .Is(LineKind.Teaser, blocks[i].Features.IsCutProse && blocks[i - 1].Rule == Head ? Text : Head,
                        0.8);
            i--;
        }
    }

    /// <summary>A list goes on over short lines and broken-off text and ends at a whole paragraph.</summary>
    private static bool IsListed(Block block) =>
        !block.IsOpen || (!block.Features.IsProse && block.Mark == LineMark.None);

    private static void ByEqualCuts(List<Block> blocks)
    {
        bool IsCut(Block b) =>
            b.IsOpen && b.Mark == LineMark.None && b.Features.Length >= ShortestCut && b.Features.LowerWords >= 3
                && !b.Features.IsFigures
            && (!b.Features.EndsSentence || b.Features.EndsCut);
        var cuts = Enumerable.Range(1, Math.Max(0, blocks.Count - 1)).Where(i => IsCut(blocks[i])).ToList();
        foreach (var i in cuts)
        {
            var twins = cuts.Count(j => Math.Abs(blocks[j].Features.Length - blocks[i].Features.Length) <= CutSlack);
            if (twins < 2 || !HeadAbove(blocks, i)) continue;
            Claim(blocks, i, 0.9);
        }
    }

    private static void ByEllipsis(List<Block> blocks)
    {
        for (var i = 1; i < blocks.Count; i++)
            if (blocks[i].IsOpen && blocks[i].Features is { EndsCut: true, Words: >= 7 and <= 60 }
                && HeadAbove(blocks, i)
                && !blocks.Skip(i + 1).Any(b => b.IsProse && b.Features.Words > 40))
                Claim(blocks, i, 0.8);
    }

    private static bool HeadAbove(List<Block> blocks, int i) =>
        blocks[i - 1] is { IsOpen: true, Features: { IsHeadlineLike: true, IsProse: false, Words: >= 4 } } && i >= 2;

    private static void Claim(List<Block> blocks, int i, double confidence)
    {
        blocks[i - 1].Is(LineKind.Teaser, Head, confidence);
        blocks[i].Is(LineKind.Teaser, Text, confidence);
    }

    private static void AfterDisclaimer(List<Block> blocks)
    {
        var lastProse = blocks.FindLastIndex(b => b.IsProse);
        var disclaimer = blocks.FindLastIndex(b => b.Kind == LineKind.Disclaimer);
        if (disclaimer < 0 || lastProse > disclaimer) return;
        foreach (var block in blocks.Skip(disclaimer + 1).Where(b => b.IsOpen && b.Features.IsHeadlineLike))
            block.Is(LineKind.Teaser, "a headline after the disclaimer", 0.75);
    }

    /// <summary>Three or more headlines in a row after the last paragraph are a list of other articles.</summary>
    private static void AfterTheLastWord(List<Block> blocks)
    {
        var last =
            blocks.FindLastIndex(b => b.IsProse || (b.IsOpen && b.Features is { EndsSentence: true, Words: >= 4 }));
        if (last < 0) return;
        var rest = blocks.Skip(last + 1).Where(b => b.IsOpen && b.Mark == LineMark.None).ToList();
        if (rest.Count(b => b.Features.IsHeadlineLike) < 3 || rest.Count(b => b.Features.IsFigures) * 3 > rest.Count)
            return;
        foreach (var block in rest)
            block.Is(LineKind.Teaser, "in a run of headlines after the last paragraph", 0.7);
    }
}

using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Notation;

namespace NewsArchive.Lines;

/// <summary>The text itself, the short lines inside it, and what is left over after it.</summary>
internal static partial class InsideRules
{
    private const int LongestSubheading = 14;

    /// <param name="textStandsApart">The container states the headline and holds the text by itself: a short line in it
    /// is text.</param>
    public static void Apply(List<Block> blocks, bool textStandsApart)
    {
        var lastProse = blocks.FindLastIndex(b => b.IsProse);
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (!block.IsOpen) continue;
            var (kind, rule, confidence) = Decide(blocks, i, lastProse, textStandsApart);
            block.Is(kind, rule, confidence);
        }
        NothingBelow(blocks);
    }

    /// <summary>
    /// A heading heads what is below it; after the last paragraph it headed a part of the page that is gone.
    /// </summary>
    private static void NothingBelow(List<Block> blocks)
    {
        for (var i = blocks.Count - 1; i >= 0 && blocks[i].Kind is not (LineKind.Body or LineKind.Quote); i--)
            if (blocks[i].Kind == LineKind.Subheading)
                blocks[i].Is(LineKind.Boilerplate, "a heading with nothing of the article below it", 0.7);
    }

    private static (LineKind, string, double) Decide(List<Block> blocks, int i, int lastProse, bool textStandsApart)
    {
        var block = blocks[i];
        var features = block.Features;
        if (block.Mark == LineMark.Heading) return (LineKind.Subheading, "marked as a heading", 0.95);
        if (features.IsProse) return (LineKind.Body, "running text", 0.9);
        if (block.Mark is LineMark.Paragraph or LineMark.ListItem)
            return (LineKind.Body,
                block.Mark == LineMark.Paragraph ? "marked as a paragraph" : "marked as an item of a list", 0.8);
        if (IsMarkup(blocks) && !features.EndsSentence)
            return (LineKind.Boilerplate, "short, and not marked as text", 0.6);
        if (features.IsFigures && (i < lastProse || i > 0 && blocks[i - 1].Kind == LineKind.Body))
            return (LineKind.Body, RowOfFigures, 0.6);
        if (ListItem().IsMatch(block.Text)) return (LineKind.Body, "an item of a list", 0.7);
        if (Speech().IsMatch(block.Text)) return (LineKind.Body, "speech", 0.75);
        if (features.EndsSentence && features.Words >= 2) return (LineKind.Body, "a short sentence", 0.7);
        if (DatePattern.IsTimeOfDay(block.Text)) return i < lastProse
            ? (LineKind.Subheading, "a time of day, heads an entry", 0.75)
            : (LineKind.Boilerplate, "a time of day", 0.6);
        if (textStandsApart && i > lastProse) return (LineKind.Body, "part of a text that stands by itself", 0.6);
        if (i > lastProse) return lastProse < 0
            ? (LineKind.Body, "the file has no running text; kept", 0.4)
            : (LineKind.Boilerplate, "a short line after the last paragraph", 0.6);
        if (features.Words > LongestSubheading || block.Text.EndsWith(':'))
            return (LineKind.Body, "leads into the next lines", 0.55);
        var nextIsShort = i + 1 < blocks.Count && IsShortLine(blocks[i + 1]);
        var previousIsShort = i > 0 && blocks[i - 1].Kind is LineKind.Teaser or LineKind.Boilerplate
            && blocks[i - 1].Rule == RunOfLinks;
        if (!textStandsApart
            && ((nextIsShort && i + 2 < blocks.Count && IsShortLine(blocks[i + 2])) || previousIsShort))
            return (features.Words >= 5 ? LineKind.Teaser : LineKind.Boilerplate, RunOfLinks, 0.6);
        return (LineKind.Subheading, "short, above a paragraph", 0.7);
    }

    private static bool IsMarkup(List<Block> blocks) => blocks.Exists(b => b.Mark is LineMark.Paragraph);

    public const string RowOfFigures = "a row of figures";

    private const string RunOfLinks = "in a run of short lines, as links are";

    private static bool IsShortLine(Block block) =>
        block.IsOpen && !block.Features.IsProse && !block.Features.IsFigures && !block.Features.EndsSentence
            && !ListItem().IsMatch(block.Text)
        && !DatePattern.IsTimeOfDay(block.Text) && block.Features.Words <= LongestSubheading && block.Mark == LineMark.None;

    [GeneratedRegex(@"^\s*(?:[-–—•*·▪●○◦‣]\s|\(?\d{1,2}[.)]\s|[a-z]\)\s)")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^[“""«„].{3,}[”""»“][^\w”""»“]*$")]
    private static partial Regex Speech();
}

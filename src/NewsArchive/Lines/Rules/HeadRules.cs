// Observation: above the first paragraph stand menu items, a headline, a standfirst, names and a date, in any mix.
// Idea: among the short lines above the lede take as headline the one with the most signs: form, place, and words that
// the first paragraphs take up again. What stands between it and the lede is standfirst or byline; the rest is page
// furniture.
// Known failure: a section name of four words directly above a headline that is a single word.
using NewsArchive.Formats;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Lines;

internal static class HeadRules
{
    /// <summary>Signs that a headline must show at least.</summary>
    private const double Enough = 1.5;

    /// <summary>What it says for a short line to be the only one above the text.</summary>
    private const double AloneAbove = 2;

    public const string ShortLine = "a short line above the article";

    public static void Apply(List<Block> blocks, DeclaredFields declared)
    {
        var lede = blocks.FindIndex(b => b.IsProse && b.Mark is LineMark.None or LineMark.Paragraph);
        var end = lede < 0 ? FirstText(blocks) : lede;
        var headline = FindHeadline(blocks, end, declared);
        if (headline >= 0)
            blocks[headline]
                .Is(LineKind.Headline, Reason(blocks, headline, end, declared),
                declared.Headline is null ? 0.85 : 0.95);
        // A container that states the headline and holds the text apart from it has nothing above the text.
        if (declared.Headline is not null && headline < 0) return;
        DeclaredStandfirst(blocks, declared);
        for (var i = 0; i < end; i++)
        {
            var block = blocks[i];
            if (block.IsOpen && block.Features.IsFigures && i > headline && headline >= 0)
            {
                block.Is(LineKind.Body, InsideRules.RowOfFigures, 0.6);
                continue;
            }
            if (!block.IsOpen || DatePattern.IsTimeOfDay(block.Text)) continue;
            if (i > 0 && blocks[i - 1].Kind == LineKind.Byline && BylineForm.IsRole(block.Text))
                block.Is(LineKind.Byline, "the role of the author above", 0.7);
            else if (i > headline && headline >= 0 && BylineForm.NamesOnly(block.Text) is not null)
                block.Is(LineKind.Byline, "a name by itself between headline and lede", 0.7);
            else if (i > headline && headline >= 0 && block.Features.Words >= 6 && i <= headline + 2)
                block.Is(LineKind.Standfirst, "between headline and lede", 0.7);
            else if (block.Features is { EndsSentence: true, Words: >= 4 } && headline >= 0 && i > headline)
                block.Is(LineKind.Body, "a sentence below the headline", 0.6);
            else if (lede >= 0 && block.Mark is not (LineMark.Paragraph or LineMark.ListItem))
                block.Is(LineKind.Boilerplate, ShortLine, 0.6);
        }
    }

    /// <summary>
    /// The declared standfirst where it stands apart from the text: marked otherwise, repeated, or with the byline, the
    /// day or a picture between it and the next paragraph. Without such a sign it is the lede that was declared.
    /// </summary>
    private static void DeclaredStandfirst(List<Block> blocks, DeclaredFields declared)
    {
        if (declared.Standfirst is not { Length: >= 20 } standfirst) return;
        var wanted = PhraseList.Normalise(standfirst.Length <= 400 ? standfirst : standfirst[..400]);
        var first = blocks.FindIndex(b => b.IsOpen && b.Normalised == wanted);
        var prose = blocks.FindIndex(b => b.IsProse && b.Normalised != wanted);
        if (first < 0 || prose < first) return;
        var apart = blocks[first].Mark is LineMark.None or LineMark.Heading
            || blocks.Count(b => b.IsOpen && b.Normalised == wanted) > 1
            || blocks.Take(prose).Skip(first + 1)
            .Any(b => b.Kind is LineKind.Byline or LineKind.Dateline or LineKind.Caption or LineKind.Credit);
        if (!apart || declared.Headline is null) return;
        foreach (var block in blocks.Take(prose).Where(b => b.IsOpen && b.Normalised == wanted))
            block.Is(LineKind.Standfirst, "the declared standfirst", 0.9);
    }

    /// <summary>Where there is no paragraph: the first line that ends as a sentence, else the end.</summary>
    private static int FirstText(List<Block> blocks)
    {
        var sentence = blocks.FindIndex(1 <= blocks.Count ? Math.Min(1, blocks.Count) : 0,
            b => b.IsOpen && b.Features is { EndsSentence: true, Words: >= 4 });
        return sentence >= 0 ? sentence : Math.Min(blocks.Count, blocks.FindIndex(b => b.IsOpen) + 1);
    }

    private static int FindHeadline(List<Block> blocks, int end, DeclaredFields declared)
    {
        var first = blocks.FindIndex(b => b.IsOpen);
        var best = -1;
        var bestSigns = Enough - 0.001;
        for (var i = 0; i < end; i++)
        {
            var block = blocks[i];
            if (!block.IsOpen
                || (!block.Features.IsHeadlineLike && block.Mark != LineMark.Heading && !IsDeclared(block, declared)
                && !IsAloneAbove(block, i, end)))
                continue;
            if (declared.Headline is not null && !IsDeclared(block, declared) && block.Mark != LineMark.Heading)
                continue;
            double signs = 0;
            if (IsDeclared(block, declared)) signs += 5;
            if (IsAloneAbove(block, i, end)) signs += AloneAbove;
            if (block.Mark == LineMark.Heading) signs += 2;
            if (block.Features.Words >= 4) signs += 1;
            if (block.Features.Words <= 2) signs -= 1;
            if (i == first) signs += 0.75;
            if (char.IsUpper(block.Text[0]) || !char.IsLetter(block.Text[0])) signs += 0.25;
            if (block.Features is { EndsSentence: true } && block.Text[^1] == '.') signs -= 1;
            signs += Math.Min(2, 0.75 * Answered(block, blocks, end));
            if (signs <= bestSigns) continue;
            (best, bestSigns) = (i, signs);
        }
        return best;
    }

    /// <summary>A short first line and nothing else above the text: “Frozen out”.</summary>
    private static bool IsAloneAbove(Block block, int i, int end) =>
        i == 0 && end == 1 && block.Mark == LineMark.None && !block.Features.EndsSentence
            && (block.Features.Words == 2 || block.Text.Length >= 2 && block.Text.All(Scripts.HasNoSpaces));

    private static bool IsDeclared(Block block, DeclaredFields declared) =>
        declared.Headline is { } headline && PhraseList.Normalise(headline) == block.Normalised;

    /// <summary>How many longer words of the line the first three paragraphs take up again.</summary>
    private static int Answered(Block block, List<Block> blocks, int lede)
    {
        var opening = string.Join(' ', blocks.Skip(lede).Where(b => b.IsProse).Take(3).Select(b => b.Normalised));
        return block.Normalised.Split(' ').Where(w => w.Length > 3).Distinct()
            .Count(word => opening.Contains(word.Length > 5 ? word[..5] : word, StringComparison.Ordinal));
    }

    private static string Reason(List<Block> blocks, int headline, int lede, DeclaredFields declared)
    {
        if (IsDeclared(blocks[headline], declared)) return "the declared headline";
        if (blocks[headline].Mark == LineMark.Heading) return "marked as a heading above the text";
        return Answered(blocks[headline], blocks, lede) > 0
            ? "stands alone above the text, answered by the lede"
            : "stands alone above the text";
    }
}

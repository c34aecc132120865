// Observation: what a field, a column, an item of a feed or an element gives as the article's text was set apart from
// its page by somebody already; short paragraphs, rows and asides in it look like furniture and are none.
// Idea: such a text is kept whole. Only what gives itself away whatever it looks like stays apart: a line that recurs
// in the texts of its source, a credit, the headline once more, a byline or a date at its head, what markup calls
// comments or other articles.
// Known failure: one call to subscribe that a scraper took along is kept, until the source has shown it repeatedly.
using NewsArchive.Formats;

namespace NewsArchive.Lines;

internal static class DeclaredTextRules
{
    /// <summary>Paragraphs at the head among which a byline or a date may stand.</summary>
    private const int Head = 4;

    /// <summary>Gives back to a declared text what its look alone had taken from it.</summary>
    public static void Apply(List<Block> blocks, RawDocument document)
    {
        if (!document.IsDeclaredText) return;
        // Where no line is longer than a terminal's, a line is no paragraph, and a heading stands apart.
        var isWrapped = blocks.TrueForAll(b => b.Text.Length <= BlockLayout.TerminalWidth * (b.Last - b.First + 1));
        for (var i = 0; i < blocks.Count; i++)
            if (blocks[i] is { Kind: { } kind } block
                && !IsText(kind, block, !isWrapped || i + 1 == blocks.Count || blocks[i + 1].First > block.Last + 1)
                && !StaysApart(kind, block, i, document, blocks.Count == 1))
                block.Is(LineKind.Body, "part of the declared text", 0.95);
    }

    private static bool IsText(LineKind kind, Block block, bool standsApart) =>
        kind is LineKind.Body or LineKind.Quote || (kind == LineKind.Subheading && block.Mark == LineMark.Heading)
            || (kind == LineKind.Subheading && standsApart && !block.Features.EndsSentence && !StartsLower(block.Text));

    private static bool StaysApart(
        LineKind kind, Block block, int place, RawDocument document, bool isAlone) => kind switch
        {
            _ when block.Mark is LineMark.FrontMatter or LineMark.Picture or LineMark.Credit => true,
            LineKind.Credit => true,
            LineKind.Boilerplate or LineKind.Teaser when block.Mark is LineMark.Related or LineMark.Comment => true,
            LineKind.Comment => block.Mark == LineMark.Comment,
            // Rows of figures look alike in every report of a market and are the report.
            LineKind.Boilerplate => RepeatedLinesRule.Claimed(block) && !block.Text.Any(char.IsDigit),
            LineKind.Headline => document.Declared.Headline is { } declared
                ? PhraseList.Normalise(declared) == block.Normalised : !block.Features.EndsSentence && !isAlone,
            LineKind.Standfirst => document.Declared.Standfirst is { } declared
                && PhraseList.Normalise(declared) == block.Normalised,
            LineKind.Byline => place < Head && block.Rule.StartsWith("label", StringComparison.Ordinal),
            LineKind.Dateline => place < Head,
            _ => false,
        };

    private static bool StartsLower(string text) => text.Length > 0 && char.IsLower(text[0]);
}

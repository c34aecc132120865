// Observation: a picture leaves three lines behind, in this order: its slug (a file or desk name), its caption, its
// credit.
// Idea: credits have a form of their own (a name and an agency with strokes between); the paragraph above a credit is a
// caption where it also shows signs of describing a picture; a short line above a caption is its slug.
// Known failure: a caption with neither credit nor slug nor the words of a caption reads as body.
using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Text;

namespace NewsArchive.Lines;

internal static partial class FigureRules
{
    private const int LongestCredit = 14;
    private const int LongestCaption = 70;
    private const int LongestSlug = 6;

    /// <summary>Signs needed to call the paragraph above a credit a caption, and one without a credit.</summary>
    private const double AboveCredit = 1.5, Alone = 3;

    public static void Apply(List<Block> blocks)
    {
        // What gives itself away is no paragraph of the article, however the page marks it.
        foreach (var block in blocks.Where(b => b.IsOpen && b.Mark == LineMark.Paragraph))
        {
            if (LeftByPlayer().IsMatch(block.Text) && block.Features.Words <= LongestCaption)
                block.Is(LineKind.Caption, "begins as captions do", 0.85);
            else if (IsLabelledCredit(block)) block.Is(LineKind.Credit, "the credit of a picture", 0.85);
            else if (block.Features is { Words: <= LongestCaption / 2, Sentences: <= 2 }
                && CreditAtEnd().IsMatch(block.Text))
                block.Is(LineKind.Caption, "ends with the credit of a picture", 0.8);
        }
        foreach (var block in blocks.Where(b => b.IsOpen && b.Mark == LineMark.None))
        {
            if (IsCredit(block)) block.Is(LineKind.Credit, "a name and an agency, as under pictures", 0.9);
            else if (FileName().IsMatch(block.Text)) block.Is(LineKind.ImageSlug, "the file name of a picture", 0.95);
            else if (DeskSlug().IsMatch(block.Text))
                block.Is(LineKind.ImageSlug, "capitals joined by hyphens, as agencies name pictures", 0.9);
        }
        for (var i = 0; i < blocks.Count; i++)
            if (blocks[i].IsOpen && blocks[i].Mark == LineMark.None && CaptionRule(blocks, i) is { } rule)
            {
                blocks[i].Is(LineKind.Caption, rule, 0.8);
                NameSlugAbove(blocks, i);
            }
    }

    public static bool EndsWithCredit(string text) => InlineCredit().IsMatch(text) || CreditAtEnd().IsMatch(text);

    private static bool IsShort(Block block) => block.Features is { Words: <= LongestCredit, Sentences: <= 1 };

    private static bool IsLabelledCredit(Block block) =>
        IsShort(block) && LabelledCredit().IsMatch(block.Text);

    private static bool IsCredit(Block block)
    {
        if (!IsShort(block)) return false;
        return LabelledCredit().IsMatch(block.Text)
            || (Agency().IsMatch(block.Text) && (Stroke().IsMatch(block.Text) || NothingElse(block.Text)));
    }

    /// <summary>True where only agencies, initials and the words “via”, “photo”, “images” stand in the line.</summary>
    private static bool NothingElse(string text) =>
        Filler().Replace(Agency().Replace(text, ""), "")
            .Trim(' ', '/', '(', ')', '.', ',', '-', '–', '—', '|', '©').Length == 0;

    private static string? CaptionRule(List<Block> blocks, int i)
    {
        var block = blocks[i];
        if (block.Features.Words is < 4 or > LongestCaption || block.Features.Sentences > 3) return null;
        if (FilePhoto().IsMatch(block.Text)) return "begins as captions do";
        if (InlineCredit().IsMatch(block.Text)) return "ends with the credit of a picture";
        var aboveCredit = i + 1 < blocks.Count && blocks[i + 1].Kind == LineKind.Credit
            && blocks[i + 1].First - block.Last <= 3;
        var slugAbove = i > 0 && blocks[i - 1].Kind == LineKind.ImageSlug;
        var shortAbove = i > 0 && blocks[i - 1].IsOpen && IsSlugLike(blocks[i - 1]);
        double signs = 0;
        if (slugAbove) signs += 2;
        if (shortAbove) signs += 0.5;
        if (Depicts().IsMatch(block.Text)) signs += 1.5;
        if (block.Dates.Exists(d => d.YearGiven)) signs += 1.5;
        if (Position().IsMatch(block.Text)) signs += 1;
        if (block.Features.Words <= 12) signs += 0.5;
        if (Said().IsMatch(block.Text)) signs -= 1;
        if (block.Features.Words > 50) signs -= 1;
        if (aboveCredit && signs >= AboveCredit)
            return $"above the credit in line {blocks[i + 1].First}, describes a picture";
        return signs >= Alone ? (slugAbove ? "below the name of a picture" : "describes a picture") : null;
    }

    private static void NameSlugAbove(List<Block> blocks, int caption)
    {
        // The first short line of a file is its headline, not the name of a picture.
        if (caption < 1 || !blocks[caption - 1].IsOpen || !IsSlugLike(blocks[caption - 1])) return;
        if (!blocks.Take(caption - 1).Any(b => b.IsProse || (b.IsOpen && b.Features.IsHeadlineLike))) return;
        blocks[caption - 1].Is(LineKind.ImageSlug, $"short, above the caption in line {blocks[caption].First}", 0.75);
    }

    private static bool IsSlugLike(Block block) =>
        block.Features.Words <= LongestSlug && !block.Features.EndsSentence && block.Mark == LineMark.None
            && !block.Text.EndsWith(':');

    [GeneratedRegex(@"(?<![\p{L}\d])(?:" + Agencies.CreditPattern + @")(?![\p{L}\d])")]
    private static partial Regex Agency();

    [GeneratedRegex(@"\p{L}\s?/\s?\p{L}|(?:AP|AFP|Reuters|Pool|File)\s+Photo|\bvia\b|^\s*(?:©|\(c\))",
        RegexOptions.IgnoreCase)]
    private static partial Regex Stroke();

    [GeneratedRegex(@"\b(?:via|photos?|images?|file|pictures?|agency|news|pool|the|and|by|\d{4})\b",
        RegexOptions.IgnoreCase)]
    private static partial Regex Filler();

    [GeneratedRegex(@"^\W{0,2}(?:(?:photo|image|picture|video|illustration|graphic|foto|bild)s?\s*(?:credit|courtesy"
        + @"|source|by|copyright|:)|(?:photo(?:graph)?s?|image|picture)\s+(?:credit|courtesy|source|by)\b"
        + @"|credit\s*[:/]|image\s+source|image\s+copyright|photograph:|picture:|courtesy\s+of\b)", RegexOptions.IgnoreCase)]
    private static partial Regex LabelledCredit();

    /// <summary>Words that a player or a picture of a page leaves in its text.</summary>
    [GeneratedRegex(@"^(?:(?:image|media|video|photo|picture)\s+(?:copyright|caption)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex LeftByPlayer();

    [GeneratedRegex(@"[.\s(](?:(?:Photo|Image|Picture)\s+)?(?:Credit|credit|CREDIT):\s?[^.]{2,60}\W*$")]
    private static partial Regex CreditAtEnd();

    [GeneratedRegex(@"^\S+\.(?:jpe?g|png|gif|webp|svg|avif)$", RegexOptions.IgnoreCase)]
    private static partial Regex FileName();

    [GeneratedRegex(@"^(?=.{10,})[A-Z0-9][A-Z0-9'’&.]*(?:[-_/][A-Z0-9'’&.]+)+$")]
    private static partial Regex DeskSlug();

    [GeneratedRegex(@"^\W{0,2}(?:file\s+(?:photo|picture|image|pic)|file\s*[-–—:]|in\s+this\s+(?:file\s+)?(?:photo"
        + @"|picture|image|undated|handout|courtesy)|(?:image|photo|picture)\s+caption|caption\s*:|this\s+(?:photo"
        + @"|picture|image|combination)\b|representational\s+image)", RegexOptions.IgnoreCase)]
    private static partial Regex FilePhoto();

    [GeneratedRegex(@"(?:\((?:[^()]{0,60}(?:AP\s+Photo|Getty|AFP|Reuters|Photo\s+by|EPA|Shutterstock)[^()]{0,60})\)"
        + @"|(?:REUTERS|AFP|AP\s+Photo|EPA(?:-EFE)?)\s?/\s?[\p{Lu}][\p{L}.\s-]{2,40}|(?:Photo|Image|Photograph"
        + @"|Picture)(?:\s+credit)?:\s[^.]{2,60})\W*$")]
    private static partial Regex InlineCredit();

    [GeneratedRegex(@"\b(?:is|are)\s+(?:seen|shown|pictured|displayed|photographed|depicted)\b|\b(?:seen|pictured"
        + @"|shown)\s+(?:here|in|on|at|during|with|above|left|right)\b|^(?:An?|The|Two|Three|People|Men|Women|Children"
        + @"|Members|Supporters|Protesters|Workers|Residents|Soldiers|Police|Firefighters|Rescuers|Visitors|Passengers"
        + @"|Fans|Demonstrators|Commuters|Students|Customers|Pedestrians)\s(?:\S+\s){0,6}(?:look|looks|walk|walks"
        + @"|stand|stands|hold|holds|sit|sits|pose|poses|wave|waves|wait|waits|gather|gathers|ride|rides|carry|carries"
        + @"|watch|watches|pass|passes|speak|speaks|attend|attends|leave|leaves|arrive|arrives|work|works|march"
        + @"|marches|listen|listens|react|reacts|celebrate|celebrates)\b")]
    private static partial Regex Depicts();

    [GeneratedRegex(@"\((?:left|right|centre|center|l|r|c|top|bottom|above|below|file)\)|,\s(?:left|right|centre"
        + @"|center|second from (?:left|right)),|^(?:Left|Right|Above|Below|From left|Pictured)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Position();

    [GeneratedRegex(@"[“""][^“”""]{12,}[”""]|\b(?:said|told|added)\b")]
    private static partial Regex Said();
}

using System.Buffers;
using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Notation;

namespace NewsArchive.Lines;

/// <summary>Lines that give themselves away, whatever stands around them.</summary>
internal static partial class PlainRules
{
    private static readonly PhraseList Boilerplate = PhraseList.Load("boilerplate");
    private static readonly PhraseList Disclaimers = PhraseList.Load("disclaimers");

    /// <summary>From this many words on, a phrase inside a paragraph proves nothing.</summary>
    private const int LongestNag = 30;

    private const int MostBylines = 3;

    public static void Apply(List<Block> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (Decide(block) is { } verdict) block.Is(verdict.Kind, verdict.Rule, verdict.Confidence);
        }
        NamesBesideDates(blocks);
        CommentsToTheEnd(blocks);
    }

    /// <summary>“Jane Doe · 12 March 2021”. Many such lines are a calendar or a list, not bylines.</summary>
    private static void NamesBesideDates(List<Block> blocks)
    {
        var found =
            blocks.Where(b =>
                b.IsOpen && b.WithoutStamp is { } besides
                    && (BylineForm.NamesOnly(besides) ?? BylineForm.Labelled(besides)) is not null).ToList();
        if (found.Count is > 0 and <= MostBylines)
            foreach (var block in found) block.Is(LineKind.Byline, "names beside a date", 0.85);
    }

    private static (LineKind Kind, string Rule, double Confidence)? Decide(Block block) => block.Mark switch
    {
        LineMark.FrontMatter => (LineKind.Boilerplate, "front matter, read as declared fields", 1),
        LineMark.Quote => (LineKind.Quote, "marked as a quotation", 0.98),
        LineMark.Picture => (LineKind.Caption, "the words of a picture", 0.95),
        LineMark.Credit => (LineKind.Credit, "marked as a credit", 0.95),
        LineMark.Furniture => (LineKind.Boilerplate, "in a part of the page that is not the article", 0.9),
        LineMark.Related => (LineKind.Teaser, "in a part of the page that announces other articles", 0.9),
        LineMark.Comment => (LineKind.Comment, "in the part of the page where readers write", 0.9),
        LineMark.PostHead => (LineKind.Subheading, "heads a post of a live report", 0.95),
        LineMark.Heading => null,
        _ => ByWords(block),
    };

    private static (LineKind, string, double)? ByWords(Block block)
    {
        var text = block.Text;
        var words = block.Features.Words;
        if (words == 0) return (LineKind.Boilerplate, "signs without words", 0.9);
        if (BylineForm.Labelled(text) is { } byline && words <= 22)
            return (LineKind.Byline, $"label “{byline.Label}”", 0.95);
        if (block.IsDateStamp) return (LineKind.Dateline, "a date by itself", 0.9);
        // A sentence of the article may hold any phrase (“declined to comment”); the page's own speaks to its reader.
        var speaksOfThePage = !block.Features.EndsSentence
            || (AddressesReader().IsMatch(block.Normalised) && text.AsSpan().IndexOfAny("“”\"") < 0);
        if (Disclaimers.Match(block.Normalised, words <= 80) is { } disclaimer && words >= 3)
            return (LineKind.Disclaimer, disclaimer, 0.9);
        if (words <= LongestNag + 20
            && Boilerplate.Match(block.Normalised, words <= LongestNag && speaksOfThePage) is { } nag)
            return (LineKind.Boilerplate, nag, 0.9);
        if (words <= LongestNag && CutOff.Says(block.Normalised, speaksOfThePage))
            return (LineKind.Boilerplate, "says that the text goes on elsewhere", 0.9);
        if (AddressOnly().IsMatch(text)) return (LineKind.Boilerplate, "an address and nothing else", 0.9);
        if (Counter().IsMatch(text)) return (LineKind.Boilerplate, "a counter", 0.85);
        if (IsMenuBar(text)) return (LineKind.Boilerplate, MenuBar, 0.85);
        return null;
    }

    public const string MenuBar = "a row of menu items";

    /// <summary>True where the words alone make it a part of the page.</summary>
    public static bool IsPageFurniture(Block block) =>
        Boilerplate.Match(block.Normalised) is not null || Disclaimers.Match(block.Normalised) is not null;

    /// <summary>Below the heading of a comments section stand the readers' words.</summary>
    private static void CommentsToTheEnd(List<Block> blocks)
    {
        var prose = blocks.Where(b => b.IsProse).Sum(b => b.Features.Words);
        var above = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].IsProse) above += blocks[i].Features.Words;
            // A counter or a link with these words stands above the article, too.
            if (!CommentsHeading().IsMatch(blocks[i].Normalised) || above * 4 < prose
                || blocks[i].Mark is LineMark.Furniture or LineMark.Related) continue;
            foreach (var block in blocks.Skip(i + 1).Where(b => b.IsOpen))
                block.Is(LineKind.Comment, $"below the comments heading in line {blocks[i].First}", 0.8);
            return;
        }
    }

    private static readonly SearchValues<char> Bars = SearchValues.Create("|•›»·>");

    /// <summary>Three or more short items parted by bars, bullets or arrows.</summary>
    private static bool IsMenuBar(string text)
    {
        if (text.AsSpan().IndexOfAny(Bars) < 0) return false;
        var items = text.Split(['|', '•', '›', '»', '·', '>'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return items.Length >= 3 && items.All(item => item.Count(c => c == ' ') < 4) && !text.TrimEnd().EndsWith('.');
    }

    [GeneratedRegex(@"\b(?:you|your|our|us|we|copyright|reserved|cookies|comments?|spam|required|fields|material"
        + @"|newsletter|follow (?:her|him|them) (?:on|at))\b|©"
        + @"|^(?:please )?(?:sign up|subscribe|click|join|get|follow|download|log in|register)\b")]
    private static partial Regex AddressesReader();

    [GeneratedRegex(@"^(?:#\s)?(?:reader\s|user\s|top\s|top rated\s|latest\s|all\s)?(?:comments|responses|replies"
        + @"|kommentare|commentaires|comentarios)(?:\s?\(?#\)?)?:?$")]
    private static partial Regex CommentsHeading();

    [GeneratedRegex(@"^(?>\W*)(?:https?://(?>\S+)|www\.(?>\S+)|[\w.+-]+@[\w-]+\.(?>[\w.]+))\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex AddressOnly();

    [GeneratedRegex(@"^\W*\d[\d.,]*\s?[kKmM]?\s*(?:views?|shares?|likes?|comments?|reads?|followers|retweets?|votes?"
        + @"|min(?:ute)?s?(?:\s+read)?|hours?\s+ago|days?\s+ago|mins?\s+ago|minutes?\s+ago)\W*$|^\W*\d+\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex Counter();
}

// Observation: on a page saved with its menus the headline stands some lines above the article, between share buttons
// and section names, often twice, and says in a few words what the article then says at length.
// Idea: once the article is known, look upwards from its first paragraph for the short line that shares most of its
// words with the article, stands near and is followed by names or a day. Between it and the article stand standfirst,
// authors and day; lines of these kinds elsewhere belong to other articles.
// Known failure: headlines that play with words the article does not use.
using NewsArchive.Formats;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Lines;

internal static class HeadSearch
{
    /// <summary>Paragraphs above the article in which its headline is looked for.</summary>
    private const int Reach = 60;

    /// <summary>Paragraphs around headline and article in which names and days are the article's own.</summary>
    private const int Around = 4;

    /// <summary>Where no headline is found, names and days are looked for so far above the article.</summary>
    private const int ReachWithoutHeadline = 10;

    /// <summary>Signs that a line must show to be the headline.</summary>
    private const double Enough = 3;

    /// <summary>
    /// Pages have furniture; with fewer paragraphs than this above the article the first rules see enough.
    /// </summary>
    private const int FewestAbove = 2;

    public static void Apply(List<Block> blocks, DeclaredFields declared)
    {
        if (declared.Headline is not null || blocks.Exists(b => b.Mark != LineMark.None)) return;
        var lede = blocks.FindIndex(b => b.Kind == LineKind.Body && b.Features.IsProse);
        var last = blocks.FindLastIndex(b => b.Kind == LineKind.Body && b.Features.IsProse);
        if (lede < FewestAbove || TopOfTheText(blocks, lede)) return;
        var headline = Find(blocks, lede);
        foreach (var block in blocks.Where(b => b.Kind is LineKind.Headline or LineKind.Standfirst))
            block.Is(LineKind.Boilerplate, "above the article, and not its headline", 0.6);
        if (headline >= 0) blocks[headline].Is(LineKind.Headline, "above the article, which takes up its words", 0.85);
        var first = headline >= 0 ? headline : Math.Max(0, lede - ReachWithoutHeadline);
        NamesAndDay(blocks, headline, first, lede, last);
        if (headline >= 0) Standfirst(blocks, headline, lede);
    }

    /// <summary>
    /// A text that begins with its headline: above the first paragraph stand names, a day and one or two lines more, and
    /// no page. Then the place tells, whatever the words.
    /// </summary>
    private static bool TopOfTheText(List<Block> blocks, int lede)
    {
        var above = blocks.Take(lede)
            .Where(b => b.Kind is not (LineKind.Byline or LineKind.Dateline) && b.Rule != PlainRules.MenuBar
                && !DatePattern.IsTimeOfDay(b.Text)).ToList();
        if (above.Count is 0 or > 2 || above.Count == lede || !above.TrueForAll(IsOfTheHead)) return false;
        if (above is [_, var named] && Author(named.Text) is not null)
        {
            named.Is(LineKind.Byline, "a name by itself between headline and lede", 0.7);
            above.RemoveAt(1);
        }
        var headline = above is [var section, { Features.Words: >= 2 } second] && IsSection(section, second)
            ? second : above[0];
        if (headline.Features.Words > LongestHeadline) return false;
        foreach (var block in above.Where(b => b != headline))
            if (above[0] == headline && block.Features.Words >= ShortestStandfirst)
                block.Is(LineKind.Standfirst, "between headline and lede", 0.75);
            else block.Is(LineKind.Boilerplate, HeadRules.ShortLine, 0.6);
        headline.Is(LineKind.Headline, "the first line of the text, above names or a day", 0.85);
        return true;
    }

    /// <summary>One word, or the house's name in capitals, above a headline that is longer or not in capitals.</summary>
    private static bool IsSection(Block line, Block below) =>
        line.Features.Words == 1 && below.Features.Words > 2 && !line.Text.Any(Scripts.HasNoSpaces)
            || line.Features is { AllCaps: true, Words: <= 3 } && !below.Features.AllCaps
            && below.Features.Words < ShortestStandfirst;

    private static bool IsOfTheHead(Block block) =>
        (block.Kind is LineKind.Headline or LineKind.Standfirst or LineKind.Subheading or LineKind.Body
            || block.Rule == HeadRules.ShortLine || IsSentenceBeside(block)) && block.Features.Words > 0 && !block.Features.IsFigures;

    /// <summary>A standfirst reads like a text beside the article.</summary>
    private static bool IsSentenceBeside(Block block) =>
        block is { Kind: LineKind.Boilerplate, Features.LowerWords: >= 3 } && !PlainRules.IsPageFurniture(block);

    private const int LongestHeadline = 24, ShortestStandfirst = 6;

    /// <summary>The line that the first rules took for the headline is trusted more where it stands so near.</summary>
    private const int NearLede = 6;

    /// <summary>Words of a line that says when, and little else.</summary>
    private const int ShortLine = 10;

    private static int Find(List<Block> blocks, int lede)
    {
        Dictionary<string, int> body = [];
        foreach (var block in blocks.Where(b => b.Kind is LineKind.Body or LineKind.Quote or LineKind.Caption))
            foreach (var type in WordBeginnings.Of(block.Text, withFigures: true))
                body[type] = body.GetValueOrDefault(type) + 1;
        var opening =
            blocks.Skip(lede).Where(b => b.Kind == LineKind.Body).Take(4)
                .SelectMany(b => WordBeginnings.Of(b.Text, withFigures: true)).ToHashSet();
        var (best, bestSigns) = (-1, Enough);
        for (var i = Math.Max(0, lede - Reach); i < lede; i++)
        {
            var block = blocks[i];
            if (block.Kind
                is LineKind.Byline or LineKind.Dateline or LineKind.Credit or LineKind.Comment or LineKind.Body)
                continue;
            if (block.Features.Words is < 3 or > 30 || block.Text.Length > 220 || block.Text.EndsWith(':')) continue;
            if (block.Kind == LineKind.Caption && i >= lede - 2 || FigureRules.EndsWithCredit(block.Text)) continue;
            var types = WordBeginnings.Of(block.Text, withFigures: true);
            if (types.Count == 0) continue;
            var shared = types.Count(body.ContainsKey);
            var share = (double)shared / types.Count;
            var expected = block.Kind == LineKind.Headline && lede - i <= NearLede;
            if (shared < Math.Min(expected ? 1 : 2, types.Count) || share < (expected ? 0.2 : 0.4)) continue;
            var signs = (expected ? 1.5 : 0) + 3 * share + Math.Min(1.5, 0.4 * types.Count(opening.Contains))
                - 0.04 * (lede - i);
            if (block.Features.Words >= 5) signs += 0.75;
            if (block.Features is { EndsSentence: true } && block.Text[^1] == '.') signs -= 1.5;
            if (block.Features.Words > 20) signs -= 0.75;
            if (blocks.Take(Math.Min(lede, i + 7)).Skip(i + 1)
                .Any(b =>
                b.Kind is LineKind.Byline or LineKind.Dateline || IsLabel(b.Text) || Author(b.Text) is not null))
                signs += 1;
            // Below a byline stand the standfirst and the words of the first picture.
            if (i > 0 && BylineForm.Labelled(blocks[i - 1].Text) is not null) signs -= 1;
            if (blocks.Exists(b => b != block && b.Normalised == block.Normalised)) signs += 0.5;
            if (i > 0 && blocks[i - 1].Normalised.Length > 15 && opening.Count > 0
                && WordBeginnings.Of(blocks[i - 1].Text, withFigures: true) is { Count: >= 4 } before
                && before.Count(body.ContainsKey) >= 0.6 * before.Count && blocks[i - 1].Features.Words <= 24)
                signs -= 0.75;
            if (signs > bestSigns) (best, bestSigns) = (i, signs);
        }
        return best;
    }

    private static void NamesAndDay(List<Block> blocks, int headline, int first, int lede, int last)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            var isNear = i >= first - Around && i <= lede + 1 || i > last && i <= last + Around;
            if (i > last && block.Kind == LineKind.Byline && !IsHelp(block)
                && Enumerable.Range(Math.Max(0, first - Around), lede + 2 - Math.Max(0, first - Around))
                .Any(j => j < blocks.Count && blocks[j].Kind == LineKind.Byline)) isNear = false;
            if (!isNear && block.Kind is LineKind.Byline or LineKind.Dateline)
            {
                block.Is(LineKind.Boilerplate,
                    block.Kind == LineKind.Byline ? "names far from the article" : "a day far from the article", 0.7);
                continue;
            }
            if (i < first - 2 || i >= lede || i == headline || block.Kind is LineKind.Byline or LineKind.Dateline)
                continue;
            if (block.IsDateStamp) block.Is(LineKind.Dateline, "a date by itself", 0.9);
            else if (headline >= 0 && i > headline && block.Features.Words <= ShortLine
                && block.Dates.Exists(d => d.YearGiven) && block.Kind != LineKind.Caption)
                block.Is(Author(block.Text) is null ? LineKind.Dateline : LineKind.Byline,
                    "a short line with a day between headline and article", 0.75);
            else if (Author(block.Text) is not null
                && (IsLabelled(blocks, i) || IsBesideDay(blocks, i)
                || headline >= 0 && i > headline && i <= headline + Around + 2))
                block.Is(LineKind.Byline,
                    IsLabelled(blocks, i)
                        ? "a name below its label"
                        : IsBesideDay(blocks, i)
                        ? "a name beside the day" : "a name by itself between headline and article", 0.75);
        }
    }

    /// <summary>“Additional reporting by …” stands below the article whose byline stands above it.</summary>
    private static bool IsHelp(Block block) => BylineForm.Labelled(block.Text) is { Label.Length: > 2 };

    private static bool IsLabelled(List<Block> blocks, int i) =>
        i > 0 && (IsLabel(blocks[i - 1].Text)
            || (i > 1 && IsLabel(blocks[i - 2].Text) && Author(blocks[i - 1].Text) is not null));

    private static bool IsBesideDay(List<Block> blocks, int i) =>
        (i > 0 && blocks[i - 1].Kind == LineKind.Dateline)
            || (i + 1 < blocks.Count
            && (blocks[i + 1].Kind == LineKind.Dateline || blocks[i + 1].IsDateStamp
            || BylineForm.IsAgo(blocks[i + 1].Text)));

    private static bool IsLabel(string text) => text.TrimEnd(' ', ':') is { Length: <= 24 } label
        && (label.Equals("by", StringComparison.OrdinalIgnoreCase)
        || label.Equals("author", StringComparison.OrdinalIgnoreCase)
        || label.Equals("authors", StringComparison.OrdinalIgnoreCase)
            || label.Equals("written by", StringComparison.OrdinalIgnoreCase)
        || label.Equals("author of the article", StringComparison.OrdinalIgnoreCase)
        || label.Equals("von", StringComparison.OrdinalIgnoreCase));

    private static Byline? Author(string text) => BylineForm.NamesOnly(text) ?? BylineForm.NameWithRole(text);

    private static void Standfirst(List<Block> blocks, int headline, int lede)
    {
        for (var i = headline + 1; i < Math.Min(lede, headline + 3); i++)
        {
            var block = blocks[i];
            if (block.Kind is not (LineKind.Boilerplate or LineKind.Teaser or LineKind.ImageSlug)
                || block.Features.Words is < 6 or > 60 || block.Features.LowerWords < 3) continue;
            if (PlainRules.IsPageFurniture(block)) continue;
            block.Is(LineKind.Standfirst, "between headline and article", 0.7);
            return;
        }
    }
}

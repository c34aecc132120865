// Observation: below and beside an article stand whole paragraphs that are not part of it: readers' comments, the first
// sentences of other articles, the house about itself. Taken one by one they look like text.
// Idea: where a paragraph stands (in the longest run of text or apart from it, among page furniture), the words that it
// shares with that run and its form are weighed by a linear model; a paragraph is then in or out together with its
// neighbours (the likeliest sequence of two states). The weights were learned from public pages; see bounds.txt.
// Known failure: an article in several parts with long lists between them can lose the smaller part.
using System.Globalization;
using NewsArchive.Formats;
using NewsArchive.Text;

namespace NewsArchive.Lines;

internal static class ArticleBounds
{
    /// <summary>
    /// Cost of stepping in or out between neighbours, in the units of the model's log-odds; chosen on held-out folds.
    /// </summary>
    public const double StepCost = 0.5;

    /// <summary>Added to the log-odds: a line of the article lost is worse than a line too many.</summary>
    private const double Leaning = 0.4;

    /// <summary>Texts with fewer paragraphs than this have no beside.</summary>
    private const int FewestBlocks = 6;

    private static readonly double[] Weights = Load();

    public static void Apply(List<Block> blocks)
    {
        if (blocks.Count < FewestBlocks || blocks.Exists(b => b.Mark != LineMark.None)) return;
        var features = BoundsFeatures.Of(blocks);
        var odds = features.Select((f, i) => IsReading(blocks[i]) ? Odds(f, Weights) + Leaning : 0).ToArray();
        var inside = Inside(odds, StepCost);
        if (!blocks.Where((b, i) => inside[i] && b.Kind == LineKind.Body).Any()) return;
        // A subheading between two paragraphs of the article is the article's.
        for (var i = 1; i + 1 < blocks.Count; i++)
            if (blocks[i].Kind == LineKind.Subheading && blocks[i - 1].Kind == LineKind.Body && inside[i - 1]
                && blocks[i + 1].Kind == LineKind.Body && inside[i + 1]) inside[i] = true;
        for (var i = 0; i < blocks.Count; i++)
            if (!inside[i] && IsReading(blocks[i]))
                blocks[i]
                    .Is(LineKind.Boilerplate, Reason(features[i]), Math.Clamp(1 / (1 + Math.Exp(odds[i])), 0.5, 0.9));
    }

    public static double Odds(double[] features, double[] weights)
    {
        double sum = 0;
        for (var i = 0; i < features.Length; i++) sum += features[i] * weights[i];
        return sum;
    }

    private static bool IsReading(Block block) => block.Kind is LineKind.Body or LineKind.Subheading or LineKind.Quote;

    /// <summary>The likeliest sequence of in and out.</summary>
    public static bool[] Inside(double[] odds, double stepCost)
    {
        var n = odds.Length;
        var cameFromIn = new bool[n, 2];
        var (outside, inside) = (0.0, -stepCost / 2);
        for (var i = 0; i < n; i++)
        {
            var (toOut, toIn) = (inside - stepCost, outside - stepCost);
            cameFromIn[i, 0] = toOut > outside;
            cameFromIn[i, 1] = inside >= toIn;
            (outside, inside) = (Math.Max(outside, toOut) - odds[i] / 2, Math.Max(inside, toIn) + odds[i] / 2);
        }
        var result = new bool[n];
        var state = inside > outside;
        for (var i = n - 1; i >= 0; i--)
        {
            result[i] = state;
            state = cameFromIn[i, state ? 1 : 0];
        }
        return result;
    }

    /// <summary>The two strongest signs against it, in words of a reader.</summary>
    private static string Reason(double[] features)
    {
        var against =
            Enumerable.Range(1, features.Length - 1)
                .Select(i => (Words: InWords.GetValueOrDefault(BoundsFeatures.Names[i]), Weight: features[i] * Weights[i]))
            .Where(s => s.Weight < 0 && s.Words is not null).OrderBy(s => s.Weight).Take(2).Select(s => s.Words).ToList();
        return against.Count == 0
            ? "looks like a text beside the article" : $"looks like a text beside the article: {string.Join(", ", against)}";
    }

    /// <summary>The signs that can speak against a paragraph, as a reader would put them.</summary>
    private static readonly Dictionary<string, string> InWords = new()
    {
        ["capitals at the start of words"] = "written with capitals, as headlines are",
        ["speaks to its reader"] = "speaks to its reader",
        ["speaks of itself"] = "the house speaks of itself",
        ["holds a date"] = "has a date of its own",
        ["lines to the longest run before it"] = "stands far above the article",
        ["lines to the longest run after it"] = "stands far below the article",
        ["share of the text above"] = "most of the text stands above it",
        ["is repeated"] = "stands in the file twice",
        ["is a heading of a paragraph"] = "heads a text of its own",
        ["an author or a day directly above"] = "an author or a day stands right above it",
        ["is the first of its run"] = "begins another block of text",
        ["its run is short"] = "stands in a short block by itself",
        ["is short"] = "is short",
    };

    private static double[] Load()
    {
        var byName = EmbeddedText.Lines("Lines.Bounds.bounds.txt").Select(line => line.Split('\t'))
            .ToDictionary(p => p[0], p => double.Parse(p[1], CultureInfo.InvariantCulture));
        return [.. BoundsFeatures.Names.Select(name => byName[name])];
    }
}

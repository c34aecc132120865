using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Stories;

/// <summary>Numbers in sentences and what they count.</summary>
internal static partial class Figures
{
    private static readonly string[] Small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
        "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty"];
    private static readonly Dictionary<string,
        double> Scales = new()
        {
            ["hundred"] = 1e2,
            ["thousand"] = 1e3,
            ["million"] = 1e6,
            ["m"] = 1e6,
            ["billion"] = 1e9,
            ["bn"] = 1e9,
            ["trillion"] = 1e12
        };

    /// <summary>
    /// Words that tell what becomes of people, each under one head: “12 dead” and “14 people were killed” count the
    /// same.
    /// </summary>
    private static readonly Dictionary<string, string> Fates = new()
    {
        ["dead"] = "dead",
        ["killed"] = "dead",
        ["deaths"] = "dead",
        ["died"] = "dead",
        ["fatalities"] = "dead",
        ["lives"] = "dead",
        ["injured"] = "injured",
        ["wounded"] = "injured",
        ["hurt"] = "injured",
        ["injuries"] = "injured",
        ["arrested"] = "arrested",
        ["detained"] = "arrested",
        ["missing"] = "missing",
    };

    /// <summary>Words after a number in which a fate may stand.</summary>
    private const int FateReach = 5;

    /// <summary>A figure: what it counts, its value, and as written.</summary>
    internal readonly record struct Figure(string Of, double Value, string Written);

    /// <summary>Whether a word is a number up to twenty. English.</summary>
    public static bool IsNumberWord(string word) => Small.Contains(word, StringComparer.OrdinalIgnoreCase);

    public static List<Figure> In(string sentence)
    {
        List<Figure> found = [];
        foreach (Match m in Number().Matches(sentence))
        {
            var before = Words.Tokenise(sentence[..m.Index]).LastOrDefault().Text?.ToLowerInvariant();
            var after =
                Words.Tokenise(sentence[(m.Index + m.Length)..]).Take(FateReach).Select(w => w.Text.ToLowerInvariant())
                    .ToList();
            // Days, years, times and scores count nothing.
            if ((before is not null && Months.IsEnglish(before))
                || (after is [var month, ..] && Months.IsEnglish(month))
                || m.Groups["scale"].Value.Length == 0 && IsYear(m.Value)) continue;
            if (!Value(m, out var value)) continue;
            var currency = m.Groups["sign"].Value + (m.Groups["percent"].Success ? "%" : "");
            var of = currency.Length > 0 ? currency
                : after.Select(w => Fates.GetValueOrDefault(w)).FirstOrDefault(f => f is not null)
                ?? (after is [var next, ..] && next.Length > 2 ? EnglishStems.WithoutPlural(next) : null);
            if (of is not null) found.Add(new(of, value, sentence[m.Index..(m.Index + m.Length)].Trim()));
        }
        return found;
    }

    /// <summary>Of dead, injured, arrested and missing those that a sentence counts.</summary>
    public static HashSet<string> FatesIn(string sentence) =>
        [.. In(sentence).Select(f => f.Of).Where(Fates.ContainsValue)];

    /// <summary>
    /// Figures of one thing that differ between the articles of a statement. Only where each sentence has one such
    /// figure: else they may count parts.
    /// </summary>
    /// <param name="areClose">The sentences are so alike that sums and percentages in them are of one thing.</param>
    public static IEnumerable<DisputedFigure> Disputed(ImmutableArray<ComparedSentence> sentences, bool areClose)
    {
        var all = sentences.SelectMany(s => In(s.Text).Select(f => (Sentence: s, Figure: f))).ToList();
        foreach (var of in all.GroupBy(a => a.Figure.Of))
        {
            if (!areClose && !char.IsLetter(of.Key[0])) continue;
            if (of.GroupBy(a => a.Sentence).Any(g => g.Select(a => a.Figure.Value).Distinct().Count() > 1)) continue;
            if (of.Select(a => a.Sentence.ArticleId).Distinct().Count() < 2
                || of.Select(a => a.Figure.Value).Distinct().Count() < 2) continue;
            yield return new(of.Key, [.. of.Select(a => (a.Sentence, a.Figure.Written))]);
        }
    }

    private static bool Value(Match m, out double value)
    {
        var number = m.Groups["number"].Value.ToLowerInvariant();
        value = Array.IndexOf(Small, number);
        if (value < 0
            && !double.TryParse(number.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture,
            out value)) return false;
        if (Scales.TryGetValue(m.Groups["scale"].Value.ToLowerInvariant(), out var scale)) value *= scale;
        return true;
    }

    private static bool IsYear(string written) =>
        written.Length == 4 && written[0] is '1' or '2' && written.All(char.IsDigit);

    [GeneratedRegex(@"(?<![\p{L}\d.,:/-])(?<sign>[$£€¥]?)\s?(?<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|zero"
        + @"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
        + @"|seventeen|eighteen|nineteen|twenty)(?:\s?(?<percent>%|per\s?cent|percent|pct))?(?:[\s-]?(?<scale>hundred"
        + @"|thousand|million|billion|trillion|bn|m))?(?![\p{L}\d:]|[.,-]\d)", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}

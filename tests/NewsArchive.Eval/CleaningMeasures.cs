using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Eval;

/// <summary>How much of an article's body is kept from what a naive scraper leaves, and how little else.</summary>
internal static partial class CleaningMeasures
{
    private const int Shingle = 4;

    /// <summary>A fixed day, so that no score changes with the calendar.</summary>
    private static readonly TimeProvider Clock = new FixedClock(new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    public static IEnumerable<Score> AebPageText()
    {
        var pages = DataSets.Files("cleaning/aeb/pages.tar.gz");
        List<(double Precision, double Recall)> results = [];
        foreach (var truth in DataSets.Lines("cleaning/aeb/ground-truth.jsonl.gz"))
        {
            var id = truth.GetProperty("id").GetString()!;
            if (PageText(pages, id) is not { } bytes || Read(id, bytes) is not { } article) continue;
            results.Add(Compare(truth.GetProperty("body").GetString()!, BodyOf(article)));
            if (results[^1] is var (p, r) && Math.Min(p, r) < 0.8) RepairMeasures.Verbose(string.Create(CultureInfo.InvariantCulture, $"aeb {id}: precision {p:0.00}, recall {r:0.00}"));
        }
        yield return F1("body.pagetext.aeb", results);
    }

    public static IEnumerable<Score> FundusPageText()
    {
        var pages = DataSets.Files("cleaning/fundus-publishers/pages.tar.gz");
        List<(double, double)> english = [], others = [];
        Tally headline = new(), authors = new(), date = new();
        foreach (var truth in DataSets.Lines("cleaning/fundus-publishers/ground-truth.jsonl.gz"))
        {
            var id = truth.GetProperty("id").GetString()!;
            if (PageText(pages, id) is not { } bytes || Read(id, bytes) is not { } article) continue;
            // The set's “lang” is the publisher's country.
            var isEnglish = truth.GetProperty("lang").GetString() is "uk" or "us" or "au" or "ca" or "ie" or "in" or "nz" or "za" or "na";
            (isEnglish ? english : others).Add(Compare(truth.GetProperty("body").GetString()!, BodyOf(article)));
            if (!isEnglish) continue;
            var metadata = article.Metadata;
            headline.Add(Plain(truth.GetProperty("title").GetString()!), metadata.Headline.IsKnown && metadata.Headline.Status != InferenceStatus.Inferred ? Plain(metadata.Headline.Value!) : null);
            var wanted = truth.GetProperty("author").EnumerateArray().Select(a => Plain(a.GetString()!)).Order(StringComparer.Ordinal).ToList();
            var got = metadata.Bylines.Value is { IsDefaultOrEmpty: false } names ? string.Join('|', names.Select(Plain).Order(StringComparer.Ordinal)) : null;
            authors.Add(wanted.Count == 0 ? "" : string.Join('|', wanted), got);
            var day = truth.GetProperty("date").GetString()!;
            date.Add(day.Length >= 10 ? day[..10] : day, metadata.Published.IsKnown ? metadata.Published.Value.ToString()[..Math.Min(10, metadata.Published.Value.ToString().Length)] : null);
        }
        yield return F1("body.pagetext.fundus.english", english);
        yield return F1("body.pagetext.fundus.other-languages", others);
        foreach (var score in headline.Scores("headline.pagetext.fundus.english")) yield return score;
        foreach (var score in authors.Scores("authors.pagetext.fundus.english")) yield return score;
        foreach (var score in date.Scores("date.pagetext.fundus.english")) yield return score;
    }

    /// <summary>Right, wrong and absent answers.</summary>
    private sealed class Tally
    {
        private int all, right, wrong;

        /// <param name="wanted">Empty where there is nothing to find.</param>
        public void Add(string wanted, string? got)
        {
            all++;
            if (got is null ? wanted.Length == 0 : got == wanted) right++;
            else if (got is not null)
            {
                wrong++;
                RepairMeasures.Verbose($"wrong: {got}, not {wanted}");
            }
            else RepairMeasures.Verbose($"absent: {wanted}");
        }

        public IEnumerable<Score> Scores(string name) =>
            [new(name + ".right", (double)right / all, $"{right} of {all}"), new(name + ".not-wrong", 1 - (double)wrong / all, $"{wrong} of {all} wrong")];
    }

    private static byte[]? PageText(Dictionary<string, byte[]> pages, string id) =>
        pages.FirstOrDefault(p => p.Key.Contains("pagetext/", StringComparison.Ordinal) && Path.GetFileNameWithoutExtension(p.Key) == id).Value;

    private static Article? Read(string id, byte[] bytes) =>
        FormatDetection.Read(new SourceFile(id + ".txt", bytes)).First().Document is { } document ? new ArticlePipeline(Clock).Read(document) : null;

    private static string BodyOf(Article article) => string.Join('\n', article.Reading.Passages.Select(p => p.Text));

    /// <summary>Shares of shared runs of four words, counted with their repetitions, as the article extraction benchmark does.</summary>
    private static (double Precision, double Recall) Compare(string truth, string got)
    {
        var (wanted, found) = (Shingles(truth), Shingles(got));
        double both = wanted.Sum(w => Math.Min(w.Value, found.GetValueOrDefault(w.Key)));
        var (all, kept) = (wanted.Values.Sum(), found.Values.Sum());
        return (kept == 0 ? (all == 0 ? 1 : 0) : both / kept, all == 0 ? 1 : both / all);
    }

    private static Dictionary<string, int> Shingles(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        Dictionary<string, int> counts = [];
        for (var i = 0; i < Math.Max(words.Count > 0 ? 1 : 0, words.Count - Shingle + 1); i++)
        {
            var key = string.Join(' ', words.Skip(i).Take(Shingle));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        return counts;
    }

    private static Score F1(string name, List<(double Precision, double Recall)> results)
    {
        var (p, r) = (results.Average(x => x.Precision), results.Average(x => x.Recall));
        return new(name, 2 * p * r / (p + r), string.Create(CultureInfo.InvariantCulture, $"{results.Count} pages, precision {p:0.000}, recall {r:0.000}"));
    }

    /// <summary>Without case, marks and signs.</summary>
    private static string Plain(string text) => string.Join(' ', Words.Cut(text).Select(w => Words.Fold(w.Text)));

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}

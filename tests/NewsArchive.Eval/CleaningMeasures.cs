using System.Globalization;
using NewsArchive.Formats;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Text;

namespace NewsArchive.Eval;

/// <summary>How much of an article's body is kept from what a naive scraper leaves, and how little else.</summary>
internal static partial class CleaningMeasures
{
    /// <summary>A fixed day, so that no score changes with the calendar.</summary>
    private static readonly TimeProvider Clock = new FixedClock(new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    public static IEnumerable<Score> Aeb()
    {
        var pages = DataSets.Files("cleaning/aeb/pages.tar.gz");
        foreach (var kind in Kinds)
        {
            List<(double Precision, double Recall)> results = [];
            var articles = Read(pages, kind);
            foreach (var truth in DataSets.Lines("cleaning/aeb/ground-truth.jsonl.gz"))
            {
                var id = truth.GetProperty("id").GetString()!;
                if (!articles.TryGetValue(id, out var article)) continue;
                results.Add(Compare(truth.GetProperty("body").GetString()!, BodyOf(article)));
                if (results[^1] is var (p, r) && Math.Min(p, r) < 0.9)
                    RepairMeasures.Verbose(string.Create(CultureInfo.InvariantCulture,
                        $"aeb {kind} {id}: precision {p:0.00}, recall {r:0.00}"));
            }
            yield return F1($"body.{kind}.aeb", results);
        }
    }

    /// <summary>
    /// Share of the words of clean texts that reading keeps: rules against page furniture must not cost an article its
    /// text.
    /// </summary>
    public static IEnumerable<Score> CleanBbc()
    {
        long all = 0, kept = 0;
        foreach (var (name, bytes) in DataSets.Files("corpora/bbc.tar.gz")
            .Where(f => f.Key.EndsWith(".txt", StringComparison.Ordinal)))
        {
            if (Read(name, bytes) is not { } article) continue;
            var (own,
                body) = (Words.Tokenise(string.Join('\n',
                article.Lines.SkipWhile(l => l.Number == 1).Select(l => l.Text))).Count,
                Words.Tokenise(BodyOf(article)).Count);
            all += own;
            kept += Math.Min(own, body);
            if (body < 0.8 * own) RepairMeasures.Verbose($"clean bbc {name}: {body} of {own} words kept");
        }
        yield return new("body.clean-text-kept.bbc", (double)kept / all, $"{kept} of {all} words");
    }

    /// <summary>Headline, authors and day that pages state, against the truth where there is one.</summary>
    public static IEnumerable<Score> PostlightMeta()
    {
        var articles = Read(DataSets.Files("cleaning/postlight-meta/pages.tar.gz"), "html");
        Tally headline = new("headline"), authors = new("authors"), date = new("date");
        foreach (var truth in DataSets.Lines("cleaning/postlight-meta/ground-truth.jsonl.gz"))
        {
            var id = truth.GetProperty("id").GetString()!;
            if (!articles.TryGetValue(id, out var article)) continue;
            var metadata = article.Metadata;
            var title = Plain(truth.GetProperty("title").GetString()!);
            if (title.Length > 0)
                headline.Add(title, metadata.Headline is { IsKnown: true } found ? Plain(found.Value!) : null);
            // Names of people in this set are one string with commas and “and”: compared as a bag of words.
            var wanted = string.Join(' ',
                truth.GetProperty("author").EnumerateArray().SelectMany(a => Plain(a.GetString()!).Split(' '))
                    .Where(w => w is not ("and" or "by")).Order(StringComparer.Ordinal));
            if (wanted.Length > 0)
                authors.Add(wanted,
                    metadata.Bylines.Value is { IsDefaultOrEmpty: false } names
                        ? string.Join(' ',
                        names.SelectMany(n => Plain(n).Split(' ')).Where(w => w is not ("and" or "by"))
                            .Order(StringComparer.Ordinal)) : null);
            var day = truth.GetProperty("date").GetString()!;
            if (day.Length >= 10)
                date.Add(day[..10],
                    metadata.Published is { IsKnown: true } published ? DayInUtc(published.Value, day) : null);
        }
        return [.. headline.Scores("headline.html.postlight"), .. authors.Scores("authors.html.postlight"),
            .. date.Scores("date.html.postlight")];
    }

    /// <summary>
    /// The day as this set counts it: it holds instants in UTC, and for pages that print a day only the midnight of the
    /// page's zone, which it does not name. A day is right that some zone has at that instant.
    /// </summary>
    private static string DayInUtc(WrittenDate date, string truth)
    {
        if (date.Precision != DatePrecision.Day
            || !DateTimeOffset.TryParse(truth, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out var at))
            return Day(date with { Offset = null });
        var start = at.UtcDateTime - date.At;
        return start > TimeSpan.FromHours(-WidestEast) && start < TimeSpan.FromHours(24 + WidestWest)
            ? truth[..10] : Day(date);
    }

    /// <summary>Hours that clocks are ahead of UTC and behind it at most.</summary>
    private const int WidestEast = 14, WidestWest = 12;

    /// <summary>Each page's text by itself, all texts as one import, and each page's markup.</summary>
    private static readonly string[] Kinds = ["pagetext", Together, "html"];

    private const string Together = "pagetext-together";

    /// <summary>The day where it was written, or the month or year where no more is known.</summary>
    private static string Day(WrittenDate date) =>
        date.Precision is DatePrecision.Instant or DatePrecision.Day
            ? date.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : date.ToString();

    public static IEnumerable<Score> Fundus() => Kinds.SelectMany(Fundus);

    private static IEnumerable<Score> Fundus(string kind)
    {
        var articles = Read(DataSets.Files("cleaning/fundus-publishers/pages.tar.gz"), kind);
        Dictionary<string, List<(double, double)>> byLanguage = [];
        List<(double, double)> english = [], others = [];
        Tally headline = new("headline"), authors = new("authors"), date = new("date");
        foreach (var truth in DataSets.Lines("cleaning/fundus-publishers/ground-truth.jsonl.gz"))
        {
            var id = truth.GetProperty("id").GetString()!;
            if (!articles.TryGetValue(id, out var article)) continue;
            // The set's “lang” is the publisher's country.
            var country = truth.GetProperty("lang").GetString()!;
            var isEnglish = country is "uk" or "us" or "au" or "ca" or "ie" or "in" or "nz" or "za" or "na";
            var result = Compare(truth.GetProperty("body").GetString()!, BodyOf(article));
            (isEnglish ? english : others).Add(result);
            (byLanguage.TryGetValue(country, out var list) ? list : byLanguage[country] = []).Add(result);
            if (result is var (p, r) && Math.Min(p, r) < 0.85)
                RepairMeasures.Verbose(string.Create(CultureInfo.InvariantCulture,
                    $"fundus {kind} {id}: precision {p:0.00}, recall {r:0.00}"));
            if (!isEnglish) continue;
            var metadata = article.Metadata;
            headline.Add(Plain(truth.GetProperty("title").GetString()!),
                metadata.Headline.IsKnown && metadata.Headline.Status != InferenceStatus.Inferred
                    ? Plain(metadata.Headline.Value!) : null, id);
            var wanted =
                truth.GetProperty("author").EnumerateArray().Select(a => Plain(a.GetString()!))
                    .Order(StringComparer.Ordinal).ToList();
            var got = metadata.Bylines.Value is { IsDefaultOrEmpty: false } names
                ? string.Join('|', names.Select(Plain).Order(StringComparer.Ordinal)) : null;
            authors.Add(wanted.Count == 0 ? "" : string.Join('|', wanted), got, id);
            var day = truth.GetProperty("date").GetString()!;
            date.Add(day.Length >= 10 ? day[..10] : day,
                metadata.Published.IsKnown ? Day(metadata.Published.Value) : null, id);
        }
        yield return F1($"body.{kind}.fundus.english", english);
        yield return F1($"body.{kind}.fundus.other-languages", others);
        foreach (var (country, results) in byLanguage.OrderBy(l => l.Key, StringComparer.Ordinal))
            RepairMeasures.Verbose(
                $"body.{kind}.fundus.{country}: "
                + $"{F1(country, results).Value.ToString("0.000", CultureInfo.InvariantCulture)} ({results.Count} "
                    + $"pages)");
        if (kind == Together) yield break;
        foreach (var score in headline.Scores($"headline.{kind}.fundus.english")) yield return score;
        foreach (var score in authors.Scores($"authors.{kind}.fundus.english")) yield return score;
        foreach (var score in date.Scores($"date.{kind}.fundus.english")) yield return score;
    }

    /// <summary>Right, wrong and absent answers.</summary>
    private sealed class Tally(string field)
    {
        private int all, right, wrong;

        /// <param name="wanted">Empty where there is nothing to find.</param>
        public void Add(string wanted, string? got, string where = "")
        {
            all++;
            if (got is null ? wanted.Length == 0 : got == wanted) right++;
            else if (got is not null)
            {
                wrong++;
                RepairMeasures.Verbose($"{field} wrong: {got}, not {wanted} ({where})");
            }
            else RepairMeasures.Verbose($"{field} absent: {wanted} ({where})");
        }

        public IEnumerable<Score> Scores(string name) =>
            [new(name + ".right", (double)right / all, $"{right} of {all}"),
                new(name + ".not-wrong", 1 - (double)wrong / all, $"{wrong} of {all} wrong")];
    }

    /// <returns>By id.</returns>
    private static Dictionary<string, Article> Read(Dictionary<string, byte[]> pages, string kind)
    {
        var folder = (kind == Together ? "pagetext" : kind) + "/";
        var documents = pages.Where(p => p.Key.Contains(folder, StringComparison.Ordinal))
            .Select(p =>
            FormatDetection.Read(new SourceFile(Path.GetFileNameWithoutExtension(p.Key) + ".txt", p.Value))
                .First().Document).OfType<RawDocument>().ToList();
        var habits = kind == Together
            ? new SourceHabitLearning().Learn(documents) : documents.ConvertAll(_ => SourceHabits.None);
        return documents.Zip(habits).AsParallel().Select(d => new ArticlePipeline(Clock).Read(d.First, d.Second))
            .ToDictionary(a => Path.GetFileNameWithoutExtension(a.Document.Path));
    }

    private static Article? Read(string id, byte[] bytes) =>
        FormatDetection.Read(new SourceFile(id + ".txt", bytes)).First().Document is { } document
            ? new ArticlePipeline(Clock).Read(document) : null;

    private static string BodyOf(Article article) => string.Join('\n', article.Reading.Passages.Select(p => p.Text));

    /// <summary>
    /// Shares of shared runs of four words, counted with their repetitions, as the article extraction benchmark does.
    /// </summary>
    private static (double Precision, double Recall) Compare(string truth, string got)
    {
        var (wanted, found) = (Shingles.Of(truth), Shingles.Of(got));
        double both = wanted.Sum(w => Math.Min(w.Value, found.GetValueOrDefault(w.Key)));
        var (all, kept) = (wanted.Values.Sum(), found.Values.Sum());
        return (kept == 0 ? (all == 0 ? 1 : 0) : both / kept, all == 0 ? 1 : both / all);
    }

    private static Score F1(string name, List<(double Precision, double Recall)> results)
    {
        var (p, r) = (results.Average(x => x.Precision), results.Average(x => x.Recall));
        return new(name, 2 * p * r / (p + r),
            string.Create(CultureInfo.InvariantCulture,
                $"{results.Count} pages, precision {p:0.000}, recall {r:0.000}"));
    }

    /// <summary>Without case, marks and signs.</summary>
    private static string Plain(string text) => string.Join(' ', Words.Folded(text));
}

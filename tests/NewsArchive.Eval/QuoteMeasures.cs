using System.Text.Json;
using NewsArchive.Text;

namespace NewsArchive.Eval;

/// <summary>
/// Direct quotes of PolNeAR's development split, from raw text: an attribution whose content begins and ends with a
/// quotation mark. Found: quotes inside it with four in five of its words. Speaker: counted where the source
/// names somebody; right where the speaker's last word is in it.
/// </summary>
internal static class QuoteMeasures
{
    private const double SameWords = 0.8;

    public static IEnumerable<Score> PolNear()
    {
        int all = 0, found = 0, named = 0, right = 0, silent = 0, firm = 0, firmRight = 0;
        foreach (var document in DataSets.Lines("quotes/polnear.jsonl.gz")
            .Where(d => d.GetProperty("split").GetString() == "dev"))
        {
            var text = document.GetProperty("text").GetString()!;
            var article = new ArticlePipeline(TimeProvider.System)
                .Read(new("article.txt", 1, "text", "utf-8", default, text,
                new() { Headline = document.GetProperty("title").GetString() }, []));
            var quotes = article.Quotes.Select(q => (q.Speaker, Words: Cut(q.Text), q.IsPerhaps)).ToList();
            foreach (var attribution in document.GetProperty("attributions").EnumerateArray())
            {
                var content = Text(attribution, "content");
                if (content.Length < 3 || content[0] is not ('“' or '"')
                    || content.TrimEnd('.', ',', '!', '?')[^1] is not ('”' or '"')) continue;
                var words = Cut(content);
                if (words.Count == 0) continue;
                all++;
                // A quote broken by its verb is one attribution here and two quotes there.
                var inside = quotes.FindAll(q => q.Words.Intersect(words).Count() >= SameWords * q.Words.Count);
                if (inside.SelectMany(q => q.Words).Intersect(words).Count() < SameWords * words.Count)
                {
                    RepairMeasures.Verbose($"quote missed: {content}");
                    continue;
                }
                found++;
                var same = inside.MaxBy(q => q.Words.Count);
                var source = Text(attribution, "source");
                if (!source.Split(' ')
                    .Any(w => w.Length > 2 && char.IsUpper(w[0]) && w is not "The" and not "She" and not "They"))
                    continue;
                named++;
                if (same.Speaker is null)
                {
                    silent++;
                    continue;
                }
                var isRight = Cut(source).Contains(Cut(same.Speaker).Last());
                if (!same.IsPerhaps) firm++;
                if (isRight) right++;
                if (isRight && !same.IsPerhaps) firmRight++;
                if (!isRight) RepairMeasures.Verbose($"speaker {same.Speaker}, not {source}: {content}");
            }
        }
        yield return new("quotes.polnear-dev.found", (double)found / all, $"{found} of {all} direct quotes");
        yield return new("quotes.polnear-dev.speaker", (double)right / named,
            $"{right} of {named} with a named source; {silent} left open, {named - right - silent} wrong");
        yield return new("quotes.polnear-dev.firm-speakers-right", (double)firmRight / firm,
            $"{firmRight} of {firm} speakers that are not told with “perhaps”");
    }

    private static string Text(JsonElement attribution, string part) =>
        attribution.TryGetProperty(part, out var places)
            ? string.Join(' ', places.EnumerateArray().Select(p => p.GetProperty("text").GetString())) : "";

    private static List<string> Cut(string text) => [.. Words.Folded(text).Distinct()];
}

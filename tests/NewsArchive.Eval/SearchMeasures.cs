using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NewsArchive.Storage.Search;
using NewsArchive.Text;

namespace NewsArchive.Eval;

/// <summary>
/// Ranking on classic collections, each question as a bag of words, and on headlines that are half remembered. MAP is
/// the mean of average precision over the first thousand hits; nDCG@10 takes every relevant document for equally good.
/// </summary>
internal static class SearchMeasures
{
    /// <summary>Hits looked at.</summary>
    private const int Depth = 1000;

    /// <summary>Headlines tried of each set.</summary>
    private const int Headlines = 500;

    public static IEnumerable<Score> Time() => Collection("time");

    public static IEnumerable<Score> Cranfield() => Collection("cranfield");

    public static IEnumerable<Score> Cacm() => Collection("cacm");

    public static IEnumerable<Score> Lisa() => Collection("lisa");

    public static IEnumerable<Score> ReutersHeadlines() => KnownItems("reuters", "corpora/reuters21578.jsonl.gz");

    public static IEnumerable<Score> BbcHeadlines() => KnownItems("bbc", "corpora/bbc.tar.gz");

    private static IEnumerable<Score> Collection(string name)
    {
        var relevant =
            DataSets.TextLines($"search/{name}/qrels.tsv.gz").Select(l => l.Split('\t'))
                .Where(p => int.Parse(p[2], CultureInfo.InvariantCulture) > 0)
            .GroupBy(p => p[0], p => p[1]).ToDictionary(g => g.Key, g => g.ToHashSet());
        var search = new SearchQuery(EvalArchives.Of($"search/{name}/docs.jsonl.gz"), TimeProvider.System);
        double precision = 0, gain = 0;
        var questions = 0;
        foreach (var line in DataSets.Lines($"search/{name}/queries.jsonl.gz"))
        {
            if (!relevant.TryGetValue(line.GetProperty("id").GetString()!, out var right)) continue;
            questions++;
            var hits =
                search.RunAsync(new(line.GetProperty("text").GetString(), AnyWord: true, Limit: Depth)).GetAwaiter()
                    .GetResult().Hits;
            double average = 0, discounted = 0, ideal = 0;
            var found = 0;
            for (var i = 0; i < hits.Count; i++)
            {
                if (!right.Contains(hits[i].Article.ExternalId!)) continue;
                average += (double)++found / (i + 1);
                if (i < 10) discounted += 1 / Math.Log2(i + 2);
            }
            for (var i = 0; i < Math.Min(10, right.Count); i++) ideal += 1 / Math.Log2(i + 2);
            precision += average / right.Count;
            gain += discounted / ideal;
        }
        yield return new($"search.{name}.map", precision / questions, $"{questions} questions");
        yield return new($"search.{name}.ndcg10", gain / questions, $"{questions} questions");
    }

    /// <summary>
    /// A headline without one word, and without one word and with a slip in another, both as a bag of words.
    /// </summary>
    private static IEnumerable<Score> KnownItems(string name, string set)
    {
        var archive = EvalArchives.Of(set);
        var search = new SearchQuery(archive, TimeProvider.System);
        List<(long Id, string Headline)> all;
        using (var db = archive.Db())
            all = [.. db.Articles.AsNoTracking().Where(a => a.Headline != null && a.DuplicateOfId == null)
                .OrderBy(a => a.Id).Select(a => new { a.Id, a.Headline }).AsEnumerable()
                .Select(a => (a.Id, a.Headline!)).Where(a => Words.Tokenise(a.Item2).Count >= 4)];
        // Many headlines stand over several articles; nobody can tell which of them was meant.
        var alone =
            all.GroupBy(a => string.Join(' ', Words.Folded(a.Headline))).Where(g => g.Count() == 1)
                .Select(g => g.First()).OrderBy(a => Drawn(a.Headline)).Take(Headlines).ToList();
        int dropped = 0, misspelt = 0;
        foreach (var (id, headline) in alone)
        {
            var random = new Random((int)Drawn(headline));
            var words = Words.Tokenise(headline).ConvertAll(w => w.Text);
            words.RemoveAt(random.Next(words.Count));
            if (First(search, words) == id) dropped++;
            else RepairMeasures.Verbose($"known item missed: {string.Join(' ', words)} ({headline})");
            var slip = random.Next(words.Count);
            words[slip] = Misspelt(words[slip], random);
            if (First(search, words) == id) misspelt++;
        }
        yield return new($"search.{name}.headline-word-dropped.success1", (double)dropped / alone.Count,
            $"{alone.Count} headlines that no other article has");
        yield return new($"search.{name}.headline-misspelt.success1", (double)misspelt / alone.Count,
            $"{alone.Count} headlines, one word dropped and one misspelt");
    }

    public static IEnumerable<Score> ReutersQuestions() => Questions("reuters", "corpora/reuters21578.jsonl.gz");

    public static IEnumerable<Score> BbcQuestions() => Questions("bbc", "corpora/bbc.tar.gz");

    /// <summary>
    /// Questions as somebody types them into the box, each written with its article in view and before any search: how
    /// many find it among the ten that the page shows first.
    /// </summary>
    private static IEnumerable<Score> Questions(string name, string set)
    {
        var archive = EvalArchives.Of(set);
        var search = new SearchQuery(archive, TimeProvider.System);
        var (asked, found) = (0, 0);
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Labels", "questions.txt")))
        {
            if (line.Split('\t') is not [var of, var headline, var question] || of != name) continue;
            asked++;
            var result = search.RunAsync(new(question, Limit: 10, Collapsed: true)).GetAwaiter().GetResult();
            if (result.Hits.Concat(result.Closest.Select(c => c.Hit)).Take(10).Any(h =>
                h.Article.Headline == headline)) found++;
            else RepairMeasures.Verbose($"question missed: {question} ({headline})");
        }
        yield return new($"search.{name}.questions.first10", (double)found / asked, $"{asked} questions");
    }

    /// <summary>
    /// By the headline alone: where others come or go, the same ones are drawn, with the same slips.
    /// </summary>
    private static uint Drawn(string headline) => Hashes.Of(headline);

    private static long? First(SearchQuery search, List<string> words) =>
        search.RunAsync(new(string.Join(' ', words), AnyWord: true, Limit: 1, Collapsed: true)).GetAwaiter()
            .GetResult().Hits is [var hit, ..] ? hit.Article.Id : null;

    /// <summary>Two neighbouring letters swapped, or one left out.</summary>
    private static string Misspelt(string word, Random random)
    {
        if (word.Length < 3) return word + word[^1];
        var at = random.Next(1, word.Length - 1);
        return random.Next(2) == 0 && word[at] != word[at + 1]
            ? word[..at] + word[at + 1] + word[at] + word[(at + 2)..] : word.Remove(at, 1);
    }
}

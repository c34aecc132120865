using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsArchive.Stories;

namespace NewsArchive.Eval;

/// <summary>
/// Stories against sets of articles whose events are known. The event set has two look-alike events a topic; pairs are
/// counted inside topics, as the set is used, while the articles of all topics are compared with each other, as an
/// archive would.
/// </summary>
internal static class StoryMeasures
{
    private const string Events = "stories/ecbplus/docs.jsonl.gz", Similarity = "stories/lee/docs.jsonl.gz";
    private const int Folds = 5;

    /// <summary>An archive keeps no pairs below topics.</summary>
    private static readonly double LeastKept = RelatedScore.Likelihood(RelatedScore.TopicThreshold);

    internal sealed record Labelled(StoryArticle Article, string Topic, string Event);

    public static List<Labelled> EventSet() =>
        Read(Events, d => d.GetProperty("topic").GetString()!, d => d.GetProperty("event").GetString()!);

    private static List<Labelled> Read(string set, Func<JsonElement, string> topic, Func<JsonElement, string> kind)
    {
        var truths = DataSets.Lines(set).ToDictionary(d => d.GetProperty("id").GetString()!);
        var pipeline = new ArticlePipeline(TimeProvider.System);
        var read = new Formats.SourceFile(set, File.ReadAllBytes(Path.Combine(DataSets.Root, set)));
        return [.. Formats.FormatDetection.Read(read).Select(r => r.Document!).AsParallel().AsOrdered()
            .Select(d => pipeline.Read(d)).AsEnumerable().Select((a, i) => new Labelled(
                new(i + 1,
                    a.Metadata.Published is { IsKnown: true, Value: { Precision: >= Notation.DatePrecision.Day } day }
                        ? day.Day : null, ArticleSignature.Of(a.Metadata.Headline.Value, a.Reading.Body, a.Entities)),
                topic(truths[a.Document.Declared.ExternalId!]), kind(truths[a.Document.Declared.ExternalId!])))];
    }

    /// <summary>
    /// Most events of an archive have one or two reports; models that only saw many a event take neighbours for
    /// reports.
    /// </summary>
    private const int ThinnedSets = 8, ThinnedForLearning = 3, MostOfThinned = 3;

    /// <summary>
    /// What the three kinds of examples count: the set inside its topics, the thinned set whoever is near whom, and
    /// pairs read.
    /// </summary>
    private const double OfSet = 1, OfThinned = 1, OfRead = 0.15;

    public static List<StoryModel.Example> Examples(List<Labelled> set)
    {
        var by = set.ToDictionary(l => l.Article.Id);
        bool Same(RelatedPair p) => by[p.One].Event == by[p.Other].Event;
        var inside = Pairs(set).Where(p => by[p.One].Topic == by[p.Other].Topic).ToList();
        var thinned = Enumerable.Range(1, ThinnedForLearning).SelectMany(seed => Pairs(Thinned(set, seed))).ToList();
        List<StoryModel.Example> examples = [
            .. inside.Select(p => new StoryModel.Example(p.Measures, Same(p), OfSet / inside.Count)),
            .. thinned.Select(p => new StoryModel.Example(p.Measures, Same(p), OfThinned / thinned.Count))];
        foreach (var read in ReadPairs.All.Value.Where(p => p is { HeldOut: false, Measures: not null })
            .GroupBy(p => p.Set))
            examples.AddRange(
                read.Select(p => new StoryModel.Example(p.Measures!.Value, p.Same, OfRead / 2 / read.Count())));
        return examples;
    }

    /// <summary>One to three articles of each event.</summary>
    internal static List<Labelled> Thinned(List<Labelled> set, int seed)
    {
        var random = new Random(seed);
        return [.. set.GroupBy(l => l.Event)
            .SelectMany(e => e.OrderBy(_ => random.Next()).Take(1 + random.Next(MostOfThinned)))];
    }

    internal static IReadOnlyList<RelatedPair> Pairs(IReadOnlyCollection<Labelled> set) =>
        new StoryWindow(set.Select(l => l.Article)).Pairs([.. set.Select(l => l.Article.Id)], _ => null).Pairs;

    public static IEnumerable<Score> EventsOfTopics()
    {
        var set = EventSet();
        var by = set.ToDictionary(l => l.Article.Id);
        var together = Pairs(set);
        foreach (var score in Both("stories.ecbplus",
            Agreement(set, Stories(together, p => RelatedScore.Likelihood(RelatedScore.Of(p).Score)))))
            yield return score;
        var apart = set.GroupBy(l => l.Topic).SelectMany(t => Pairs([.. t])).ToList();
        foreach (var score in Both("stories.ecbplus.an-archive-a-topic",
            Agreement(set, Stories(apart, p => RelatedScore.Likelihood(RelatedScore.Of(p).Score))))) yield return score;

        var topics = set.Select(l => l.Topic).Distinct().ToList();
        Dictionary<long, int> storyOf = [];
        for (var fold = 0; fold < Folds; fold++)
        {
            bool Held(long id) => topics.IndexOf(by[id].Topic) % Folds == fold;
            var model = StoryModel.Learn(Examples([.. set.Where(l => !Held(l.Article.Id))]));
            foreach (var (id, story) in Stories(together, model.Likelihood).Where(s => Held(s.Key)))
                storyOf[id] = fold * 1_000_000 + story;
        }
        foreach (var score in Both("stories.ecbplus.held-out-fifths", Agreement(set, storyOf))) yield return score;

        var thinned =
            Enumerable.Range(100, ThinnedSets).Select(seed => Thinned(set, seed))
                .Select(t =>
                Agreement(t.ConvertAll(l => l with { Topic = "" }),
                    Stories(Pairs(t), p => RelatedScore.Likelihood(RelatedScore.Of(p).Score)))).ToList();
        yield return new("stories.ecbplus.thinned.pair-f1", thinned.Average(t => t.Pairs), thinned[0].Count);
        yield return new("stories.ecbplus.thinned.b-cubed-f1", thinned.Average(t => t.BCubed), thinned[0].Count);

        // Related articles, the same event first: average precision over the articles of the topic; those never
        // compared come last.
        var scores = together.ToDictionary(p => (p.One, p.Other), p => RelatedScore.Of(p.Measures).Score);
        double ScoreOf(long a, long b) => scores.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b)), double.MinValue);
        List<double> precisions = [];
        foreach (var own in set)
        {
            var ranked =
                set.Where(o => o.Topic == own.Topic && o != own)
                    .OrderByDescending(o => ScoreOf(own.Article.Id, o.Article.Id)).ThenBy(o => o.Article.Id).ToList();
            int hits = 0, at = 0;
            double sum = 0;
            foreach (var other in ranked)
            {
                at++;
                if (other.Event == own.Event) sum += (double)++hits / at;
            }
            if (hits > 0) precisions.Add(sum / hits);
        }
        yield return new("stories.ecbplus.related.map", precisions.Average(),
            string.Create(CultureInfo.InvariantCulture, $"{precisions.Count} articles"));
    }

    private static Dictionary<long, int> Stories(
        IEnumerable<RelatedPair> pairs, Func<PairMeasures, double> likelihood) =>
        StoryClusterer.Cluster(pairs.Select(p => (p.One, p.Other, Likelihood: likelihood(p.Measures)))
            .Where(p => p.Likelihood >= LeastKept))
            .SelectMany((members, story) => members.Select(m => (m, story))).ToDictionary(m => m.m, m => m.story);

    private static IEnumerable<Score> Both(string name, (double Pairs, double BCubed, string Count) agreement) =>
        [new(name + ".pair-f1", agreement.Pairs, agreement.Count),
            new(name + ".b-cubed-f1", agreement.BCubed, agreement.Count)];

    internal static (double Pairs, double BCubed, string Count) Agreement(
        List<Labelled> set, Dictionary<long, int> storyOf)
    {
        long found = 0, both = 0, wanted = 0;
        List<(double Precision, double Recall)> cubes = [];
        foreach (var topic in set.GroupBy(l => l.Topic))
        {
            var own = topic.ToList();
            foreach (var one in own)
            {
                int story = 0, kind = 0, agree = 0;
                foreach (var other in own)
                {
                    var isStory = one == other
                        || (storyOf.TryGetValue(one.Article.Id, out var a)
                        && storyOf.TryGetValue(other.Article.Id, out var b) && a == b);
                    var isEvent = one.Event == other.Event;
                    if (isStory) story++;
                    if (isEvent) kind++;
                    if (isStory && isEvent) agree++;
                }
                cubes.Add(((double)agree / story, (double)agree / kind));
                found += story - 1;
                wanted += kind - 1;
                both += agree - 1;
            }
        }
        var (precision, recall) = ((double)both / Math.Max(1, found), (double)both / wanted);
        var (cubedPrecision, cubedRecall) = (cubes.Average(c => c.Precision), cubes.Average(c => c.Recall));
        return (F1(precision, recall), F1(cubedPrecision, cubedRecall),
            string.Create(CultureInfo.InvariantCulture,
                $"pairs P {precision:0.000} R {recall:0.000}, B-cubed P {cubedPrecision:0.000} R "
                + $"{cubedRecall:0.000}, {set.Count} articles"));
    }

    private static double F1(double precision, double recall) =>
        precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;

    /// <summary>Groups of equal bodies that came out as copies of one article, the earliest.</summary>
    public static IEnumerable<Score> ReutersCopies() =>
        Copies("stories.copies.reuters", "corpora/reuters21578.jsonl.gz",
            DataSets.Lines("corpora/reuters21578.jsonl.gz")
                .Select(t => (t.GetProperty("id").GetString()!, t.GetProperty("text").GetString()!)), byPath: false);

    public static IEnumerable<Score> BbcCopies() =>
        Copies("stories.copies.bbc", "corpora/bbc.tar.gz",
            DataSets.Files("corpora/bbc.tar.gz").Where(f => f.Key.EndsWith(".txt", StringComparison.Ordinal))
                .Select(f => (f.Key, Encoding.Latin1.GetString(f.Value))), byPath: true);

    private static IEnumerable<Score> Copies(
        string name, string set, IEnumerable<(string Id, string Text)> texts, bool byPath)
    {
        using var db = EvalArchives.Of(set).Db();
        var stored = db.Articles.Select(a => new { a.Id, a.ExternalId, a.Path, a.CopyOfId }).AsEnumerable()
            .ToDictionary(a => byPath ? DataSets.InsideTar(a.Path) : a.ExternalId!, a => a.CopyOfId ?? a.Id);
        yield return EqualTexts.Measure(name, texts, id => stored.TryGetValue(id, out var original) ? original : null);
    }

    /// <summary>
    /// Stories of a set of web pages and unrelated ones among them whose articles are all of one subject.
    /// </summary>
    public static IEnumerable<Score> OneSubject()
    {
        const string set = "stories/wikiref220/docs.jsonl.gz";
        var labelled = Read(set, _ => "", d => d.GetProperty("event").GetString()!);
        var by = labelled.ToDictionary(l => l.Article.Id);
        var stories =
            Stories(Pairs(labelled), p => RelatedScore.Likelihood(RelatedScore.Of(p).Score))
                .GroupBy(s => s.Value, s => by[s.Key].Event).ToList();
        yield return new("stories.wikiref220.one-subject",
            (double)stories.Count(s => s.Distinct().Count() == 1) / stories.Count,
            $"{stories.Count} stories, {stories.Sum(s => s.Count())} of {labelled.Count} articles");
    }

    /// <summary>
    /// Rank correlation of the words' likeness with what people said of 1,225 pairs; the set has no method of its own
    /// for weighing words.
    /// </summary>
    public static IEnumerable<Score> HumanSimilarity()
    {
        var set = Read(Similarity, _ => "", _ => "");
        var ids = DataSets.Lines(Similarity).Select(d => d.GetProperty("id").GetString()!).ToList();
        var vectors = set.ConvertAll(l => Meaning.Of(l.Article.Signature));
        var pairs =
            DataSets.TextLines("stories/lee/pairs.tsv.gz").Select(l => l.Split('\t')).Where(p => p.Length == 3)
                .Select(p =>
                (Human: double.Parse(p[2], CultureInfo.InvariantCulture),
                    Ours: Meaning.Cosine(vectors[ids.IndexOf(p[0])], vectors[ids.IndexOf(p[1])]))).ToList();
        yield return new("stories.lee.spearman",
            Spearman(pairs.ConvertAll(p => p.Human), pairs.ConvertAll(p => p.Ours)), $"{pairs.Count} pairs");
    }

    private static double Spearman(List<double> one, List<double> other)
    {
        static double[] Ranks(List<double> values)
        {
            var order = values.Select((v, i) => (v, i)).OrderBy(v => v.v).ToList();
            var ranks = new double[values.Count];
            for (var i = 0; i < order.Count;)
            {
                var end = i;
                while (end < order.Count && order[end].v == order[i].v) end++;
                for (var k = i; k < end; k++) ranks[order[k].i] = (i + end - 1) / 2.0;
                i = end;
            }
            return ranks;
        }
        var (a, b) = (Ranks(one), Ranks(other));
        var (meanA, meanB) = (a.Average(), b.Average());
        return a.Zip(b, (x, y) => (x - meanA) * (y - meanB))
            .Sum() / Math.Sqrt(a.Sum(x => (x - meanA) * (x - meanA)) * b.Sum(y => (y - meanB) * (y - meanB)));
    }

    /// <summary>
    /// A signature with what its words' clusters stand for: words of like meaning count as one, less than the same
    /// word.
    /// </summary>
    private static class Meaning
    {
        public static Dictionary<string, double> Of(ArticleSignature signature)
        {
            Dictionary<string, double> vector = [];
            foreach (var term in signature.Terms)
            {
                var weight = term.Weight * -Math.Log(WordFrequency.ShareOfArticles(term.Text));
                vector[term.Text] = vector.GetValueOrDefault(term.Text) + weight;
                var cluster = Entities.WordClusters.Of(term.Text);
                if (cluster.C64 == 0) continue;
                foreach (var (key, share) in new[] { ($"1024:{cluster.C1024}", 0.7), ($"256:{cluster.C256}", 0.7),
                    ($"64:{cluster.C64}", 0.5) }) vector[key] = vector.GetValueOrDefault(key) + (share * weight);
            }
            return vector;
        }

        public static double Cosine(Dictionary<string, double> one, Dictionary<string, double> other) =>
            one.Sum(w =>
                other.TryGetValue(w.Key, out var v) ? w.Value * v : 0) / Math.Sqrt(one.Values.Sum(v => v * v)
                * other.Values.Sum(v => v * v));
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace NewsArchive.Stories;

/// <summary>Two articles and what they have in common; <see cref="One"/> is the smaller id.</summary>
public readonly record struct RelatedPair(long One, long Other, PairMeasures Measures);

/// <summary>What stands around an article.</summary>
/// <param name="Closeness">Mean cosine with its five nearest, 0 to 1.</param>
/// <param name="Reports">How many of the articles near it report the same event at a guess, 0 to 10.</param>
/// <param name="Closest">The ten nearest, the nearest first.</param>
public sealed record Surroundings(double Closeness, double Reports, ImmutableArray<long> Closest);

/// <summary>
/// Articles of some span of time, in memory, and who is nearest to whom. Knows every article's words, so that its
/// answers depend on which articles are in it and not on their order.
/// </summary>
public sealed class StoryWindow
{
    /// <summary>
    /// The look-alikes of an article, itself among them. Of 10 to 100, 20 to 30 tell events apart best.
    /// </summary>
    private const int WeighingNeighbours = 25;

    /// <summary>The nearest that are looked at in full.</summary>
    private const int KeptNeighbours = 40;

    /// <summary>The nearest that say how near is near.</summary>
    private const int ClosenessNeighbours = 5;

    /// <summary>The nearest that two articles are asked to share.</summary>
    private const int SharedNeighbours = 10;

    /// <summary>Cosine with articles that are not there, for archives that have fewer.</summary>
    private const double Elsewhere = 0.1;

    /// <summary>Articles of news at large that the window's own are counted among.</summary>
    private const double BackgroundArticles = 500;

    /// <summary>Weightiest words by which neighbours are looked for, and those compared in full.</summary>
    private const int LookedUpTerms = 32, ComparedNeighbours = 100;

    /// <summary>Of the articles with a word so many are looked at, the nearest in time.</summary>
    private const int MostPlaces = 300;

    /// <summary>Days further apart than this, no event is looked for.</summary>
    public const int ReachDays = 60;

    private readonly StoryArticle[] articles;
    private readonly Dictionary<long, int> placeOf = [];
    private readonly int dated;
    private readonly int[][] terms;
    private readonly float[][] weights;
    private readonly List<int>[] places;
    private readonly float[] rarity;
    private readonly float[] expected;
    private readonly int?[] person;

    public StoryWindow(IEnumerable<StoryArticle> all)
    {
        // By day, undated ones last: those near in time are then near in every list.
        articles = [.. all.OrderBy(a => a.Day is null).ThenBy(a => a.Day).ThenBy(a => a.Id)];
        dated = articles.Count(a => a.Day is not null);
        Dictionary<string, int> known = [];
        List<List<int>> placesOf = [];
        terms = new int[articles.Length][];
        weights = new float[articles.Length][];
        person = new int?[articles.Length];
        for (var i = 0; i < articles.Length; i++)
        {
            placeOf[articles[i].Id] = i;
            var own = articles[i].Signature.Terms;
            terms[i] = new int[own.Length];
            weights[i] = new float[own.Length];
            for (var t = 0; t < own.Length; t++)
            {
                ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(known, own[t].Text, out var exists);
                if (!exists)
                {
                    id = placesOf.Count;
                    placesOf.Add([]);
                }
                placesOf[id].Add(i);
                terms[i][t] = id;
                weights[i][t] = own[t].Weight * (own[t].IsName ? ArticleSignature.NameWeight : 1);
            }
        }
        places = [.. placesOf];
        rarity = new float[places.Length];
        expected = new float[places.Length];
        foreach (var (term, id) in known)
        {
            expected[id] = (float)WordFrequency.ShareOfArticles(term);
            rarity[id] =
                (float)Math.Log((articles.Length + BackgroundArticles + 1) / (places[id].Count
                    + BackgroundArticles * expected[id]));
        }
        for (var i = 0; i < articles.Length; i++)
            if (articles[i].Signature.Person is { } name && known.TryGetValue(name, out var id)) person[i] = id;
    }

    /// <summary>What one article sees around it.</summary>
    private readonly record struct Neighbourhood(Surroundings Around, ImmutableArray<Neighbour> Seen);

    /// <param name="Names">What both have in common of names, weighed among the neighbours; of other words
    /// likewise.</param>
    private readonly record struct Neighbour(int Place, double Cosine, double Names, double Words, double Main);

    /// <param name="Around">Of each article that was asked about; to be passed to <see cref="Pairs"/> later.</param>
    public sealed record Linked(IReadOnlyList<RelatedPair> Pairs, IReadOnlyDictionary<long, Surroundings> Around);

    /// <summary>Pairs of the given articles with any of the window, each once, by ids.</summary>
    /// <param name="wanted">Articles of the window.</param>
    /// <param name="earlier">What those that were linked earlier saw; for others null.</param>
    public Linked Pairs(IReadOnlyCollection<long> wanted, Func<long, Surroundings?> earlier)
    {
        var views = new ConcurrentDictionary<int, Neighbourhood>();
        Parallel.ForEach(wanted, () => new Scratch(places.Length, articles.Length), (id, _, scratch) =>
        {
            var place = placeOf[id];
            views[place] = Look(place, scratch);
            return scratch;
        }, _ => { });
        var around = views.ToDictionary(v => articles[v.Key].Id, v => v.Value.Around);
        Surroundings? Known(long id) => around.GetValueOrDefault(id) ?? earlier(id);
        Surroundings At(int place) => Known(articles[place].Id) ?? new(Elsewhere, 0, []);
        var density = Math.Log(Math.Max(1, articles.Select(a => Known(a.Id)?.Reports).Average() ?? 0));
        Dictionary<(int, int), PairMeasures> found = [];
        foreach (var (place, view) in views)
            foreach (var (other, cosine, names, words, main) in view.Seen)
            {
                var key = place < other ? (place, other) : (other, place);
                if (found.ContainsKey(key)) continue;
                var (n, w) = (names, words);
                // Seen from both sides where both were looked at; from one side where the other is old or has nearer
                // ones.
                if (views.TryGetValue(other, out var back) && Find(back.Seen, place) is { } mirrored)
                    (n, w) = ((n + mirrored.Names) / 2, (w + mirrored.Words) / 2);
                var common = n + w;
                var root = common > 0 ? Math.Sqrt(common) : 0;
                found[key] = new(
                    common > 0 ? root * n / common : 0, common > 0 ? root * w / common : 0, main,
                    Math.Min(2, cosine / Math.Sqrt(At(place).Closeness * At(other).Closeness)),
                    Common(At(place).Closest, At(other).Closest) / (double)SharedNeighbours, density,
                    SamePerson(place, other), DaysApart(place, other));
            }
        return new(
            [.. found.Select(f => (One: articles[f.Key.Item1].Id, Other: articles[f.Key.Item2].Id, f.Value))
                .Select(f => new RelatedPair(Math.Min(f.One, f.Other), Math.Max(f.One, f.Other), f.Value))
                .OrderBy(p => p.One).ThenBy(p => p.Other)],
            around);
    }

    private static Neighbour? Find(ImmutableArray<Neighbour> seen, int place)
    {
        foreach (var neighbour in seen)
            if (neighbour.Place == place) return neighbour;
        return null;
    }

    private static int Common(ImmutableArray<long> one, ImmutableArray<long> other)
    {
        var common = 0;
        foreach (var id in one)
            if (other.AsSpan().Contains(id)) common++;
        return common;
    }

    /// <summary>Counts for one thread, zero between uses.</summary>
    private sealed class Scratch(int terms, int articles)
    {
        public readonly int[] Around = new int[terms];
        public readonly float[] Own = new float[terms];
        public readonly float[] Dots = new float[articles];
        public readonly List<int> Touched = [];
    }

    private Neighbourhood Look(int place, Scratch scratch)
    {
        var nearest = NearestTo(place, scratch);
        var top = nearest.Take(ClosenessNeighbours).Sum(n => n.Cosine);
        var closeness = (top + Elsewhere * Math.Max(0, ClosenessNeighbours - nearest.Count)) / ClosenessNeighbours;
        List<int> alike = [.. nearest.Take(WeighingNeighbours - 1).Select(n => n.Place), place];
        foreach (var other in alike)
            foreach (var term in terms[other]) scratch.Around[term]++;
        var missing = WeighingNeighbours - alike.Count;
        double Local(int term) =>
            Math.Log((WeighingNeighbours + 1) / Math.Max(1, scratch.Around[term] + missing * expected[term]));
        double own = 0;
        for (var t = 0; t < terms[place].Length; t++)
        {
            var weight = (float)(weights[place][t] * Local(terms[place][t]));
            scratch.Own[terms[place][t]] = weight;
            own += (double)weight * weight;
        }
        var seen = ImmutableArray.CreateBuilder<Neighbour>(nearest.Count);
        foreach (var (other, cosine) in nearest)
        {
            double names = 0, words = 0, length = 0;
            for (var t = 0; t < terms[other].Length; t++)
            {
                var weight = weights[other][t] * Local(terms[other][t]);
                length += weight * weight;
                var shared = weight * scratch.Own[terms[other][t]];
                if (articles[other].Signature.Terms[t].IsName) names += shared;
                else words += shared;
            }
            var scale = own > 0 && length > 0 ? 1 / Math.Sqrt(own * length) : 0;
            seen.Add(new(other, cosine, names * scale, words * scale, Main(place, other)));
        }
        foreach (var other in alike)
            foreach (var term in terms[other]) scratch.Around[term] = 0;
        foreach (var term in terms[place]) scratch.Own[term] = 0;
        var reports =
            seen.Select(s =>
                RelatedScore.LikelihoodAlone(Math.Sqrt(s.Names + s.Words), s.Main, DaysApart(place, s.Place)))
                .OrderDescending().Take(SharedNeighbours).Sum();
        return new(
            new(Math.Max(closeness, 1e-6), reports, [.. nearest.Take(SharedNeighbours).Select(n => articles[n.Place].Id)]),
            seen.DrainToImmutable());
    }

    /// <summary>
    /// The articles nearest by the cosine of their words, weighed by rarity in the window; the nearest first.
    /// </summary>
    private List<(int Place, double Cosine)> NearestTo(int place, Scratch scratch)
    {
        var own =
            terms[place].Select((term, t) => (Term: term, Weight: weights[place][t] * rarity[term]))
                .OrderByDescending(t => t.Weight).ThenBy(t => t.Term).ToList();
        foreach (var (term, weight) in own.Take(LookedUpTerms))
            foreach (var other in Around(places[term], place))
            {
                if (scratch.Dots[other] == 0) scratch.Touched.Add(other);
                scratch.Dots[other] += weight * weight;
            }
        scratch.Touched.Remove(place);
        var candidates =
            scratch.Touched.Where(other => InReach(place, other)).OrderByDescending(other => scratch.Dots[other])
                .ThenBy(other => articles[other].Id).Take(ComparedNeighbours).ToList();
        foreach (var other in scratch.Touched) scratch.Dots[other] = 0;
        scratch.Dots[place] = 0;
        scratch.Touched.Clear();
        double length = 0;
        foreach (var (term, weight) in own)
        {
            scratch.Own[term] = weight;
            length += weight * weight;
        }
        List<(int Place, double Cosine)> found = [];
        foreach (var other in candidates)
        {
            double dot = 0, square = 0;
            for (var t = 0; t < terms[other].Length; t++)
            {
                var weight = weights[other][t] * rarity[terms[other][t]];
                square += weight * weight;
                dot += weight * scratch.Own[terms[other][t]];
            }
            if (dot > 0) found.Add((other, dot / Math.Sqrt(length * square)));
        }
        foreach (var (term, _) in own) scratch.Own[term] = 0;
        return [.. found.OrderByDescending(f => f.Cosine).ThenBy(f => articles[f.Place].Id).Take(KeptNeighbours)];
    }

    /// <summary>Of a word's articles those nearest in time, undated ones apart.</summary>
    private IEnumerable<int> Around(List<int> list, int place)
    {
        if (list.Count <= MostPlaces) return list;
        var at = list.BinarySearch(place);
        if (at < 0) at = ~at;
        var start = Math.Clamp(at - MostPlaces / 2, 0, list.Count - MostPlaces);
        var near = list.Skip(start).Take(MostPlaces);
        if (place >= dated || list[^1] < dated) return near;
        var firstUndated = list.BinarySearch(dated);
        if (firstUndated < 0) firstUndated = ~firstUndated;
        return near.Union(list.Skip(firstUndated).Take(MostPlaces / 2));
    }

    private int? DaysApart(int one, int other) =>
        articles[one].Day is { } a && articles[other].Day is { } b ? Math.Abs(a.DayNumber - b.DayNumber) : null;

    private bool InReach(int one, int other) => DaysApart(one, other) is not > ReachDays;

    private double Main(int one, int other)
    {
        double Share(int[] own, int[] others)
        {
            var main = own.AsSpan(0, Math.Min(ArticleSignature.MostMainTerms, own.Length));
            var found = 0;
            foreach (var term in main)
                if (others.AsSpan().Contains(term)) found++;
            return main.Length > 0 ? (double)found / main.Length : 0;
        }
        return (Share(terms[one], terms[other]) + Share(terms[other], terms[one])) / 2;
    }

    private double SamePerson(int one, int other)
    {
        if (person[one] is not { } a || person[other] is not { } b) return 0;
        if (a == b) return 1;
        var (forth, back) = (terms[other].AsSpan().Contains(a), terms[one].AsSpan().Contains(b));
        return forth && back ? 0 : forth || back ? -0.3 : -1;
    }
}

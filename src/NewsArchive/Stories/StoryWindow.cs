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

    /// <summary>Stands for an unknown day.</summary>
    private const int NoDay = int.MinValue;

    private readonly long[] ids;
    private readonly int[] days;
    private readonly Dictionary<long, int> placeOf = [];
    private readonly int dated;
    private readonly int[][] terms;
    private readonly float[][] weights;
    private readonly bool[][] isName;
    private readonly List<int>[] places;
    private readonly float[] rarity;
    private readonly float[] expected;
    private readonly int?[] person;

    public StoryWindow(IEnumerable<StoryArticle> all)
    {
        // By day, undated ones last: those near in time are then near in every list.
        StoryArticle[] articles = [.. all.OrderBy(a => a.Day is null).ThenBy(a => a.Day).ThenBy(a => a.Id)];
        ids = Array.ConvertAll(articles, a => a.Id);
        days = Array.ConvertAll(articles, a => a.Day?.DayNumber ?? NoDay);
        dated = Array.FindAll(days, d => d != NoDay).Length;
        Dictionary<string, int> known = [];
        List<List<int>> placesOf = [];
        terms = new int[articles.Length][];
        weights = new float[articles.Length][];
        isName = new bool[articles.Length][];
        person = new int?[articles.Length];
        for (var i = 0; i < articles.Length; i++)
        {
            placeOf[articles[i].Id] = i;
            var own = articles[i].Signature.Terms;
            terms[i] = new int[own.Length];
            weights[i] = new float[own.Length];
            isName[i] = new bool[own.Length];
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
                isName[i][t] = own[t].IsName;
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
    /// <param name="keep">Pairs to keep; null for all. Of some thirty that each article has few are related.</param>
    public Linked Pairs(
        IReadOnlyCollection<long> wanted, Func<long, Surroundings?> earlier, Func<PairMeasures, bool>? keep = null)
    {
        var views = new ConcurrentDictionary<int, Neighbourhood>();
        Parallel.ForEach(wanted, () => new Scratch(places.Length, ids.Length), (id, _, scratch) =>
        {
            var place = placeOf[id];
            views[place] = Look(place, scratch);
            return scratch;
        }, _ => { });
        var around = views.ToDictionary(v => ids[v.Key], v => v.Value.Around);
        Surroundings? Known(long id) => around.GetValueOrDefault(id) ?? earlier(id);
        Surroundings At(int place) => Known(ids[place]) ?? new(Elsewhere, 0, []);
        var density = Math.Log(Math.Max(1, ids.Select(id => Known(id)?.Reports).Average() ?? 0));
        List<RelatedPair> pairs = [];
        foreach (var (place, view) in views)
            foreach (var (other, cosine, names, words, main) in view.Seen)
            {
                var (n, w) = (names, words);
                // Seen from both sides where both were looked at; from one side where the other is old or has nearer
                // ones.
                if (views.TryGetValue(other, out var back) && Find(back.Seen, place) is { } mirrored)
                {
                    if (other < place) continue;
                    (n, w) = ((n + mirrored.Names) / 2, (w + mirrored.Words) / 2);
                }
                var common = n + w;
                var root = common > 0 ? Math.Sqrt(common) : 0;
                PairMeasures measures = new(
                    common > 0 ? root * n / common : 0, common > 0 ? root * w / common : 0, main,
                    Math.Min(2, cosine / Math.Sqrt(At(place).Closeness * At(other).Closeness)),
                    Common(At(place).Closest, At(other).Closest) / (double)SharedNeighbours, density,
                    SamePerson(place, other), DaysApart(place, other));
                if (keep is null || keep(measures))
                    pairs.Add(new(Math.Min(ids[place], ids[other]), Math.Max(ids[place], ids[other]), measures));
            }
        pairs.Sort((a, b) => a.One != b.One ? a.One.CompareTo(b.One) : a.Other.CompareTo(b.Other));
        return new(pairs, around);
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
        public readonly List<(float Dot, long Id, int Place)> Best = [];
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
                if (isName[other][t]) names += shared;
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
            new(Math.Max(closeness, 1e-6), reports, [.. nearest.Take(SharedNeighbours).Select(n => ids[n.Place])]),
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
        foreach (var (term, weight) in own.Take(LookedUpTerms)) AddDots(places[term], place, weight * weight, scratch);
        scratch.Best.Clear();
        foreach (var other in scratch.Touched)
            if (other != place && InReach(place, other)) scratch.Best.Add((scratch.Dots[other], ids[other], other));
        foreach (var other in scratch.Touched) scratch.Dots[other] = 0;
        scratch.Touched.Clear();
        scratch.Best.Sort(NearerFirst);
        var candidates = CollectionsMarshal.AsSpan(scratch.Best);
        if (candidates.Length > ComparedNeighbours) candidates = candidates[..ComparedNeighbours];
        double length = 0;
        foreach (var (term, weight) in own)
        {
            scratch.Own[term] = weight;
            length += weight * weight;
        }
        List<(int Place, double Cosine)> found = [];
        foreach (var (_, _, other) in candidates)
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
        return [.. found.OrderByDescending(f => f.Cosine).ThenBy(f => ids[f.Place]).Take(KeptNeighbours)];
    }

    private static readonly Comparison<(float Dot, long Id, int Place)> NearerFirst =
        (a, b) => a.Dot != b.Dot ? b.Dot.CompareTo(a.Dot) : a.Id.CompareTo(b.Id);

    /// <summary>Counts a word for those of its articles that are nearest in time, undated ones apart.</summary>
    private void AddDots(List<int> list, int place, float dot, Scratch scratch)
    {
        if (list.Count <= MostPlaces)
        {
            Add(CollectionsMarshal.AsSpan(list));
            return;
        }
        var at = list.BinarySearch(place);
        if (at < 0) at = ~at;
        var start = Math.Clamp(at - MostPlaces / 2, 0, list.Count - MostPlaces);
        Add(CollectionsMarshal.AsSpan(list).Slice(start, MostPlaces));
        if (place >= dated || list[^1] < dated) return;
        var undated = list.BinarySearch(dated);
        if (undated < 0) undated = ~undated;
        // What was counted already is not counted twice.
        var (first, end) = (Math.Max(undated, start + MostPlaces), Math.Min(undated + MostPlaces / 2, list.Count));
        if (first < end) Add(CollectionsMarshal.AsSpan(list)[first..end]);

        void Add(ReadOnlySpan<int> others)
        {
            foreach (var other in others)
            {
                ref var sum = ref scratch.Dots[other];
                if (sum == 0) scratch.Touched.Add(other);
                sum += dot;
            }
        }
    }

    private int? DaysApart(int one, int other) =>
        days[one] != NoDay && days[other] != NoDay ? Math.Abs(days[one] - days[other]) : null;

    private bool InReach(int one, int other) =>
        days[one] == NoDay || days[other] == NoDay || Math.Abs(days[one] - days[other]) <= ReachDays;

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

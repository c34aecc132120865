// Observation: one strong link between two groups proves little; most of their pairs must agree.
// Idea: average linkage. Groups whose pairs are most likely of one event on average are joined, down to a threshold;
// two groups that have grown are joined only where the pairs between them are nearly as likely as those inside. Pairs
// that were never compared count as unlikely, as far as they could have been: an article looks at its nearest only, so
// that of a great story not every pair is known.
// Known failure: a story that moves on by small steps over weeks can stay one where an editor would see three.
namespace NewsArchive.Stories;

/// <summary>Groups articles into stories. The same links give the same groups in whatever order they come.</summary>
public static class StoryClusterer
{
    /// <summary>Likelihood from which two articles are a story.</summary>
    public const double PairThreshold = 0.49;

    /// <summary>Mean likelihood from which two groups are one story.</summary>
    public const double Threshold = 0.38;

    /// <summary>
    /// Share of the likelihood inside that pairs between two grown groups must have, and the articles from which on a
    /// group is grown.
    /// </summary>
    public const double LeastOfOwn = 0.74;
    private const int Grown = 6;

    /// <summary>Partners in a group that an article can be expected to have looked at.</summary>
    private const int ExpectedPartners = 10;

    /// <param name="links">Pairs with the likelihood that they report one event, 0 to 1; each pair once.</param>
    /// <returns>Groups of two or more, sorted.</returns>
    public static List<List<long>> Cluster(
        IEnumerable<(long One, long Other, double Likelihood)> links, double threshold = Threshold,
        double pairThreshold = PairThreshold, double leastOfOwn = LeastOfOwn)
    {
        Dictionary<long, Group> groupOf = [];
        Group Of(long id)
        {
            if (!groupOf.TryGetValue(id, out var group)) groupOf[id] = group = new(id);
            return group;
        }
        var queue = new PriorityQueue<(Group One, Group Other, int Versions), (double, long, long)>();
        foreach (var (a, b, likelihood) in links.OrderBy(l => l.One).ThenBy(l => l.Other))
        {
            var (one, other) = (Of(a), Of(b));
            one.Links[other] = other.Links[one] = (likelihood, 1);
        }
        void Offer(Group one, Group other)
        {
            var mean = Mean(one, other);
            if (one.Members.Count + other.Members.Count == 2 && mean < pairThreshold) return;
            if (mean < Math.Max(threshold, leastOfOwn * Math.Min(one.Cohesion, other.Cohesion))) return;
            var (low, high) = one.First < other.First ? (one, other) : (other, one);
            queue.Enqueue((low, high, low.Version + high.Version), (-mean, low.First, high.First));
        }
        foreach (var group in groupOf.Values)
            foreach (var other in group.Links.Keys.Where(o => o.First > group.First)) Offer(group, other);
        while (queue.TryDequeue(out var best, out _))
        {
            var (one, other) = (best.One, best.Other);
            if (one.IsGone || other.IsGone || one.Version + other.Version != best.Versions) continue;
            one.Take(other);
            foreach (var neighbour in one.Links.Keys) Offer(one, neighbour);
        }
        return [.. groupOf.Values.Where(g => !g.IsGone && g.Members.Count > 1).Select(g => g.Members.Order().ToList())
            .OrderBy(m => m[0])];
    }

    private static double Mean(Group one, Group other)
    {
        var (sum, known) = one.Links[other];
        var (small, large) = one.Members.Count < other.Members.Count
            ? (one.Members.Count, other.Members.Count) : (other.Members.Count, one.Members.Count);
        return sum / Math.Max(known, small * Math.Min(large, ExpectedPartners));
    }

    private sealed class Group(long first)
    {
        /// <summary>The smallest id in it.</summary>
        public long First { get; private set; } = first;
        public List<long> Members { get; } = [first];
        public Dictionary<Group, (double Sum, int Known)> Links { get; } = [];
        public int Version { get; private set; }
        public bool IsGone { get; private set; }

        /// <summary>Mean likelihood of the pairs inside; 0 for a group that is small yet.</summary>
        public double Cohesion => Members.Count < Grown ? 0 : inside.Sum / inside.Known;

        private (double Sum, int Known) inside;

        public void Take(Group other)
        {
            var between = Links[other];
            inside = (inside.Sum + other.inside.Sum + between.Sum, inside.Known + other.inside.Known + between.Known);
            Members.AddRange(other.Members);
            First = Math.Min(First, other.First);
            Version++;
            other.IsGone = true;
            Links.Remove(other);
            foreach (var (neighbour, (sum, known)) in other.Links)
            {
                neighbour.Links.Remove(other);
                if (neighbour == this) continue;
                var (ownSum, ownKnown) = Links.GetValueOrDefault(neighbour);
                Links[neighbour] = neighbour.Links[this] = (ownSum + sum, ownKnown + known);
            }
        }
    }
}

using System.Buffers;

namespace NewsArchive.Storage.Search;

/// <summary>Matches with their scores, in no order; the arrays go back when nobody needs them any more.</summary>
internal sealed class ScoredMatches(int capacity) : IDisposable
{
    private readonly int[] ids = ArrayPool<int>.Shared.Rent(capacity);
    private readonly float[] scores = ArrayPool<float>.Shared.Rent(capacity);

    public int Count { get; private set; }

    public ReadOnlySpan<int> Ids => ids.AsSpan(0, Count);
    public Span<float> Scores => scores.AsSpan(0, Count);

    public void Add(int id, float score)
    {
        (ids[Count], scores[Count]) = (id, score);
        Count++;
    }

    /// <summary>The best of a set, the best first; of two with the same score the one with the lower number.</summary>
    public List<Match> Best(int count, Bitmap within)
    {
        var best = new PriorityQueue<Match, Match>(count + 1, Comparer<Match>.Create((a, b) => RankedMatches.Better(b,
            a)));
        var least = float.NegativeInfinity;
        for (var i = 0; i < Count; i++)
        {
            if (scores[i] < least || !within[ids[i]]) continue;
            var match = new Match(ids[i], scores[i]);
            if (best.Count < count) best.Enqueue(match, match);
            else if (RankedMatches.Better(match, best.Peek()) < 0) best.EnqueueDequeue(match, match);
            if (best.Count == count) least = best.Peek().Score;
        }
        List<Match> found = [.. best.UnorderedItems.Select(i => i.Element)];
        found.Sort(RankedMatches.Better);
        return found;
    }

    /// <summary>The score that so many reach; the lowest of all where there are no more.</summary>
    public float Reached(int count)
    {
        if (Count <= count) return float.NegativeInfinity;
        var best = new PriorityQueue<float, float>(count + 1);
        foreach (var score in Scores)
            if (best.Count < count) best.Enqueue(score, score);
            else if (score > best.Peek()) best.EnqueueDequeue(score, score);
        return best.Peek();
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(ids);
        ArrayPool<float>.Shared.Return(scores);
    }
}

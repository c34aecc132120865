namespace NewsArchive.Storage.Search;

/// <summary>A hit in its place.</summary>
/// <param name="Base">What its words alone give.</param>
/// <param name="Boosts">What came on top, in words.</param>
internal sealed record RankedHit(
    int Id, double Score, double Base, IReadOnlyList<ScorePart> Boosts, IReadOnlyList<int> Copies);

/// <summary>Puts hits in order and cuts out a page.</summary>
/// <param name="ranked">The best first; null where nothing in the text was looked for.</param>
internal sealed class HitOrder(ArticleColumns columns, Bitmap set, SearchRequest request, RankedMatches? ranked)
{
    /// <summary>Different texts among the hits.</summary>
    public int Texts { get; } = CountTexts(columns, set);

    public List<RankedHit> Page()
    {
        if (request.Limit == 0) return [];
        if (!request.Collapsed)
            return [.. Ids().Skip(request.Offset).Take(request.Limit).Select(id => Hit(id, []))];
        List<RankedHit> page = [];
        Dictionary<int, List<int>> copies = [];
        var skip = request.Offset;
        HashSet<int> seen = [];
        foreach (var id in Ids())
        {
            if (!seen.Add(columns.Original[id])) continue;
            if (skip-- > 0) continue;
            page.Add(Hit(id, copies[columns.Original[id]] = []));
            if (page.Count == request.Limit) break;
        }
        var shown = page.Select(h => h.Id).ToHashSet();
        if (Texts < set.Count())
            foreach (var id in set.Ids())
                if (copies.TryGetValue(columns.Original[id], out var others) && !shown.Contains(id)) others.Add(id);
        return page;
    }

    private RankedHit Hit(int id, IReadOnlyList<int> copies) => ranked?.Find(id) is { } match
        ? new(id, match.Score, match.Base, match.Boosts, copies)
        : new(id, 0, 0, [], copies);

    /// <summary>All hits, copies among them.</summary>
    public IEnumerable<int> Ids() => request.Sort switch
    {
        SearchSort.Oldest =>
            set.Ids().OrderBy(id => columns.Published[id] == 0).ThenBy(id => columns.Published[id]).ThenBy(id => id),
        SearchSort.Relevance when ranked is not null => ranked.Ids(),
        _ => columns.NewestOf(set),
    };

    private static int CountTexts(ArticleColumns columns, Bitmap set)
    {
        var (total, copies) = (set.Count(), set.And(columns.Copies));
        if (copies.Count() is var count && count == 0) return total;
        // A copy whose original is among the hits is no text more; of several without it one is.
        HashSet<int> elsewhere = [];
        foreach (var id in copies.Ids())
            if (!set[columns.Original[id]]) elsewhere.Add(columns.Original[id]);
        return total - count + elsewhere.Count;
    }
}

/// <summary>Matches in order: the best few with all that counts, the others by their words.</summary>
/// <param name="all">The best among them.</param>
/// <param name="set">Those that count.</param>
internal sealed class RankedMatches(
    IReadOnlyList<(Match Match, double Score, IReadOnlyList<ScorePart> Boosts)> best, ScoredMatches all, Bitmap set)
{
    private readonly Dictionary<int, (double Score, double Base, IReadOnlyList<ScorePart> Boosts)> known =
        best.ToDictionary(b => b.Match.Id, b => (b.Score, (double)b.Match.Score, b.Boosts));

    private List<Match>? others;
    private Dictionary<int, float>? furtherDown;

    public IEnumerable<int> Ids()
    {
        foreach (var hit in best) yield return hit.Match.Id;
        foreach (var match in Others()) yield return match.Id;
    }

    /// <summary>Matches beyond the best are scored by their words alone, below the last of the best.</summary>
    public (double Score, double Base, IReadOnlyList<ScorePart> Boosts)? Find(int id)
    {
        if (known.TryGetValue(id, out var hit)) return hit;
        furtherDown ??= Others().ToDictionary(m => m.Id, m => m.Score);
        return furtherDown.TryGetValue(id, out var score) ? (score, score, []) : null;
    }

    /// <summary>The higher score first; of two with the same the one that the archive had first.</summary>
    public static int Better(Match a, Match b) =>
        a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Id.CompareTo(b.Id);

    private List<Match> Others()
    {
        if (others is not null) return others;
        others = [];
        for (var i = 0; i < all.Count; i++)
            if (set[all.Ids[i]] && !known.ContainsKey(all.Ids[i])) others.Add(new(all.Ids[i], all.Scores[i]));
        others.Sort(Better);
        return others;
    }
}

// Observation: a search that finds nothing mostly has one word that the archive does not know, or knows in another
// spelling.
// Idea: say of each part what it finds alone and what the rest finds without it; offer words and names of the archive
// that are one or two slips away, the nearest and most frequent first, if the corrected query finds something.
// Known failure: a real word typed for another (“form” for “from”) is not suspected.
using NewsArchive.Search;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

internal sealed class NothingFound(QueryEvaluator evaluator)
{
    /// <summary>Words that are tried in place of one, and parts of a query that are looked at.</summary>
    private const int MostTried = 5, MostParts = 12;

    /// <summary>Words of which it is said whether an article has them.</summary>
    private const int MostLacking = 40;

    /// <summary>Words up to this length may have one slip, longer ones two.</summary>
    private const int ShortWord = 4;

    private readonly Dictionary<QueryNode, Bitmap> sets = [];

    /// <summary>What each wanted part of a query finds, and the others without it.</summary>
    public List<QueryPartCount> Parts(QueryNode query)
    {
        var parts = query is QueryNode.And and ? and.Parts : [query];
        if (parts.Length > MostParts) return [];
        return [.. parts.Select((part, place) =>
        {
            List<QueryNode> others = [.. parts.Where((_, other) => other != place)];
            if (others.TrueForAll(o => o is QueryNode.Not))
                return new QueryPartCount(QueryText.Of(part), Alone(part), null, 0);
            var rest = others.Select(Set).Aggregate((a, b) => a.And(b)).Count();
            return new QueryPartCount(QueryText.Of(part), Alone(part),
                QueryText.Of(others.Count == 1 ? others[0] : new QueryNode.And([.. others])), rest);
        })];

        int Alone(QueryNode part) => part is QueryNode.Not ? 0 : Set(part).Count();
    }

    /// <summary>Whether there are words of which an article may have some and lack others.</summary>
    public static bool HasManyWords(QueryNode query) => Words(query).Skip(1).Any();

    /// <summary>The words of a query that an article has not, as typed; those that only join others are left
    /// out.</summary>
    public List<string> Lacking(QueryNode query, long article) =>
        [.. Words(query).Take(MostLacking).Where(w => !Set(w)[(int)article]).Select(QueryText.Of).Distinct()];

    private static IEnumerable<QueryNode> Words(QueryNode query) =>
        (query is QueryNode.And and ? and.Parts : []).Where(IndexQueries.IsText).Where(IsOfContent);

    /// <summary>False for a word that only says how others belong together.</summary>
    public static bool IsOfContent(QueryNode part) => part is not QueryNode.Word { Match: WordMatch.Forms } word
        || !FunctionWords.Holds(SearchWords.Fold(word.Text));

    private Bitmap Set(QueryNode node)
    {
        if (!sets.TryGetValue(node, out var set)) sets[node] = set = evaluator.Set(node);
        return set;
    }

    /// <summary>The query with unknown words replaced by known ones, where that finds something.</summary>
    public (string? Query, int Count) Suggest(QueryNode query)
    {
        var unknown =
            query.Wanted().OfType<QueryNode.Word>()
                .Where(w =>
                w.Match is WordMatch.Forms or WordMatch.Exact && w.Field != QueryField.Language
                    && !CjkBigrams.IsUnspaced(w.Text)
                    && Set(w).Count() == 0).Distinct().ToList();
        if (unknown.Count is 0 or > 3) return (null, 0);
        Dictionary<QueryNode.Word, List<string>> choices = [];
        foreach (var word in unknown)
            if (Alternatives(SearchWords.Fold(word.Text)) is { Count: > 0 } found) choices[word] = found;
            else return (null, 0);
        // All first choices at once, then the second ones.
        for (var rank = 0; rank < MostTried; rank++)
        {
            var corrected = Replace(query,
                word => choices.TryGetValue(word, out var found)
                    ? word with { Text = found[Math.Min(rank, found.Count - 1)] } : word);
            if (evaluator.Set(corrected).Count() is > 0 and var count) return (QueryText.Of(corrected), count);
        }
        return (null, 0);
    }

    private List<string> Alternatives(string word)
    {
        if (word.Length == 0) return [];
        var slips = word.Length <= ShortWord ? 1 : 2;
        var known = evaluator.Text.WordsThat(
            new("", other => Slips.Between(other, word, slips) is > 0 and var few && few <= slips));
        return [.. known.OrderBy(k => Slips.Between(k.Key, word, slips)).ThenByDescending(k => k.Key[0] == word[0])
            .ThenBy(k => Math.Abs(k.Key.Length - word.Length)).ThenByDescending(k => k.Value)
            .ThenBy(k => k.Key, StringComparer.Ordinal).Take(MostTried).Select(k => k.Key)];
    }

    private static QueryNode Replace(QueryNode node, Func<QueryNode.Word, QueryNode> replace) => node switch
    {
        QueryNode.And and => new QueryNode.And([.. and.Parts.Select(p => Replace(p, replace))]),
        QueryNode.Or or => new QueryNode.Or([.. or.Parts.Select(p => Replace(p, replace))]),
        QueryNode.Word word => replace(word),
        _ => node,
    };
}

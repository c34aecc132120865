using NewsArchive.Search;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>
/// What a match is scored by: the terms of a query, and which phrase of the expression belongs to which.
/// </summary>
/// <param name="Nodes">The terms, in the order of the query.</param>
/// <param name="Expressions">Each term alone, to count its articles.</param>
/// <param name="GroupOfPhrase">Place of the term in <paramref name="Nodes"/>; −1 where a phrase counts for
/// nothing.</param>
/// <param name="Times">How often the query has the term.</param>
/// <param name="Weights">What a match of the term is worth; filled in once their articles are counted.</param>
internal sealed record MatchTerms(
    IReadOnlyList<QueryNode> Nodes, IReadOnlyList<string> Expressions, int[] GroupOfPhrase, IReadOnlyList<int> Times,
    double[] Weights)
{
    public int Count => Nodes.Count;
    public bool[] IsWord { get; } = [.. Nodes.Select(n => n is QueryNode.Word)];
}

/// <summary>
/// Turns what a query asks of the text into an expression of FTS5. What the user typed reaches the engine only as words
/// of letters, digits and marks in quotation marks.
/// </summary>
/// <param name="forms">The grammatical forms of a word that the archive has.</param>
internal sealed class Fts5QueryWriter(Func<string, IReadOnlyCollection<string>> forms)
{
    private readonly List<int> groupOfPhrase = [];
    private readonly List<QueryNode> nodes = [];
    private readonly List<string> expressions = [];
    private readonly List<int> times = [];
    private bool counted = true;

    public MatchTerms Terms => new(nodes, expressions, [.. groupOfPhrase], times, new double[nodes.Count]);

    /// <returns>Null where the tree asks for nothing, or for more than words of the text.</returns>
    public string? Write(QueryNode node) => IsText(node) ? Written(node) : null;

    /// <summary>Whether an expression can say all that the tree asks.</summary>
    public static bool IsText(QueryNode node) => node switch
    {
        QueryNode.And and =>
            and.Parts.Any(p => p is not QueryNode.Not)
            && and.Parts.All(p => p is QueryNode.Not not ? IsText(not.Part) : IsText(p)),
        QueryNode.Or or => or.Parts.All(IsText),
        QueryNode.Word word => IsColumn(word.Field, word.Text),
        QueryNode.Phrase phrase => IsColumn(phrase.Field, phrase.Text),
        QueryNode.Near near => IsColumn(near.Field, near.Text) && !CjkBigrams.IsUnspaced(near.Text),
        _ => false,
    };

    private static bool IsColumn(QueryField field, string text) =>
        ColumnOf(field) is not null && Words.Tokenise(text).Count > 0
            && (field == QueryField.Any || !CjkBigrams.IsUnspaced(text));

    private string Written(QueryNode node)
    {
        switch (node)
        {
            case QueryNode.And and:
                var wanted = string.Join(" AND ", and.Parts.Where(p => p is not QueryNode.Not).Select(p => Written(p)));
                var excluded = and.Parts.OfType<QueryNode.Not>().Select(n => n.Part).ToList();
                if (excluded.Count == 0) return $"({wanted})";
                var before = counted;
                counted = false;
                var unwanted = string.Join(" OR ", excluded.Select(p => Written(p)));
                counted = before;
                return $"(({wanted}) NOT ({unwanted}))";
            case QueryNode.Or or:
                return $"({string.Join(" OR ", or.Parts.GroupBy(p => p).Select(same => Written(same.Key, same.Count())))})";
            default:
                return Written(node, 1);
        }
    }

    private string Written(QueryNode node, int count)
    {
        if (node is QueryNode.And or QueryNode.Or) return Written(node);
        var group = -1;
        if (counted && nodes.IndexOf(node) is var known)
        {
            // A second place of the same term would count its words twice.
            if (known < 0) group = nodes.Count;
            else times[known] += count;
        }
        var term = Term(node, group);
        if (group >= 0)
        {
            nodes.Add(node);
            expressions.Add(term);
            times.Add(count);
        }
        return term;
    }

    private string Term(QueryNode node, int group) => node switch
    {
        QueryNode.Word word when CjkBigrams.IsUnspaced(word.Text) => Unspaced(word.Text, group),
        QueryNode.Word { Match: WordMatch.Prefix } word => ColumnOf(word.Field) + Phrase([word.Text], group) + " *",
        QueryNode.Word { Match: WordMatch.Exact } word => ColumnOf(word.Field) + Phrase([word.Text], group),
        QueryNode.Word word => ColumnOf(word.Field) + AnyOf(forms(word.Text), group),
        QueryNode.Phrase phrase when CjkBigrams.IsUnspaced(phrase.Text) =>
            $"({string.Join(" AND ", Words.Tokenise(phrase.Text).Select(w => WordOf(w.Text, group)))})",
        QueryNode.Phrase phrase =>
            ColumnOf(phrase.Field) + Phrase(Words.Tokenise(phrase.Text).Select(w => w.Text), group),
        QueryNode.Near near =>
            $"{ColumnOf(near.Field)}NEAR("
            + $"{string.Join(' ', Words.Tokenise(near.Text).Select(w => Phrase([w.Text], group)))}, {near.Distance})",
        _ => throw new ArgumentOutOfRangeException(nameof(node), node, "no term of the text"),
    };

    private string WordOf(string word, int group) =>
        CjkBigrams.IsUnspaced(word) ? Unspaced(word, group) : Phrase([word], group);

    private string Unspaced(string word, int group) => $"({string.Join(" AND ", CjkBigrams.Runs(word).Select(run =>
        !run.IsUnspaced ? Phrase([run.Text], group)
        : CjkBigrams.Pairs(run.Text).ToList() is { Count: > 0 } pairs ? "Grams : " + Phrase(pairs, group)
        : "Grams : " + Phrase([run.Text], group) + " *"))})";

    private string AnyOf(IReadOnlyCollection<string> words, int group) =>
        words.Count == 1
            ? Phrase(words, group) : $"({string.Join(" OR ", words.Select(word => Phrase([word], group)))})";

    private string Phrase(IEnumerable<string> words, int group)
    {
        groupOfPhrase.Add(group);
        return $"\"{string.Join(' ', words)}\"";
    }

    private static string? ColumnOf(QueryField field) => field switch
    {
        QueryField.Any => "",
        QueryField.Title => "Headline : ",
        QueryField.Body => "{Standfirst Body} : ",
        QueryField.Source => "SourceName : ",
        QueryField.Author => "Byline : ",
        _ => null,
    };
}

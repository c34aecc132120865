using Lucene.Net.Search;
using Lucene.Net.Search.Spans;
using NewsArchive.Search;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>Something whose frequency in an article can be counted, and what each time is worth.</summary>
internal abstract record FrequencySource(float Weight)
{
    /// <param name="IsOther">It stands for the same words as the one before, which are not counted twice.</param>
    public sealed record OfQuery(Query Query, float Weight, bool IsOther = false) : FrequencySource(Weight);

    public sealed record OfWords(string Field, LookedUpWords Words, float Weight) : FrequencySource(Weight);
}

/// <summary>Which fields hold the words of a document.</summary>
/// <param name="AnyStems">Stems of all places.</param>
/// <param name="Exact">The fields of each place, with what a word there counts for.</param>
internal sealed record IndexPlaces(
    string AnyStems, IReadOnlyList<(string Field, float Weight)> Exact, string Grams)
{
    public static readonly IndexPlaces OfArticles = new(IndexFields.Any,
        [(IndexFields.Title, Ranking.HeadlineWeight), (IndexFields.Body, 1), (IndexFields.Byline, 1),
            (IndexFields.Source, 1)],
        IndexFields.Grams);

    public static readonly IndexPlaces OfQuotes =
        new(IndexFields.QuoteStems, [(IndexFields.Quote, 1)], IndexFields.QuoteGrams);
}

/// <summary>Turns what a tree asks of the text into queries of the engine.</summary>
/// <param name="stemmers">Of the languages of the archive.</param>
/// <param name="isUnstemmed">Whether there are articles whose words have no stems.</param>
internal sealed class IndexQueries(IndexPlaces places, IReadOnlyList<Stemmer> stemmers, bool isUnstemmed)
{
    /// <summary>Whether the index can say all that the tree asks.</summary>
    public static bool IsText(QueryNode node) => node switch
    {
        QueryNode.And and =>
            and.Parts.Any(p => p is not QueryNode.Not)
            && and.Parts.All(p => p is QueryNode.Not not ? IsText(not.Part) : IsText(p)),
        QueryNode.Or or => or.Parts.All(IsText),
        QueryNode.Word word => IsPlace(word.Field, word.Text),
        QueryNode.Phrase phrase => IsPlace(phrase.Field, phrase.Text),
        QueryNode.Near near => IsPlace(near.Field, near.Text) && !CjkBigrams.IsUnspaced(near.Text),
        _ => false,
    };

    private static bool IsPlace(QueryField field, string text) =>
        field is QueryField.Any or QueryField.Title or QueryField.Body or QueryField.Source or QueryField.Author
        && Words.Tokenise(text).Count > 0 && (field == QueryField.Any || !CjkBigrams.IsUnspaced(text));

    /// <summary>The documents that a tree asks for.</summary>
    public Query Of(QueryNode node)
    {
        switch (node)
        {
            case QueryNode.And and:
                var all = new BooleanQuery(true);
                foreach (var part in and.Parts)
                    if (part is QueryNode.Not not) all.Add(Of(not.Part), Occur.MUST_NOT);
                    else all.Add(Of(part), Occur.MUST);
                return all;
            case QueryNode.Or or:
                return Any(or.Parts.Distinct().Select(Of));
            default:
                return Any(Sources(node).Select(source => source switch
                {
                    FrequencySource.OfWords words => new ConstantScoreQuery(new WordRangeFilter(words.Field,
                        words.Words)),
                    FrequencySource.OfQuery of => of.Query,
                    _ => throw new ArgumentOutOfRangeException(nameof(node)),
                }));
        }
    }

    /// <summary>What a term stands for, so that the frequencies add up to that of the term.</summary>
    public IReadOnlyList<FrequencySource> Sources(QueryNode term) => term switch
    {
        QueryNode.Word word when CjkBigrams.IsUnspaced(word.Text) => [new FrequencySource.OfQuery(Unspaced(word.Text),
            1)],
        QueryNode.Word word when WordsOf(word) is { } words => Ranges(word.Field, words),
        QueryNode.Word { Match: WordMatch.Exact } word => Phrases(word.Field, [Form(word.Text)]),
        QueryNode.Word word => Stems(word),
        QueryNode.Phrase phrase when CjkBigrams.IsUnspaced(phrase.Text) =>
            [new FrequencySource.OfQuery(All(Words.Tokenise(phrase.Text).Select(w => WordOf(w.Text))), 1)],
        QueryNode.Phrase phrase => Phrases(phrase.Field, Forms(phrase.Text)),
        QueryNode.Near near => [.. PlacesOf(near.Field).Select(p => new FrequencySource.OfQuery(Near(p.Field, near),
            p.Weight))],
        _ => throw new ArgumentOutOfRangeException(nameof(term), term, "no term of the text"),
    };

    /// <summary>The fields with the places of a word, and its terms there; empty where it has none of its
    /// own.</summary>
    public IEnumerable<(string Field, List<string> Terms)> Positions(QueryNode.Word word) => word switch
    {
        _ when CjkBigrams.IsUnspaced(word.Text) => [],
        { Match: WordMatch.Exact } => PlacesOf(word.Field).Select(p => (p.Field, new List<string> { Form(word.Text) })),
        { Match: WordMatch.Forms } => StemFields(word.Field).Select(field => (field, StemsOf(word)))
            .Concat(PlacesOf(word.Field).Where(p => p.Field is IndexFields.Byline or IndexFields.Source)
                .Select(p => (p.Field, new List<string> { FormOf(word) }))),
        _ => [],
    };

    /// <summary>The documents with all of some emoji.</summary>
    public Query Pictures(IEnumerable<string> pictures) =>
        All(pictures.Select(p => new TermQuery(new(places.Grams, p))));

    /// <summary>Null for a word that stands for itself or its grammatical forms.</summary>
    private LookedUpWords? WordsOf(QueryNode.Word word)
    {
        if (!lookedUp.TryGetValue(word, out var known))
            lookedUp[word] = known = WordPattern.Of(word) is { } pattern ? new(pattern) : null;
        return known;
    }

    private readonly Dictionary<QueryNode.Word, LookedUpWords?> lookedUp = [];

    private static string Form(string word) => IndexFields.Cut(SearchWords.Fold(word));

    private static List<string> Forms(string text) => SearchWords.Forms(text).ConvertAll(IndexFields.Cut);

    private List<FrequencySource> Stems(QueryNode.Word word)
    {
        List<FrequencySource> sources = [];
        var stems = StemsOf(word);
        foreach (var (field, weight) in word.Field switch
        {
            QueryField.Any => [(places.AnyStems, 1f)],
            QueryField.Title => [(IndexFields.TitleStems, Ranking.HeadlineWeight)],
            QueryField.Body => [(IndexFields.BodyStems, 1f)],
            // Names of people and papers have no grammatical forms.
            _ => PlacesOf(word.Field),
        })
        {
            var isOther = false;
            foreach (var stem in word.Field is QueryField.Source or QueryField.Author ? [FormOf(word)] : stems)
            {
                sources.Add(new FrequencySource.OfQuery(new TermQuery(new(field, stem)), weight, isOther));
                isOther = true;
            }
        }
        // A word with signs inside may also be written as several.
        if (Words.Tokenise(word.Text).Count > 1 && !SearchWords.IsAcronym(FormOf(word)))
            sources.AddRange(Phrases(word.Field, Forms(word.Text)));
        return sources;
    }

    private static string FormOf(QueryNode.Word word) =>
        IndexFields.Cut(SearchWords.Joined(word.Text) ?? SearchWords.Fold(word.Text));

    private List<string> StemsOf(QueryNode.Word word)
    {
        var form = FormOf(word);
        var stems = stemmers.Select(stemmer => IndexFields.StemOf(form, stemmer));
        return [.. (isUnstemmed ? stems.Append(form) : stems).Distinct()];
    }

    private IEnumerable<string> StemFields(QueryField field) => (field, ReferenceEquals(places,
        IndexPlaces.OfQuotes)) switch
    {
        (_, true) => [IndexFields.QuoteStems],
        (QueryField.Any, _) => [IndexFields.TitleStems, IndexFields.BodyStems],
        (QueryField.Title, _) => [IndexFields.TitleStems],
        (QueryField.Body, _) => [IndexFields.BodyStems],
        _ => [],
    };

    private IEnumerable<(string Field, float Weight)> PlacesOf(QueryField field) => field switch
    {
        QueryField.Title => places.Exact.Where(p => p.Field == IndexFields.Title),
        QueryField.Body => places.Exact.Where(p => p.Field == IndexFields.Body),
        QueryField.Source => places.Exact.Where(p => p.Field == IndexFields.Source),
        QueryField.Author => places.Exact.Where(p => p.Field == IndexFields.Byline),
        _ => places.Exact,
    };

    private List<FrequencySource> Ranges(QueryField field, LookedUpWords words) =>
        [.. PlacesOf(field).Select(p => new FrequencySource.OfWords(p.Field, words, p.Weight))];

    private List<FrequencySource> Phrases(QueryField field, IReadOnlyList<string> forms) =>
        [.. PlacesOf(field).Select(p => new FrequencySource.OfQuery(Phrase(p.Field, forms), p.Weight))];

    private static Query Phrase(string field, IReadOnlyList<string> forms)
    {
        if (forms.Count == 1) return new TermQuery(new(field, forms[0]));
        var phrase = new PhraseQuery();
        foreach (var form in forms) phrase.Add(new(field, form));
        return phrase;
    }

    private static SpanNearQuery Near(string field, QueryNode.Near near) => new(
        [.. Forms(near.Text).Select(form => new SpanTermQuery(new(field, form)))], near.Distance, inOrder: false);

    private Query WordOf(string word) => CjkBigrams.IsUnspaced(word) ? Unspaced(word)
        : Any(Phrases(QueryField.Any, [Form(word)]).Cast<FrequencySource.OfQuery>().Select(s => s.Query));

    /// <summary>A run of characters as its pairs one after another; a single one by the pairs that begin with
    /// it.</summary>
    private Query Unspaced(string word) => All(CjkBigrams.Runs(SearchWords.Fold(word)).Select(run =>
        !run.IsUnspaced ? Any(places.Exact.Select(p => p.Field).Append(places.Grams)
            .Select(field => (Query)new TermQuery(new(field, IndexFields.Cut(run.Text)))))
        : CjkBigrams.Pairs(run.Text).ToList() is { Count: > 0 } pairs ? Phrase(places.Grams, pairs)
        : new ConstantScoreQuery(new WordRangeFilter(places.Grams, new(new(run.Text, _ => true))))));

    private static Query Any(IEnumerable<Query> queries) => Joined(queries, Occur.SHOULD);

    private static Query All(IEnumerable<Query> queries) => Joined(queries, Occur.MUST);

    private static Query Joined(IEnumerable<Query> queries, Occur occur)
    {
        var list = queries.ToList();
        if (list.Count == 1) return list[0];
        var joined = new BooleanQuery(true);
        foreach (var query in list) joined.Add(query, occur);
        return joined;
    }
}

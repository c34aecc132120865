using Lucene.Net.Index;
using Lucene.Net.Search;
using NewsArchive.Search;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>A match with its score before anything but its words is looked at.</summary>
internal readonly record struct Match(int Id, float Score);

/// <summary>What a match is scored by: the terms of a query.</summary>
/// <param name="Nodes">The terms, in the order of the query.</param>
/// <param name="Times">How often the query has the term.</param>
/// <param name="Weights">What a match of the term is worth.</param>
internal sealed record MatchTerms(IReadOnlyList<QueryNode> Nodes, IReadOnlyList<int> Times, double[] Weights)
{
    public int Count => Nodes.Count;

    /// <summary>The wanted terms of a tree, each once.</summary>
    public static MatchTerms Of(QueryNode node)
    {
        List<QueryNode> nodes = [];
        List<int> times = [];
        void Add(QueryNode part)
        {
            switch (part)
            {
                case QueryNode.And and: foreach (var one in and.Parts) Add(one); break;
                case QueryNode.Or or: foreach (var one in or.Parts) Add(one); break;
                case QueryNode.Not: break;
                default:
                    if (nodes.IndexOf(part) is >= 0 and var known) times[known]++;
                    else
                    {
                        nodes.Add(part);
                        times.Add(1);
                    }
                    break;
            }
        }
        Add(node);
        return new(nodes, times, new double[nodes.Count]);
    }
}

/// <summary>
/// Everything that a search asks of the index, and the only way to it: another engine brings its own. Trees that come
/// here ask for nothing but words of the text.
/// </summary>
internal sealed class TextSearch(IndexSnapshot index, ArticleColumns columns, CancellationToken cancel)
{
    private readonly IndexQueries articles = new(IndexPlaces.OfArticles, [.. columns.Stemmers], columns.IsUnstemmed);
    private readonly IndexQueries quotes = new(IndexPlaces.OfQuotes, [.. columns.Stemmers], columns.IsUnstemmed);

    /// <summary>The articles that fit, with scores for the caller to dispose of, and what they were scored
    /// by.</summary>
    /// <param name="within">Only articles of this set; null for all.</param>
    public (Bitmap Set, ScoredMatches Scored, MatchTerms Terms) Score(QueryNode node, Bitmap? within)
    {
        var terms = MatchTerms.Of(node);
        for (var i = 0; i < terms.Count; i++)
            terms.Weights[i] = terms.Times[i] * (terms.Count == 1 ? 1 : Rarity(terms.Nodes[i]));
        var (set, scored) = new MatchScoring(index, columns, articles, cancel).Run(node, terms, within);
        return (set, scored, terms);
    }

    /// <summary>What one term alone gives articles of a set.</summary>
    public Dictionary<int, double> Part(MatchTerms terms, int term, Bitmap within)
    {
        using var scored = new MatchScoring(index, columns, articles, cancel)
            .Run(terms.Nodes[term], new([terms.Nodes[term]], [1], [terms.Weights[term]]), within).Scored;
        Dictionary<int, double> parts = [];
        for (var i = 0; i < scored.Count; i++) parts[scored.Ids[i]] = scored.Scores[i];
        return parts;
    }

    public Bitmap Find(QueryNode node)
    {
        if (node is not QueryNode.Or or) return Find(articles.Of(node));
        // One list after another is faster than the engine's merging of them.
        var set = new Bitmap(columns.Size);
        foreach (var part in or.Parts.Distinct()) set = set.Or(Find(part));
        return set;
    }

    /// <param name="pictures">As <see cref="CjkBigrams.Pictures"/> makes them.</param>
    public Bitmap FindPictures(IEnumerable<string> pictures) => Find(articles.Pictures(pictures));

    /// <summary>Articles with a quote that fits.</summary>
    public Bitmap FindQuotes(QueryNode node) => Find(Spoken(node));

    /// <summary>The numbers of the quotes that fit, in no order.</summary>
    public List<long> QuoteIds(QueryNode node)
    {
        List<long> ids = [];
        IndexSegment? of = null;
        NumericDocValues? values = null;
        foreach (var (segment, doc) in Documents(Spoken(node)))
        {
            if (!ReferenceEquals(of, segment))
                (of, values) = (segment, segment.Reader.GetNumericDocValues(IndexFields.QuoteId));
            ids.Add(values!.Get(doc));
        }
        return ids;
    }

    /// <summary>Inverse document frequency of a term.</summary>
    public double Rarity(QueryNode term) => Ranking.Idf(columns.Count, index.Count(term, () => CountOf(term)));

    /// <summary>Inverse document frequency of the forms of a word.</summary>
    public double IdfOf(string word) => Rarity(new QueryNode.Word(word, QueryField.Any));

    /// <summary>Words of texts that fit, with the number of articles that hold each; more than one part of the index
    /// may count an article twice.</summary>
    public Dictionary<string, int> WordsThat(WordPattern pattern)
    {
        Dictionary<string, int> found = [];
        foreach (var segment in index.Segments)
            foreach (var field in (string[])[IndexFields.Title, IndexFields.Body, IndexFields.Byline,
                IndexFields.Source])
                foreach (var (word, at) in WordRanges.In(segment.Reader, field, new(pattern), cancel))
                    if (!SearchWords.IsAcronym(word)) found[word] = found.GetValueOrDefault(word) + at.DocFreq;
        return found;
    }

    private int CountOf(QueryNode term)
    {
        var sources = articles.Sources(term);
        return sources is [FrequencySource.OfQuery { Query: TermQuery one }]
            ? index.Reader.DocFreq(one.Term) : Documents(articles.Of(term)).Count();
    }

    private BooleanQuery Spoken(QueryNode node)
    {
        var spoken = new BooleanQuery(true);
        spoken.Add(new TermQuery(new(IndexFields.Kind, IndexFields.QuoteKind)), Occur.MUST);
        switch (node)
        {
            case QueryNode.Everything: break;
            case QueryNode.Not not: spoken.Add(quotes.Of(not.Part), Occur.MUST_NOT); break;
            case QueryNode.And and:
                foreach (var part in and.Parts) spoken.Add(Spoken(part), Occur.MUST); break;
            case QueryNode.Or or:
                var any = new BooleanQuery(true);
                foreach (var part in or.Parts) any.Add(Spoken(part), Occur.SHOULD);
                spoken.Add(any, Occur.MUST); break;
            default: spoken.Add(quotes.Of(node), Occur.MUST); break;
        }
        return spoken;
    }

    private Bitmap Find(Query query)
    {
        var set = new Bitmap(columns.Size);
        foreach (var (segment, doc) in Documents(query))
            if (columns.All[segment.Articles[doc]]) set.Add(segment.Articles[doc]);
        return set;
    }

    private IEnumerable<(IndexSegment Segment, int Document)> Documents(Query query)
    {
        var weight = index.Searcher.CreateNormalizedWeight(query);
        foreach (var segment in index.Segments)
        {
            cancel.ThrowIfCancellationRequested();
            if (weight.GetScorer(segment.Context, segment.Reader.LiveDocs) is not { } matches) continue;
            var looked = 0;
            while (matches.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                if ((++looked & 4095) == 0) cancel.ThrowIfCancellationRequested();
                yield return (segment, doc);
            }
        }
    }
}

// Observation: BM25 of an engine knows neither that a headline and a text are one article, nor which words are forms of
// one, nor how near two words stand.
// Idea: first the matches of a part of the index, then each term's postings alone, put to the matches: the frequency of
// all its forms and places together gives its share. Places of words are read only where two neighbours of the query
// both stand in an article.
// Known failure: similar words and beginnings are near nothing.
using System.Buffers;
using Lucene.Net.Index;
using Lucene.Net.Search;
using NewsArchive.Search;

namespace NewsArchive.Storage.Search;

internal sealed class MatchScoring(IndexSnapshot index, ArticleColumns columns, IndexQueries queries,
    CancellationToken cancel)
{
    /// <summary>Places of a word in an article that nearness is looked for at.</summary>
    private const int MostPlaces = 256;

    /// <summary>Postings to a match from which the list is skipped through and not walked.</summary>
    private const int Sparse = 8;

    private readonly List<Match> scored = [];
    private readonly List<(int Match, int Pair, float Weight)> nearby = [];
    private readonly int[] first = new int[MostPlaces], second = new int[MostPlaces];

    /// <summary>The matches of a part of the index.</summary>
    /// <param name="Documents">In order; the first <paramref name="Count"/> count.</param>
    private readonly record struct Matches(IndexSegment Segment, int[] Documents, int Count);

    /// <param name="within">Only articles of this set; null for all.</param>
    public (Bitmap Set, List<Match> Scored) Run(QueryNode node, MatchTerms terms, Bitmap? within)
    {
        var set = new Bitmap(columns.Size);
        var weight = index.Searcher.CreateNormalizedWeight(queries.Of(node));
        var sources = terms.Nodes.Select(queries.Sources).ToList();
        foreach (var segment in index.Segments)
        {
            cancel.ThrowIfCancellationRequested();
            if (weight.GetScorer(segment.Context, segment.Reader.LiveDocs) is not { } scorer) continue;
            var documents = ArrayPool<int>.Shared.Rent(segment.Reader.MaxDoc);
            var count = 0;
            while (scorer.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
            {
                if ((count & 4095) == 4095) cancel.ThrowIfCancellationRequested();
                var id = segment.Articles[doc];
                if (!columns.All[id] || (within is not null && !within[id])) continue;
                set.Add(id);
                documents[count++] = doc;
            }
            if (count > 0) Score(new(segment, documents, count), terms, sources);
            ArrayPool<int>.Shared.Return(documents);
        }
        AddNearness(terms);
        return (set, scored);
    }

    private void Score(Matches matches, MatchTerms terms, List<IReadOnlyList<FrequencySource>> sources)
    {
        var count = matches.Count;
        var scores = ArrayPool<float>.Shared.Rent(count);
        var frequency = ArrayPool<float>.Shared.Rent(count);
        var before = ArrayPool<float>.Shared.Rent(count);
        scores.AsSpan(0, count).Clear();
        var firstMatch = scored.Count;
        for (var term = 0; term < terms.Count; term++)
        {
            frequency.AsSpan(0, count).Clear();
            foreach (var source in sources[term])
                if (source is FrequencySource.OfQuery of) Add(matches, of, frequency);
                else AddWords(matches, (FrequencySource.OfWords)source, frequency);
            for (var i = 0; i < count; i++)
                if (frequency[i] > 0)
                    scores[i] += (float)(terms.Weights[term] * Ranking.TermFrequency(frequency[i],
                        columns.RelativeLength(matches.Segment.Articles[matches.Documents[i]])));
            if (term > 0 && terms.Nodes[term - 1] is QueryNode.Word a && terms.Nodes[term] is QueryNode.Word b)
                FindNear(matches, term - 1, firstMatch, a, b, before, frequency);
            (before, frequency) = (frequency, before);
        }
        for (var i = 0; i < count; i++) scored.Add(new(matches.Segment.Articles[matches.Documents[i]], scores[i]));
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<float>.Shared.Return(frequency);
        ArrayPool<float>.Shared.Return(before);
    }

    private void Add(Matches matches, FrequencySource.OfQuery source, float[] frequency)
    {
        var weight = index.Searcher.CreateNormalizedWeight(source.Query);
        if (weight.GetScorer(matches.Segment.Context, matches.Segment.Reader.LiveDocs) is not { } postings) return;
        var isSparse = postings.GetCost() > (long)Sparse * matches.Count;
        var documents = matches.Documents;
        var doc = postings.NextDoc();
        for (var i = 0; i < matches.Count && doc != DocIdSetIterator.NO_MORE_DOCS;)
            if (doc == documents[i])
            {
                var times = source.Weight * postings.Freq;
                frequency[i] = source.IsOther ? Math.Max(frequency[i], times) : frequency[i] + times;
                i++;
                doc = postings.NextDoc();
            }
            else if (doc > documents[i]) i++;
            else doc = isSparse ? postings.Advance(documents[i]) : postings.NextDoc();
    }

    /// <summary>Words that each may stand in few articles: their postings are put to the matches by number.</summary>
    private void AddWords(Matches matches, FrequencySource.OfWords source, float[] frequency)
    {
        var reader = matches.Segment.Reader;
        var counts = ArrayPool<float>.Shared.Rent(reader.MaxDoc);
        counts.AsSpan(0, reader.MaxDoc).Clear();
        DocsEnum? docs = null;
        foreach (var (_, at) in WordRanges.In(reader, source.Field, source.Words, cancel))
        {
            docs = at.Docs(reader.LiveDocs, docs, DocsFlags.FREQS);
            while (docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS) counts[doc] += docs.Freq;
        }
        for (var i = 0; i < matches.Count; i++) frequency[i] += source.Weight * counts[matches.Documents[i]];
        ArrayPool<float>.Shared.Return(counts);
    }

    /// <summary>Notes where two words next to each other in the query stand near each other in an article.</summary>
    private void FindNear(Matches matches, int pair, int firstMatch, QueryNode.Word a, QueryNode.Word b, float[] hasA,
        float[] hasB)
    {
        var near = ArrayPool<float>.Shared.Rent(matches.Count);
        near.AsSpan(0, matches.Count).Clear();
        foreach (var (field, termsA) in queries.Positions(a))
        {
            var termsB = queries.Positions(b).FirstOrDefault(p => p.Field == field).Terms ?? [];
            var (placesA, placesB) = (Open(matches.Segment, field, termsA), Open(matches.Segment, field, termsB));
            if (placesA.Count == 0 || placesB.Count == 0) continue;
            for (var i = 0; i < matches.Count; i++)
            {
                if (hasA[i] <= 0 || hasB[i] <= 0) continue;
                if ((i & 4095) == 4095) cancel.ThrowIfCancellationRequested();
                var doc = matches.Documents[i];
                var countA = Read(placesA, doc, first);
                if (countA == 0) continue;
                var countB = Read(placesB, doc, second);
                if (countB > 0) near[i] += Nearness(first.AsSpan(0, countA), second.AsSpan(0, countB));
            }
        }
        for (var i = 0; i < matches.Count; i++)
            if (near[i] > 0) nearby.Add((firstMatch + i, pair, near[i]));
        ArrayPool<float>.Shared.Return(near);
    }

    private static List<DocsAndPositionsEnum> Open(IndexSegment segment, string field, List<string> terms) =>
        [.. terms.Select(term => segment.Reader.GetTermPositionsEnum(new(field, term))).OfType<DocsAndPositionsEnum>()];

    private static int Read(List<DocsAndPositionsEnum> postings, int doc, int[] places)
    {
        var count = 0;
        foreach (var posting in postings)
        {
            if (posting.DocID < doc && posting.Advance(doc) != doc || posting.DocID != doc) continue;
            for (var left = posting.Freq; left > 0 && count < MostPlaces; left--)
                places[count++] = posting.NextPosition();
        }
        if (postings.Count < 2 || count < 2) return count;
        Array.Sort(places, 0, count);
        var different = 1;
        for (var i = 1; i < count; i++)
            if (places[i] != places[different - 1]) places[different++] = places[i];
        return different;
    }

    /// <summary>
    /// For each place of the first word one over its distance to the nearest of the second, within reach.
    /// </summary>
    /// <param name="first">In order, as <paramref name="second"/> is.</param>
    private static float Nearness(ReadOnlySpan<int> first, ReadOnlySpan<int> second)
    {
        float sum = 0;
        var from = 0;
        foreach (var a in first)
        {
            var nearest = Ranking.Reach + 1;
            while (from < second.Length && second[from] < a - Ranking.Reach) from++;
            for (var k = from; k < second.Length && second[k] <= a + Ranking.Reach; k++)
                if (a != second[k]) nearest = Math.Min(nearest, Math.Abs(a - second[k]));
            if (nearest <= Ranking.Reach) sum += 1f / nearest;
        }
        return sum;
    }

    /// <summary>Rarer pairs weigh more.</summary>
    private void AddNearness(MatchTerms terms)
    {
        if (nearby.Count == 0) return;
        var having = new int[terms.Count];
        foreach (var (_, pair, _) in nearby) having[pair]++;
        foreach (var (match, pair, weight) in nearby)
            scored[match] = scored[match] with
            {
                Score = scored[match].Score + (float)(Ranking.Nearness * Ranking.Idf(columns.Count, having[pair])
                    * Ranking.TermFrequency(weight, columns.RelativeLength(scored[match].Id)))
            };
    }
}

// Observation: BM25 of an engine knows neither that a headline and a text are one article, nor which words are forms of
// one, nor how near two words stand.
// Idea: each term's postings alone are put to the matches: the frequency of all its forms and places together gives its
// share. Where words next to each other in the query both stand in an article, their places are read, but only of
// those that could still come among the best thousand.
// Known failure: similar words and beginnings are near nothing, and so is what stands behind the best thousand.
using System.Buffers;
using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Search;
using NewsArchive.Search;

namespace NewsArchive.Storage.Search;

internal sealed class MatchScoring(
    IndexSnapshot index, ArticleColumns columns, IndexQueries queries, CancellationToken cancel)
{
    /// <summary>Places of a word in an article that nearness is looked for at.</summary>
    private const int MostPlaces = 256;

    /// <summary>Postings to a match from which the list is skipped through and not walked.</summary>
    private const int Sparse = 8;

    /// <summary>Matches whose order knows how near words stand.</summary>
    private const int LookedAtForNearness = 1000;

    private readonly int[] first = new int[MostPlaces], second = new int[MostPlaces];

    /// <summary>The matches of a part of the index.</summary>
    /// <param name="documents">In order.</param>
    /// <param name="from">Place of the first among all matches.</param>
    /// <param name="having">The documents with each term, a bit each.</param>
    private sealed class SegmentMatches(IndexSegment segment, int[] documents, int from, ulong[][] having)
    {
        public IndexSegment Segment => segment;
        public int[] Documents => documents;
        public int From => from;
        public ulong[][] Having => having;
        public int Count { get; set; }
    }

    /// <param name="within">Only articles of this set; null for all.</param>
    /// <returns>The matches; their scores are for the caller to dispose of.</returns>
    public (Bitmap Set, ScoredMatches Scored) Run(QueryNode node, MatchTerms terms, Bitmap? within)
    {
        var set = new Bitmap(columns.Size);
        var sources = terms.Nodes.Select(queries.Sources).ToList();
        var (isUnion, isIntersection) = (IsUnion(node), IsIntersection(node, terms, sources));
        var weight = isUnion || isIntersection ? null : index.Searcher.CreateNormalizedWeight(queries.Of(node));
        var scored = new ScoredMatches(Math.Max(1, index.Reader.MaxDoc));
        List<SegmentMatches> parts = [];
        foreach (var segment in index.Segments)
        {
            cancel.ThrowIfCancellationRequested();
            var having = new ulong[terms.Count][];
            for (var term = 0; term < having.Length; term++) having[term] = RentBits(segment);
            var matches = new SegmentMatches(segment, ArrayPool<int>.Shared.Rent(segment.Reader.MaxDoc), scored.Count,
                having);
            parts.Add(matches);
            if (isUnion) ScoreUnion(matches, terms, sources, scored, set, within);
            else if (isIntersection) ScoreIntersection(matches, terms, sources, scored, set, within);
            else if (weight!.GetScorer(segment.Context, segment.Reader.LiveDocs) is { } scorer)
            {
                Take(scorer, matches, set, within);
                Score(matches, terms, sources, scored);
            }
        }
        AddNearness(parts, terms, scored);
        foreach (var part in parts)
        {
            ArrayPool<int>.Shared.Return(part.Documents);
            foreach (var bits in part.Having) ArrayPool<ulong>.Shared.Return(bits);
        }
        return (set, scored);
    }

    /// <summary>Whether every article with any of the terms fits, so that their postings are the matches.</summary>
    private static bool IsUnion(QueryNode node) =>
        node is QueryNode.Or or ? or.Parts.All(IsUnion) : node is not (QueryNode.And or QueryNode.Not);

    /// <summary>Whether just the articles with all of the terms fit, each term with one list of postings.</summary>
    private static bool IsIntersection(QueryNode node, MatchTerms terms,
        List<IReadOnlyList<FrequencySource>> sources) =>
        node is QueryNode.And and && and.Parts.All(p => p is QueryNode.Word) && and.Parts.Length == terms.Count
        && sources.TrueForAll(s => s is [FrequencySource.OfQuery { Query: TermQuery }]);

    private static ulong[] RentBits(IndexSegment segment)
    {
        var bits = ArrayPool<ulong>.Shared.Rent(segment.Reader.MaxDoc / 64 + 1);
        bits.AsSpan(0, segment.Reader.MaxDoc / 64 + 1).Clear();
        return bits;
    }

    private static float[] RentCounts(int size)
    {
        var counts = ArrayPool<float>.Shared.Rent(size);
        counts.AsSpan(0, size).Clear();
        return counts;
    }

    private bool IsWanted(int id, Bitmap? within) => columns.All[id] && (within is null || within[id]);

    private void Take(Scorer scorer, SegmentMatches matches, Bitmap set, Bitmap? within)
    {
        var looked = 0;
        while (scorer.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
        {
            if ((++looked & 4095) == 0) cancel.ThrowIfCancellationRequested();
            var id = matches.Segment.Articles[doc];
            if (!IsWanted(id, within)) continue;
            set.Add(id);
            matches.Documents[matches.Count++] = doc;
        }
    }

    /// <summary>Scores by document, each term's postings once.</summary>
    private void ScoreUnion(SegmentMatches matches, MatchTerms terms, List<IReadOnlyList<FrequencySource>> sources,
        ScoredMatches scored, Bitmap set, Bitmap? within)
    {
        var (segment, size) = (matches.Segment, matches.Segment.Reader.MaxDoc);
        var scores = RentCounts(size);
        for (var term = 0; term < terms.Count; term++)
        {
            cancel.ThrowIfCancellationRequested();
            var having = matches.Having[term];
            var worth = terms.Weights[term];
            if (sources[term] is [FrequencySource.OfQuery one])
            {
                if (PostingsOf(one, segment) is not { } postings) continue;
                while (postings.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
                {
                    having[doc >> 6] |= 1UL << doc;
                    scores[doc] += ShareOf(worth, one.Weight * postings.Freq, segment.Articles[doc]);
                }
                continue;
            }
            var counts = RentCounts(size);
            foreach (var source in sources[term]) AddAll(segment, source, counts);
            for (var doc = 0; doc < size; doc++)
                if (counts[doc] > 0)
                {
                    having[doc >> 6] |= 1UL << doc;
                    scores[doc] += ShareOf(worth, counts[doc], segment.Articles[doc]);
                }
            ArrayPool<float>.Shared.Return(counts);
        }
        for (var block = 0; block <= size / 64; block++)
        {
            ulong any = 0;
            foreach (var bits in matches.Having) any |= bits[block];
            for (; any != 0; any &= any - 1)
            {
                var doc = (block << 6) + BitOperations.TrailingZeroCount(any);
                var id = segment.Articles[doc];
                if (!IsWanted(id, within)) continue;
                set.Add(id);
                matches.Documents[matches.Count++] = doc;
                scored.Add(id, scores[doc]);
            }
        }
        ArrayPool<float>.Shared.Return(scores);
    }

    /// <summary>The rarest term leads; the others skip to where it stands.</summary>
    private void ScoreIntersection(SegmentMatches matches, MatchTerms terms,
        List<IReadOnlyList<FrequencySource>> sources,
        ScoredMatches scored, Bitmap set, Bitmap? within)
    {
        var segment = matches.Segment;
        List<(DocsEnum Postings, int Term, float Weight)> lists = [];
        for (var term = 0; term < terms.Count; term++)
        {
            var source = (FrequencySource.OfQuery)sources[term][0];
            if (PostingsOf(source, segment) is not { } postings) return;
            lists.Add((postings, term, source.Weight));
        }
        lists.Sort((a, b) => a.Postings.GetCost().CompareTo(b.Postings.GetCost()));
        var (leading, looked) = (lists[0].Postings, 0);
        var doc = leading.NextDoc();
        while (doc != DocIdSetIterator.NO_MORE_DOCS)
        {
            if ((++looked & 4095) == 0) cancel.ThrowIfCancellationRequested();
            var next = doc;
            for (var i = 1; i < lists.Count && next == doc; i++)
                next = lists[i].Postings.DocID < doc ? lists[i].Postings.Advance(doc) : lists[i].Postings.DocID;
            if (next != doc)
            {
                doc = next == DocIdSetIterator.NO_MORE_DOCS ? next : leading.Advance(next);
                continue;
            }
            if (segment.Articles[doc] is var id && IsWanted(id, within))
            {
                float score = 0;
                foreach (var (postings, term, weight) in lists)
                {
                    score += ShareOf(terms.Weights[term], weight * postings.Freq, id);
                    matches.Having[term][doc >> 6] |= 1UL << doc;
                }
                set.Add(id);
                matches.Documents[matches.Count++] = doc;
                scored.Add(id, score);
            }
            doc = leading.NextDoc();
        }
    }

    private float ShareOf(double worth, float frequency, int id) =>
        (float)(worth * Ranking.TermFrequency(frequency, columns.RelativeLength(id)));

    private void Score(
        SegmentMatches matches, MatchTerms terms, List<IReadOnlyList<FrequencySource>> sources, ScoredMatches scored)
    {
        var count = matches.Count;
        var (scores, frequency) = (RentCounts(count), RentCounts(count));
        for (var term = 0; term < terms.Count; term++)
        {
            frequency.AsSpan(0, count).Clear();
            foreach (var source in sources[term]) AddToMatches(matches, source, frequency);
            for (var i = 0; i < count; i++)
                if (frequency[i] > 0)
                {
                    var doc = matches.Documents[i];
                    matches.Having[term][doc >> 6] |= 1UL << doc;
                    scores[i] += ShareOf(terms.Weights[term], frequency[i], matches.Segment.Articles[doc]);
                }
        }
        for (var i = 0; i < count; i++) scored.Add(matches.Segment.Articles[matches.Documents[i]], scores[i]);
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<float>.Shared.Return(frequency);
    }

    /// <summary>The postings of a word as they stand in the index; others by the engine's scorer.</summary>
    private DocsEnum? PostingsOf(FrequencySource.OfQuery source, IndexSegment segment) =>
        source.Query is TermQuery term
            ? segment.Reader.GetTermDocsEnum(term.Term)
            : index.Searcher.CreateNormalizedWeight(source.Query).GetScorer(segment.Context, segment.Reader.LiveDocs);

    private void AddAll(IndexSegment segment, FrequencySource source, float[] counts)
    {
        if (source is FrequencySource.OfWords words)
        {
            AddWords(segment, words, counts);
            return;
        }
        var of = (FrequencySource.OfQuery)source;
        if (PostingsOf(of, segment) is not { } postings) return;
        while (postings.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
        {
            var times = of.Weight * postings.Freq;
            counts[doc] = of.IsOther ? Math.Max(counts[doc], times) : counts[doc] + times;
        }
    }

    private void AddToMatches(SegmentMatches matches, FrequencySource source, float[] frequency)
    {
        if (source is FrequencySource.OfWords words)
        {
            var counts = RentCounts(matches.Segment.Reader.MaxDoc);
            AddWords(matches.Segment, words, counts);
            for (var i = 0; i < matches.Count; i++) frequency[i] += counts[matches.Documents[i]];
            ArrayPool<float>.Shared.Return(counts);
            return;
        }
        var of = (FrequencySource.OfQuery)source;
        if (PostingsOf(of, matches.Segment) is not { } postings) return;
        var isSparse = postings.GetCost() > (long)Sparse * matches.Count;
        var documents = matches.Documents;
        var doc = postings.NextDoc();
        for (var i = 0; i < matches.Count && doc != DocIdSetIterator.NO_MORE_DOCS;)
            if (doc == documents[i])
            {
                var times = of.Weight * postings.Freq;
                frequency[i] = of.IsOther ? Math.Max(frequency[i], times) : frequency[i] + times;
                i++;
                doc = postings.NextDoc();
            }
            else if (doc > documents[i]) i++;
            else doc = isSparse ? postings.Advance(documents[i]) : postings.NextDoc();
    }

    /// <summary>Words that each may stand in few articles.</summary>
    private void AddWords(IndexSegment segment, FrequencySource.OfWords source, float[] counts)
    {
        DocsEnum? docs = null;
        foreach (var (_, at) in WordRanges.In(segment.Reader, source.Field, source.Words, cancel))
        {
            docs = at.Docs(segment.Reader.LiveDocs, docs, DocsFlags.FREQS);
            while (docs.NextDoc() is var doc && doc != DocIdSetIterator.NO_MORE_DOCS)
                counts[doc] += source.Weight * docs.Freq;
        }
    }

    /// <summary>
    /// Words next to each other in the query that stand near each other in the text; rarer pairs weigh more.
    /// </summary>
    private void AddNearness(List<SegmentMatches> parts, MatchTerms terms, ScoredMatches scored)
    {
        var worth = new double[Math.Max(0, terms.Count - 1)];
        var known = new Dictionary<(SegmentMatches, int), float>?[worth.Length];
        for (var pair = 0; pair < worth.Length; pair++)
            if (terms.Nodes[pair] is QueryNode.Word a && terms.Nodes[pair + 1] is QueryNode.Word b
                && NearTogether(parts, pair, a, b) is ( > 0 and var having, var all))
                (worth[pair], known[pair]) = (Ranking.Nearness * Ranking.Idf(columns.Count, having), all);
        if (Array.TrueForAll(worth, w => w == 0)) return;
        var least = scored.Reached(LookedAtForNearness);
        // The scores by words alone decide who is looked at, so that the order of the pairs does not.
        var alone = ArrayPool<float>.Shared.Rent(scored.Count);
        scored.Scores.CopyTo(alone);
        foreach (var part in parts)
            for (var pair = 0; pair < worth.Length; pair++)
                if (worth[pair] > 0) AddNearness(part, pair, worth, known[pair], terms, alone, least, scored);
        ArrayPool<float>.Shared.Return(alone);
    }

    /// <summary>Articles in which two words stand near each other; of many that have both, as a sample of them
    /// says.</summary>
    /// <returns>How many, and where all were looked at the nearness in each.</returns>
    private (int Articles, Dictionary<(SegmentMatches, int), float>? All) NearTogether(List<SegmentMatches> parts,
        int pair, QueryNode.Word a, QueryNode.Word b)
    {
        var together = 0;
        foreach (var part in parts)
            for (var block = 0; block <= part.Segment.Reader.MaxDoc / 64; block++)
                together += BitOperations.PopCount(part.Having[pair][block] & part.Having[pair + 1][block]);
        var step = together <= CountedOneByOne ? 1 : together / Sampled;
        var (seen, near) = (0, 0);
        Dictionary<(SegmentMatches, int), float>? all = step == 1 ? [] : null;
        foreach (var part in parts)
        {
            var fields = PositionsOf(part.Segment, a, b);
            if (fields.Count == 0) continue;
            for (var block = 0; block <= part.Segment.Reader.MaxDoc / 64; block++)
                for (var both = part.Having[pair][block] & part.Having[pair + 1][block]; both != 0; both &= both - 1)
                {
                    if (seen++ % step != 0) continue;
                    var doc = (block << 6) + BitOperations.TrailingZeroCount(both);
                    if (NearnessIn(fields, doc) is not (> 0 and var nearness)) continue;
                    near++;
                    all?.Add((part, doc), nearness);
                }
        }
        return (near * step, all);
    }

    /// <summary>Articles with both words of a pair that are all looked at, and how many of more.</summary>
    private const int CountedOneByOne = 2000, Sampled = 300;

    private void AddNearness(SegmentMatches part, int pair, double[] worth,
        Dictionary<(SegmentMatches, int), float>? known, MatchTerms terms, float[] alone, float least,
            ScoredMatches scored)
    {
        var fields = known is not null ? [] : PositionsOf(part.Segment, (QueryNode.Word)terms.Nodes[pair],
            (QueryNode.Word)terms.Nodes[pair + 1]);
        if (fields.Count == 0 && known is null) return;
        for (var i = 0; i < part.Count; i++)
        {
            var doc = part.Documents[i];
            if (!Has(part, pair, doc) || !Has(part, pair + 1, doc)
                || alone[part.From + i] + MostOfNearness(part, worth, doc) < least) continue;
            if ((i & 4095) == 4095) cancel.ThrowIfCancellationRequested();
            var near = known is null ? NearnessIn(fields, doc) : known.GetValueOrDefault((part, doc));
            if (near > 0)
                scored.Scores[part.From + i] += ShareOf(worth[pair], near, part.Segment.Articles[doc]);
        }
    }

    /// <summary>What reads the places of two words, in each field that has both.</summary>
    private List<(List<DocsAndPositionsEnum> A, List<DocsAndPositionsEnum> B)> PositionsOf(
        IndexSegment segment, QueryNode.Word a, QueryNode.Word b)
    {
        List<(List<DocsAndPositionsEnum>, List<DocsAndPositionsEnum>)> fields = [];
        var ofB = queries.Positions(b).ToList();
        foreach (var (field, termsA) in queries.Positions(a))
            if (ofB.Find(p => p.Field == field).Terms is { } termsB && Open(segment, field,
                termsA) is { Count: > 0 } readA
                && Open(segment, field, termsB) is { Count: > 0 } readB) fields.Add((readA, readB));
        return fields;
    }

    private float NearnessIn(List<(List<DocsAndPositionsEnum> A, List<DocsAndPositionsEnum> B)> fields, int doc)
    {
        float near = 0;
        foreach (var (a, b) in fields)
            if (Read(a, doc, first) is > 0 and var countA && Read(b, doc, second) is > 0 and var countB)
                near += Nearness(first.AsSpan(0, countA), second.AsSpan(0, countB));
        return near;
    }

    private static bool Has(SegmentMatches part, int term, int doc) => (part.Having[term][doc >> 6] >> doc & 1) != 0;

    /// <summary>What nearness could add to an article at most.</summary>
    private static double MostOfNearness(SegmentMatches part, double[] worth, int doc)
    {
        double most = 0;
        for (var pair = 0; pair < worth.Length; pair++)
            if (worth[pair] > 0 && Has(part, pair, doc) && Has(part, pair
                + 1, doc)) most += worth[pair] * Ranking.MostOfATerm;
        return most;
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
}

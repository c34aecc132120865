// Observation: reports of one event repeat each other in other words; what only one says is what a reader looks for.
// Idea: sentences of different articles are likened by the words they share, weighed by how rare a word is in news at
// large and in this story, names more. Those that agree on average make one statement. Where figures about the same
// thing differ inside a statement, they are laid side by side.
// Known failure: the same told without a word in common is taken for two statements; a negation is not noticed.
using System.Collections.Immutable;
using NewsArchive.Entities;
using NewsArchive.Text;

namespace NewsArchive.Stories;

/// <summary>An article to compare.</summary>
/// <param name="Passages">Its paragraphs with the line of the file each stands in, in order.</param>
/// <param name="Names">Written names in it.</param>
public sealed record ComparedArticle(
    long Id, IReadOnlyList<(int Line, string Text)> Passages, IReadOnlyCollection<string> Names);

/// <summary>A sentence where it stands.</summary>
/// <param name="Place">0-based place in its article.</param>
public sealed record ComparedSentence(long ArticleId, int Place, int Line, string Text);

/// <summary>
/// Sentences of different articles that say the same, in order of the articles; one sentence where only one says it.
/// </summary>
/// <param name="Figures">Of the same thing, where they differ.</param>
public sealed record Statement(ImmutableArray<ComparedSentence> Sentences, ImmutableArray<DisputedFigure> Figures)
{
    public int Articles => Sentences.Select(s => s.ArticleId).Distinct().Count();
}

/// <summary>Different figures for one thing.</summary>
/// <param name="Of">What is counted.</param>
public sealed record DisputedFigure(string Of, ImmutableArray<(ComparedSentence Sentence, string Written)> Values);

/// <summary>What all articles of a story say, what some say, and what only one says.</summary>
public sealed record CoverageComparison(
    ImmutableArray<Statement> All, ImmutableArray<Statement> Some, ImmutableArray<Statement> One)
{
    /// <summary>
    /// Mean likeness from which sentences say the same. Set on the two seeds and on stories of two archives, by
    /// reading.
    /// </summary>
    private const double Alike = 0.22;

    /// <summary>
    /// Likeness from which sums of money and percentages in two sentences are of one thing; other figures say what they
    /// count.
    /// </summary>
    private const double Close = 0.4;

    private const double NameWeight = 1.5;

    /// <summary>Sentences with fewer are left out, unless they count people: they say nothing alone.</summary>
    private const int FewestTerms = 2;

    public static CoverageComparison Of(IReadOnlyList<ComparedArticle> articles)
    {
        var order = articles.Select((a, i) => (a.Id, i)).ToDictionary(a => a.Id, a => a.i);
        List<(ComparedSentence Sentence, Dictionary<string, double> Terms, HashSet<string> Fates)> sentences = [];
        foreach (var article in articles)
        {
            var place = 0;
            HashSet<string> names = [.. article.Names.SelectMany(TermsOf)];
            foreach (var (line, text) in article.Passages)
                foreach (var sentence in Sentences.Of(text))
                {
                    var terms = TermsOf(sentence).Distinct()
                        .ToDictionary(t => t, t => names.Contains(t) ? NameWeight : 1);
                    var fates = Figures.FatesIn(sentence);
                    if (terms.Count >= FewestTerms || fates.Count > 0)
                        sentences.Add((new(article.Id, place, line, sentence), terms, fates));
                    place++;
                }
        }
        var counts = sentences.SelectMany(s => s.Terms.Keys).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count());
        var vectors = sentences.ConvertAll(s => Vector(s.Terms, counts, sentences.Count));
        double Likeness(int i, int j) =>
            Cosine(vectors[i], vectors[j]) + (sentences[i].Fates.Overlaps(sentences[j].Fates) ? SameFate : 0);
        List<(long, long, double)> links = [];
        for (var i = 0; i < sentences.Count; i++)
            for (var j = i + 1; j < sentences.Count; j++)
                if (sentences[i].Sentence.ArticleId != sentences[j].Sentence.ArticleId
                    && Likeness(i, j) is > Least and var likeness) links.Add((i, j, likeness));
        var groups = StoryClusterer.Cluster(links, Alike, Alike, leastOfOwn: 0);
        var grouped = groups.SelectMany(g => g).ToHashSet();
        groups.AddRange(Enumerable.Range(0, sentences.Count).Where(i => !grouped.Contains(i))
            .Select(i => new List<long> { i }));
        bool AreClose(List<long> group) =>
            group.All(i =>
                group.All(j =>
                    sentences[(int)i].Sentence.ArticleId == sentences[(int)j].Sentence.ArticleId
                        || Cosine(vectors[(int)i], vectors[(int)j]) >= Close));
        var statements =
            groups.Select(g =>
                (Sentences: g.Select(i => sentences[(int)i].Sentence).OrderBy(s => order[s.ArticleId])
                    .ThenBy(s => s.Place).ToImmutableArray(), IsClose: AreClose(g)))
            .Select(s => new Statement(s.Sentences, [.. Figures.Disputed(s.Sentences, s.IsClose)]))
                .OrderByDescending(s => s.Articles).ThenBy(s => order[s.Sentences[0].ArticleId])
                .ThenBy(s => s.Sentences[0].Place).ToList();
        return new(
            [.. statements.Where(s => articles.Count > 1 && s.Articles == articles.Count)],
            [.. statements.Where(s => s.Articles > 1 && s.Articles < articles.Count)],
            [.. statements.Where(s => s.Articles == 1)]);
    }

    /// <summary>Pairs that share less are never one statement.</summary>
    private const double Least = 0.12;

    /// <summary>
    /// Added where two sentences count the same dead, injured, arrested or missing: inside one story they mean the same
    /// people.
    /// </summary>
    private const double SameFate = 0.2;

    private static Dictionary<string, double> Vector(
        Dictionary<string, double> terms, Dictionary<string, int> counts, int sentences)
    {
        var weights = terms.ToDictionary(t => t.Key,
            t => t.Value * -Math.Log(WordFrequency.ShareOfArticles(t.Key))
                * Math.Log(1 + ((double)sentences / counts[t.Key])));
        var length = Math.Sqrt(weights.Values.Sum(w => w * w));
        return weights.ToDictionary(w => w.Key, w => w.Value / Math.Max(length, double.Epsilon));
    }

    private static double Cosine(Dictionary<string, double> one, Dictionary<string, double> other) =>
        one.Sum(w => other.TryGetValue(w.Key, out var v) ? w.Value * v : 0);

    private static IEnumerable<string> TermsOf(string text)
    {
        foreach (var (_, word) in Words.Tokenise(text))
        {
            var folded = Words.Fold(word);
            // Figures differ between reports of the same; only long ones, years and the like, tell what a sentence is
            // about.
            if (folded.Length < (char.IsDigit(folded[0]) ? 4 : 3)) continue;
            if (!Gazetteer.IsCommonWord(folded)) yield return EnglishStems.Stem(folded);
        }
    }
}

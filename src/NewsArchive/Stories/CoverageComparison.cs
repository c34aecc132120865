// Observation: reports of one event repeat each other in other words; what only one says is what a reader looks for. A
// name, a town or a bridge in common is no statement in common: it is told of much else in the same story.
// Idea: two sentences say the same where most of what they tell is shared, weighed by how rare a word is in news at large
// and in this story, and what is shared is not names alone. A “not” on one side, and figures that differ, speak against
// it. Sentences are put together only where every two of them agree, one of each article: a wrong group is worse than
// none. Where figures about the same thing differ inside a statement, they are laid side by side.
// Known failure: the same told without a word in common is taken for two statements; what one report tells in two
// sentences and another in one stands beside one of the two.
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
    /// Likeness from which two sentences say the same, and that every two of a statement must have. Set by reading
    /// stories of ECB+.
    /// </summary>
    private const double Alike = 0.55, Least = 0.45;

    /// <summary>
    /// Likeness from which sums of money and percentages in two sentences are of one thing; other figures say what they
    /// count.
    /// </summary>
    private const double Close = 0.4;

    /// <summary>
    /// Likeness from which two may be the same in other words, and the share of it that the next best may have.
    /// </summary>
    private const double Retold = 0.27, RunnerUp = 0.8;

    /// <summary>What is shared beside names must be as rare as this in all; a usual word of the news counts 4 to 8.</summary>
    private const double LeastBesideNames = 12;

    private const double BothBegin = 0.1;

    /// <summary>Weight of the share that is of the shorter sentence; the rest is of both.</summary>
    private const double OfShorter = 0.5;

    /// <summary>What is left of the likeness where only one of the two says “not”, and where their figures differ.</summary>
    private const double OneSaysNot = 0.7, FiguresDiffer = 0.8;

    /// <summary>Sentences with fewer are left out, unless they count people: they say nothing alone.</summary>
    private const int FewestTerms = 2;

    public static CoverageComparison Of(IReadOnlyList<ComparedArticle> articles)
    {
        var order = articles.Select((a, i) => (a.Id, i)).ToDictionary(a => a.Id, a => a.i);
        List<Told> sentences = [];
        foreach (var article in articles)
        {
            var place = 0;
            HashSet<string> names = [.. article.Names.SelectMany(TermsOf)];
            foreach (var (line, text) in article.Passages)
                foreach (var sentence in Sentences.Of(text))
                {
                    var told = new Told(new(article.Id, place, line, sentence), [.. TermsOf(sentence)], names,
                        Figures.FatesIn(sentence), [.. Figures.In(sentence)], SaysNot(sentence));
                    if (told.Terms.Count >= FewestTerms || told.Fates.Count > 0) sentences.Add(told);
                    place++;
                }
        }
        var counts = sentences.SelectMany(s => s.Terms).GroupBy(t => t).ToDictionary(g => g.Key, g => g.Count());
        var weights = counts.ToDictionary(c => c.Key, c => Rarity(c.Key)
            * Math.Log(1 + ((double)sentences.Count / c.Value)) / Math.Log(1 + sentences.Count));
        var totals = sentences.ConvertAll(s => s.Terms.Sum(t => weights[t]));
        double Likeness(int i, int j) => sentences[i].LikenessTo(sentences[j], weights, totals[i], totals[j]);
        List<(int One, int Other, double Likeness)> pairs = [];
        for (var i = 0; i < sentences.Count; i++)
            for (var j = i + 1; j < sentences.Count; j++)
                if (sentences[i].Sentence.ArticleId != sentences[j].Sentence.ArticleId
                    && Likeness(i, j) is >= Retold / 2 and var likeness) pairs.Add((i, j, likeness));
        // Among three or more, the nearest in other words is too often another thing.
        var retold = articles.Count > 2 ? []
            : pairs.FindAll(p => p.Likeness is >= Retold and < Alike && IsRetold(p, pairs, sentences, weights))
                .ToHashSet();
        var groups = Group(sentences, [.. pairs.Where(p => p.Likeness >= Least || retold.Contains(p))
            .Select(p => retold.Contains(p) ? p with { Likeness = Alike } : p)]);
        bool AreClose(List<int> group) => group.TrueForAll(i => group.TrueForAll(j => i == j || Likeness(i,
            j) >= Close));
        var statements =
            groups.Select(g =>
                (Sentences: g.Select(i => sentences[i].Sentence).OrderBy(s => order[s.ArticleId])
                    .ThenBy(s => s.Place).ToImmutableArray(), IsClose: AreClose(g)))
            .Select(s => new Statement(s.Sentences, [.. Figures.Disputed(s.Sentences, s.IsClose)]))
                .OrderByDescending(s => s.Articles).ThenBy(s => order[s.Sentences[0].ArticleId])
                .ThenBy(s => s.Sentences[0].Place).ToList();
        return new(
            [.. statements.Where(s => articles.Count > 1 && s.Articles == articles.Count)],
            [.. statements.Where(s => s.Articles > 1 && s.Articles < articles.Count)],
            [.. statements.Where(s => s.Articles == 1)]);
    }

    /// <summary>
    /// What the words of names that two share must weigh for them to be the same in other words, unless both begin their
    /// reports or they are nearly alike.
    /// </summary>
    private const double LeastNames = 14;

    private const double NearlyAlike = 0.45;

    /// <summary>
    /// What two reports tell in other words: each is by far the one in its article that is most like the other.
    /// </summary>
    private static bool IsRetold((int One, int Other, double Likeness) pair, List<(int One, int Other,
        double Likeness)> pairs,
        List<Told> sentences, Dictionary<string, double> weights)
    {
        var (left, right) = (sentences[pair.One], sentences[pair.Other]);
        if (left.SaysNot != right.SaysNot || pair.Likeness < NearlyAlike && left.NamesShared(right,
            weights) < LeastNames
            && (left.Sentence.Place > 0 || right.Sentence.Place > 0)) return false;
        var (one, other) = (sentences[pair.One].Sentence.ArticleId, sentences[pair.Other].Sentence.ArticleId);
        bool Rivals((int One, int Other, double Likeness) p) => p != pair && p.Likeness > RunnerUp * pair.Likeness
            && (p.One == pair.One && sentences[p.Other].Sentence.ArticleId == other
                || p.Other == pair.Other && sentences[p.One].Sentence.ArticleId == one
                || p.Other == pair.One && sentences[p.One].Sentence.ArticleId == other
                || p.One == pair.Other && sentences[p.Other].Sentence.ArticleId == one);
        return !pairs.Exists(Rivals);
    }

    /// <summary>
    /// The most alike first; a sentence joins others only where it agrees with each of them, and is the first of its
    /// article.
    /// </summary>
    private static List<List<int>> Group(List<Told> sentences, List<(int One, int Other, double Likeness)> links)
    {
        var known = links.ToDictionary(l => (l.One, l.Other), l => l.Likeness);
        var groupOf = Enumerable.Range(0, sentences.Count).Select(i => new List<int> { i }).ToArray();
        foreach (var (one, other, _) in links.Where(l => l.Likeness >= Alike).OrderByDescending(l => l.Likeness)
            .ThenBy(l => l.One).ThenBy(l => l.Other))
        {
            var (left, right) = (groupOf[one], groupOf[other]);
            if (left == right || left.Exists(i => right.Exists(j =>
                sentences[i].Sentence.ArticleId == sentences[j].Sentence.ArticleId
                || !known.ContainsKey((Math.Min(i, j), Math.Max(i, j)))))) continue;
            left.AddRange(right);
            foreach (var i in right) groupOf[i] = left;
        }
        return [.. groupOf.Distinct()];
    }

    /// <summary>
    /// Added where two sentences count the same dead, injured, arrested or missing: inside one story they mean the same
    /// people.
    /// </summary>
    private const double SameFate = 0.2;

    /// <summary>A sentence and what it tells.</summary>
    private sealed record Told(
        ComparedSentence Sentence, HashSet<string> Terms, HashSet<string> Names, HashSet<string> Fates,
        ImmutableArray<Figures.Figure> Counted, bool SaysNot)
    {
        public double NamesShared(Told other, Dictionary<string, double> weights) =>
            Terms.Where(t => other.Terms.Contains(t) && (Names.Contains(t) || other.Names.Contains(t))).Sum(t =>
                weights[t]);

        /// <summary>
        /// The share that both have of all they tell and of what the shorter tells, less what speaks against it.
        /// </summary>
        public double LikenessTo(Told other, Dictionary<string, double> weights, double total, double otherTotal)
        {
            double shared = 0, besideNames = 0;
            foreach (var term in Terms)
            {
                if (!other.Terms.Contains(term)) continue;
                shared += weights[term];
                if (!Names.Contains(term) && !other.Names.Contains(term)) besideNames += Rarity(term);
            }
            var sameFate = Fates.Overlaps(other.Fates) ? SameFate : 0;

            var likeness = (OfShorter * shared / Math.Min(total, otherTotal))
                + ((1 - OfShorter) * 2 * shared / (total + otherTotal));
            // Reports of one event begin with it.
            if (Sentence.Place == 0 && other.Sentence.Place == 0) likeness += BothBegin;
            if (besideNames < LeastBesideNames && sameFate == 0 && likeness >= Alike) likeness = Alike - 0.01;
            if (SaysNot != other.SaysNot) likeness *= OneSaysNot;
            if (Counted.Any(f => other.Counted.Any(o => o.Of == f.Of && o.Value != f.Value))
                && !Counted.Any(f => other.Counted.Any(o => o.Of == f.Of
                    && o.Value == f.Value))) likeness *= FiguresDiffer;
            return likeness + sameFate;
        }
    }

    /// <summary>How rare a word is in news at large.</summary>
    private static double Rarity(string term) => -Math.Log(WordFrequency.ShareOfArticles(term));

    private static readonly HashSet<string> Nots = ["not", "never", "no", "none", "nobody", "neither", "nor", "denied",
        "denies", "deny", "refused", "refuses", "rejected", "rejects", "cannot"];

    private static bool SaysNot(string sentence) => sentence.Contains("n't", StringComparison.Ordinal)
        || sentence.Contains("n’t", StringComparison.Ordinal) || Words.Tokenise(sentence).Exists(w =>
            Nots.Contains(w.Text.ToLowerInvariant()));

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

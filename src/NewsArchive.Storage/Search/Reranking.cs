// Observation: which of the articles with the right words is the right one shows in its headline, in the names it is
// about and a little in its date; that is too much to ask of every match.
// Idea: the best by their words are looked at more closely. Every boost is a share of what the words gave, and is
// said when asked for.
// Known failure: an article that its words put further down stays there.
using System.Data.Common;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

internal sealed class Reranking(
    DbConnection connection, QueryEvaluator evaluator, SearchCache cache, ArticleColumns columns, QueryNode query,
    MatchTerms terms, bool anyWord)
{
    /// <summary>Hits that are looked at; more for a bag of words, where the right one may stand far down.</summary>
    private const int Most = 80, MostOfABag = 200;

    /// <summary>
    /// Boosts as shares of the score: a headline that is the query; one that holds it; the name asked for; the newest.
    /// </summary>
    private const double SameHeadline = 1, InHeadline = .4, Name = .3, Newness = .03;

    /// <summary>Mentions with which an article is about somebody.</summary>
    private const int ManyMentions = 6;

    /// <summary>After which an article's newness counts half.</summary>
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(365);

    /// <summary>Words that a bag must have for others to be learned from its answers.</summary>
    private const int FewestForFeedback = 5;

    /// <param name="set">Those of the matches that count.</param>
    public RankedMatches Order(ScoredMatches matches, Bitmap set)
    {
        var best = matches.Best(anyWord ? MostOfABag : Most, set);
        if (best.Count == 0) return new([], matches, set);
        var headlines = Headlines(best);
        var mentions = Mentions(best);
        var boosts =
            best.ConvertAll(m =>
                Boosts(m, headlines.GetValueOrDefault(m.Id, ""), mentions.GetValueOrDefault(m.Id)).ToList());
        if (anyWord && terms.Count >= FewestForFeedback) AddFeedback(best, boosts);
        var ordered =
            best.Zip(boosts,
                (match, parts) =>
                    (Match: match, Score: match.Score + parts.Sum(p => p.Value), (IReadOnlyList<ScorePart>)parts))
            .OrderByDescending(b => b.Score).ThenBy(b => b.Match.Id).ToList();
        return new(ordered, matches, set);
    }

    private IEnumerable<ScorePart> Boosts(Match match, string headline, int mentions)
    {
        var (share, same) = InTheHeadline(headline);
        if (same) yield return new("the headline is what was asked", SameHeadline * match.Score);
        if (share > 0) yield return new("the headline holds what was asked", InHeadline * share * match.Score);
        if (mentions > 0)
            yield return new("names whom was asked for",
                Name * Math.Min(mentions, ManyMentions) / ManyMentions * match.Score);
        if (columns.Published[match.Id] is > 0 and var published)
            yield return new("how new it is",
                Newness * match.Score * Math.Pow(2, -(double)(columns.NewestDate - published) / HalfLife.Ticks));
    }

    private string[]? queryWords;
    private string[] QueryWords => queryWords ??= [.. terms.Nodes.SelectMany(n => n switch
    {
        QueryNode.Word word => Words.Tokenise(word.Text).Select(w => w.Text),
        QueryNode.Phrase phrase => Words.Tokenise(phrase.Text).Select(w => w.Text),
        QueryNode.Near near => Words.Tokenise(near.Text).Select(w => w.Text),
        _ => [],
    }).Select(SearchWords.Fold)];

    /// <summary>
    /// How much of the query the headline holds, times how much of the headline that is; and whether they are the same
    /// words.
    /// </summary>
    private (double Share, bool Same) InTheHeadline(string headline)
    {
        var words = SearchWords.Forms(headline);
        if (words.Count == 0 || QueryWords.Length == 0) return (0, false);
        var stemmer = Stemmer.Of(null)!;
        var stems = words.Select(stemmer.Stem).ToHashSet();
        var asked = QueryWords.Select(stemmer.Stem).ToHashSet();
        var common = (double)asked.Count(stems.Contains);
        return (common / asked.Count * common / stems.Count, words.SequenceEqual(QueryWords));
    }

    private Dictionary<int, string> Headlines(List<Match> best)
    {
        Dictionary<int, string> headlines = [];
        using var rows = SqlReader.Open(connection, $"SELECT Id, Headline FROM Articles WHERE Id IN ({Ids(best)})");
        while (rows.Read()) headlines[(int)rows.Long(0)] = rows.String(1);
        return headlines;
    }

    /// <summary>Where the whole query is somebody's name: how often each article names them.</summary>
    private Dictionary<int, int> Mentions(List<Match> best)
    {
        Dictionary<int, int> mentions = [];
        if (query is not (QueryNode.Word or QueryNode.Phrase or QueryNode.And)
            || query.Wanted()
            .Any(n =>
            n is not (QueryNode.Word { Field: QueryField.Any } or QueryNode.Phrase { Field: QueryField.Any })))
            return mentions;
        var called = cache.Names().Called(string.Join(' ', QueryWords)).Select(e => e.Id).ToList();
        if (called.Count == 0) return mentions;
        using var rows = SqlReader.Open(connection,
            $"SELECT ArticleId, sum(Mentions) FROM ArticleEntities WHERE EntityId IN ({string.Join(',', called)}) "
            + $"AND ArticleId IN ({Ids(best)}) GROUP BY ArticleId");
        while (rows.Read()) mentions[(int)rows.Long(0)] = (int)rows.Long(1);
        return mentions;
    }

    private void AddFeedback(List<Match> best, List<List<ScorePart>> boosts)
    {
        Dictionary<int, FeedbackText> texts = [];
        var stemmer = Stemmer.Of(null)!;
        using (var rows = SqlReader.Open(connection,
            $"SELECT Id, Headline, Body FROM Articles WHERE Id IN ({Ids(best)})"))
            while (rows.Read())
            {
                var id = (int)rows.Long(0);
                Dictionary<string, float> stems = [];
                Count(rows.String(1), Ranking.HeadlineWeight);
                Count(rows.String(2), 1);
                texts[id] = new(0, stems, columns.RelativeLength(id));

                void Count(string text, float weight)
                {
                    foreach (var form in SearchWords.Forms(text))
                    {
                        var stem = stemmer.Stem(form);
                        stems[stem] = stems.GetValueOrDefault(stem) + weight;
                    }
                }
            }
        var scores = best.Select((match, i) => match.Score + boosts[i].Sum(b => b.Value)).ToArray();
        var order = Enumerable.Range(0, best.Count).OrderByDescending(i => scores[i]).ToList();
        var added = Feedback.Of([.. order.Select(i => texts[best[i].Id] with { Score = scores[i] })],
            evaluator.Text.IdfOf, terms.Times.Max());
        for (var k = 0; k < order.Count; k++) boosts[order[k]].Add(new("words it shares with the best hits", added[k]));
    }

    private static string Ids(List<Match> matches) => string.Join(',', matches.Select(m => m.Id));
}

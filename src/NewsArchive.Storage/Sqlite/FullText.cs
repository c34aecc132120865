using Microsoft.Data.Sqlite;
using NewsArchive.Search;
using NewsArchive.Storage.Searching;

namespace NewsArchive.Storage.Sqlite;

/// <summary>
/// Everything that searching asks of the database's full-text engine; another database brings its own. Trees that come here
/// ask for nothing but words of the text.
/// </summary>
internal sealed class FullText(SqliteConnection connection, Corpus corpus, SearchMemory memory)
{
    private readonly Dictionary<string, IReadOnlyCollection<string>> forms = [];

    /// <summary>The articles that fit, with scores in no order, and what they were scored by.</summary>
    /// <param name="within">Only articles of this set; null for all.</param>
    public (Bitmap Set, List<Match> Scored, MatchTerms Terms) Score(QueryNode node, Bitmap? within)
    {
        var writer = new Fts5QueryWriter(Forms);
        var expression = writer.Write(node)!;
        var terms = writer.Terms;
        for (var i = 0; i < terms.Count; i++) terms.Weights[i] = terms.Times[i] * (terms.Count == 1 ? 1 : Rarity(terms.Expressions[i]));
        var (set, scored) = MatchCollector.Scored(connection, corpus, expression, terms, within);
        return (set, scored, terms);
    }

    /// <summary>What one term alone gives articles of a set.</summary>
    public Dictionary<int, double> Part(MatchTerms terms, int term, Bitmap within)
    {
        var writer = new Fts5QueryWriter(Forms);
        var expression = writer.Write(terms.Nodes[term])!;
        var alone = writer.Terms;
        alone.Weights[0] = terms.Weights[term];
        return MatchCollector.Scored(connection, corpus, expression, alone, within).Matches.ToDictionary(m => m.Id, m => (double)m.Score);
    }

    public Bitmap Find(QueryNode node) => MatchCollector.Set(connection, corpus, new Fts5QueryWriter(Forms).Write(node)!);

    /// <param name="pictures">As <see cref="Grams.Pictures"/> makes them.</param>
    public Bitmap FindPictures(IEnumerable<string> pictures) => MatchCollector.Set(connection, corpus, string.Join(" AND ", pictures.Select(p => $"Grams : \"{p}\"")));

    /// <summary>Articles with a quote that fits.</summary>
    public Bitmap FindQuotes(QueryNode node)
    {
        var set = new Bitmap(corpus.Size);
        if (QuoteCondition(connection, corpus.Stemmed, node) is not var (condition, parameter)) return set;
        using var rows = new SqlReader(connection, $"SELECT DISTINCT ArticleId FROM Quotes WHERE {condition.Replace("{0}", "?", StringComparison.Ordinal)}", parameter);
        while (rows.Read()) set.Add((int)rows.Long(0));
        return set;
    }

    /// <summary>SQL that holds of the quotes that fit, with its one parameter; null where nothing of the text is asked.</summary>
    /// <param name="languages">Two-letter codes of those whose word forms are looked up.</param>
    public static (string Condition, string Parameter)? QuoteCondition(SqliteConnection connection, IEnumerable<string> languages, QueryNode node)
    {
        if (new Fts5QueryWriter(word => WordForms.Of(connection, word, languages)).Write(node) is not { } expression) return null;
        // Quotes have no pairs of characters; there are few enough to be looked through.
        return node.Wanted().FirstOrDefault() switch
        {
            QueryNode.Word word when Grams.IsUnspaced(word.Text) => ("instr(Text, {0}) > 0", word.Text),
            QueryNode.Phrase phrase when Grams.IsUnspaced(phrase.Text) => ("instr(Text, {0}) > 0", phrase.Text),
            _ => ($"Id IN (SELECT rowid FROM {QuoteIndex.Table} WHERE {QuoteIndex.Table} MATCH {{0}})", expression),
        };
    }

    /// <summary>Inverse document frequency of what an expression matches.</summary>
    public double Rarity(string expression) => Ranking.Rarity(corpus.Count, Count(expression));

    /// <summary>Inverse document frequency of the forms of a word.</summary>
    public double RarityOf(string word) => Rarity(string.Join(" OR ", Forms(word).Select(form => $"\"{form}\"")));

    /// <summary>Articles that hold a word as it is.</summary>
    public int CountOf(string word) => Count($"\"{word}\"");

    private int Count(string expression) => memory.Count(corpus, expression, () =>
        (int)SqlReader.Number(connection, $"SELECT count(*) FROM {ArticleIndex.Table} WHERE {ArticleIndex.Table} MATCH ?", expression));

    private IReadOnlyCollection<string> Forms(string word)
    {
        if (!forms.TryGetValue(word, out var known)) forms[word] = known = WordForms.Of(connection, word, corpus.Stemmed);
        return known;
    }
}

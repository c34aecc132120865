using System.Data.Common;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>
/// Everything that searching asks of the database's full-text engine; another database brings its own. Trees that come
/// here ask for nothing but words of the text.
/// </summary>
internal sealed class FullText(DbConnection connection, ArticleColumns columns, SearchCache cache)
{
    private readonly Dictionary<string, IReadOnlyCollection<string>> forms = [];

    /// <summary>The articles that fit, with scores in no order, and what they were scored by.</summary>
    /// <param name="within">Only articles of this set; null for all.</param>
    public (Bitmap Set, List<Match> Scored, MatchTerms Terms) Score(QueryNode node, Bitmap? within)
    {
        var writer = new Fts5QueryWriter(Forms);
        var expression = writer.Write(node)!;
        var terms = writer.Terms;
        for (var i = 0; i < terms.Count; i++)
            terms.Weights[i] = terms.Times[i] * (terms.Count == 1 ? 1 : Rarity(terms.Expressions[i]));
        var (set, scored) = MatchCollector.Scored(connection, columns, expression, terms, within);
        return (set, scored, terms);
    }

    /// <summary>What one term alone gives articles of a set.</summary>
    public Dictionary<int, double> Part(MatchTerms terms, int term, Bitmap within)
    {
        var writer = new Fts5QueryWriter(Forms);
        var expression = writer.Write(terms.Nodes[term])!;
        var alone = writer.Terms;
        alone.Weights[0] = terms.Weights[term];
        return MatchCollector.Scored(connection, columns, expression, alone, within).Matches
            .ToDictionary(m => m.Id, m => (double)m.Score);
    }

    public Bitmap Find(QueryNode node) =>
        MatchCollector.Set(connection, columns, new Fts5QueryWriter(Forms).Write(node)!);

    /// <param name="pictures">As <see cref="CjkBigrams.Pictures"/> makes them.</param>
    public Bitmap FindPictures(IEnumerable<string> pictures) =>
        MatchCollector.Set(connection, columns, string.Join(" AND ", pictures.Select(p => $"Grams : \"{p}\"")));

    /// <summary>Articles with a quote that fits.</summary>
    public Bitmap FindQuotes(QueryNode node)
    {
        var set = new Bitmap(columns.Size);
        if (QuoteCondition.Of(connection, columns.Stemmed, node) is not { } condition) return set;
        using var rows = new SqlReader(connection, $"SELECT DISTINCT ArticleId FROM Quotes WHERE {condition.Sql}",
            [.. condition.Values]);
        while (rows.Read()) set.Add((int)rows.Long(0));
        return set;
    }

    /// <summary>What is wrong with an index, in the engine's words; null where it holds what its table holds.</summary>
    public static string? ProblemOf(DbConnection connection, string table)
    {
        try
        {
            using var check = new SqlReader(connection,
                $"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
            check.Read();
            return null;
        }
        catch (DbException e) when (DatabaseErrors.IsClosedToWriting(e))
        {
            // The engine's own check needs to write; where that may not be, the numbers are compared.
            return SqlReader.Number(connection, $"SELECT count(*) FROM {table}_docsize")
                == SqlReader.Number(connection, $"SELECT count(*) FROM {table}") ? null : "It holds another number of them";
        }
        catch (DbException e)
        {
            return e.Message;
        }
    }

    /// <summary>Inverse document frequency of what an expression matches.</summary>
    public double Rarity(string expression) => Ranking.Idf(columns.Count, Count(expression));

    /// <summary>Inverse document frequency of the forms of a word.</summary>
    public double IdfOf(string word) => Rarity(string.Join(" OR ", Forms(word).Select(form => $"\"{form}\"")));

    /// <summary>Articles that hold a word as it is.</summary>
    public int CountOf(string word) => Count($"\"{word}\"");

    private int Count(string expression) => cache.Count(columns, expression, () =>
        (int)SqlReader.Number(connection,
            $"SELECT count(*) FROM {ArticleIndex.Table} WHERE {ArticleIndex.Table} MATCH ?", expression));

    private IReadOnlyCollection<string> Forms(string word)
    {
        if (!forms.TryGetValue(word, out var known))
            forms[word] = known = WordForms.Of(connection, word, columns.Stemmed);
        return known;
    }
}

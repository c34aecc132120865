using System.Data.Common;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>SQL that holds of the quotes that fit a query.</summary>
/// <param name="Values">For <c>?</c>, in order.</param>
internal sealed record QuoteCondition(string Sql, IReadOnlyList<object> Values)
{
    /// <summary>The ids of the quotes that fit, in no order.</summary>
    public List<long> Ids(DbConnection connection)
    {
        List<long> ids = [];
        using var rows = new SqlReader(connection, $"SELECT Id FROM Quotes WHERE {Sql}", [.. Values]);
        while (rows.Read()) ids.Add(rows.Long(0));
        return ids;
    }

    /// <param name="languages">Two-letter codes of those whose word forms are looked up.</param>
    /// <returns>Null where the query asks for nothing, or for more than words of the text.</returns>
    public static QuoteCondition? Of(DbConnection connection, IEnumerable<string> languages, QueryNode node) =>
        node switch
        {
            QueryNode.Everything => new("1 = 1", []),
            // The index of quotes has no pairs of characters; there are few enough quotes to be looked through.
            QueryNode.Word word when CjkBigrams.IsUnspaced(word.Text) => new("instr(Text, ?) > 0", [word.Text]),
            QueryNode.Phrase phrase when CjkBigrams.IsUnspaced(phrase.Text) => new("instr(Text, ?) > 0", [phrase.Text]),
            _ when Fts5QueryWriter.IsText(node) && !HasUnspaced(node) => new(
                $"Id IN (SELECT rowid FROM {QuoteIndex.Table} WHERE {QuoteIndex.Table} MATCH ?)",
                [new Fts5QueryWriter(word => WordForms.Of(connection, word, languages)).Write(node)!]),
            QueryNode.And and => Joined(and.Parts, " AND ", connection, languages),
            QueryNode.Or or => Joined(or.Parts, " OR ", connection, languages),
            QueryNode.Not not => Of(connection, languages, not.Part) is { } condition
                ? condition with { Sql = $"NOT ({condition.Sql})" } : null,
            _ => null,
        };

    private static QuoteCondition? Joined(
        IEnumerable<QueryNode> parts, string join, DbConnection connection, IEnumerable<string> languages)
    {
        var conditions = parts.Select(part => Of(connection, languages, part)).ToList();
        return conditions.Contains(null) ? null : new(
            string.Join(join, conditions.Select(c => $"({c!.Sql})")),
            [.. conditions.SelectMany(c => c!.Values)]);
    }

    private static bool HasUnspaced(QueryNode node) => node switch
    {
        QueryNode.And and => and.Parts.Any(HasUnspaced),
        QueryNode.Or or => or.Parts.Any(HasUnspaced),
        QueryNode.Not not => HasUnspaced(not.Part),
        QueryNode.Word word => CjkBigrams.IsUnspaced(word.Text),
        QueryNode.Phrase phrase => CjkBigrams.IsUnspaced(phrase.Text),
        _ => false,
    };
}

using System.Data.Common;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>Articles by what people keep of them: tags, notes, collections, stars, corrections.</summary>
internal static class KeptArticles
{
    /// <summary>What <c>is:</c> and <c>has:</c> ask of tables.</summary>
    public static string Sql(QueryNode node) => node switch
    {
        QueryNode.Is { State: ArticleState.Starred } => "SELECT ArticleId FROM Stars",
        QueryNode.Is { State: ArticleState.Read } => "SELECT ArticleId FROM ReadMarks",
        QueryNode.Is => "SELECT ArticleId FROM ReadFields UNION SELECT ArticleId FROM LineCorrections WHERE UndoneAt IS NULL",
        QueryNode.Has { Part: ArticlePart.Tag } => "SELECT DISTINCT ArticleId FROM Tags",
        QueryNode.Has { Part: ArticlePart.Note } => "SELECT DISTINCT ArticleId FROM Notes",
        _ => "SELECT DISTINCT ArticleId FROM Quotes",
    };

    /// <summary>The articles with such a tag or note, or in such a collection; null for other fields.</summary>
    public static IReadOnlySet<int>? Of(DbConnection connection, QueryNode node)
    {
        var (field, asked) = node switch
        {
            QueryNode.Word word => (word.Field, word.Text),
            QueryNode.Phrase phrase => (phrase.Field, phrase.Text),
            QueryNode.Near near => (near.Field, near.Text),
            QueryNode.Literal literal => (literal.Field, literal.Text),
            _ => (QueryField.Any, ""),
        };
        var sql = field switch
        {
            QueryField.Tag => "SELECT ArticleId, Tag FROM Tags",
            QueryField.Note => "SELECT ArticleId, Text || ' ' || coalesce(Words, '') FROM Notes",
            QueryField.Collection => "SELECT a.ArticleId, c.Name FROM Collected a JOIN Collections c ON c.Id = a.CollectionId",
            _ => null,
        };
        if (sql is null) return null;
        var holds = Condition(node, field, asked);
        HashSet<int> found = [];
        using var rows = SqlReader.Open(connection, sql);
        while (rows.Read())
            if (holds(rows.String(1))) found.Add((int)rows.Long(0));
        return found;
    }

    private static Func<string, bool> Condition(QueryNode node, QueryField field, string asked)
    {
        if (node is QueryNode.Word { Match: WordMatch.Pattern or WordMatch.Regex or WordMatch.Similar } like
            && WordPattern.Of(like) is { } pattern)
            return text => Words.Folded(text).Exists(w => pattern.Holds(w));
        var (words, isBeginning) = (Words.Folded(asked), node is QueryNode.Word { Match: WordMatch.Prefix });
        if (words.Count == 0) return text => text.Contains(asked, StringComparison.OrdinalIgnoreCase);
        // A tag and a collection are meant as a whole, a note by its words.
        if (field is not QueryField.Note && !isBeginning)
            return text => Words.Folded(text).SequenceEqual(words);
        return text =>
        {
            var own = Words.Folded(text);
            return isBeginning && words.Count == 1
                ? own.Exists(w => w.StartsWith(words[0], StringComparison.Ordinal)) : words.TrueForAll(own.Contains);
        };
    }
}

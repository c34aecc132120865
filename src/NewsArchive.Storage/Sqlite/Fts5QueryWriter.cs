using System.Globalization;
using NewsArchive.Search;

namespace NewsArchive.Storage.Sqlite;

/// <summary>A condition on articles as SQL with its parameters, and the full-text expression that ranks them.</summary>
/// <param name="Where">True for the articles wanted; articles are <c>a</c>.</param>
/// <param name="Match">FTS5 expression of the wanted words, or null where none is looked for in the text.</param>
internal sealed record SqlQuery(string Where, IReadOnlyList<object> Parameters, string? Match);

/// <summary>
/// Turns a query tree into SQL. What the user typed reaches the engine only as bound parameters holding FTS5 strings of
/// letters and digits in quotation marks.
/// </summary>
internal sealed class Fts5QueryWriter
{
    private readonly List<object> parameters = [];

    public static SqlQuery Write(QueryNode node)
    {
        var writer = new Fts5QueryWriter();
        var where = writer.Condition(node);
        var ranked = string.Join(" OR ", node.Wanted().Select(TextMatch).OfType<string>().Distinct());
        return new(where, writer.parameters, ranked.Length > 0 ? ranked : null);
    }

    private string Condition(QueryNode node) => node switch
    {
        _ when WholeMatch(node) is { } match => Matches(match),
        QueryNode.And and => $"({string.Join(" AND ", and.Parts.Select(Condition))})",
        QueryNode.Or or => $"({string.Join(" OR ", or.Parts.Select(Condition))})",
        QueryNode.Not not => $"NOT {Condition(not.Part)}",
        QueryNode.Between between => Days(between),
        QueryNode.Word { Field: QueryField.Language } word => $"a.Language = {Bind(word.Text.ToLowerInvariant())}",
        QueryNode.Word { Field: QueryField.Entity } word => Named(word.Text),
        QueryNode.Phrase { Field: QueryField.Entity } phrase => Named(phrase.Text),
        QueryNode.Unsure { Of: UnsureOf.Inferred } => $"a.HeadlineStatus = '{nameof(InferenceStatus.Inferred)}'",
        QueryNode.Unsure { Of: UnsureOf.Undated } => "a.Published IS NULL",
        QueryNode.Unsure => "a.SourceId IS NULL",
        _ => "1",
    };

    /// <summary>
    /// A tree of words alone is one expression of the engine, which is faster than one a word; null where it asks for nothing,
    /// or for more than words.
    /// </summary>
    public static string? WholeMatch(QueryNode node) => node switch
    {
        QueryNode.And and => Joined(and.Parts.Where(p => p is not QueryNode.Not), " AND ") is { } wanted
            ? and.Parts.OfType<QueryNode.Not>().ToList() is { Count: > 0 } excluded
                ? Joined(excluded.Select(n => n.Part), " OR ") is { } unwanted ? $"({wanted} NOT {unwanted})" : null
                : wanted
            : null,
        QueryNode.Or or => Joined(or.Parts, " OR "),
        _ => TextMatch(node),
    };

    private static string? Joined(IEnumerable<QueryNode> parts, string separator)
    {
        var written = parts.Select(WholeMatch).ToList();
        return written.Count == 0 || written.Contains(null) ? null : $"({string.Join(separator, written)})";
    }

    private static string? TextMatch(QueryNode node) => node switch
    {
        QueryNode.Word word when ColumnOf(word.Field) is { } column => column + String([word.Text]) + (word.IsPrefix ? " *" : ""),
        QueryNode.Phrase phrase when ColumnOf(phrase.Field) is { } column => column + String(Words.Cut(phrase.Text).Select(w => w.Text)),
        _ => null,
    };

    private static string? ColumnOf(QueryField field) => field switch
    {
        QueryField.Any => "",
        QueryField.Title => "Headline : ",
        QueryField.Body => "Body : ",
        QueryField.Source => "SourceName : ",
        QueryField.Author => "Byline : ",
        _ => null,
    };

    private static string String(IEnumerable<string> words) => $"\"{string.Join(' ', words)}\"";

    private string Matches(string match) => $"a.Id IN (SELECT rowid FROM {ArticleIndex.Table} WHERE {ArticleIndex.Table} MATCH {Bind(match)})";

    private string Days(QueryNode.Between between)
    {
        List<string> parts = ["a.Published IS NOT NULL"];
        if (between.From is { } from) parts.Add($"a.Published >= {Bind(Day(from))}");
        if (between.To is { } to) parts.Add($"a.Published < {Bind(Day(to.AddDays(1)))}");
        return $"({string.Join(" AND ", parts)})";
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Entities whose name or other form, or that of one merged into them, holds the words in this order, whatever their case.</summary>
    private string Named(string text)
    {
        var pattern = Bind(LikePattern.Holding(string.Join(' ', Words.Cut(text).Select(w => w.Text))));
        return "a.Id IN (SELECT ae.ArticleId FROM ArticleEntities ae WHERE ae.EntityId IN (SELECT coalesce(e.ReplacedById, e.Id) FROM Entities e WHERE "
            + $"e.Name LIKE {pattern} ESCAPE '{LikePattern.Escape}' OR e.FoundName LIKE {pattern} ESCAPE '{LikePattern.Escape}' OR e.Id IN (SELECT al.EntityId FROM Aliases al WHERE al.Text LIKE {pattern} ESCAPE '{LikePattern.Escape}')))";
    }

    private string Bind(object value)
    {
        parameters.Add(value);
        return $"@q{parameters.Count - 1}";
    }
}

using System.Data.Common;
using System.Globalization;
using NewsArchive.Search;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>The articles that fit each field's conditions, so that a field can be counted as if it had none.</summary>
internal sealed class FilterSets
{
    private readonly List<(FilterField Field, Bitmap? Wanted, Bitmap? Excluded)> sets = [];

    private readonly Dictionary<SearchFilter, string> names = [];

    /// <summary>What stands behind the numbers.</summary>
    public IReadOnlyDictionary<SearchFilter, string> Names => names;

    private readonly bool eitherName;

    /// <param name="eitherName">Of several names one is enough.</param>
    public FilterSets(
        QueryEvaluator evaluator, DbConnection connection, IReadOnlyList<SearchFilter> filters, bool eitherName)
    {
        this.eitherName = eitherName;
        foreach (var field in filters.GroupBy(f => f.Field))
            sets.Add((field.Key,
                IsEither(field.Key) ? Any(field.Where(f => !f.Excluded)) : All(field.Where(f => !f.Excluded)),
                Any(field.Where(f => f.Excluded))));

        foreach (var filter in filters)
            if (NameOf(connection, filter) is { } name) names[filter] = name;

        Bitmap? Any(IEnumerable<SearchFilter> some) =>
            some.Select(f => Set(evaluator, connection, f)).Aggregate((Bitmap?)null, (a, b) => a?.Or(b) ?? b);

        Bitmap? All(IEnumerable<SearchFilter> some) =>
            some.Select(f => Set(evaluator, connection, f)).Aggregate((Bitmap?)null, (a, b) => a?.And(b) ?? b);
    }

    private bool IsEither(FilterField field) => SearchRequest.IsEither(field, eitherName);

    /// <param name="except">The field whose wanted values do not count, where one of them is enough; its excluded ones
    /// do.</param>
    public Bitmap Apply(Bitmap found, FilterField? except)
    {
        foreach (var (field, wanted, excluded) in sets)
        {
            if (wanted is not null && (field != except || !IsEither(field))) found = found.And(wanted);
            if (excluded is not null) found = found.AndNot(excluded);
        }
        return found;
    }

    private static string? NameOf(DbConnection connection, SearchFilter filter)
    {
        if (filter.Value is "0") return "unknown";
        if (!long.TryParse(filter.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) return null;
        using var row = SqlReader.Open(connection, filter.Field switch
        {
            FilterField.Source => "SELECT Name FROM Sources WHERE Id = ?",
            FilterField.Author => "SELECT Name FROM Authors WHERE Id = ?",
            FilterField.Entity => "SELECT Name FROM Entities WHERE Id = ?",
            _ => "SELECT a.Headline FROM Stories s JOIN Articles a ON a.Id = s.HeadArticleId WHERE s.Id = ?",
        }, id);
        return row.Read() ? row.String(0) : null;
    }

    /// <summary>What stands for a source now, where it was merged into another.</summary>
    private static long Current(DbConnection connection, long source) =>
        SqlReader.Number(connection, "SELECT coalesce(ReplacedById, Id) FROM Sources WHERE Id = ?", source) is > 0 and var now
            ? now : source;

    private static Bitmap OfSource(QueryEvaluator evaluator, long source) =>
        evaluator.Where((columns, article) => columns.Source[article] == source);

    private static Bitmap Set(QueryEvaluator evaluator, DbConnection connection, SearchFilter filter)
    {
        var number = long.TryParse(filter.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id : (long?)null;
        return (filter.Field, number) switch
        {
            (FilterField.Source, { } source) =>
                OfSource(evaluator, Current(connection, source)),
            (FilterField.Source, null) =>
                Words.Tokenise(filter.Value).Count == 0
                ? evaluator.Ids("SELECT Id FROM Articles WHERE SourceName = ?", filter.Value)
                : evaluator.Set(new QueryNode.Phrase(filter.Value, QueryField.Source)),
            (FilterField.Author, { } author) =>
                author == 0
                ? evaluator.Ids("SELECT Id FROM Articles WHERE Byline IS NULL AND ?1 = 0", author)
                : evaluator.Ids("SELECT ArticleId FROM ArticleAuthors WHERE AuthorId IN (SELECT Id FROM Authors WHERE "
                    + "coalesce(ReplacedById, Id) = (SELECT coalesce(ReplacedById, Id) FROM Authors WHERE Id = ?1))", author),
            (FilterField.Author, null) => evaluator.Set(new QueryNode.Phrase(filter.Value, QueryField.Author)),
            (FilterField.Entity, { } entity) =>
                evaluator.Ids(
                "SELECT ArticleId FROM ArticleEntities WHERE EntityId = (SELECT coalesce(ReplacedById, Id) FROM "
                + "Entities WHERE Id = ?)", entity),
            (FilterField.Entity, null) => evaluator.Set(new QueryNode.Phrase(filter.Value, QueryField.Entity)),
            (FilterField.Story, { } story) => evaluator.Where((columns, article) => columns.Story[article] == story),
            (FilterField.Lang, _) when filter.Value is "0" =>
                evaluator.Where((columns, article) => columns.Language[article] == 0),
            (FilterField.Lang, _) => evaluator.Language(filter.Value),
            _ => evaluator.Ids("SELECT Id FROM Articles WHERE ?1 = 1", 0),
        };
    }
}

// Observation: people type the day they look for as words: “chrysler march 1987”. The text of an article of that month
// rarely says so.
// Idea: the words stay words, and the same query with a date in place of them is offered.
// Known failure: “may 2001” as a name, such as that of a report, is offered as a month too.
using System.Collections.Immutable;
using System.Globalization;
using NewsArchive.Text;

namespace NewsArchive.Search;

/// <summary>A query with a date in place of the words that name it.</summary>
/// <param name="Said">The time in words.</param>
public sealed record DatedQuery(QueryNode Node, QueryNode.Between Time, string Said)
{
    private const int EarliestYear = 1000, LatestYear = 2100;

    /// <returns>Null where the words name no month of a year.</returns>
    public static DatedQuery? Of(QueryNode query)
    {
        if (query is not QueryNode.And and) return null;
        var parts = and.Parts;
        for (var i = 0; i + 1 < parts.Length; i++)
            for (var length = Math.Min(3, parts.Length - i); length >= 2; length--)
                if (Plain(parts.AsSpan(i, length)) is { } words && SpanOf(words) is { } span)
                    return new(Without(parts, i, length, span.Time), span.Time, span.Said);
        return null;
    }

    private static List<string>? Plain(ReadOnlySpan<QueryNode> parts)
    {
        List<string> words = [];
        foreach (var part in parts)
            if (part is QueryNode.Word { Field: QueryField.Any, Match: WordMatch.Forms } word)
                words.Add(word.Text.ToLowerInvariant());
            else return null;
        return words;
    }

    /// <summary>“march 1987”, “4 march 1987” and “march 4 1987”, in every language whose months are known.</summary>
    private static (QueryNode.Between Time, string Said)? SpanOf(List<string> words)
    {
        if (!int.TryParse(words[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || year is < EarliestYear or > LatestYear || words[^1].Length != 4) return null;
        if (words.Count == 2)
            return Months.NumberOf(words[0]) is { } month
                ? (new(new(year, month, 1), new DateOnly(year, month, 1).AddMonths(1).AddDays(-1)),
                    new DateOnly(year, month, 1).ToString("MMMM yyyy", CultureInfo.InvariantCulture)) : null;
        var (name, number) = char.IsDigit(words[0][0]) ? (words[1], words[0]) : (words[0], words[1]);
        return Months.NumberOf(name) is { } of
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            && day >= 1 && day <= DateTime.DaysInMonth(year, of)
            ? (new(new(year, of, day), new(year, of, day)),
                new DateOnly(year, of, day).ToString("d MMMM yyyy", CultureInfo.InvariantCulture)) : null;
    }

    private static QueryNode Without(ImmutableArray<QueryNode> parts, int at, int length, QueryNode.Between time)
    {
        ImmutableArray<QueryNode> rest = [.. parts.RemoveRange(at, length), time];
        return rest.Length == 1 ? rest[0] : new QueryNode.And(rest);
    }
}

using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NewsArchive.Search;

/// <summary>The fields of the query language, as documented.</summary>
internal static class QuerySyntax
{
    /// <summary>A longer query is cut; nobody types one.</summary>
    public const int LongestQuery = 2000;

    /// <summary>Words between those of a phrase with <c>~</c>, at most.</summary>
    public const int LargestDistance = 100;

    /// <summary>Letters of a word that others may be similar to; up to which one slip, and not two, is looked
    /// for.</summary>
    public const int ShortestSimilar = 3, LongestOfOneSlip = 5;

    /// <summary>The fields that take words: name and what they look in.</summary>
    public static readonly FrozenDictionary<string, QueryField> Fields = new Dictionary<string, QueryField>
    {
        ["title"] = QueryField.Title,
        ["body"] = QueryField.Body,
        ["source"] = QueryField.Source,
        ["author"] = QueryField.Author,
        ["entity"] = QueryField.Entity,
        ["person"] = QueryField.Person,
        ["org"] = QueryField.Organisation,
        ["place"] = QueryField.Place,
        ["quote"] = QueryField.Quote,
        ["said"] = QueryField.Speaker,
        ["lang"] = QueryField.Language,
        ["tag"] = QueryField.Tag,
        ["note"] = QueryField.Note,
        ["in"] = QueryField.Collection,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The fields that take a date.</summary>
    public static readonly ImmutableArray<string> DateFields = ["date", "after", "before"];

    /// <summary>The fields that take an <see cref="ArticleState"/> and an <see cref="ArticlePart"/>.</summary>
    public const string StateField = "is", PartField = "has";

    /// <summary>Every field name.</summary>
    public static IEnumerable<string> FieldNames =>
        Fields.Keys.Concat(DateFields).Append(StateField).Append(PartField).Order(StringComparer.Ordinal);
}

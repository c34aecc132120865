using System.Globalization;

namespace NewsArchive.Search;

/// <summary>Says a query back in words, so that a reader sees what was understood.</summary>
internal static class QueryWords
{
    public static string Say(QueryNode node) => node switch
    {
        QueryNode.Everything => "all articles",
        QueryNode.And and =>
            string.Join(", ",
            and.Parts.Where(p => p is not QueryNode.Not).Select(Part)
                .Concat(and.Parts.OfType<QueryNode.Not>().Select(Part))),
        QueryNode.Or or => string.Join(" or ", or.Parts.Select(Part)),
        _ => Part(node),
    };

    private static string Part(QueryNode node) => node switch
    {
        QueryNode.Word { Match: WordMatch.Prefix } word => $"words beginning “{word.Text}”{In(word.Field)}",
        QueryNode.Word { Match: WordMatch.Pattern } word => $"words like “{word.Text}”{In(word.Field)}",
        QueryNode.Word { Match: WordMatch.Regex } word => $"words that fit /{word.Text}/{In(word.Field)}",
        QueryNode.Word { Match: WordMatch.Similar, Slips: 1 } word =>
            $"words one letter away from “{word.Text}”{In(word.Field)}",
        QueryNode.Word { Match: WordMatch.Similar } word =>
            $"words up to {word.Slips} letters away from “{word.Text}”{In(word.Field)}",
        QueryNode.Word { Match: WordMatch.Exact } word => $"exactly “{word.Text}”{In(word.Field)}",
        QueryNode.Word word => $"“{word.Text}”{In(word.Field)}",
        QueryNode.Phrase phrase => $"exactly “{phrase.Text}”{In(phrase.Field)}",
        QueryNode.Near near =>
            $"the words of “{near.Text}” with at most {near.Distance} others between{In(near.Field)}",
        QueryNode.Literal literal => $"“{literal.Text}” as written{In(literal.Field)}",
        QueryNode.Not not => $"but not {Part(not.Part)}",
        QueryNode.Between between => Days(between),
        QueryNode.Is { State: ArticleState.Inferred } => "articles whose headline is inferred",
        QueryNode.Is { State: ArticleState.Undated } => "articles without a date",
        QueryNode.Is { State: ArticleState.Unsourced } => "articles of unknown source",
        QueryNode.Is { State: ArticleState.Corrected } => "articles corrected by hand",
        QueryNode.Is { State: ArticleState.Starred } => "articles with a star",
        QueryNode.Is => "articles marked as read",
        QueryNode.Has { Part: ArticlePart.Quote } => "articles with quotes",
        QueryNode.Has { Part: ArticlePart.Tag } => "articles with tags",
        QueryNode.Has => "articles with notes",
        _ => $"({Say(node)})",
    };

    private static string In(QueryField field) => field switch
    {
        QueryField.Any => "",
        QueryField.Title => " in the headline",
        QueryField.Body => " in the text",
        QueryField.Source => " as the source",
        QueryField.Author => " as an author",
        QueryField.Entity => " among the names",
        QueryField.Person => " among the people named",
        QueryField.Organisation => " among the organisations named",
        QueryField.Place => " among the places named",
        QueryField.Quote => " in a quote",
        QueryField.Speaker => " as the one quoted",
        QueryField.Tag => " as a tag",
        QueryField.Note => " in a note",
        QueryField.Collection => " as the collection",
        _ => " as the language",
    };

    private static string Days(QueryNode.Between between)
    {
        string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        return (between.From, between.To) switch
        {
            ({ } from, { } to) when from == to => $"published on {Day(from)}",
            ({ } from, { } to) => $"published from {Day(from)} to {Day(to)}, both included",
            ({ } from, null) => $"published on {Day(from)} or later",
            (null, { } to) => $"published on {Day(to)} or earlier",
            _ => "published at any time",
        };
    }
}

namespace NewsArchive.Search;

/// <summary>Writes a tree as somebody would type it.</summary>
public static class QueryText
{
    public static string Of(QueryNode node) => node switch
    {
        QueryNode.And and =>
            string.Join(' ', and.Parts.Select(part => part is QueryNode.Or ? $"({Of(part)})" : Of(part))),
        QueryNode.Or or =>
            string.Join(" OR ", or.Parts.Select(part => part is QueryNode.And ? $"({Of(part)})" : Of(part))),
        QueryNode.Not not => "-" + (not.Part is QueryNode.And or QueryNode.Or ? $"({Of(not.Part)})" : Of(not.Part)),
        QueryNode.Word { Match: WordMatch.Prefix } word => $"{In(word.Field)}{word.Text}*",
        QueryNode.Word { Match: WordMatch.Pattern } word => In(word.Field) + word.Text,
        QueryNode.Word { Match: WordMatch.Regex } word => $"{In(word.Field)}/{word.Text}/",
        QueryNode.Word { Match: WordMatch.Similar } word => $"{In(word.Field)}{word.Text}~{word.Slips}",
        QueryNode.Word { Match: WordMatch.Exact } word => $"{In(word.Field)}={word.Text}",
        QueryNode.Word word =>
            In(word.Field)
            + (word.Text is "OR" or "AND" or "NOT" || word.Text.Any(char.IsWhiteSpace)
            ? $"\"{word.Text}\"" : word.Text),
        QueryNode.Phrase phrase => $"{In(phrase.Field)}\"{phrase.Text}\"",
        QueryNode.Near near => $"{In(near.Field)}\"{near.Text}\"~{near.Distance}",
        QueryNode.Literal literal => In(literal.Field) + literal.Text,
        QueryNode.Between between when between.From == between.To => $"date:{between.From:yyyy-MM-dd}",
        QueryNode.Between between => $"date:{between.From:yyyy-MM-dd}..{between.To:yyyy-MM-dd}",
        QueryNode.Is state => $"{QuerySyntax.StateField}:{state.State.ToString().ToLowerInvariant()}",
        QueryNode.Has part => $"{QuerySyntax.PartField}:{part.Part.ToString().ToLowerInvariant()}",
        _ => "",
    };

    private static string In(QueryField field) =>
        QuerySyntax.Fields.FirstOrDefault(f => f.Value == field).Key is { } name ? name + ":" : "";
}

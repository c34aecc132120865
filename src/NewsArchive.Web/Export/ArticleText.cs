using System.Text;
using System.Text.RegularExpressions;
using NewsArchive.Metadata;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Citing;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Export;

/// <summary>An article as somebody pastes it: headline, who and when, text, reference.</summary>
internal static partial class ArticleText
{
    public static string Markdown(ListedArticle article, string site)
    {
        var text = new StringBuilder();
        var citation = Citation.Of(article, site);
        text.Append("# ").Append(citation.ShownTitle).Append("\n\n");
        if (article.Row.Standfirst is { } standfirst) text.Append("**").Append(standfirst).Append("**\n\n");
        text.Append('*').Append(Facts(article)).Append("*\n\n");
        if (article.Row.Body.Length > 0) text.Append(article.Row.Body).Append("\n\n");
        return text.Append("> ").Append(CitationStyles.Chicago(citation)).Append('\n').ToString();
    }

    public static string Plain(ListedArticle article, string site)
    {
        var text = new StringBuilder();
        var citation = Citation.Of(article, site);
        text.Append(citation.ShownTitle).Append("\n\n");
        if (article.Row.Standfirst is { } standfirst) text.Append(standfirst).Append("\n\n");
        text.Append(Facts(article)).Append("\n\n");
        // The body is Markdown of paragraphs, subheadings and block quotes alone.
        if (article.Row.Body.Length > 0) text.Append(Marks().Replace(article.Row.Body, "")).Append("\n\n");
        return text.Append(CitationStyles.Chicago(citation)).Append('\n').ToString();
    }

    private static string Facts(ListedArticle article)
    {
        var row = article.Row;
        string Shown(string value, InferenceStatus status) => status == InferenceStatus.Inferred ? $"[{value}]" : value;
        return string.Join(" · ", new[]
        {
            row.Byline is { } byline ? Shown(byline, row.BylineStatus) : null,
            row.SourceName is { } source ? Shown(source, row.SourceStatus) : "source unknown",
            article.Summary.Published is { } date ? Shown(Say.Day(date), row.PublishedStatus) : "no date",
            row.Dateline,
        }.OfType<string>());
    }

    [GeneratedRegex(@"^(?:#{1,6} |> )", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Marks();
}

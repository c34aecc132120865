using System.Text.Encodings.Web;
using System.Text.Json;
using NewsArchive.Metadata;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Cli;

/// <summary>Results on standard output.</summary>
internal static class Output
{
    private static readonly JsonSerializerOptions Format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping
    };

    public static void Json(object document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, Format));

    public static void Line(string text = "") => Console.Out.WriteLine(text);

    /// <summary>One line for an article: number, headline, source, date.</summary>
    public static string Of(ArticleSummary article) =>
        $"{article.Id,6}  "
        + $"{(article.HeadlineStatus == InferenceStatus.Inferred ? $"[{article.Title}]" : article.Title)} · "
            + $"{article.SourceName ?? "source unknown"} · {article.Published?.ToString() ?? "no date"}";

    /// <summary>An article as the JSON of every command shows it.</summary>
    public static object Reference(ArticleSummary article) => new
    {
        id = article.Id,
        externalId = article.ExternalId,
        headline = article.Headline,
        source = article.SourceName,
        published = article.Published?.ToString(),
    };
}

using System.Globalization;
using CsvHelper;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Json;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Export;

/// <summary>
/// Articles as a table: UTF-8 with a byte order mark, so that spreadsheets read it so; what they would take for a
/// formula is escaped.
/// </summary>
public static class ArticleTable
{
    private static readonly (string Name, bool IsUsual, Func<ListedArticle, string, string?> Value)[] All =
    [
        ("id", true, (a, _) => Number(a.Row.Id)),
        ("externalId", true, (a, _) => a.Row.ExternalId),
        ("headline", true, (a, _) => a.Row.Headline),
        ("source", true, (a, _) => a.Row.SourceName),
        ("author", true, (a, _) => string.Join("; ", a.Authors)),
        ("published", true, (a, _) => a.Summary.Published?.ToString()),
        ("words", true, (a, _) => Number(a.Row.Words)),
        ("address", true, (a, site) => site + Links.Article(a.Summary)),
        ("url", true, (a, _) => a.Row.Url),
        ("language", true, (a, _) => a.Row.Language),
        ("names", true, (a, _) => string.Join("; ", a.Names.Select(n => n.Name))),
        ("headlineStatus", true, (a, _) => ArticleJson.Name(a.Row.HeadlineStatus)),
        ("sourceStatus", true, (a, _) => ArticleJson.Name(a.Row.SourceStatus)),
        ("publishedStatus", true, (a, _) => ArticleJson.Name(a.Row.PublishedStatus)),
        ("story", true, (a, _) => a.Row.StoryId is { } story ? Number(story) : null),
        ("copyOf", true, (a, _) => a.Row.CopyOfId is { } of ? Number(of) : null),
        ("standfirst", false, (a, _) => a.Row.Standfirst),
        ("dateline", false, (a, _) => a.Row.Dateline),
        ("lede", false, (a, _) => a.Row.Lede),
        ("text", false, (a, _) => a.Row.Body),
        ("file", true, (a, _) => a.Row.Path),
        ("sha256", false, (a, _) => a.Row.ContentHash),
        ("added", false, (a, _) => Say.Rfc3339(a.Row.AddedAt)),
    ];

    /// <summary>Every column there is.</summary>
    public static IReadOnlyList<string> Columns { get; } = [.. All.Select(c => c.Name)];

    public static IReadOnlyList<string> Usual { get; } = [.. All.Where(c => c.IsUsual).Select(c => c.Name)];

    /// <summary>Columns by name, parted by commas; those that are usual where none are named.</summary>
    /// <param name="problem">What is no column; null where all are.</param>
    public static IReadOnlyList<string> Parse(string? columns, out string? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(columns)) return Usual;
        List<string> chosen = [];
        foreach (var name in columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (Columns.FirstOrDefault(c => c.Equals(name,
                StringComparison.OrdinalIgnoreCase)) is { } column) chosen.Add(column);
            else problem = $"“{name}” is no column. There are: {string.Join(", ", Columns)}.";
        return chosen;
    }

    public static async Task WriteAsync(
        Stream output, IAsyncEnumerable<ListedArticle> articles, IReadOnlyList<string> columns, string site,
        CancellationToken cancel)
    {
        var chosen = columns.Select(name => Array.Find(All, c => c.Name == name).Value).ToList();
        var csv = CsvWriter.Create(output, new CsvWriterOptions
        {
            Injection = CsvInjection.Escape,
            WriteByteOrderMark = true
        },
            leaveOpen: true);
        await using (csv)
        {
            await csv.WriteRecordAsync([.. columns], cancel);
            await foreach (var article in articles.WithCancellation(cancel))
                await csv.WriteRecordAsync([.. chosen.Select(value => value(article, site) ?? "")], cancel);
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

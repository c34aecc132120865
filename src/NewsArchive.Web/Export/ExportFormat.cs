using System.Text;
using System.Text.Json;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Citing;

namespace NewsArchive.Web.Export;

/// <summary>What is to be written, and how.</summary>
/// <param name="Numbers">Of the articles, in order.</param>
/// <param name="Site">Where the archive is found, without a slash at the end.</param>
/// <param name="Columns">Of a table.</param>
/// <param name="IsWhole">The whole archive: with what people did by hand.</param>
/// <param name="Quotes">Words that are cited with their articles, by the numbers of these.</param>
public sealed record ExportRequest(
    IReadOnlyList<int> Numbers, string Site, IReadOnlyList<string> Columns, bool IsWhole = false,
        IReadOnlyDictionary<long, CitedQuote>? Quotes = null,
    IProgress<int>? Progress = null);

/// <summary>A notation in which articles leave the archive: the same for the command and as the end of an
/// address.</summary>
/// <param name="Name">As the command takes it.</param>
/// <param name="Suffix">Of addresses and files, without the dot.</param>
/// <param name="Said">In words, for people.</param>
public sealed record ExportFormat(
    string Name, string Suffix, string MediaType, string Said, Func<ExportQuery, ExportRequest, Stream,
        CancellationToken, Task> WriteAsync)
{
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new("jsonl", "jsonl", "application/x-ndjson; charset=utf-8", "JSON Lines (everything)", JsonLinesAsync),
        new("csv", "csv", "text/csv; charset=utf-8", "CSV table", (query, request, output, cancel) =>
            ArticleTable.WriteAsync(output, Listed(query, request, request.Columns.Contains("names"), cancel),
                request.Columns,
                request.Site, cancel)),
        new("ris", "ris", "application/x-research-info-systems; charset=utf-8", "RIS", (query, request, output,
            cancel) =>
            TextsAsync(query, request, output, a => ReferenceFiles.Ris(Cited(a, request)), cancel)),
        new("bibtex", "bib", "application/x-bibtex; charset=utf-8", "BibTeX", (query, request, output, cancel) =>
            TextsAsync(query, request, output, a => ReferenceFiles.BibTeX(Cited(a, request)), cancel)),
        new("csl-json", "csl.json", "application/vnd.citationstyles.csl+json; charset=utf-8", "CSL-JSON", CslJsonAsync),
        new("markdown", "md", "text/markdown; charset=utf-8", "Markdown", (query, request, output, cancel) =>
            TextsAsync(query, request, output, a => ArticleText.Markdown(a, request.Site), cancel, "\n* * *\n\n")),
        new("text", "txt", "text/plain; charset=utf-8", "plain text", (query, request, output, cancel) =>
            TextsAsync(query, request, output, a => ArticleText.Plain(a, request.Site), cancel,
                "\n" + new string('=', 72) + "\n\n")),
    ];

    private static Citation Cited(ListedArticle article, ExportRequest request) =>
        Citation.Of(article, request.Site, request.Quotes?.GetValueOrDefault(article.Row.Id));

    /// <summary>One article after another, told of as they go.</summary>
    private static async IAsyncEnumerable<ListedArticle> Listed(
        ExportQuery query, ExportRequest request, bool withNames,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var done = 0;
        await foreach (var article in query.ListedAsync(request.Numbers, withNames, cancel))
        {
            yield return article;
            request.Progress?.Report(++done);
        }
    }

    private static async Task TextsAsync(
        ExportQuery query, ExportRequest request, Stream output, Func<ListedArticle, string> write,
            CancellationToken cancel,
        string between = "")
    {
        var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        await using (writer)
        {
            var isFirst = true;
            await foreach (var article in Listed(query, request, false, cancel))
            {
                if (!isFirst) await writer.WriteAsync(between);
                isFirst = false;
                await writer.WriteAsync(write(article));
            }
        }
    }

    private static async Task CslJsonAsync(
        ExportQuery query, ExportRequest request, Stream output, CancellationToken cancel)
    {
        var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true);
        await using (writer)
        {
            await writer.WriteAsync("[");
            var isFirst = true;
            await foreach (var article in Listed(query, request, false, cancel))
            {
                await writer.WriteAsync(isFirst ? "\n" : ",\n");
                isFirst = false;
                await writer.WriteAsync(JsonSerializer.Serialize(ReferenceFiles.CslJson(Cited(article, request)),
                    ReferenceFiles.Indented));
            }
            await writer.WriteAsync("\n]\n");
        }
    }

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private static async Task JsonLinesAsync(
        ExportQuery query, ExportRequest request, Stream output, CancellationToken cancel)
    {
        var done = 0;
        await foreach (var article in query.ArticlesAsync(request.Numbers, cancel))
        {
            await output.WriteAsync(article.Write(), cancel);
            await output.WriteAsync(LineEnd, cancel);
            request.Progress?.Report(++done);
        }
        if (!request.IsWhole) return;
        foreach (var act in await query.ActsAsync(cancel))
        {
            await output.WriteAsync(act.Write(), cancel);
            await output.WriteAsync(LineEnd, cancel);
        }
    }
}

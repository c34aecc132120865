using System.Globalization;
using CsvHelper;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Export;

/// <summary>Quotes as a table, a row for every place where one stands.</summary>
internal static class QuoteTable
{
    private const int QuotesAtOnce = 200;

    public static async Task<IResult> AnswerAsync(HttpContext context)
    {
        var request = await QuoteRequest.FindAsync(context);
        if (request.Instead is { } instead) return instead;
        var site = context.RequestServices.GetRequiredService<SiteAddress>().Value;
        return Results.Stream(output => WriteAsync(output, request, site, context.RequestAborted),
            "text/csv; charset=utf-8",
            "quotes.csv");
    }

    private static async Task WriteAsync(Stream output, QuoteRequest request, string site, CancellationToken cancel)
    {
        var csv = CsvWriter.Create(output,
            new CsvWriterOptions { Injection = CsvInjection.Escape, WriteByteOrderMark = true }, leaveOpen: true);
        await using (csv)
        {
            await csv.WriteRecordAsync(["quote", "text", "speaker", "cue", "article", "headline",
                "source", "published", "line",
                "address", "speakerStatus"], cancel);
            for (var page = 1; ; page++)
            {
                var quotes = await request.RunAsync(page, QuotesAtOnce, cancel);
                foreach (var quote in quotes.Rows)
                    foreach (var (place, article) in quote.Variants.SelectMany(v => v.Places))
                        await csv.WriteRecordAsync([Number(quote.GroupId), place.Text, place.Speaker?.Name ?? "",
                            place.Cue ?? "", Number(article.Id), article.Headline ?? "", article.SourceName ?? "",
                            article.Published?.ToString() ?? "", Number(place.Line),
                            $"{site}{Links.Article(article)}#L{Number(place.Line)}",
                            place.Speaker is null ? "" : place.IsPerhaps ? "perhaps" : "certain"], cancel);
                if ((long)page * QuotesAtOnce >= quotes.Total) break;
            }
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}

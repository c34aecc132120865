using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Search;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Export;

/// <summary>A list of quotes as its address states it.</summary>
/// <param name="Instead">What is answered where it cannot be read; else null.</param>
internal sealed record QuoteRequest(
    EntityRow? Entity, bool IsAbout, string? Text, ParsedQuery Query, QuoteQuery Quotes, IResult? Instead)
{
    public static async Task<QuoteRequest> FindAsync(HttpContext context)
    {
        var (query, services) = (context.Request.Query, context.RequestServices);
        var (speaker, about) = (Number(query["speaker"]), Number(query["about"]));
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var words = QueryParser.Parse(query["q"], today).WordsOnly();
        var request = new QuoteRequest(null, about is not null, query["q"], words,
            services.GetRequiredService<QuoteQuery>(), null);
        if (speaker == 0 || about == 0 || speaker is not null && about is not null)
            return request with
            {
                Instead = Refusals.Bad("speaker= or about= takes the number of a name, and only one of them is given."),
            };
        if ((speaker ?? about) is not { } id) return request;
        return await services.GetRequiredService<EntityQuery>().CurrentAsync(id, context.RequestAborted) is { } entity
            ? request with { Entity = entity } : request with { Instead = Results.NotFound() };
    }

    /// <summary>0 for what is no number.</summary>
    private static long? Number(string? text) => text is null ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    public string Title => Entity is { } of ? $"Quotes {(IsAbout ? "about" : "by")} {of.Name}" : "Quotes";

    public string Page
    {
        get
        {
            List<string> parts = [];
            if (Entity is { } of)
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{(IsAbout ? "about" : "speaker")}={of.Id}"));
            if (!string.IsNullOrWhiteSpace(Text)) parts.Add($"q={Uri.EscapeDataString(Text)}");
            return parts.Count == 0 ? "/quotes" : $"/quotes?{string.Join('&', parts)}";
        }
    }

    public Task<Page<SameQuote>> RunAsync(int number, int size, CancellationToken cancel) => IsAbout && Entity is { } of
        ? Task.FromResult(Quotes.About(of.Id, number, size)) : Quotes.ListAsync(Entity?.Id, Query.Node, number, size,
            cancel);
}

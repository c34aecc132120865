using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NewsArchive.Search;
using NewsArchive.Storage.Names;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Export;

/// <summary>A list of quotes as its address states it.</summary>
/// <param name="Instead">What is answered where it cannot be read; else null.</param>
public sealed record QuoteRequest(
    EntityRow? Speaker, EntityRow? About, string? Text, ParsedQuery Query, QuoteFilter Filter, string? SourceName,
    QuoteQuery Quotes, IResult? Instead)
{
    public static readonly string[] Parameters = ["q", "speaker", "about", "role", "source", "from", "to"];

    internal static async Task<QuoteRequest> FindAsync(HttpContext context)
    {
        var (query, services) = (context.Request.Query, context.RequestServices);
        var today = DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        var words = QueryParser.Parse(query["q"], today).WordsOnly();
        var request = new QuoteRequest(null, null, query["q"], words, new(Words: words.Node), null,
            services.GetRequiredService<QuoteQuery>(), null);
        var (speaker, about, from, to) = (Number(query["speaker"]), Number(query["about"]), Day(query["from"]), Day(query["to"]));
        if (speaker == 0 || about == 0) return Bad("speaker= and about= take the number of a name.");
        if (from == DateOnly.MinValue || to == DateOnly.MinValue) return Bad("from= and to= take a day such as 2026-02-12.");
        var source = Source(query["source"], services.GetRequiredService<BrowseQuery>());
        if (!string.IsNullOrWhiteSpace(query["source"]) && source is null) return Bad($"There is no source {query["source"]}.");
        var entities = services.GetRequiredService<EntityQuery>();
        if (await FindAsync(speaker, entities, context) is not (true, var by)
            || await FindAsync(about, entities, context) is not (true, var of)) return request with { Instead = Results.NotFound() };
        var role = string.IsNullOrWhiteSpace(query["role"]) ? null : query["role"].ToString().Trim();
        return request with
        {
            Speaker = by,
            About = of,
            SourceName = source?.Name,
            Filter = new(by?.Id, of?.Id, words.Node, role, source?.Id, from, to),
        };

        QuoteRequest Bad(string why) => request with { Instead = Refusals.Bad(why) };
    }

    private static async Task<(bool IsThere, EntityRow? Entity)> FindAsync(
        long? id, EntityQuery entities, HttpContext context) =>
        id is not { } number ? (true, null) : await entities.CurrentAsync(number, context.RequestAborted) is { } entity
            ? (true, entity) : (false, null);

    /// <summary>By its number, or by its name in whatever case.</summary>
    private static SourceSummary? Source(string? text, BrowseQuery browse) => string.IsNullOrWhiteSpace(text) ? null
        : browse.Sources().Find(s => s.Id.ToString(CultureInfo.InvariantCulture) == text
            || s.Name.Equals(text.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>0 for what is no number.</summary>
    private static long? Number(string? text) => string.IsNullOrEmpty(text) ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    /// <summary>The first of all days for what is none.</summary>
    private static DateOnly? Day(string? text) => string.IsNullOrEmpty(text) ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : default(DateOnly);

    public string Title => "Quotes" + (Speaker is { } by ? $" by {by.Name}" : "") + (About is { } of ? $" about {of.Name}" : "");

    public string Page
    {
        get
        {
            List<string> parts = [];
            void Add(string name, string? value)
            {
                if (!string.IsNullOrWhiteSpace(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
            Add("speaker", Speaker?.Id.ToString(CultureInfo.InvariantCulture));
            Add("about", About?.Id.ToString(CultureInfo.InvariantCulture));
            Add("q", Text);
            Add("role", Filter.Role);
            Add("source", Filter.Source?.ToString(CultureInfo.InvariantCulture));
            Add("from", Filter.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Add("to", Filter.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            return parts.Count == 0 ? "/quotes" : $"/quotes?{string.Join('&', parts)}";
        }
    }

    public Task<Page<SameQuote>> RunAsync(int number, int size, CancellationToken cancel) =>
        Quotes.ListAsync(Filter, number, size, cancel);
}

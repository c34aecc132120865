using System.Globalization;
using NewsArchive.Search;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Search;

/// <summary>Reads the parameters of the URL; what cannot be read is a problem in words and is left out.</summary>
internal sealed class SearchParameters
{
    /// <summary>Pages further on are nobody's and would make the database count for nothing.</summary>
    private const int LastPage = 10_000;

    public SearchParameters(IndexModel page)
    {
        Page = Read<int>("page", page.Number, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= LastPage ? n : null, "a number from 1") ?? 1;
        var sort = Read<SearchSort>("sort", page.Sort, text => char.IsAsciiLetter(text[0]) && Enum.TryParse<SearchSort>(text, ignoreCase: true, out var s) ? s : null, "relevance, newest or oldest");
        var from = Read<DateOnly>("from", page.From, Day, "a day such as 2026-02-12");
        var to = Read<DateOnly>("to", page.To, Day, "a day such as 2026-02-12");
        var entity = Read<long>("entity", page.Entity, text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : (long?)null, "the number of a name");
        var any = Read<bool>("match", page.Match, text => text switch { "any" => true, "all" => false, _ => (bool?)null }, "all or any");
        IsEmpty = string.IsNullOrWhiteSpace(page.Q) && string.IsNullOrEmpty(page.Source) && from is null && to is null && entity is null && string.IsNullOrEmpty(page.Lang);
        List<SearchFilter> filters = [];
        if (!string.IsNullOrEmpty(page.Source)) filters.Add(new(FilterField.Source, page.Source));
        if (entity is { } id) filters.Add(new(FilterField.Entity, id.ToString(CultureInfo.InvariantCulture)));
        if (!string.IsNullOrEmpty(page.Lang)) filters.Add(new(FilterField.Lang, page.Lang));
        Request = new(page.Q, any ?? false, sort ?? SearchSort.Relevance, filters, from, to, PagerView.ListSize, (Page - 1) * PagerView.ListSize);
    }

    public SearchRequest Request { get; }
    public int Page { get; }
    public bool IsEmpty { get; }
    public List<QueryProblem> Problems { get; } = [];

    private T? Read<T>(string name, string? text, Func<string, T?> parse, string wanted) where T : struct
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (parse(text) is { } value) return value;
        Problems.Add(new(0, $"{name}={text} was left out: it must be {wanted}."));
        return null;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}

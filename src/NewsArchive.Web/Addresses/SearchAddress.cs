using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using NewsArchive.Search;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;

namespace NewsArchive.Web.Addresses;

/// <summary>
/// A search as its address states it, for page, feeds and API. What cannot be read is a problem in words and is left
/// out.
/// </summary>
public sealed class SearchAddress
{
    /// <summary>
    /// Every parameter, as documented. Those that name a <see cref="FilterField"/> may stand several times, and with a
    /// minus before the value exclude it.
    /// </summary>
    public static readonly IReadOnlyList<string> Parameters = ["q", "source", "author", "entity", "lang", "story",
        "names", "from", "to", "match", "sort", "chart", "with", "explain", "page"];

    private readonly List<(string Name, string Value)> pairs = [];

    public SearchAddress(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        foreach (var name in Parameters)
            foreach (var value in query.Where(p => p.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
                .SelectMany(p => p.Value))
                if (!string.IsNullOrWhiteSpace(value)) pairs.Add((name, value));
        Number = Read<int>("page",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 ? n : null,
            "a number from 1") ?? 1;
        Sort = Read<SearchSort>("sort",
            text => char.IsAsciiLetter(text[0]) && Enum.TryParse<SearchSort>(text, ignoreCase: true, out var s)
                ? s : null, "relevance, newest or oldest") ?? SearchSort.Relevance;
        From = Read<DateOnly>("from", Day, "a day such as 2026-02-12");
        To = Read<DateOnly>("to", Day, "a day such as 2026-02-12");
        AnyWord = Read<bool>("match", text => text switch { "any" => true, "all" => false, _ => (bool?)null },
            "all or any") ?? false;
        EitherName = Read<bool>("names", text => text switch { "any" => true, "all" => false, _ => (bool?)null },
            "all or any") ?? false;
        IsShare = Read<bool>("chart", text => text switch { "share" => true, "count" => false, _ => (bool?)null },
            "count or share") ?? false;
        IsExplained = Read<bool>("explain", text => text switch { "1" => true, "0" => false, _ => (bool?)null },
            "1 or 0") ?? false;
        foreach (var field in Enum.GetValues<FilterField>())
            foreach (var (_, value) in pairs.Where(p => p.Name == Name(field)).ToList())
                if (value.TrimStart('-').Length > 0)
                    Filters.Add(new(field, value.TrimStart('-'), value.StartsWith('-')));
    }

    /// <summary>From the part of an address after the question mark.</summary>
    public static SearchAddress Of(string query) =>
        new(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query));

    public string Text => Value("q") ?? "";
    public int Number { get; }
    public SearchSort Sort { get; }
    public DateOnly? From { get; }
    public DateOnly? To { get; }
    public bool AnyWord { get; }

    /// <summary>Of several names one is enough.</summary>
    public bool EitherName { get; }
    public bool IsShare { get; }

    /// <summary>Another query, in the same picture.</summary>
    public string? ComparedWith => Value("with");
    public bool IsExplained { get; }
    public List<SearchFilter> Filters { get; } = [];
    public List<QueryProblem> Problems { get; } = [];

    /// <summary>Nothing is asked for yet.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text) && Filters.Count == 0 && From is null && To is null;

    public SearchRequest Request(int limit, int? offset = null) =>
        new(Text, AnyWord, Sort, Filters, From, To, limit, offset ?? Paging.Offset(Number, limit),
            Explained: IsExplained, EitherName: EitherName, ComparedWith: ComparedWith);

    /// <summary>This search with one parameter changed, null taking it away; on its first page.</summary>
    public string With(string name, string? value) =>
        Written(pairs.Where(p => p.Name != name).Concat(value is null ? [] : [(name, value)]));

    public string With(params (string Name, string? Value)[] changes) =>
        Written(pairs.Where(p => !changes.Any(c => c.Name == p.Name))
            .Concat(changes.Where(c => c.Value is not null).Select(c => (c.Name, c.Value!))));

    public string Plus(FilterField field, string value, bool excluded = false) =>
        Written(pairs.Append((Name(field), excluded ? "-" + value : value)));

    /// <summary>This value alone of those wanted of a field.</summary>
    public string Only(FilterField field, string value) =>
        Written(pairs.Where(p => p.Name != Name(field) || p.Value.StartsWith('-')).Append((Name(field), value)));

    /// <summary>Every parameter but some, for a form that sets those.</summary>
    public IEnumerable<(string Name, string Value)> Others(params string[] names) =>
        pairs.Where(p => p.Name != "page" && !names.Contains(p.Name));

    public string Without(SearchFilter filter) =>
        Written(pairs.Where(p => p != (Name(filter.Field), filter.Excluded ? "-" + filter.Value : filter.Value)));

    public string Page(int number) => Written(pairs, "/search", number);

    /// <summary>A page of the same search elsewhere, with parameters that only that place knows.</summary>
    public string PageAt(string path, int number, params (string Name, string Value)[] others)
    {
        var address = Written(pairs, path, number);
        foreach (var (name, value) in others)
            address +=
                $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
        return address;
    }

    /// <summary>The same search elsewhere: a feed, the API.</summary>
    public string At(string path) => Written(pairs, path);

    /// <summary>What is kept of a search: not its order, its page and how it is shown.</summary>
    public string Kept =>
        Written(pairs.Where(p => p.Name is not ("sort" or "chart" or "with" or "explain" or "page")),
            "").TrimStart('?');

    /// <summary>The same with its order: what a hit's place among the hits depends on.</summary>
    public string WithOrder =>
        Written(pairs.Where(p => p.Name is not ("chart" or "with" or "explain" or "page")), "").TrimStart('?');

    private static string Written(IEnumerable<(string Name, string Value)> pairs, string path = "/search", int page = 1)
    {
        var all =
            pairs.Where(p => p.Name != "page").Distinct().OrderBy(p => Place(p.Name))
                .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}").ToList();
        if (page > 1) all.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        return all.Count == 0 ? path : $"{path}?{string.Join('&', all)}";
    }

    private static int Place(string name) => Parameters.TakeWhile(p => p != name).Count();

    private static string Name(FilterField field) => field.ToString().ToLowerInvariant();

    private string? Value(string name) => pairs.Where(p => p.Name == name).Select(p => p.Value).FirstOrDefault();

    private T? Read<T>(string name, Func<string, T?> parse, string wanted) where T : struct
    {
        if (Value(name) is not { } text) return null;
        if (parse(text) is { } value) return value;
        Problems.Add(new(0, $"{name}={text} was left out: it must be {wanted}."));
        return null;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day : null;
}

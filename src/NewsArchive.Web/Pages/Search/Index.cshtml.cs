using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Pages.Shared;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Search;

public sealed class IndexModel(SearchQuery search) : PageModel
{
    public SearchAddress Address { get; private set; } = null!;
    public SearchResult? Result { get; private set; }
    public PagerView Pager => new(Result?.Texts ?? 0, Address.Number, Paging.ListSize, Address.Page);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Address = new(Request.Query);
        if (Address.Problems.Count > 0) Response.StatusCode = 400;
        if (!Address.IsEmpty)
            Result = await search.RunAsync(Address.Request(Paging.ListSize) with { Collapsed = true, Counted = true },
                cancel);
    }

    /// <summary>The conditions in force, each with the address without it.</summary>
    public IEnumerable<(string Label, string Href)> Chips()
    {
        foreach (var filter in Address.Filters)
            yield return ($"{(filter.Excluded ? "not " : "")}{Label(filter.Field)}: {NameOf(filter)}", Address.Without(filter));
        var from = Address.From is { } first ? $"from {first:yyyy-MM-dd}" : "";
        var to = Address.To is { } last ? $"to {last:yyyy-MM-dd}" : "";
        if (from.Length + to.Length > 0) yield return ($"{from} {to}".Trim(), Address.With(("from", null), ("to", null)));
        if (Address.AnyWord) yield return ("any of the words", Address.With("match", null));
    }

    private string NameOf(SearchFilter filter) => Result?.FilterNames.GetValueOrDefault(filter)
        ?? (filter.Field == FilterField.Lang ? Say.Language(filter.Value) : filter.Value);

    public static string Label(FilterField field) => field switch
    {
        FilterField.Source => "source",
        FilterField.Author => "author",
        FilterField.Entity => "name",
        FilterField.Lang => "language",
        _ => "story",
    };

    public FacetView Facet(FilterField field, string title, IReadOnlyList<FacetValue> values) =>
        new(field, title, values, Address);
}

/// <summary>The values of one field with what leads to more and fewer hits.</summary>
public sealed record FacetView(FilterField Field, string Title, IReadOnlyList<FacetValue> Values, SearchAddress Address)
{
    public SearchFilter Filter(FacetValue value) => new(Field, value.Value);

    public bool IsChosen(FacetValue value) => Address.Filters.Contains(Filter(value));

    public string NameOf(FacetValue value) =>
        Field == FilterField.Lang && value.Name is { } code ? Say.Language(code) : value.Name ?? "unknown";
}

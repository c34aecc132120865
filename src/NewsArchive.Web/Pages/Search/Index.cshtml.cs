using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Correcting;
using NewsArchive.Web.Pages.Articles;
using NewsArchive.Web.Pages.Shared;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Pages.Search;

public sealed class IndexModel(
    SearchQuery search, Storage.Queries.Desk desk, SearchExamples examples, CorrectionGuard guard) : PageModel
{
    public bool MayKeep => guard.IsIn(HttpContext);
    public HashSet<long> Starred { get; private set; } = [];
    public HashSet<long> Read { get; private set; } = [];

    public IEnumerable<(string Query, string Does)> Examples() => examples.All();

    /// <summary>A hit, which knows its place among the hits.</summary>
    public string HrefOf(ArticleSummary article, int i) =>
        Links.Article(article) + HitPlace.Query(Address, Paging.Offset(Address.Number, Paging.ListSize) + i + 1);

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
        if (MayKeep && Result is not null)
            (Starred, Read) = desk.Marks(Result.Hits.Select(h => h.Article.Id));
    }

    /// <summary>The conditions in force, each with the address without it.</summary>
    public IEnumerable<(string Label, string Href)> Chips()
    {
        foreach (var filter in Address.Filters)
            yield return ($"{(filter.Excluded ? "not " : "")}{Label(filter.Field)}: {NameOf(filter)}",
                Address.Without(filter));
        var from = Address.From is { } first ? $"from {first:yyyy-MM-dd}" : "";
        var to = Address.To is { } last ? $"to {last:yyyy-MM-dd}" : "";
        if (from.Length + to.Length > 0) yield return ($"{from} {to}".Trim(), Address.With(("from", null), ("to",
            null)));
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

    /// <summary>Whether of several values one is enough.</summary>
    public bool IsEither => SearchRequest.IsEither(Field, Address.EitherName);

    public bool HasChosen => Chosen > 0;

    private int Chosen => Address.Filters.Count(f => f.Field == Field && !f.Excluded);

    /// <summary>
    /// The search with a value: it alone where one is enough, so that it finds what its count says; else it too.
    /// </summary>
    public string Narrower(FacetValue value) =>
        IsEither ? Address.Only(Field, value.Value) : Address.Plus(Field, value.Value);

    /// <summary>How several values go together, and the way to the other; null where there is nothing to say.</summary>
    public (string Said, string? Change, string Href)? Mode => (Field, Chosen > 1) switch
    {
        (FilterField.Story, _) or (_, false) => null,
        (FilterField.Entity, _) when Address.EitherName =>
            ("Any of the names chosen.", "All of them", Address.With("names", null)),
        (FilterField.Entity, _) => ("All of the names chosen.", "Any of them", Address.With("names", "any")),
        _ => ("Any of those chosen.", null, ""),
    };

    public string NameOf(FacetValue value) =>
        Field == FilterField.Lang && value.Name is { } code ? Say.Language(code) : value.Name ?? "unknown";
}

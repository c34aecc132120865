using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Search;
using NewsArchive.Storage.Queries;
using NewsArchive.Web.Pages.Shared;

namespace NewsArchive.Web.Pages.Search;

public sealed class IndexModel(SearchQuery search) : PageModel
{
    [BindProperty(SupportsGet = true)] public string? Q { get; set; }
    [BindProperty(SupportsGet = true)] public string? Source { get; set; }
    [BindProperty(SupportsGet = true)] public string? From { get; set; }
    [BindProperty(SupportsGet = true)] public string? To { get; set; }
    [BindProperty(SupportsGet = true)] public string? Entity { get; set; }
    [BindProperty(SupportsGet = true)] public string? Lang { get; set; }
    [BindProperty(SupportsGet = true)] public string? Sort { get; set; }
    [BindProperty(SupportsGet = true)] public string? Match { get; set; }
    [FromQuery(Name = "page")] public string? Number { get; set; }

    public SearchResult? Result { get; private set; }
    public List<QueryProblem> Problems { get; } = [];
    public SearchSort Order { get; private set; }
    public int PageNumber { get; private set; } = 1;
    public PagerView Pager => new(Result?.Total ?? 0, PageNumber, PagerView.ListSize, n => Href("page", n.ToString(CultureInfo.InvariantCulture)));

    public async Task OnGetAsync(CancellationToken cancel)
    {
        var parameters = new SearchParameters(this);
        Problems.AddRange(parameters.Problems);
        (Order, PageNumber) = (parameters.Request.Sort, parameters.Page);
        if (Problems.Count > 0) Response.StatusCode = 400;
        if (!parameters.IsEmpty) Result = await search.RunAsync(parameters.Request, cancel);
    }

    /// <summary>This search with one parameter changed; null takes it away. The page falls back to the first.</summary>
    public string Href(string name, string? value)
    {
        var pairs = new List<(string Name, string? Value)>
        {
            ("q", Q), ("source", Source), ("from", From), ("to", To), ("entity", Entity), ("lang", Lang), ("match", Match), ("sort", Sort), ("page", null),
        };
        pairs[pairs.FindIndex(p => p.Name == name)] = (name, value);
        return "/search?" + string.Join('&', pairs.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }

    public IEnumerable<(string Name, string Label)> Filters() =>
        new[] { ("source", "source", Source), ("from", "from", From), ("to", "to", To), ("entity", "name number", Entity), ("lang", "language", Lang) }
            .Where(f => !string.IsNullOrEmpty(f.Item3)).Select(f => (f.Item1, string.Create(CultureInfo.InvariantCulture, $"{f.Item2}: {f.Item3}")));
}

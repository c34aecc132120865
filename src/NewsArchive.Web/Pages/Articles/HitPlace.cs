using System.Globalization;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Articles;

/// <summary>Where an article stands among the hits of a search.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Total">Different texts found.</param>
public sealed record HitPlace(SearchAddress Search, int Number, int Total, ArticleSummary? Previous, ArticleSummary? Next)
{
    public string Said => Search.Text.Length > 0 ? Search.Text : "these filters";

    /// <summary>The page of the results on which it stands.</summary>
    public string Results => Search.Page(1 + (Number - 1) / Paging.ListSize);

    public string Of(ArticleSummary article, int number) => Links.Article(article) + Query(Search, number);

    /// <summary>What an article's address needs to know its place.</summary>
    public static string Query(SearchAddress search, int number) =>
        $"?{(search.Text.Length > 0 ? $"q={Uri.EscapeDataString(search.Text)}&" : "")}hits={Uri.EscapeDataString(search.WithOrder)}&n="
        + number.ToString(CultureInfo.InvariantCulture);

    /// <returns>Null where the search cannot be read.</returns>
    public static async Task<HitPlace?> FindAsync(
        string hits, int number, long article, SearchQuery search, CancellationToken cancel)
    {
        var address = SearchAddress.Of(hits);
        if (address.IsEmpty || address.Problems.Count > 0) return null;
        var first = Math.Max(0, number - 2);
        var found = await search.RunAsync(address.Request(3, first) with { Collapsed = true }, cancel);
        var around = found.Hits.Select(h => h.Article).ToList();
        var at = around.FindIndex(a => a.Id == article);
        // What came meanwhile may have moved it: then its neighbours are not known.
        return at < 0 ? new(address, number, found.Texts, null, null)
            : new(address, first + at + 1, found.Texts, at > 0 ? around[at - 1] : null,
                at + 1 < around.Count ? around[at + 1] : null);
    }
}

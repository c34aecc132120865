using Microsoft.AspNetCore.Mvc;
using NewsArchive.Storage.Corrections;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Correcting;

/// <summary>Which articles somebody chose to correct or to remove, as an address states it.</summary>
public sealed class ScopeChoice
{
    [FromQuery(Name = "article")] public long? Article { get; set; }

    /// <summary>A search as its address states it, without the question mark.</summary>
    [FromQuery(Name = "search")] public string? Search { get; set; }
    [FromQuery(Name = "source")] public long? Source { get; set; }
    [FromQuery(Name = "run")] public long? Run { get; set; }

    /// <summary>one, search, source or run; where it is not said, the widest that is given.</summary>
    [FromQuery(Name = "scope")] public string? Scope { get; set; }

    public string Chosen => Scope is "one" or "search" or "source" or "run" ? Scope
        : Article is not null ? "one" : Search is not null ? "search" : Source is not null ? "source" : "run";

    /// <returns>Null where nothing is chosen, or nothing of the kind is there.</returns>
    public async Task<ArticleScope?> ResolveAsync(SearchQuery search, ArticleRemover remover, CancellationToken cancel)
    {
        switch (Chosen)
        {
            case "one": return Article is { } one ? ArticleScope.One(one) : null;
            case "source": return Source is { } source ? new([], source, null) : null;
            case "run":
                return Run is { } run && await remover.OfRunAsync(run, cancel) is { Count: > 0 } added
                    ? new(added, null, $"what import {run} added") : null;
            default:
                var address = SearchAddress.Of(Search ?? "");
                if (address.IsEmpty || address.Problems.Count > 0) return null;
                var found = await search.RunAsync(address.Request(int.MaxValue, 0) with { OnlyNumbers = true }, cancel);
                return new([.. found.Numbers.Select(n => (long)n)], null,
                    $"{Say.Count(found.Numbers.Count, "article")} of a search: {(address.Text.Length > 0 ? address.Text : Search)}");
        }
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;
using NewsArchive.Web.Export;
using NewsArchive.Web.Text;

namespace NewsArchive.Web.Api;

/// <summary>What somebody who types may mean.</summary>
internal static class Suggestions
{
    public static void Map(WebApplication app) => app.MapMethods("/suggest", SuffixEndpoints.Methods, SuggestAsync);

    private static async Task<IResult> SuggestAsync(string? q, SuggestQuery suggest, CancellationToken cancel) =>
        Results.Json((await suggest.RunAsync(q, cancel)).Select(s => new
        {
            kind = s.EntityKind is { } kind ? Say.Kind(kind) : s.Kind,
            text = s.Text,
            count = s.Articles,
            href = s.Kind switch
            {
                "name" => Links.Entity(s.Id, s.Slug),
                "headline" => Links.Article(s.Id, s.Slug),
                "word" => Links.Search(s.Text),
                _ => Links.Source(s.Id, s.Slug)
            },
        }));
}

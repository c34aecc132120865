using Microsoft.AspNetCore.Http;
using NewsArchive.Storage.Queries;

namespace NewsArchive.Web.Api;

/// <summary>The file byte for byte, as plain text whatever it holds.</summary>
internal static class OriginalText
{
    public static async Task<IResult> GetAsync(long id, ArticleQuery articles, CancellationToken cancel)
    {
        if (await articles.FindAsync(id, cancel) is not { } article
            || await articles.OriginalAsync(id, cancel) is not { } bytes) return Results.NotFound();
        var name = Path.GetFileName(article.Row.Path);
        return Results.Bytes(bytes, $"text/plain; charset={article.Row.Encoding}",
            string.IsNullOrEmpty(name) || name == "-" ? $"{id}.txt" : name);
    }
}

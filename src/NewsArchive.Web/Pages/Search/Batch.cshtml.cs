using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Search;
using NewsArchive.Storage.Search;

namespace NewsArchive.Web.Pages.Search;

public sealed class BatchModel(SearchQuery search) : PageModel
{
    /// <summary>Queries of one list; the command takes any number.</summary>
    public const int Most = 500;

    private const int TopHits = 3;

    [BindProperty] public string? Queries { get; set; }
    [BindProperty] public IFormFile? List { get; set; }

    public List<(ListedQuery Asked, SearchResult? Result)> Rows { get; } = [];
    public bool IsCut { get; private set; }

    public async Task OnPostAsync(CancellationToken cancel)
    {
        using TextReader reader = List is { Length: > 0 } file
            ? new StreamReader(file.OpenReadStream()) : new StringReader(Queries ?? "");
        foreach (var asked in QueryList.Read(reader))
        {
            if (IsCut = Rows.Count == Most) break;
            Rows.Add((asked,
                asked.Query is { } query
                    ? await search.RunAsync(new(query, Limit: TopHits, Collapsed: true), cancel) : null));
        }
    }
}

using Microsoft.AspNetCore.Mvc.RazorPages;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Pages.Desk;

public sealed class IndexModel(
    Storage.Queries.Desk desk, CorrectionLog log, SavedSearches searches, SearchQuery search) : PageModel
{
    private const int StarsShown = 10, NotesShown = 12, ActsShown = 6;

    public int Starred { get; private set; }
    public IReadOnlyList<ArticleSummary> LastStarred { get; private set; } = [];
    public HashSet<long> Read { get; private set; } = [];
    public IReadOnlyList<NoteOnDesk> Notes { get; private set; } = [];
    public IReadOnlyList<CollectionSummary> Collections { get; private set; } = [];
    public IReadOnlyList<(string Tag, int Articles)> Tags { get; private set; } = [];
    public IReadOnlyList<LoggedAct> Acts { get; private set; } = [];
    public int CorrectionCount { get; private set; }
    public List<(SavedSearchRow Row, SearchAddress Address, int Total, int New)> Searches { get; } = [];

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Starred = await desk.StarredAsync(cancel);
        LastStarred = await desk.LastStarredAsync(StarsShown, cancel);
        (_, Read) = desk.Marks(LastStarred.Select(a => a.Id));
        Notes = await desk.NotesAsync(NotesShown, cancel);
        Collections = await desk.CollectionsAsync(cancel);
        Tags = await desk.TagsAsync(cancel);
        var acts = await log.ListAsync(1, ActsShown, cancel);
        (Acts, CorrectionCount) = (acts.Rows, acts.Total);
        foreach (var row in await searches.ListAsync(cancel))
        {
            var address = SearchAddress.Of(row.Query);
            Searches.Add((row, address, await search.CountAsync(address.Request(0), cancel),
                await search.CountAsync(address.Request(0) with { AddedAfter = row.SeenArticleId }, cancel)));
        }
    }
}

using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Pages.Shared;

/// <summary>What a pager needs: where it stands and how the other pages are called.</summary>
public sealed record PagerView(int Total, int Number, int Size, Func<int, string> Href)
{
    public static PagerView Of<T>(Page<T> page, Func<int, string> href) =>
        new(page.Total, page.Number, page.Size, href);
}

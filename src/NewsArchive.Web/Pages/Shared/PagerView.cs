namespace NewsArchive.Web.Pages.Shared;

/// <summary>What a pager needs: where it stands and how the other pages are called.</summary>
public sealed record PagerView(int Total, int Number, int Size, Func<int, string> Href)
{
    /// <summary>Rows of a list on one page.</summary>
    public const int ListSize = 25;

    public static PagerView Of<T>(Storage.Queries.Page<T> page, Func<int, string> href) => new(page.Total, page.Number, page.Size, href);
}

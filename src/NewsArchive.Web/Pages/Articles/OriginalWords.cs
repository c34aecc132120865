using NewsArchive.Lines;

namespace NewsArchive.Web.Pages.Articles;

internal static class OriginalWords
{
    /// <summary>The kind as a row of the receipt names it.</summary>
    public static string Title(LineKind kind) => kind switch
    {
        LineKind.Byline => "Bylines",
        LineKind.Dateline => "Date lines",
        LineKind.Caption => "Captions",
        LineKind.Credit => "Credits",
        LineKind.ImageSlug => "Image slugs",
        LineKind.Teaser => "Teasers",
        LineKind.Disclaimer => "Disclaimers",
        LineKind.Comment => "Comments",
        _ => kind.ToString(),
    };
}

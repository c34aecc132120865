namespace NewsArchive.Web.Export;

/// <summary>What pages say of the other forms of a list.</summary>
internal static class ExportLinks
{
    public static IReadOnlyList<(string Suffix, string Type, string Title)> Feeds { get; } =
    [
        ("atom", "application/atom+xml", "Atom"),
        ("rss", "application/rss+xml", "RSS"),
        ("json", "application/feed+json", "JSON Feed"),
    ];
}

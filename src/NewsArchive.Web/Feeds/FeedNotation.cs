namespace NewsArchive.Web.Feeds;

/// <summary>A notation of feeds: for addresses, for what pages say of them, and to write.</summary>
/// <param name="Write">Of a feed, the site's address and the path of the feed.</param>
internal sealed record FeedNotation(string Suffix, string Type, string Said, Func<Feed, string, string, byte[]> Write)
{
    public static IReadOnlyList<FeedNotation> All { get; } =
    [
        new("atom", "application/atom+xml", "Atom", (feed, site, self) => feed.Atom(site, self)),
        new("rss", "application/rss+xml", "RSS", (feed, site, self) => feed.Rss(site, self)),
        new("json", "application/feed+json", "JSON Feed", (feed, site, self) => feed.Json(site, self)),
    ];
}

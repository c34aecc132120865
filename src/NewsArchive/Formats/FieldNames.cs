using System.Collections.Immutable;

namespace NewsArchive.Formats;

/// <summary>
/// The names under which front matter, JSON and tables state the fields of an article; the first one present counts.
/// </summary>
internal static class FieldNames
{
    public static readonly ImmutableArray<string> Id = ["id", "guid", "uuid", "_id"];
    public static readonly ImmutableArray<string> Headline = ["title", "headline"];
    public static readonly ImmutableArray<string> Standfirst = ["standfirst", "description", "subtitle", "dek",
        "summary", "excerpt"];
    public static readonly ImmutableArray<string> Byline = ["author", "authors", "byline", "by", "creator"];
    public static readonly ImmutableArray<string> Source = ["source", "site", "publisher", "publication",
        "source_domain", "sitename", "site_name", "hostname"];
    public static readonly ImmutableArray<string> Published = ["published", "date", "date_publish", "datePublished",
        "pubDate", "publish_date", "date_published", "published_at"];
    public static readonly ImmutableArray<string> Updated = ["updated", "modified", "dateModified", "date_modified",
        "updated_at", "date_modify"];
    public static readonly ImmutableArray<string> Language = ["lang", "language", "inLanguage"];
    public static readonly ImmutableArray<string> Url = ["url", "link", "canonical", "canonical_url", "permalink"];
    public static readonly ImmutableArray<string> TimeZone = ["timezone", "time_zone", "tz"];
    public static readonly ImmutableArray<string> Text = ["text", "body", "content", "maintext", "articleBody",
        "raw_text", "full_text", "article", "content_html", "content_text"];

    /// <summary>Reads declared fields through a look-up that gives the values of one name.</summary>
    public static DeclaredFields Read(Func<string, ImmutableArray<string>> values)
    {
        ImmutableArray<string> Many(ImmutableArray<string> names)
        {
            foreach (var name in names)
                if (values(name) is { IsDefaultOrEmpty: false } found) return found;
            return [];
        }
        string? One(ImmutableArray<string> names) => Many(names) is [var first, ..] ? first : null;
        return new()
        {
            ExternalId = One(Id),
            Headline = One(Headline),
            Standfirst = One(Standfirst),
            Bylines = Many(Byline),
            Source = One(Source),
            Published = One(Published),
            Updated = One(Updated),
            Language = One(Language),
            Url = One(Url),
            TimeZone = One(TimeZone),
            HasText = One(Text) is not null,
        };
    }
}

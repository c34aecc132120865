using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace NewsArchive.Formats;

/// <summary>
/// The names under which front matter, JSON, tables and sidecars state the fields of an article; the first one present
/// counts. Names are compared as <see cref="KeyOf"/> makes them.
/// </summary>
internal static partial class FieldNames
{
    public static readonly ImmutableArray<string> Id = ["id", "guid", "uuid", "articleid"];
    public static readonly ImmutableArray<string> Headline = ["title", "headline", "articletitle", "heading"];
    public static readonly ImmutableArray<string> Standfirst = ["standfirst", "description", "subtitle", "dek",
        "summary", "excerpt", "subheadline"];
    public static readonly ImmutableArray<string> Byline = ["author", "authors", "byline", "by", "creator",
        "authorname"];
    public static readonly ImmutableArray<string> Source = ["source", "site", "publisher", "publication",
        "sourcedomain", "sitename", "hostname", "sourcename", "outlet", "newspaper"];
    public static readonly ImmutableArray<string> Published = ["published", "date", "datepublish", "datepublished",
        "pubdate", "publishdate", "publisheddate", "publishedat", "publicationdate", "publishedon", "publishtime",
        "publishedtime", "datetime", "timestamp", "created", "createdat"];
    public static readonly ImmutableArray<string> Updated = ["updated", "modified", "datemodified", "datemodify",
        "updatedat", "modifiedat", "lastmodified"];
    public static readonly ImmutableArray<string> Language = ["lang", "language", "inlanguage", "languagecode"];
    public static readonly ImmutableArray<string> Url = ["url", "link", "canonical", "canonicalurl", "permalink",
        "weburl", "articleurl"];
    public static readonly ImmutableArray<string> TimeZone = ["timezone", "tz"];
    public static readonly ImmutableArray<string> Text = ["text", "body", "content", "maintext", "articlebody",
        "rawtext", "fulltext", "article", "contenthtml", "contenttext", "articletext", "bodytext", "story",
        "articlecontent"];

    /// <summary>What programs write where there is no value.</summary>
    private static readonly HashSet<string> NoValues = new(StringComparer.Ordinal)
    {
        "nan", "NaN", "NAN", "None", "none", "NONE", "null", "NULL", "Null", "NaT", "N/A", "n/a", "NA", "<NA>", "#N/A",
        "\\N", "[]", "{}", "['']", "[None]", "[nan]", "undefined", "-", "--",
    };

    /// <summary>Who no article is by.</summary>
    private static readonly HashSet<string> NoAuthors =
        new(["admin", "administrator", "unknown", "anonymous", "user", "root"], StringComparer.OrdinalIgnoreCase);

    /// <summary>A name without case, blanks, hyphens and underscores.</summary>
    public static string KeyOf(string name) =>
        string.Concat(name.Where(c => c is not ('_' or '-' or ' ' or '\uFEFF' or '\t'))).ToLowerInvariant();

    /// <summary>The value without what is around it, or null where it is what programs write for none.</summary>
    public static string? ValueOf(string? written) =>
        written?.Trim() is { Length: > 0 } value && !NoValues.Contains(value) ? value : null;

    /// <summary>Reads declared fields through a look-up that gives the values of one name.</summary>
    /// <param name="values">Takes a name as <see cref="KeyOf"/> makes it.</param>
    public static DeclaredFields Read(Func<string, ImmutableArray<string>> values)
    {
        ImmutableArray<string> Many(ImmutableArray<string> names)
        {
            foreach (var name in names)
                if (values(name) is { IsDefaultOrEmpty: false } found
                    && found.Select(ValueOf).OfType<string>().ToImmutableArray() is { IsEmpty: false } given) return given;
            return [];
        }
        string? One(ImmutableArray<string> names) => Many(names) is [var first, ..] ? first : null;
        return new()
        {
            ExternalId = One(Id),
            Headline = One(Headline) is { } headline ? Plain(headline) : null,
            Standfirst = One(Standfirst) is { } standfirst ? Plain(standfirst) : null,
            Bylines = [.. Many(Byline).SelectMany(Listed).Select(Author).OfType<string>()],
            Source = One(Source),
            Published = One(Published),
            Updated = One(Updated),
            Language = One(Language),
            Url = One(Url),
            TimeZone = One(TimeZone),
            HasText = One(Text) is not null,
        };
    }

    /// <summary>A value that may hold markup or references, in one line of plain words.</summary>
    public static string Plain(string value)
    {
        if (!value.Contains('&', StringComparison.Ordinal) && !value.Contains('<', StringComparison.Ordinal))
            return value;
        var text = System.Net.WebUtility.HtmlDecode(Tag().Replace(value, " "));
        // Some programs escape what was escaped already.
        if (Reference().IsMatch(text)) text = System.Net.WebUtility.HtmlDecode(Tag().Replace(text, " "));
        return Blanks().Replace(text, " ").Trim();
    }

    /// <summary>The names in a list as Python or JSON write it; any other value is one.</summary>
    private static IEnumerable<string> Listed(string value)
    {
        if (value is not ['[', .., ']']) return [value];
        var names = Quoted().Matches(value).Select(m => m.Groups["name"].Value).ToList();
        return names.Count > 0 ? names : [value];
    }

    /// <summary>
    /// The name in a declared author: without an address, and null where there is no name.
    /// </summary>
    public static string? Author(string value)
    {
        if (ValueOf(value) is not { } name || NoAuthors.Contains(name) || WebAddress().IsMatch(name)) return null;
        if (Named().Match(name) is { Success: true } inBrackets) return inBrackets.Groups["name"].Value.Trim();
        name = Address().Replace(name, "").Trim(' ', '<', '>', '(', ')', ',', ';');
        // A number is the key of a table that is not here.
        return name.Length > 0 && !name.All(c => char.IsDigit(c) || c == '.') ? name : null;
    }

    /// <summary>In lower case: “&lt;U&gt;” and “&lt;CCC&gt;” in a headline are signs of shares.</summary>
    [GeneratedRegex("</?(?:p|br|div|a|b|i|u|em|strong|span|h[1-6]|ul|ol|li|img|blockquote|figure|sup|sub|font|small|mark)"
        + @"(?:\s[^<>]*)?/?>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});", RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"'(?<name>[^']*)'|""(?<name>[^""]*)""", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^(?:https?://|www\.)\S*$", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(@"[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    /// <summary>jane.doe@valley.example (Jane Doe), as RSS wants it.</summary>
    [GeneratedRegex(@"^[\w.+\-]+@[\w\-.]+\s*\((?<name>[^()]*)\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}

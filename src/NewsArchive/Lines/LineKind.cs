namespace NewsArchive.Lines;

/// <summary>What a line of a scraped page is.</summary>
public enum LineKind
{
    Headline,
    Standfirst,
    Byline,
    Dateline,
    Body,
    Subheading,
    Quote,
    Caption,
    Credit,
    ImageSlug,
    Teaser,
    Boilerplate,
    Disclaimer,
    Comment,
    Blank,
}

public static class LineKinds
{
    private static readonly string[] Names = [.. Enum.GetNames<LineKind>().Select(Hyphenated)];

    /// <summary>The name in reports and URLs: <c>image-slug</c>.</summary>
    public static string Name(this LineKind kind) => Names[(int)kind];

    /// <summary>True for lines of the article proper.</summary>
    public static bool IsReading(this LineKind kind) => kind is LineKind.Body or LineKind.Subheading or LineKind.Quote;

    /// <summary>True for lines that are read into the record rather than into the text.</summary>
    public static bool IsRecord(this LineKind kind) =>
        kind is LineKind.Headline or LineKind.Standfirst or LineKind.Byline or LineKind.Dateline
            or LineKind.Caption or LineKind.Credit or LineKind.ImageSlug;

    private static string Hyphenated(string name) =>
        string.Concat(
            name.Select((c, i) =>
                char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}

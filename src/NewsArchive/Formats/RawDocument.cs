using System.Collections.Immutable;

namespace NewsArchive.Formats;

/// <summary>What markup says of a line before its words are looked at.</summary>
public enum LineMark
{
    None,
    FrontMatter,
    Heading,

    /// <summary>The time or the heading of a post of a live report.</summary>
    PostHead,
    Paragraph,
    ListItem,
    Preformatted,
    Quote,
    Picture,
    Credit,

    /// <summary>In the article, but a link and nothing else.</summary>
    Link,

    /// <summary>A part of the page that is not the article: menus, forms, footers.</summary>
    Furniture,

    /// <summary>A part of the page that announces other articles.</summary>
    Related,

    /// <summary>A part of the page where readers write.</summary>
    Comment,
}

/// <summary>Fields that the container states. Values are as written; absent ones are null or empty.</summary>
public sealed record DeclaredFields
{
    public static readonly DeclaredFields None = new();

    public string? ExternalId { get; init; }
    public string? Headline { get; init; }
    public string? Standfirst { get; init; }
    public ImmutableArray<string> Bylines { get; init; } = [];
    public string? Source { get; init; }
    public string? Published { get; init; }
    public string? Updated { get; init; }
    public string? Language { get; init; }
    public string? Url { get; init; }

    /// <summary>Name of the time zone of days and times that state none, such as <c>Europe/Berlin</c>.</summary>
    public string? TimeZone { get; init; }

    /// <summary>True where the fields hold a text as well: the file is a document, no list of fields.</summary>
    public bool HasText { get; init; }

    /// <summary>These fields, and the others' where they are absent.</summary>
    public DeclaredFields Or(DeclaredFields others) => new()
    {
        ExternalId = ExternalId ?? others.ExternalId,
        Headline = Headline ?? others.Headline,
        Standfirst = Standfirst ?? others.Standfirst,
        Bylines = Bylines.IsDefaultOrEmpty ? others.Bylines : Bylines,
        Source = Source ?? others.Source,
        Published = Published ?? others.Published,
        Updated = Updated ?? others.Updated,
        Language = Language ?? others.Language,
        Url = Url ?? others.Url,
        TimeZone = TimeZone ?? others.TimeZone,
    };
}

/// <summary>
/// One document of a file, decoded but not yet repaired.
/// </summary>
/// <param name="Path">The file it came from.</param>
/// <param name="Ordinal">1-based place in that file.</param>
/// <param name="Format">Name of the format that read it.</param>
/// <param name="Encoding">Name of the character encoding that decoded it.</param>
/// <param name="Original">Its bytes, unchanged.</param>
/// <param name="Text">Its text; line numbers everywhere are 1-based lines of this text.</param>
/// <param name="Declared">Fields that the container states.</param>
/// <param name="Marks">Per line what the markup says; empty for plain text.</param>
public sealed record RawDocument(
    string Path,
    int Ordinal,
    string Format,
    string Encoding,
    ReadOnlyMemory<byte> Original,
    string Text,
    DeclaredFields Declared,
    ImmutableArray<LineMark> Marks)
{
    /// <summary>True where the file holds this document and no other, by its format.</summary>
    public bool IsAlone { get; init; }

    /// <summary>True where the container states the text apart from all else: the text is the article's text.</summary>
    public bool IsDeclaredText { get; init; }

    public LineMark MarkOf(int line) => line <= Marks.Length ? Marks[line - 1] : LineMark.None;
}

/// <summary>A document, a line of an export, or why there is neither.</summary>
public sealed record DocumentRead(RawDocument? Document, string? Failure)
{
    public ExportedLine? Exported { get; init; }

    public static DocumentRead Of(RawDocument document) => new(document, null);
    public static DocumentRead Failed(string why) => new(null, why);

    /// <summary>The same, where the file holds nothing else.</summary>
    internal DocumentRead Alone() => Document is { } document ? Of(document with { IsAlone = true }) : this;

    /// <summary>Documents until something breaks, which then is the last failure.</summary>
    /// <param name="explain">What broke in words, or null for what is not to be caught.</param>
    internal static IEnumerable<DocumentRead> Guarded(
        Func<IEnumerable<DocumentRead>> begin, Func<Exception, string?> explain)
    {
        IEnumerator<DocumentRead>? reads = null;
        try
        {
            while (true)
            {
                DocumentRead read;
                string? why = null;
                try
                {
                    reads ??= begin().GetEnumerator();
                    if (!reads.MoveNext()) yield break;
                    read = reads.Current;
                }
                catch (Exception e) when ((why = explain(e)) is not null)
                {
                    read = Failed(why!);
                }
                yield return read;
                if (why is not null) yield break;
            }
        }
        finally
        {
            reads?.Dispose();
        }
    }
}

using System.Collections.Immutable;
using System.Globalization;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Storage.Queries;
using NewsArchive.Text;
using NewsArchive.Web.Addresses;

namespace NewsArchive.Web.Citing;

/// <summary>The words of a quote that is cited with its article.</summary>
/// <param name="Line">Of the file.</param>
public sealed record CitedQuote(string Text, string? Speaker, int Line);

/// <summary>What a reference says of an article, the same in every notation.</summary>
/// <param name="Title">Without brackets; null where none is known.</param>
/// <param name="IsTitleSupplied">Not stated but concluded, as the others of the kind.</param>
/// <param name="Address">Where it was published, else where the archive shows it.</param>
/// <param name="Shown">Where the archive shows it.</param>
/// <param name="Read">When the archive read it.</param>
/// <param name="Hash">SHA-256 of the document's bytes.</param>
public sealed record Citation(
    long Id, string? Title, bool IsTitleSupplied, ImmutableArray<AuthorName> Authors, string? Source,
        bool IsSourceSupplied,
    WrittenDate? Date, bool IsDateSupplied, string Address, string Shown, string? Language, DateTime Read, string File,
    string Hash, string Abstract, CitedQuote? Quote = null)
{
    /// <param name="site">Where the archive is found, without a slash at the end.</param>
    public static Citation Of(ListedArticle article, string site, CitedQuote? quote = null)
    {
        var (row, summary) = (article.Row, article.Summary);
        var shown = site + Links.Article(summary) + (quote is null
            ? "" : $"#L{quote.Line.ToString(CultureInfo.InvariantCulture)}");
        return new(row.Id, row.Headline, row.HeadlineStatus == InferenceStatus.Inferred,
            [.. article.Authors.Select(a => AuthorName.Of(a, row.SourceName))],
            row.SourceName, row.SourceStatus == InferenceStatus.Inferred,
            summary.Published, row.PublishedStatus == InferenceStatus.Inferred,
            IsAddress(row.Url) ? row.Url! : shown, shown, row.Language, row.AddedAt, Path.GetFileName(row.Path),
            row.ContentHash, row.Standfirst ?? row.Lede, quote);
    }

    private static bool IsAddress(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    /// <summary>As cited: in brackets where the archive supplied it.</summary>
    public string ShownTitle => Title is null ? "[Untitled]" : IsTitleSupplied ? $"[{Title}]" : Title;

    /// <inheritdoc cref="ShownTitle"/>
    public string? ShownSource => Source is null ? null : IsSourceSupplied ? $"[{Source}]" : Source;

    /// <summary>What the archive supplied, where it has the article from, and the words that are cited.</summary>
    public string Note
    {
        get
        {
            List<string> supplied = [];
            if (IsTitleSupplied) supplied.Add("headline");
            if (IsSourceSupplied) supplied.Add("source");
            if (IsDateSupplied) supplied.Add("date");
            var note = $"File {File}, SHA-256 {Hash}.";
            if (supplied.Count > 0) note = $"Inferred, not stated in the file: {string.Join(", ", supplied)}. {note}";
            if (Quote is { } quote)
                note = $"“{quote.Text}”{(quote.Speaker is null ? "" : $" ({quote.Speaker})")}, "
                    + string.Create(CultureInfo.InvariantCulture, $"line {quote.Line} of the file. ") + note;
            return note;
        }
    }

    /// <summary>A short name that is the article's own: family name, year, a word of the headline, number.</summary>
    public string Key
    {
        get
        {
            var who = Authors is [{ } first, ..] ? first.Family : Source ?? "anonymous";
            var word = Words.Folded(Title ?? "").Find(w => w.Length > 3) ?? "";
            return string.Create(CultureInfo.InvariantCulture,
                $"{Plain(who)}{Date?.Day.Year.ToString("0000", CultureInfo.InvariantCulture) ?? "nd"}{Plain(word)}-{Id}");
        }
    }

    private static string Plain(string text) =>
        string.Concat(Slugs.Of(text).Where(char.IsAsciiLetterOrDigit)) is { Length: > 0 } plain ? plain : "x";
}

using System.Security.Cryptography;
using System.Text;
using NewsArchive.Exports;
using NewsArchive.Storage.Rows;
using NewsArchive.Stories;
using NewsArchive.Text;

namespace NewsArchive.Storage.Import;

/// <summary>An article with all that can be worked out, on any thread, before the archive is asked.</summary>
/// <param name="Supplied">Fields from beside the document, as stored.</param>
/// <param name="KnownOrigin">The origin of a stored article that is read again; null to find it.</param>
/// <param name="ContentHash">Of the original bytes.</param>
/// <param name="TextHash">Of the body's words; the same for two articles with the same text.</param>
/// <param name="Signature">What stories are found by, as stored.</param>
/// <param name="Packed">The original bytes, compressed.</param>
/// <param name="Reading">Lines, repairs and evidence, as stored.</param>
internal sealed record ReadyArticle(
    Article Article, string? Supplied, string? KnownOrigin, string ContentHash, string TextHash, byte[] Packed,
    byte[] Signature, byte[] Reading)
{
    /// <summary>
    /// Texts with fewer words are twins only under headlines of one subject: “Qtly div 10 cts” is said of many.
    /// </summary>
    private const int FewestWordsOfATwin = 20;

    /// <summary>What another archive knew of it, where it comes from an export.</summary>
    public ExportedArticle? Exported { get; private init; }

    /// <summary>It was removed by hand, and somebody wants it back.</summary>
    public bool IsBroughtBack { get; init; }

    /// <summary>An article of an export: as it was read, under the origin that it had.</summary>
    public static ReadyArticle Of(ExportedArticle exported) =>
        Of(ArticlePipeline.Restore(exported), exported.Supplied, exported.Origin) with { Exported = exported };

    public static ReadyArticle Of(Article article, string? supplied, string? knownOrigin = null)
    {
        var original = article.Document.Original.Span;
        var (metadata, body) = (article.Metadata, article.Reading.Body);
        return new(article, supplied, knownOrigin, Hash(original), HashOfText(article),
            OriginalBytes.Compress(original),
            ArticleSignature.Of(metadata.Headline.Value, body, article.Entities).ToBytes(),
            new StoredReading(article.Lines, article.Repairs, Evidence.Of(metadata)).Write());
    }

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>
    /// Words of the body without case, marks and punctuation; a document with hardly a word is never a twin.
    /// </summary>
    private static string HashOfText(Article article)
    {
        var words = Words.Folded(article.Reading.Body);
        var text = words.Count >= FewestWordsOfATwin ? string.Join(' ', words)
            : words.Distinct().Count() >= FewestWordsOfAShortTwin && article.Metadata.Headline.Value is { } headline
            ? string.Join(' ', [.. words, "", .. SubjectOf(headline)])
            : $"{article.Document.Path}#{article.Document.Ordinal}";
        return Hash(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>What a headline tells whom and when it is about by: its first words and its figures.</summary>
    private static IEnumerable<string> SubjectOf(string headline)
    {
        var words = Words.Folded(headline);
        return [.. words.Take(WordsOfASubject), .. words.Where(w => w.Any(char.IsDigit))];
    }

    private const int WordsOfASubject = 2;

    /// <summary>Different words that even a text under such a headline must have to be a twin.</summary>
    private const int FewestWordsOfAShortTwin = 5;
}

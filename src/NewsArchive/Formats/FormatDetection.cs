using System.Text.RegularExpressions;

namespace NewsArchive.Formats;

public static class FormatDetection
{
    /// <summary>The most demanding format first; plain text takes what nothing else recognises.</summary>
    public static IReadOnlyList<IDocumentFormat> Formats { get; } =
        [new GzipFormat(), new DocxFormat(), new ZipFormat(), new TarFormat(), new ArchiveFormat(),
            new CompressedFormat(), new PdfFormat(), new WarcFormat(), new ArcFormat(), new MailFormat(),
            new RtfFormat(), new NewsDatabaseFormat("nexis"), new NewsDatabaseFormat("factiva"), new ReutersFormat(), new FeedFormat(),
            new JsonFormat(), new HtmlFormat(), new MarkdownFormat(), new CsvFormat(), new PlainTextFormat()];

    public static IEnumerable<DocumentRead> Read(SourceFile file) =>
        Formats.First(format => format.Recognises(file)).Read(file);

    private static readonly DocumentRead Nothing = DocumentRead.Failed("the file holds nothing that can be read");

    /// <summary>As <see cref="Read"/>; whatever breaks on the way is the last failure.</summary>
    public static IEnumerable<DocumentRead> ReadAll(Func<SourceFile> open) =>
        DocumentRead.Guarded(() => Read(open()).DefaultIfEmpty(Nothing), e => e switch
    {
        FileNotFoundException { FileName: { } name } when name.Contains('\uFFFD', StringComparison.Ordinal) =>
            "its name is not written in UTF-8, so that it cannot be opened; rename the file and import it again",
        IOException or UnauthorizedAccessException or InvalidDataException => $"the file cannot be read: {e.Message}",
        RegexMatchTimeoutException => "taking it apart took too long; it was left out",
        OutOfMemoryException => null,
        // A file that breaks a rule of ours must not cost the others their import.
        _ => $"reading it failed, which is a fault of this program: {e.GetType().Name}: {e.Message}",
    });
}

namespace NewsArchive.Formats;

public static class FormatDetection
{
    /// <summary>The most demanding format first; plain text takes what nothing else recognises.</summary>
    public static IReadOnlyList<IDocumentFormat> Formats { get; } =
        [new GzipFormat(), new ZipFormat(), new TarFormat(), new WarcFormat(), new ReutersFormat(), new FeedFormat(), new JsonFormat(), new HtmlFormat(), new MarkdownFormat(), new CsvFormat(), new PlainTextFormat()];

    public static IEnumerable<DocumentRead> Read(SourceFile file) =>
        Formats.First(format => format.Recognises(file)).Read(file);
}

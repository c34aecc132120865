// Observation: manuscripts, press releases and deliveries of databases come as Word documents.
// Idea: a paragraph is a paragraph, a heading is what its style says, a row of a table is a line. Footnotes, comments
// and what was struck out while changes were tracked are no text.
// Known failure: text in boxes and in pictures.
using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace NewsArchive.Formats;

internal sealed class DocxFormat : IDocumentFormat
{
    public string Name => "docx";

    /// <summary>A zip file whose first entries are those of a Word document.</summary>
    public bool Recognises(SourceFile file) =>
        file.Head.Span.StartsWith("PK\u0003\u0004"u8)
            && (file.Head.Span.IndexOf("word/"u8) >= 0
            || file.Path.EndsWith(".docx", StringComparison.OrdinalIgnoreCase)
            && file.Head.Span.IndexOf("[Content_Types].xml"u8) >= 0);

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        if (file.ReadAll() is not { } content)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge);
            yield break;
        }
        foreach (var read in Read(file.Path, content, file.Limits)) yield return read;
    }

    private IEnumerable<DocumentRead> Read(string path, byte[] content, ReadingLimits limits)
    {
        try
        {
            using (var zip = new ZipArchive(new MemoryStream(content)))
                if (zip.Entries.Sum(e => e.Length) > limits.FreeBytes)
                    return [DocumentRead.Failed(
                        $"its parts unpack to more than {limits.FreeBytes / 1024 / 1024} MB, as no text does")];
            using var document = WordprocessingDocument.Open(new MemoryStream(content), isEditable: false);
            if (document.MainDocumentPart?.Document?.Body is not { } body)
                return [DocumentRead.Failed("the document holds no text")];
            List<string> lines = [];
            List<LineMark> marks = [];
            Walk(body, lines, marks);
            if (!lines.Exists(l => l.Any(char.IsLetterOrDigit)))
                return [DocumentRead.Failed("the document holds no text")];
            var title = document.PackageProperties.Title?.Trim();
            var declared = new DeclaredFields
            {
                // The field is seldom filled in and often left from another document: the text must show it.
                Headline = title is { Length: > 3 }
                    && lines.Take(10).Any(l => l.Equals(title, StringComparison.OrdinalIgnoreCase)) ? title : null,
            };
            var text = string.Join('\n', lines);
            if (NewsDatabases.Split(text) is { } delivery) return NewsDatabases.Documents(path, "utf-8", delivery);
            return [DocumentRead.Of(new(path, 1, Name, "utf-8", content, text, declared,
                marks.TrueForAll(m => m == LineMark.Paragraph) ? [] : [.. marks])).Alone()];
        }
        catch (Exception e) when (e is OpenXmlPackageException or InvalidDataException or System.Xml.XmlException
            or FileFormatException or InvalidOperationException)
        {
            return [DocumentRead.Failed($"the document is damaged: {e.Message.Split('\n')[0]}")];
        }
    }

    private static void Walk(OpenXmlElement parent, List<string> lines, List<LineMark> marks)
    {
        foreach (var element in parent.ChildElements)
            switch (element)
            {
                case Paragraph paragraph:
                    foreach (var line in TextOf(paragraph).Split('\n'))
                        Add(line, MarkOf(paragraph));
                    break;
                case TableRow row:
                    Add(string.Join(' ', row.Elements<TableCell>()
                        .Select(c => string.Join(' ', c.Descendants<Paragraph>().Select(TextOf)).Trim())), LineMark.ListItem);
                    break;
                default:
                    Walk(element, lines, marks);
                    break;
            }

        void Add(string line, LineMark mark)
        {
            lines.Add(line.Trim());
            marks.Add(mark);
        }
    }

    private static string TextOf(Paragraph paragraph) => string.Concat(paragraph.Descendants().Select(e => e switch
    {
        DocumentFormat.OpenXml.Wordprocessing.Text text => text.Text,
        TabChar => " ",
        Break or CarriageReturn => "\n",
        NoBreakHyphen => "-",
        _ => "",
    }));

    private static LineMark MarkOf(Paragraph paragraph)
    {
        var style = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value ?? "";
        return style.StartsWith("Heading", StringComparison.OrdinalIgnoreCase)
            || style.Equals("Title", StringComparison.OrdinalIgnoreCase)
            || style.StartsWith("berschrift", StringComparison.OrdinalIgnoreCase)
            || style.StartsWith("Titre", StringComparison.OrdinalIgnoreCase)
            || paragraph.ParagraphProperties?.OutlineLevel is not null ? LineMark.Heading
            : style.Contains("Quote", StringComparison.OrdinalIgnoreCase) ? LineMark.Quote
            : style.Contains("Caption", StringComparison.OrdinalIgnoreCase) ? LineMark.Picture
            : paragraph.ParagraphProperties?.NumberingProperties is not null ? LineMark.ListItem
            : LineMark.Paragraph;
    }
}

// Observation: a PDF holds letters at places, not paragraphs: columns, running heads, words broken at the end of a line,
// and often no text at all but pictures of it.
// Idea: letters to words, words to blocks by the white space around them, blocks in the order in which they are read;
// larger type is a heading; what stands on top or bottom of many pages alike is no text. A scan is refused and says so.
// Known failure: tables, and columns that stand closer than their words.
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.DocumentLayoutAnalysis;
using UglyToad.PdfPig.DocumentLayoutAnalysis.PageSegmenter;
using UglyToad.PdfPig.DocumentLayoutAnalysis.ReadingOrderDetector;
using UglyToad.PdfPig.DocumentLayoutAnalysis.WordExtractor;
using UglyToad.PdfPig.Exceptions;

namespace NewsArchive.Formats;

internal sealed partial class PdfFormat : IDocumentFormat
{
    /// <summary>Type so many times as large as most of the text is a heading's.</summary>
    private const double HeadingSize = 1.25;

    private const int LongestHeading = 200;

    /// <summary>Pages on which the same line stands at an edge for it to be a running head.</summary>
    private const int FewestRunning = 3;

    public string Name => "pdf";

    public bool Recognises(SourceFile file) =>
        file.Head.Span[..Math.Min(file.Head.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        if (file.ReadAll() is not { } content)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge);
            yield break;
        }
        yield return Read(file.Path, content).Alone();
    }

    private sealed record Piece(string Text, double Size, int Page, bool IsAtEdge);

    private DocumentRead Read(string path, byte[] content)
    {
        List<Piece> pieces;
        string? title;
        try
        {
            using var pdf = PdfDocument.Open(content, new ParsingOptions { UseLenientParsing = true });
            pieces = [.. pdf.GetPages().SelectMany(Pieces)];
            title = pdf.Information.Title;
            if (pieces.Count == 0)
                return DocumentRead.Failed(pdf.NumberOfPages == 0 ? "the file holds no page"
                    : "its pages are pictures without text (a scan): have their text recognised first");
        }
        catch (PdfDocumentEncryptedException)
        {
            return DocumentRead.Failed("the file is locked with a password: save it without one");
        }
        // The library tells damage by all of these.
        catch (Exception e) when (e is PdfDocumentFormatException
            or InvalidOperationException or ArgumentException or FormatException or KeyNotFoundException
            or NullReferenceException or IndexOutOfRangeException or InvalidCastException or NotSupportedException
            or ArithmeticException || e.Source?.StartsWith("UglyToad", StringComparison.Ordinal) == true)
        {
            return DocumentRead.Failed($"the file is damaged: {e.Message.Split('\n')[0]}");
        }
        var usual = pieces.GroupBy(p => Math.Round(p.Size, 1)).MaxBy(g => g.Sum(p => p.Text.Length))!.Key;
        var running = pieces.Where(p => p.IsAtEdge).GroupBy(p => Figures().Replace(p.Text, "#"))
            .Where(g => g.Select(p => p.Page).Distinct().Count() >= FewestRunning).Select(g => g.Key).ToHashSet();
        List<string> lines = [];
        List<LineMark> marks = [];
        foreach (var piece in pieces)
        {
            var mark = piece.IsAtEdge && (running.Contains(Figures().Replace(piece.Text, "#")) || PageNumber().IsMatch(piece.Text))
                ? LineMark.Furniture
                : piece.Size >= HeadingSize * usual && piece.Text.Length <= LongestHeading ? LineMark.Heading
                : LineMark.Paragraph;
            // A paragraph that the end of a column or page cut goes on in the next block.
            var before = mark == LineMark.Paragraph ? marks.FindLastIndex(m => m != LineMark.Furniture) : -1;
            if (before >= 0 && marks[before] == LineMark.Paragraph && GoesOn(lines[before], piece.Text))
                lines[before] = Joined(lines[before], piece.Text);
            else
            {
                lines.Add(piece.Text);
                marks.Add(mark);
            }
        }
        var declared = new DeclaredFields
        {
            // What the program that made the file took for a title is one only where the page shows it.
            Headline = title is { Length: > 3 } && lines.Exists(l => l.Equals(title.Trim(), StringComparison.OrdinalIgnoreCase))
                ? title.Trim() : null,
        };
        return DocumentRead.Of(new(path, 1, Name, "pdf", content, string.Join('\n', lines), declared, [.. marks]));
    }

    private static IEnumerable<Piece> Pieces(UglyToad.PdfPig.Content.Page page)
    {
        var words = NearestNeighbourWordExtractor.Instance.GetWords(page.Letters).ToList();
        if (words.Count == 0) return [];
        var blocks = DocstrumBoundingBoxes.Instance.GetBlocks(words);
        return UnsupervisedReadingOrderDetector.Instance.Get(blocks).Select(block => new Piece(
            Lines(block.TextLines), SizeOf(block), page.Number,
            block.BoundingBox.Bottom > page.Height * 0.92 || block.BoundingBox.Top < page.Height * 0.08))
            .Where(p => p.Text.Length > 0);
    }

    private static double SizeOf(TextBlock block) =>
        block.TextLines.SelectMany(l => l.Words).SelectMany(w => w.Letters).Select(l => l.PointSize).DefaultIfEmpty(0)
            .Average();

    private static string Lines(IEnumerable<TextLine> lines)
    {
        var text = "";
        foreach (var line in lines)
            if (line.Text.Trim() is { Length: > 0 } next) text = text.Length == 0 ? next : Joined(text, next);
        return text.Normalize(NormalizationForm.FormKC);
    }

    /// <summary>Two lines as one text: a hyphen at the end of a line before a small letter broke a word.</summary>
    private static string Joined(string text, string next) =>
        text is [.., var before, '-' or '\u00AD' or '‐'] && char.IsLetter(before) && char.IsLower(next[0])
            ? text[..^1] + next : text + " " + next;

    private static bool GoesOn(string text, string next) =>
        char.IsLower(next[0]) && (char.IsLetterOrDigit(text[^1]) || text[^1] is ',' or '-' or '‐' or '\u00AD' or ';' or '–');

    [GeneratedRegex(@"\d+")]
    private static partial Regex Figures();

    [GeneratedRegex(@"^\W{0,20}(?:page|seite|p\.|S\.)?\s{0,20}\d{1,4}(?:\s{0,20}(?:/|of|von)\s{0,20}\d{1,4})?\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();
}

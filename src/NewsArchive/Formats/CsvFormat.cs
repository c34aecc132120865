// Observation: datasets come as tables with a header: a column of texts, others under the usual names, any of four
// delimiters, quoted line breaks inside.
// Idea: it is a table where the first line names a column of text and one more known field; rows are streamed.
// Known failure: tables without a header.
using System.Collections.Immutable;
using System.Text;
using CsvHelper;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed class CsvFormat : IDocumentFormat
{
    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    private static readonly ImmutableArray<string> Others =
        [.. FieldNames.Id, .. FieldNames.Headline, .. FieldNames.Byline, .. FieldNames.Source, .. FieldNames.Published,
            .. FieldNames.Url, .. FieldNames.Language];

    public string Name => "csv";

    public bool Recognises(SourceFile file) => DelimiterOf(file) is not null;

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        var encoding = TextDecoder.Decode(file.Head.Span).Encoding;
        var options = new CsvReaderOptions
        {
            Separator = DelimiterOf(file)!.Value,
            Encoding = TextDecoder.EncodingOf(encoding),
            MaxRecordSize = file.Limits.DocumentBytes,
            TrackLineNumbers = true,
        };
        using var stream = file.Open();
        using var csv = CsvReader.Create(stream, options, leaveOpen: true);
        csv.ReadHeader();
        var header = Encoding.UTF8
            .GetBytes(string.Join(options.Separator!.Value,
            csv.Headers.ToArray().Select(h => $"\"{h.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n");
        var ordinal = 0;
        while (Next(csv, file.Limits, out var failure))
        {
            if (failure is not null)
            {
                yield return DocumentRead.Failed(failure);
                yield break;
            }
            ordinal++;
            // A row without text is an article all the same: its other columns may be all that is left of it.
            var text = FieldNames.Text.SelectMany(name => Values(csv, name)).FirstOrDefault() ?? "";
            var (plain, marks) = MarkupText.Read(text);
            yield return DocumentRead.Of(new(file.Path, ordinal, Name, encoding, (byte[])[.. header, .. csv.RawRecord],
                plain, FieldNames.Read(name => Values(csv, name)), marks));
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the table has a header and no rows");
    }

    /// <summary>False at the end; a row that breaks the reader is its last.</summary>
    private static bool Next(CsvReader csv, ReadingLimits limits, out string? failure)
    {
        failure = null;
        try
        {
            return csv.Read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure =
                $"after line {csv.LineNumber}: a row is broken or larger than {limits.DocumentBytes / 1024 / 1024} MB";
            return true;
        }
    }

    private static ImmutableArray<string> Values(CsvReader csv, string name) =>
        csv.TryGetFieldIndex(name, out var column) && csv.GetString(column).Trim() is { Length: > 0 } value
            ? [value] : [];

    /// <summary>The delimiter under which the first line names a text and another field, or null.</summary>
    private static char? DelimiterOf(SourceFile file)
    {
        var head = TextDecoder.Decode(file.Head.Span[..Math.Min(file.Head.Length, 8192)]);
        if (head.Failure is not null) return null;
        var end = head.Text.AsSpan().IndexOfAny('\r', '\n');
        if (end <= 0) return null;
        foreach (var delimiter in Delimiters)
        {
            var names =
                head.Text[..end].Split(delimiter).Select(name => name.Trim(' ', '"', '\uFEFF').ToLowerInvariant())
                    .ToList();
            if (names.Count >= 2 && names.Exists(n => Holds(FieldNames.Text, n)) && names.Exists(n => Holds(Others, n)))
                return delimiter;
        }
        return null;
    }

    private static bool Holds(ImmutableArray<string> names, string name) =>
        names.Contains(name, StringComparer.OrdinalIgnoreCase);
}

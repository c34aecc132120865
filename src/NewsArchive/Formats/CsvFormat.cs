// Observation: datasets come as tables with a header: a column of texts, others under the usual names, any of four
// delimiters, quoted line breaks inside; spreadsheets write a line of their own or a title above the header.
// Idea: it is a table where one of the first lines names a column of text and one more known field; rows are streamed.
// Lines of one width without such names are a table as well, and refused: nobody wants it read as prose.
// Known failure: tables without a line of names.
using System.Collections.Immutable;
using System.Text;
using CsvHelper;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed class CsvFormat : IDocumentFormat
{
    /// <summary>Lines above the header: what a spreadsheet says of itself, a title, a day.</summary>
    private const int MostAbove = 8;

    /// <summary>Bytes that the header is looked for in.</summary>
    private const int HeadBytes = 16 * 1024;

    /// <summary>Lines and columns from which lines of equal width are a table and no prose with commas.</summary>
    private const int FewestRows = 2, FewestColumns = 3;

    private static readonly char[] Delimiters = [',', '\t', ';', '|'];

    private static readonly ImmutableArray<string> Others =
        [.. FieldNames.Id, .. FieldNames.Headline, .. FieldNames.Byline, .. FieldNames.Source, .. FieldNames.Published,
            .. FieldNames.Url, .. FieldNames.Language];

    /// <summary>What the head of a table tells; no delimiter where it has no line of names.</summary>
    /// <param name="Above">Lines before the header.</param>
    /// <param name="IsBackslashed">Whether a quote inside quotes stands after a backslash.</param>
    private sealed record TableHead(char? Delimiter, int Above, bool IsBackslashed);

    public string Name => "csv";

    public bool Recognises(SourceFile file) => HeadOf(file) is not null;

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        var head = HeadOf(file)!;
        if (head.Delimiter is not { } delimiter)
        {
            yield return DocumentRead.Failed("this is a table without a line of names: put one above the rows, "
                + "such as id,title,date,author,text");
            yield break;
        }
        var encoding = file.HeadText.Encoding;
        var options = new CsvReaderOptions
        {
            Separator = delimiter,
            Encoding = TextDecoder.EncodingOf(encoding),
            MaxRecordSize = file.Limits.DocumentBytes,
            TrackLineNumbers = true,
        };
        using var stream = head.IsBackslashed ? new DoubledQuotes(file.Open()) : file.Open();
        Skip(stream, head.Above);
        using var csv = CsvReader.Create(stream, options, leaveOpen: true);
        csv.ReadHeader();
        Dictionary<string, int> columns = [];
        var names = csv.Headers.ToArray();
        for (var i = 0; i < names.Length; i++) columns.TryAdd(FieldNames.KeyOf(names[i]), i);
        var header = Encoding.UTF8.GetBytes(
            string.Join(delimiter, names.Select(h => $"\"{h.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n");
        ImmutableArray<string> Values(string name) =>
            columns.TryGetValue(name, out var column) && column < csv.FieldCount
                && csv.GetString(column).Trim() is { Length: > 0 } value ? [value] : [];
        var ordinal = 0;
        while (Next(csv, file.Limits, head.Above, out var failure))
        {
            if (failure is not null)
            {
                yield return DocumentRead.Failed(failure);
                yield break;
            }
            ordinal++;
            if (csv.RawRecord.Count((byte)'"') % 2 == 1)
                yield return DocumentRead.Failed($"line {csv.LineNumber + head.Above}: a quote is opened and never "
                    + "closed, so that the rows after it stand in its cell");
            if (csv.FieldCount > names.Length)
            {
                yield return DocumentRead.Failed($"line {csv.LineNumber + head.Above}: {csv.FieldCount} cells below "
                    + $"{names.Length} names, so that it is not known which cell is which; a delimiter inside a cell "
                    + "wants quotes around the cell");
                continue;
            }
            // A row without text is an article all the same: its other columns may be all that is left of it.
            var text = FieldNames.Text.SelectMany(name => Values(name)).Select(FieldNames.ValueOf)
                .FirstOrDefault(value => value is not null);
            var (plain, marks) = MarkupText.Read(text ?? "");
            yield return DocumentRead.Of(new(file.Path, ordinal, Name, encoding, (byte[])[.. header, .. csv.RawRecord],
                plain, FieldNames.Read(name => Values(name)), marks)
            {
                IsDeclaredText = true
            });
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the table has a header and no rows");
    }

    /// <summary>False at the end; a row that breaks the reader is its last.</summary>
    private static bool Next(CsvReader csv, ReadingLimits limits, int above, out string? failure)
    {
        failure = null;
        try
        {
            return csv.Read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            failure = $"after line {csv.LineNumber + above}: a row is broken or larger than "
                + $"{limits.DocumentBytes / 1024 / 1024} MB; the rows after it are not read";
            return true;
        }
    }

    private static void Skip(Stream stream, int lines)
    {
        var one = new byte[1];
        while (lines > 0 && stream.Read(one) == 1)
            if (one[0] == '\n') lines--;
    }

    private static TableHead? HeadOf(SourceFile file)
    {
        var head = TextDecoder.Decode(file.Head.Span[..Math.Min(file.Head.Length, HeadBytes)]);
        if (head.Failure is not null) return null;
        var lines = head.Text.Split('\n');
        for (var above = 0; above < Math.Min(lines.Length, MostAbove + 1); above++)
            foreach (var delimiter in Delimiters)
            {
                var names = lines[above].Split(delimiter).Select(n => FieldNames.KeyOf(n.Trim(' ', '"', '\r'))).ToList();
                if (names.Count >= 2 && names.Exists(n => FieldNames.Text.Contains(n))
                    && names.Exists(n => Others.Contains(n))
                    && names.Count(n => n.Length is > 0 and <= 40) * 4 >= names.Count * 3)
                    return new(delimiter, above, IsBackslashed(head.Text));
            }
        return IsNamelessTable(lines) ? new(null, 0, false) : null;
    }

    /// <summary>
    /// Lines of one width whose cells look like a table's: a quoted cell, a figure or a day in most of them.
    /// </summary>
    private static bool IsNamelessTable(string[] lines)
    {
        var whole = lines.Length > 1 ? lines[..^1].Where(l => l.Trim().Length > 0).Take(20).ToList() : [];
        if (whole.Count < FewestRows) return false;
        return Delimiters.Any(delimiter =>
        {
            var rows = whole.ConvertAll(line => Cells(line.TrimEnd('\r'), delimiter));
            return rows.TrueForAll(cells => cells is { Count: >= FewestColumns } && cells.Count == rows[0]!.Count
                && cells.Exists(IsData) && cells.TrueForAll(cell => !cell.StartsWith(' ')));
        });
    }

    private static bool IsData(string cell) =>
        cell is ['"', .., '"'] || (cell.Length > 0 && cell.All(c => char.IsDigit(c) || c is '-' or '.' or '/' or ':'));

    /// <summary>The cells of a line, quotes kept; null where a quote has no end.</summary>
    private static List<string>? Cells(string line, char delimiter)
    {
        List<string> cells = [];
        var (start, isQuoted) = (0, false);
        for (var i = 0; i <= line.Length; i++)
            if (i < line.Length && line[i] == '"') isQuoted = !isQuoted;
            else if (i == line.Length || (line[i] == delimiter && !isQuoted))
            {
                cells.Add(line[start..i]);
                start = i + 1;
            }
        return isQuoted ? null : cells;
    }

    /// <summary>A backslash before a quote that does not end its cell, and no doubled quotes.</summary>
    private static bool IsBackslashed(string text)
    {
        for (var at = text.IndexOf("\\\"", StringComparison.Ordinal); at >= 0 && at + 2 < text.Length;
            at = text.IndexOf("\\\"", at + 2, StringComparison.Ordinal))
            if (char.IsLetterOrDigit(text[at + 2])) return true;
        return false;
    }
}

/// <summary>A quote after a backslash read as two quotes, which is how tables write a quote inside quotes.</summary>
internal sealed class DoubledQuotes(Stream inner) : ForwardStream(inner)
{
    private int held = -1;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        var read = 0;
        if (held >= 0) (buffer[read++], held) = ((byte)held, -1);
        read += Inner.Read(buffer[read..]);
        if (read == 0) return 0;
        // A backslash at the end waits for what comes after it.
        if (buffer[read - 1] == '\\')
        {
            var next = Inner.ReadByte();
            if (next >= 0) held = next;
            if (next == '"') buffer[read - 1] = (byte)'"';
        }
        for (var i = 0; i + 1 < read; i++)
            if (buffer[i] == '\\' && buffer[i + 1] == '"') buffer[i] = (byte)'"';
        return read;
    }
}

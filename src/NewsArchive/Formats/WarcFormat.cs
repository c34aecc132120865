// Observation: web archives and Common Crawl keep pages as WARC: records with headers, and in them the HTTP response
// with its own headers. Tools write wrong lengths, and some crawlers leave the older ARC.
// Idea: stream the records; a response, resource or conversion that holds a page or plain text is a document, others
// (requests, pictures, redirects, what a crawler writes about itself) are none. Where a length is wrong or missing, the
// next line that begins a record ends the one before it.
// Known failure: a page that shows the beginning of a record at the start of a line and whose own length is wrong.
using System.Globalization;
using System.Text;

namespace NewsArchive.Formats;

internal sealed class WarcFormat : IDocumentFormat
{
    private const int LongestHeader = 64 * 1024;

    public string Name => "warc";

    public bool Recognises(SourceFile file) => file.Head.Span.StartsWith("WARC/"u8);

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = new RecordStream(new BufferedStream(file.Open(), 256 * 1024));
        var ordinal = 0;
        var said = false;
        while (true)
        {
            var began = stream.Position;
            var (headers, failure) = HeaderLines.Read(stream, "WARC/", LongestHeader);
            if (headers is null && failure is null) break;
            if (headers is null)
            {
                said = true;
                yield return DocumentRead.Failed($"byte {began}: {failure}; the next record is looked for");
                if (!stream.SkipTo("WARC/"u8)) break;
                continue;
            }
            var (block, damage) = Block(stream, headers, file.Limits);
            if (damage is not null)
            {
                said = true;
                yield return DocumentRead.Failed($"byte {began}: {damage}");
            }
            if (block is null || !IsWanted(headers)) continue;
            if (WebRecord.Read(file.Path, ordinal + 1, Name, new(headers.GetValueOrDefault("warc-target-uri"),
                headers.GetValueOrDefault("content-type") ?? "", headers["warc-type"] == "response", block, began))
                is not { } read) continue;
            ordinal++;
            yield return read;
        }
        if (ordinal == 0 && !said) yield return DocumentRead.Failed("the file holds no page");
    }

    /// <summary>The content of a record; null where it is of no use or too large, with what is wrong with it.</summary>
    private static (byte[]? Block, string? Damage) Block(
        RecordStream stream, Dictionary<string, string> headers, ReadingLimits limits)
    {
        if (!long.TryParse(headers.GetValueOrDefault("content-length"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var length))
            return stream.ReadTo("WARC/"u8, limits.DocumentBytes) is { } rest ? (rest, null) : (null, limits.TooLarge);
        if (length > limits.DocumentBytes)
        {
            if (!stream.Skip(length)) return (null, EndsInside);
            return (null, IsWanted(headers) ? limits.TooLarge : null);
        }
        var block = new byte[length];
        var read = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
        if (read == length && stream.IsAt("WARC/"u8)) return (block, null);
        // The length is wrong: too large where the next record stands inside, else too small.
        if (RecordStream.IndexOfLine(block.AsSpan(0, read), "WARC/1"u8) is > 0 and var next)
        {
            stream.Unread(block.AsSpan(next, read - next));
            return (block[..next], null);
        }
        if (read < length) return (null, EndsInside);
        return stream.ReadTo("WARC/"u8, limits.DocumentBytes - length) is { } more
            ? ([.. block, .. more], null) : (null, limits.TooLarge);
    }

    private const string EndsInside = "the file ends inside a record";

    /// <summary>A page or a text of the web, and not what a crawler notes about itself.</summary>
    private static bool IsWanted(Dictionary<string, string> headers) =>
        headers.GetValueOrDefault("warc-type") is "response" or "resource" or "conversion"
            && headers.GetValueOrDefault("warc-target-uri")?.TrimStart('<') is var target
            && target?.StartsWith("metadata:", StringComparison.OrdinalIgnoreCase) != true
            && target?.StartsWith("dns:", StringComparison.OrdinalIgnoreCase) != true;
}

/// <summary>
/// ARC, the format before WARC: a line with address, host, time, type and length, then the response.
/// </summary>
internal sealed class ArcFormat : IDocumentFormat
{
    private const int FewestFields = 5;

    public string Name => "arc";

    public bool Recognises(SourceFile file) => file.Head.Span.StartsWith("filedesc://"u8);

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = new RecordStream(new BufferedStream(file.Open(), 256 * 1024));
        var ordinal = 0;
        while (true)
        {
            var began = stream.Position;
            if (stream.ReadLine() is not { } line) break;
            if (line.Length == 0) continue;
            var fields = line.Split(' ');
            if (fields.Length < FewestFields || !long.TryParse(fields[^1], NumberStyles.None,
                CultureInfo.InvariantCulture, out var length))
            {
                yield return DocumentRead.Failed(
                    $"byte {began}: “{(line.Length > 40 ? line[..40] + "…" : line)}” stands where a record should begin; "
                    + "the records after it are not read");
                yield break;
            }
            if (length > file.Limits.DocumentBytes)
            {
                yield return DocumentRead.Failed($"byte {began}: {file.Limits.TooLarge}");
                stream.Skip(length);
                continue;
            }
            var block = new byte[length];
            if (stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < length)
            {
                yield return DocumentRead.Failed($"byte {began}: the file ends inside a record");
                yield break;
            }
            if (!fields[0].StartsWith("http", StringComparison.OrdinalIgnoreCase)
                || WebRecord.Read(file.Path, ordinal + 1, Name, new(fields[0], fields[^2], true, block, began))
                is not { } read) continue;
            ordinal++;
            yield return read;
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the file holds no page");
    }
}

/// <summary>The headers of a record or a response.</summary>
internal static class HeaderLines
{
    /// <summary>Headers in lower case with the first line under the empty name; null at the end of the file.</summary>
    public static (Dictionary<string, string>? Headers, string? Failure) Read(
        RecordStream stream, string magic, int longest)
    {
        Dictionary<string, string>? headers = null;
        var began = stream.Position;
        while (stream.ReadLine() is { } text)
        {
            if (stream.Position - began > longest) return (null, $"a header is longer than {longest / 1024} KB");
            if (headers is null)
            {
                if (text.Length == 0) continue;
                if (!text.StartsWith(magic, StringComparison.Ordinal))
                    return (null, $"“{(text.Length > 40 ? text[..40] + "…" : text)}” stands where a record should begin");
                headers = new() { [""] = text };
            }
            else if (text.Length == 0) return (headers, null);
            else if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                headers[text[..colon].Trim().ToLowerInvariant()] = text[(colon + 1)..].Trim();
        }
        return headers is null ? (null, null) : (null, "the file ends inside a header");
    }
}

/// <summary>A stream that can be looked ahead in, up to the line that begins the next record.</summary>
internal sealed class RecordStream(Stream inner) : ForwardStream(inner)
{
    private byte[] ahead = [];
    private int at;

    /// <summary>Bytes that were read and not given back.</summary>
    public override long Position { get => position; set => throw new NotSupportedException(); }
    private long position;

    public override int Read(Span<byte> buffer)
    {
        int read;
        if (at < ahead.Length)
        {
            read = Math.Min(buffer.Length, ahead.Length - at);
            ahead.AsSpan(at, read).CopyTo(buffer);
            at += read;
        }
        else read = Inner.Read(buffer);
        position += read;
        return read;
    }

    public override int ReadByte()
    {
        var next = at < ahead.Length ? ahead[at++] : Inner.ReadByte();
        if (next >= 0) position++;
        return next;
    }

    /// <summary>Gives bytes back, to be read next.</summary>
    public void Unread(ReadOnlySpan<byte> bytes)
    {
        ahead = [.. bytes, .. ahead.AsSpan(at)];
        at = 0;
        position -= bytes.Length;
    }

    /// <summary>A line without its end; null at the end of the stream.</summary>
    public string? ReadLine()
    {
        List<byte> line = [];
        int next;
        while ((next = ReadByte()) is >= 0 and not '\n') line.Add((byte)next);
        return next < 0 && line.Count == 0 ? null : Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
    }

    /// <summary>Whether the stream ends here, or goes on with these bytes after empty lines.</summary>
    public bool IsAt(ReadOnlySpan<byte> magic)
    {
        List<byte> seen = [];
        int next;
        while ((next = ReadByte()) is '\r' or '\n') seen.Add((byte)next);
        var matched = 0;
        for (; next >= 0; next = ReadByte())
        {
            seen.Add((byte)next);
            if (next != magic[matched] || ++matched == magic.Length) break;
        }
        Unread([.. seen]);
        return next < 0 && matched == 0 || matched == magic.Length;
    }

    /// <summary>
    /// What stands before the next line that begins so, without the empty lines at its end; null where it is longer
    /// than the limit, and is passed over.
    /// </summary>
    public byte[]? ReadTo(ReadOnlySpan<byte> magic, long limit)
    {
        using var before = new MemoryStream();
        var isFirst = true;
        while (isFirst || !IsAt(magic))
        {
            isFirst = false;
            int next;
            while ((next = ReadByte()) >= 0)
            {
                if (before.Length <= limit) before.WriteByte((byte)next);
                if (next == '\n') break;
            }
            if (next < 0) break;
        }
        return before.Length > limit ? null : before.ToArray();
    }

    /// <summary>Passes over everything before the next line that begins so; false where there is none.</summary>
    public bool SkipTo(ReadOnlySpan<byte> magic)
    {
        while (!IsAt(magic))
            if (ReadLine() is null) return false;
        return true;
    }

    /// <summary>False where the stream ends before.</summary>
    public bool Skip(long length)
    {
        var buffer = new byte[81920];
        while (length > 0)
        {
            var read = Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            if (read == 0) return false;
            length -= read;
        }
        return true;
    }

    /// <summary>Where in a block a line begins so, or -1.</summary>
    public static int IndexOfLine(ReadOnlySpan<byte> block, ReadOnlySpan<byte> magic)
    {
        for (var from = 0; block[from..].IndexOf(magic) is >= 0 and var found; from += found + 1)
            if (from + found > 0 && block[from + found - 1] == '\n') return from + found;
        return -1;
    }
}

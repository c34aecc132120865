// Observation: web archives and Common Crawl's news crawl keep pages as WARC: records with headers, and in them the
// HTTP response with its own headers.
// Idea: stream the records; a response or resource that holds a page or plain text is a document, others (requests,
// pictures, redirects) are none. The address and the charset of the headers count as declared.
// Known failure: records compressed in other ways than gzip, deflate or Brotli.
using System.Globalization;
using System.IO.Compression;
using System.Text;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed class WarcFormat : IDocumentFormat
{
    private const int LongestHeader = 64 * 1024;

    public string Name => "warc";

    public bool Recognises(SourceFile file) => file.Head.Span.StartsWith("WARC/"u8);

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = new BufferedStream(file.Open(), 256 * 1024);
        var ordinal = 0;
        long position = 0;
        while (true)
        {
            var (headers, used, failure) = ReadHeaders(stream, "WARC/");
            if (headers is null && failure is null) break;
            if (failure is null
                && !(headers!.TryGetValue("content-length", out var said)
                && long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
                failure = "the record has no Content-Length";
            if (failure is not null)
            {
                yield return DocumentRead.Failed($"byte {position}: {failure}; the records after it are not read");
                yield break;
            }
            var began = position;
            var length = long.Parse(headers!["content-length"], CultureInfo.InvariantCulture);
            position += used + length;
            var wanted = headers.GetValueOrDefault("warc-type") is "response" or "resource";
            if (!wanted || length > file.Limits.DocumentBytes)
            {
                var skipped = Skip(stream, length);
                if (wanted) yield return DocumentRead.Failed($"byte {began}: {file.Limits.TooLarge}");
                if (!skipped) yield return DocumentRead.Failed($"byte {began}: the file ends inside a record");
                continue;
            }
            var block = new byte[length];
            if (stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) < length)
            {
                yield return DocumentRead.Failed($"byte {began}: the file ends inside a record");
                yield break;
            }
            if (Document(file.Path, ordinal + 1, headers, block, began) is not { } read) continue;
            ordinal++;
            yield return read;
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the file holds no page");
    }

    /// <summary>Null for a record that is no page.</summary>
    private DocumentRead? Document(string path, int ordinal, Dictionary<string, string> warc, byte[] block, long began)
    {
        var content = block;
        var type = warc.GetValueOrDefault("content-type") ?? "";
        if (warc["warc-type"] == "response")
        {
            using var stream = new MemoryStream(block);
            var (http, _, failure) = ReadHeaders(stream, "HTTP/");
            if (http is null)
                return failure is null ? null : DocumentRead.Failed($"byte {began}: the response: {failure}");
            if (http.GetValueOrDefault("") is { } status && !status.Contains(" 200", StringComparison.Ordinal))
                return null;
            type = http.GetValueOrDefault("content-type") ?? "text/html";
            content = block[(int)stream.Position..];
            try
            {
                if (http.GetValueOrDefault("transfer-encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase)
                    == true) content = Unchunk(content);
                content = Unpack(content, http.GetValueOrDefault("content-encoding"));
            }
            catch (InvalidDataException e)
            {
                return DocumentRead.Failed($"byte {began}: the response is damaged: {e.Message}");
            }
        }
        var isPage = type.Contains("html", StringComparison.OrdinalIgnoreCase);
        if (!isPage && !type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)) return null;
        var at = type.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        var charset = at < 0 ? null : type[(at + 8)..].Split(';')[0].Trim('"', ' ');
        var url = warc.GetValueOrDefault("warc-target-uri")?.Trim('<', '>');
        var read = isPage
            ? HtmlFormat.Read(path, ordinal, Name, content, charset, url)
            : PlainText(path, ordinal, content, charset, url);
        if (read.Failure is { } why) return DocumentRead.Failed($"{url ?? $"byte {began}"}: {why}");
        // Kept as a record of its own, unpacked, so that it can be read again by itself.
        var head =
            $"WARC/1.0\r\nWARC-Type: resource\r\n{(url is null ? "" : $"WARC-Target-URI: {url}\r\n")}Content-Type: "
            + $"{(isPage ? "text/html" : "text/plain")}"
                + $"{(charset is null ? "" : $"; charset={charset}")}\r\nContent-Length: {content.Length}\r\n\r\n";
        return DocumentRead.Of(read.Document! with
        {
            Original = (byte[])[.. Encoding.UTF8.GetBytes(head), .. content]
        });
    }

    private DocumentRead PlainText(string path, int ordinal, byte[] content, string? charset, string? url)
    {
        var decoded = TextDecoder.Decode(content, charset);
        return decoded.Failure is { } why
            ? DocumentRead.Failed(why)
            : DocumentRead.Of(new(path, ordinal, Name, decoded.Encoding, content, decoded.Text, new() { Url = url },
            []));
    }

    /// <summary>Headers in lower case with the first line under the empty name; null at the end of the file.</summary>
    private static (Dictionary<string, string>? Headers, long Used, string? Failure) ReadHeaders(
        Stream stream, string magic)
    {
        Dictionary<string, string>? headers = null;
        var line = new List<byte>();
        long used = 0;
        while (true)
        {
            var next = stream.ReadByte();
            if (next < 0)
                return headers is null && line.Count == 0
                    ? (null, used, null) : (null, used, "the file ends inside a header");
            used++;
            if (used > LongestHeader) return (null, used, "a header is longer than 64 KB");
            if (next != '\n')
            {
                line.Add((byte)next);
                continue;
            }
            var text = Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Clear();
            if (headers is null)
            {
                if (text.Length == 0) continue;
                if (!text.StartsWith(magic, StringComparison.Ordinal))
                    return (null, used,
                        $"“{(text.Length > 40 ? text[..40] + "…" : text)}” stands where a record should begin");
                headers = new() { [""] = text };
            }
            else if (text.Length == 0) return (headers, used, null);
            else if (text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
                headers[text[..colon].Trim().ToLowerInvariant()] = text[(colon + 1)..].Trim();
        }
    }

    private static bool Skip(Stream stream, long length)
    {
        var buffer = new byte[81920];
        while (length > 0)
        {
            var read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            if (read == 0) return false;
            length -= read;
        }
        return true;
    }

    private static byte[] Unchunk(byte[] content)
    {
        using var result = new MemoryStream();
        for (var at = 0; at < content.Length;)
        {
            var end = Array.IndexOf(content, (byte)'\n', at);
            // Some archives store the response already joined and keep the header.
            if (end < 0
                || !int.TryParse(Encoding.ASCII.GetString(content, at, end - at).Split(';')[0].Trim(),
                NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var size))
                return at == 0 ? content : result.ToArray();
            if (size <= 0) break;
            size = Math.Min(size, content.Length - end - 1);
            result.Write(content, end + 1, size);
            at = end + 1 + size + 2;
        }
        return result.ToArray();
    }

    private static byte[] Unpack(byte[] content, string? encoding)
    {
        using var packed = new MemoryStream(content);
        using Stream? stream = encoding?.Trim().ToLowerInvariant() switch
        {
            "gzip" or "x-gzip" when content is [0x1F, 0x8B, ..] => new GZipStream(packed, CompressionMode.Decompress),
            "deflate" => new ZLibStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => null,
        };
        if (stream is null) return content;
        using var bounded = new BoundedStream(stream, () => content.Length, ReadingLimits.Default);
        using var result = new MemoryStream();
        bounded.CopyTo(result);
        return result.ToArray();
    }
}

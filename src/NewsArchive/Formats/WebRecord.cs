// Observation: what archives keep of the web is packed as the server sent it, or was unpacked while its headers stayed,
// or is packed and does not say so.
// Idea: bytes that show that they are packed are unpacked whatever the headers say; what cannot be unpacked is taken as
// it is, and reading tells whether it is a page. Address and charset of the headers count as declared.
// Known failure: bodies packed in other ways than gzip, deflate or Brotli.
using System.Globalization;
using System.IO.Compression;
using System.Text;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

/// <summary>One thing that a web archive keeps.</summary>
/// <param name="Url">Its address, perhaps in angle brackets; null where none is stated.</param>
/// <param name="Type">Media type of the block, or of the response in it.</param>
/// <param name="IsResponse">Whether the block begins with the headers of HTTP.</param>
/// <param name="Began">Where in the file it begins, for messages.</param>
internal sealed record WebRecord(string? Url, string Type, bool IsResponse, byte[] Block, long Began)
{
    private const int LongestHeader = 64 * 1024;

    /// <summary>Null for a record that is no page.</summary>
    public static DocumentRead? Read(string path, int ordinal, string format, WebRecord record)
    {
        var (content, type, url) = (record.Block, record.Type, record.Url?.Trim('<', '>'));
        string? encoding = null;
        if (record.IsResponse)
        {
            using var stream = new RecordStream(new MemoryStream(record.Block));
            var (http, failure) = HeaderLines.Read(stream, "HTTP/", LongestHeader);
            if (http is null)
                return failure is null ? null : DocumentRead.Failed($"byte {record.Began}: the response: {failure}");
            if (http.GetValueOrDefault("") is { } status && !status.Contains(" 200", StringComparison.Ordinal))
                return null;
            type = http.GetValueOrDefault("content-type") ?? "text/html";
            content = record.Block[(int)stream.Position..];
            if (http.GetValueOrDefault("transfer-encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase)
                == true) content = Unchunk(content);
            encoding = http.GetValueOrDefault("content-encoding");
        }
        try
        {
            content = Unpack(content, encoding);
        }
        catch (BombException e)
        {
            return DocumentRead.Failed($"{url ?? $"byte {record.Began}"}: {e.Message}");
        }
        var isPage = type.Contains("html", StringComparison.OrdinalIgnoreCase);
        if (!isPage && !type.StartsWith("text/plain", StringComparison.OrdinalIgnoreCase)) return null;
        var at = type.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        var charset = at < 0 ? null : type[(at + 8)..].Split(';')[0].Trim('"', ' ');
        var read = isPage
            ? HtmlFormat.Read(path, ordinal, format, content, charset, url)
            : PlainText(path, ordinal, format, content, charset, url);
        if (read.Failure is { } why) return DocumentRead.Failed($"{url ?? $"byte {record.Began}"}: {why}");
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

    private static DocumentRead PlainText(
        string path, int ordinal, string format, byte[] content, string? charset, string? url)
    {
        var decoded = TextDecoder.Decode(content, charset);
        return decoded.Failure is { } why
            ? DocumentRead.Failed(why)
            : DocumentRead.Of(new(path, ordinal, format, decoded.Encoding, content, decoded.Text, new() { Url = url },
            []));
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

    /// <summary>
    /// The content unpacked as its first bytes or its header say; as it is where that fails, for it may have been
    /// unpacked before.
    /// </summary>
    private static byte[] Unpack(byte[] content, string? encoding)
    {
        if (content is [0x1F, 0x8B, 0x08, ..])
            return TryUnpack(content, s => new GZipStream(s, CompressionMode.Decompress)) ?? content;
        return encoding?.Trim().ToLowerInvariant() switch
        {
            // By the standard deflate has a wrapper; many servers send it without.
            "deflate" => TryUnpack(content, s => new ZLibStream(s, CompressionMode.Decompress))
                ?? TryUnpack(content, s => new DeflateStream(s, CompressionMode.Decompress)) ?? content,
            "br" => TryUnpack(content, s => new BrotliStream(s, CompressionMode.Decompress)) ?? content,
            _ => content,
        };
    }

    private static byte[]? TryUnpack(byte[] content, Func<Stream, Stream> open)
    {
        try
        {
            using var bounded = new BoundedStream(open(new MemoryStream(content)), () => content.Length,
                ReadingLimits.Default);
            using var result = new MemoryStream();
            bounded.CopyTo(result);
            return result.Length > 0 ? result.ToArray() : null;
        }
        // Brotli throws the second.
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }
}

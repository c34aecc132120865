using System.IO.Compression;
using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

/// <summary>Web archives as crawlers leave them: with wrong lengths, odd packing and notes about themselves.</summary>
public sealed class WebArchiveTests
{
    private static byte[] Page(string headline) => Encoding.UTF8.GetBytes(
        $"<!DOCTYPE html><html><head><title>{headline}</title></head><body><article><h1>{headline}</h1><p>The mayor opened "
        + "the new bridge over the river on Friday, two years later than planned.</p></article></body></html>");

    private static byte[] Response(byte[] body, string encoding = "") => [.. Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{(encoding.Length > 0 ? $"Content-Encoding: {encoding}\r\n" : "")}\r\n"),
        .. body];

    private static byte[] Record(byte[] block, string type = "response", string url = "https://valley.example/a",
        string? length = "", string media = "application/http") => [.. Encoding.ASCII.GetBytes(
        $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: {url}\r\nContent-Type: {media}\r\n"
        + $"{(length is null ? "" : $"Content-Length: {(length.Length > 0 ? length : $"{block.Length}")}\r\n")}\r\n"),
        .. block, .. "\r\n\r\n"u8];

    private static List<DocumentRead> Read(params byte[][] records) =>
        [.. FormatDetection.ReadAll(() => new("crawl.warc", [.. records.SelectMany(r => r)]))];

    private static IEnumerable<string?> Headlines(IEnumerable<DocumentRead> reads) =>
        reads.Where(r => r.Document is not null).Select(r => r.Document!.Declared.Headline);

    private static byte[] Packed(byte[] content, Func<Stream, Stream> pack)
    {
        using var buffer = new MemoryStream();
        using (var stream = pack(buffer)) stream.Write(content);
        return buffer.ToArray();
    }

    [Fact]
    public void Length_that_is_too_small_costs_no_record()
    {
        var block = Response(Page("Bridge opens"));
        Assert.Equal(["Bridge opens", "Ferry stops"],
            Headlines(Read(Record(block, length: $"{block.Length - 30}"), Record(Response(Page("Ferry stops"))))));
    }

    [Fact]
    public void Length_that_is_too_large_costs_no_record()
    {
        var block = Response(Page("Bridge opens"));
        Assert.Equal(["Bridge opens", "Ferry stops", "Mill burns"],
            Headlines(Read(Record(block, length: $"{block.Length + 90}"), Record(Response(Page("Ferry stops"))),
                Record(Response(Page("Mill burns"))))));
    }

    [Fact]
    public void Record_without_length_ends_where_the_next_begins() =>
        Assert.Equal(["Bridge opens", "Ferry stops"],
            Headlines(Read(Record(Response(Page("Bridge opens")), length: null),
                Record(Response(Page("Ferry stops"))))));

    [Fact]
    public void Record_that_is_cut_off_at_the_end_is_reported()
    {
        var last = Record(Response(Page("Ferry stops")));
        var reads = Read(Record(Response(Page("Bridge opens"))), last[..^60]);
        Assert.Equal(["Bridge opens"], Headlines(reads));
        Assert.Contains("ends inside a record", reads[^1].Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip", "")]
    [InlineData("zlib", "deflate")]
    [InlineData("raw", "deflate")]
    [InlineData("brotli", "br")]
    [InlineData("none", "br")]
    [InlineData("none", "gzip")]
    [InlineData("none", "deflate")]
    public void Body_is_unpacked_as_its_bytes_say(string packing, string header)
    {
        var page = Page("Bridge opens");
        var body = packing switch
        {
            "gzip" => Packed(page, s => new GZipStream(s, CompressionLevel.Fastest)),
            "zlib" => Packed(page, s => new ZLibStream(s, CompressionLevel.Fastest)),
            "raw" => Packed(page, s => new DeflateStream(s, CompressionLevel.Fastest)),
            "brotli" => Packed(page, s => new BrotliStream(s, CompressionLevel.Fastest)),
            _ => page,
        };
        Assert.Equal(["Bridge opens"], Headlines(Read(Record(Response(body, header)))));
    }

    [Fact]
    public void Notes_of_a_crawler_about_itself_are_no_articles() =>
        Assert.Equal(["Bridge opens"],
            Headlines(Read(
                Record("Opening the file"u8.ToArray(), "resource", "metadata://tool.example/log",
                    media: "text/plain"),
                Record("valley.example"u8.ToArray(), "resource", "dns:valley.example", media: "text/plain"),
                Record(Response(Page("Bridge opens"))))));

    [Fact]
    public void Text_that_was_made_of_a_page_is_an_article()
    {
        var read = Assert.Single(Read(Record("Bridge opens\n\nThe mayor opened it.\n"u8.ToArray(), "conversion",
            media: "text/plain")));
        Assert.Equal(("https://valley.example/a", "Bridge opens\n\nThe mayor opened it.\n"),
            (read.Document!.Declared.Url, read.Document.Text));
    }

    [Fact]
    public void Older_archive_is_read_record_by_record()
    {
        byte[] Arc(string url, byte[] block) =>
            [.. Encoding.ASCII.GetBytes($"{url} 192.0.2.1 20210312090000 text/html {block.Length}\n"),
                .. block, (byte)'\n'];
        byte[] file = [.. "filedesc://a.arc 0.0.0.0 20210312 text/plain 10\n1 0 Crawl\n\n"u8,
            .. Arc("https://valley.example/a", Response(Page("Bridge opens"))),
            .. Arc("dns:valley.example", "x"u8.ToArray()),
            .. Arc("https://valley.example/b", Response(Page("Ferry stops")))];
        Assert.Equal(["Bridge opens", "Ferry stops"],
            Headlines(FormatDetection.ReadAll(() => new("a.arc", file))));
    }
}

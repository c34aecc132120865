using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

public sealed class ContainerTests
{
    private static readonly byte[] Bridge = Encoding.UTF8
        .GetBytes("The mayor opened the new bridge over the river on Friday.");

    private static List<DocumentRead> Read(byte[] content, ReadingLimits? limits = null) =>
        [.. FormatDetection.Read(new("news.dat", content, limits))];

    [Fact]
    public void Entries_are_read_under_the_path_of_the_container_and_their_own_name()
    {
        var reads =
            Read(Packed.Zip(("a/one.txt", Bridge),
                ("two.jsonl", Encoding.UTF8.GetBytes("{\"text\": \"two\"}\n{\"text\": \"three\"}\n"))));
        Assert.Equal(["news.dat/a/one.txt", "news.dat/two.jsonl", "news.dat/two.jsonl"],
            reads.Select(r => r.Document!.Path));
    }

    [Fact]
    public void Containers_are_read_inside_containers()
    {
        var read = Assert.Single(Read(Packed.Gzip(Packed.Tar(("inner.zip", Packed.Zip(("bridge.txt", Bridge)))))));
        Assert.Equal(Encoding.UTF8.GetString(Bridge), read.Document!.Text);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        var content = Bridge;
        for (var i = 0; i < 6; i++) content = Packed.Gzip(content);
        Assert.Contains("more than 4 deep", Assert.Single(Read(content)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_that_climbs_out_of_its_folder_is_only_a_label() =>
        Assert.Equal("news.dat/etc/passwd",
            Assert.Single(Read(Packed.Zip(("../../etc/passwd", Bridge)))).Document!.Path);

    [Fact]
    public void Bomb_is_refused_and_the_entries_around_it_are_read()
    {
        var limits = new ReadingLimits(DocumentBytes: 64 * 1024 * 1024, FreeBytes: 1024 * 1024, Ratio: 100);
        var reads = Read(Packed.Zip(("one.txt", Bridge), ("bomb.txt", new byte[20 * 1024 * 1024]), ("two.txt", Bridge)),
            limits);
        Assert.Equal(2, reads.Count(r => r.Document is not null));
        Assert.Contains("bomb.txt: the content is more than 100 times larger",
            Assert.Single(reads, r => r.Failure is not null).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Large_document_is_refused_with_the_limit_named() =>
        Assert.Contains("larger than 0.01 MB",
            Assert.Single(Read(Encoding.UTF8.GetBytes(new string('a', 20000)), new(DocumentBytes: 10486))).Failure,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("gzip")]
    [InlineData("zip")]
    [InlineData("tar")]
    public void Damaged_container_gives_a_reason(string kind)
    {
        // Text that hardly packs and is longer than the padding of the containers.
        var words = string.Join(' ', Enumerable.Range(0, 9000).Select(i => i * 7919L % 100_003));
        var text = Encoding.UTF8.GetBytes($"The mayor read out all the figures of the town: {words}.");
        var content = kind switch
        {
            "gzip" => Packed.Gzip(text),
            "zip" => Packed.Zip(("one.txt", text)),
            _ => Packed.Tar(("one.txt", text)),
        };
        var read = Read(content[..(content.Length * 2 / 3)]);
        Assert.Contains(read, r => r.Failure is { Length: > 10 });
        Assert.All(read,
            r => Assert.True(r.Failure is null || !r.Failure.Contains("Exception", StringComparison.Ordinal)));
    }

    [Fact]
    public void Padding_after_the_end_of_a_packed_tar_file_is_not_missed() =>
        Assert.Equal([null],
            Read(Packed.Gzip([.. Packed.Tar(("one.txt", Bridge)), .. new byte[300_000]])).Select(r => r.Failure));

    [Fact]
    public void Warc_response_is_unchunked_unpacked_and_decoded_as_its_headers_say()
    {
        var page =
            Packed.Gzip(Encoding.Latin1
                .GetBytes(
                "<html><body><p>Der Bürgermeister eröffnete am Freitag die neue Brücke über den "
                + "Fluss.</p></body></html>"));
        var chunked = Encoding.ASCII.GetBytes($"{page.Length:x}\r\n").Concat(page).Concat("\r\n0\r\n\r\n"u8.ToArray())
            .ToArray();
        var http =
            Encoding.ASCII
                .GetBytes(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Encoding: "
                + "gzip\r\nTransfer-Encoding: chunked\r\n\r\n").Concat(chunked).ToArray();
        byte[] Record(string type, byte[] block) =>
            [.. Encoding.ASCII
                .GetBytes(
                $"WARC/1.0\r\nWARC-Type: {type}\r\nWARC-Target-URI: https://daily.example/b\r\nContent-Length: "
                + $"{block.Length}\r\n\r\n"), .. block, .. "\r\n\r\n"u8];
        var reads =
            Read(Packed.Gzip([.. Record("warcinfo", "software: x"u8.ToArray()),
                .. Record("request", "GET / HTTP/1.1\r\n\r\n"u8.ToArray()), .. Record("response", http),
                .. Record("response", "HTTP/1.1 404 Not Found\r\n\r\nnothing"u8.ToArray())]));
        var document = Assert.Single(reads).Document!;
        Assert.Equal(("warc", "https://daily.example/b"), (document.Format, document.Declared.Url));
        Assert.Contains("Bürgermeister eröffnete", document.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_warc_says_where_and_keeps_what_came_before()
    {
        var record =
            Encoding.ASCII
                .GetBytes("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 57\r\n\r\n")
                .Concat(Bridge).Concat("\r\n\r\n"u8.ToArray()).ToArray();
        var reads = Read([.. record, .. record[..^20]]);
        Assert.NotNull(reads[0].Document);
        Assert.Equal($"byte {record.Length - 4}: the file ends inside a record", reads[1].Failure);
    }

    [Fact]
    public void Fault_in_a_feed_costs_no_other_item()
    {
        var reads = Read(Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\"?>\n<rss><channel><title>Example</title>\n"
            + "<item><title>One</title><description>Text one</description></item>\n"
            + "<item><title>Two</oops></item>\n"
            + "<item><dc:creator>Jane Doe</dc:creator><title>Fish & chips&nbsp;again</title></item>\n"
            + "<item><title>Four</title><description>Text that is cut"));
        Assert.Equal(["One", "Fish & chips again", "Four"],
            reads.Where(r => r.Document is not null).Select(r => r.Document!.Declared.Headline)
                .Where(h => h?.StartsWith("Two", StringComparison.Ordinal) != true));
        Assert.Equal("Example", reads[0].Document!.Declared.Source);
        Assert.Equal(["Jane Doe"], reads.Single(r => r.Document?.Declared.Headline?.StartsWith("Fish",
            StringComparison.Ordinal) == true).Document!.Declared.Bylines);
        Assert.Contains("item 4: the file is cut off here",
            Assert.Single(reads, r => r.Failure is not null).Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shift_jis", "東.txt", "京.txt")]
    [InlineData("ibm437", "café.txt", "cafè.txt")]
    [InlineData("utf-8", "café.txt", "京.txt")]
    public void Names_of_entries_are_decoded_by_the_code_page_that_suits_all(string codePage, params string[] names)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var buffer = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(buffer, System.IO.Compression.ZipArchiveMode.Create, true,
            Encoding.GetEncoding(codePage)))
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Bridge);
            }
        Assert.Equal(names.Select(n => "news.dat/" + n), Read(buffer.ToArray()).Select(r => r.Document!.Path));
    }

    [Fact]
    public void Name_that_occurs_twice_is_numbered() =>
        Assert.Equal(["news.dat/a.txt", "news.dat/a (2).txt", "news.dat/a (3).txt"],
            Read(Packed.Zip(("a.txt", Bridge), ("a.txt", Bridge), ("a.txt", Bridge))).Select(r => r.Document!.Path));

    [Fact]
    public void Atom_entry_is_read_with_its_author_and_address()
    {
        var document = Read(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>Example</title><entry><id>a</id><title>Bridge</title>
            <link rel="self" href="https://x.example/self"/><link href="https://x.example/b"/>
            <author><name>Jane Doe</name></author><published>2021-03-12T09:00:00Z</published>
            <content type="html">&lt;p&gt;The mayor opened the bridge.&lt;/p&gt;&lt;p&gt;It rained.&lt;/p&gt;</content>
            </entry></feed>
            """u8.ToArray())[0].Document!;
        Assert.Equal(("a", "Bridge", "https://x.example/b", "Example"),
            (document.Declared.ExternalId, document.Declared.Headline, document.Declared.Url,
                document.Declared.Source));
        Assert.Equal(["Jane Doe"], document.Declared.Bylines);
        Assert.Equal("The mayor opened the bridge.\nIt rained.", document.Text);
    }

    [Fact]
    public void Entity_bomb_in_a_feed_is_harmless()
    {
        var read = Read(
            """
            <?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
            <rss><channel><item><title>&b;</title></item></channel></rss>
            """u8.ToArray());
        Assert.All(read, r => Assert.True(r.Failure is not null || r.Document!.Text.Length < 100));
    }
}

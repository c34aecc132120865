using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

/// <summary>Containers beside zip, tar and gzip.</summary>
public sealed class PackedFormatsTests
{
    private const string Bridge = "The mayor opened the new bridge over the river on Friday.";
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes(Bridge);

    private static List<DocumentRead> Read(byte[] content, string name = "news.dat", ReadingLimits? limits = null) =>
        [.. FormatDetection.ReadAll(() => new(name, content, limits))];

    [Fact]
    public void Entries_of_7z_are_read() =>
        Assert.Equal([("news.dat/a/one.txt", Bridge), ("news.dat/two.txt", Bridge)],
            Read(Packed.SevenZip(("a/one.txt", Bytes), ("two.txt", Bytes))).Select(r => (r.Document!.Path,
                r.Document.Text)));

    [Fact]
    public void Entries_of_rar_are_read() =>
        Assert.Equal([("news.dat/one.txt", Bridge), ("news.dat/two.txt", Bridge)],
            Read(Packed.Rar(("one.txt", Bytes), ("two.txt", Bytes))).Select(r => (r.Document!.Path,
                r.Document.Text)));

    [Theory]
    [InlineData("bridge.txt.bz2")]
    [InlineData("bridge.txt.zst")]
    [InlineData("bridge.txt.xz")]
    public void Single_packed_file_is_read_under_its_own_name(string name)
    {
        var content = Path.GetExtension(name) switch
        {
            ".bz2" => Packed.BZip2(Bytes),
            ".zst" => Packed.Zstandard(Bytes),
            _ => Convert.FromBase64String(Xz),
        };
        var document = Assert.Single(Read(content, name)).Document!;
        Assert.Equal((name + "/bridge.txt", Bridge), (document.Path, document.Text));
    }

    [Fact]
    public void Tar_inside_bzip2_is_opened() =>
        Assert.Equal("news.tbz2/news.tar/one.txt",
            Assert.Single(Read(Packed.BZip2(Packed.Tar(("one.txt", Bytes))), "news.tbz2")).Document!.Path);

    [Fact]
    public void Archive_that_is_cut_off_is_reported()
    {
        var whole = Packed.SevenZip(("one.txt", Bytes));
        Assert.Contains("damaged", Assert.Single(Read(whole[..(whole.Length / 2)])).Failure,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Packed_file_that_is_cut_off_is_reported()
    {
        var whole = Packed.BZip2(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40000).Select(i =>
            $"{i} "))));
        Assert.Contains(Read(whole[..(whole.Length / 2)], "news.txt.bz2"), r => r.Failure is not null);
    }

    [Fact]
    public void Bomb_in_an_archive_is_refused_and_the_entries_around_it_are_read()
    {
        var limits = new ReadingLimits(DocumentBytes: 64 * 1024 * 1024, FreeBytes: 1024 * 1024, Ratio: 100);
        var reads = Read(Packed.BZip2(new byte[20 * 1024 * 1024]), "bomb.txt.bz2", limits);
        Assert.Contains("more than 100 times larger", Assert.Single(reads).Failure, StringComparison.Ordinal);
    }

    private const string Xz =
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AA4ADRdACoaCKIDBBDGZneX89D2L/TlkoA5smqXG/1dNxcWramminDk/y"
        + "/EFwEWPBhzzvP5vnvb5WYA7Yx9OwIwsXgAAVA5d2A4xR+2830BAAAAAARZWg==";
}

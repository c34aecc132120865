using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

/// <summary>Files of every format, broken in ways that files break and in ways that somebody thinks up.</summary>
public sealed class HostileFilesTests
{
    /// <summary>CPU-seconds a megabyte, and those that any file may take, since patterns compile.</summary>
    private const double MostAMegabyte = 2, MostOfAnyFile = .5;

    /// <summary>Bytes of a mutated file, at most.</summary>
    private const int Largest = 96 * 1024;

    private static readonly byte[][] Nasty =
    [
        [0], [0xFF], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], .. new[]
        {
            "<", ">", "{", "[", "\"", "'", "&", "\n", "\r\n", " ", "\t", "“", "*", "**", "`", "#", "- ",
            "<div>", "</div>", "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "&#0;", "&#x110000;", "\\u0000", "\\ud800",
            "{\\rtf1", "{\\*", "\\'e9", "---\n", "a: &a [*a]\n", "From x\n",
            "Content-Type: multipart/mixed; boundary=x\n\n--x\n", "WARC/1.0\r\n", "<REUTERS>", "<item>",
            "99999999999999999999", "-1", "1e999", "2021-99-99", "null", "🔥", "\u202E", "\u0000",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static byte[] Mutated(Random random, List<(string Format, byte[] Content)> examples, byte[] content)
    {
        var bytes = content.ToList();
        for (var changes = 1 + random.Next(4); changes > 0 && bytes.Count > 0; changes--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    for (var flips = 1 + random.Next(20); flips > 0; flips--)
                        bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
                    break;
                case 1: bytes.RemoveRange(at, bytes.Count - at); break;
                case 2: bytes.RemoveRange(at, random.Next(bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, Repeat(Nasty[random.Next(Nasty.Length)], 1 << random.Next(14))); break;
                case 4:
                    var piece = bytes.GetRange(at, Math.Min(200, bytes.Count - at));
                    bytes.InsertRange(at, Repeat([.. piece], 1 << random.Next(8)));
                    break;
                case 5: bytes.InsertRange(at, examples[random.Next(examples.Count)].Content); break;
                default: bytes.InsertRange(0, Nasty[random.Next(Nasty.Length)]); break;
            }
            if (bytes.Count > Largest) bytes.RemoveRange(Largest, bytes.Count - Largest);
        }
        return [.. bytes];
    }

    private static IEnumerable<byte> Repeat(byte[] piece, int times) =>
        Enumerable.Repeat(piece, Math.Min(times, Largest / piece.Length)).SelectMany(b => b);

    [Fact]
    public void Every_file_becomes_articles_or_a_reason_within_its_share_of_work()
    {
        var examples = FormatExamples.All();
        var pipeline = new ArticlePipeline(TimeProvider.System);
        var random = new Random(17);
        List<string> wrong = [];
        int read = 0, refused = 0;
        var files = Trials.Number(some: 1_000, all: 12_000);
        for (var i = 0; i < files; i++)
        {
            var (format, content) = examples[i % examples.Count];
            var bytes = Mutated(random, examples, content);
            var name = $"{i}.{examples[random.Next(8) == 0 ? random.Next(examples.Count) : i % examples.Count].Format}";
            void Read()
            {
                var reads = FormatDetection.ReadAll(() => new(name, bytes)).ToList();
                if (reads.Count == 0) wrong.Add($"{i} {format}: neither a document nor a reason");
                foreach (var (document, failure) in reads)
                {
                    if (document is not null)
                    {
                        pipeline.Read(document);
                        read++;
                    }
                    else if (string.IsNullOrWhiteSpace(failure) || failure.Contains("fault of this program",
                        StringComparison.Ordinal))
                        wrong.Add($"{i} {format}: {failure}");
                    else refused++;
                }
            }
            try
            {
                var most = MostOfAnyFile + MostAMegabyte * bytes.Length / 1e6;
                if (!Work.CanBeMeasured) Read();
                // What took long once is looked at again: the first run compiles, and a machine has its moments.
                else if (Work.Of(Read) > most && Work.Least(Read) is var again && again > most)
                    wrong.Add($"{i} {format}: {again:0.0} CPU-seconds for {bytes.Length} bytes");
            }
            catch (Exception e)
            {
                wrong.Add($"{i} {format}: {e.GetType().Name}: {e.Message} {e.StackTrace?.Split('\n')[0]}");
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Prepend($"{read} documents, {refused} reasons")));
        Assert.True(read > files / 3, $"{read} documents, {refused} reasons");
    }
}

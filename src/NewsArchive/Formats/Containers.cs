// Observation: collections travel as .gz, .zip, .tar and .tar.gz, some of them made to harm.
// Idea: what is inside is read like any other file, under the container's path and its own name; nothing is ever
// unpacked to disk. Bounds: nesting, and how many times larger than its packed form content may be.
// Known failure: encrypted entries, and zip files larger than memory inside other containers.
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

internal sealed class GzipFormat : IDocumentFormat
{
    public string Name => "gzip";

    public bool Recognises(SourceFile file) => file.Head.Span is [0x1F, 0x8B, 0x08, ..];

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        var name = Path.GetFileName(file.Path);
        name = name.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase)
            ? name[..^4] + ".tar" : name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
        long unpacked = 0;
        var reads = Containers.Read(file, name, () =>
        {
            var packed = file.Open();
            return new BoundedStream(new GZipStream(packed, CompressionMode.Decompress),
                () => packed.CanSeek ? packed.Position : 0, file.Limits, total => unpacked = Math.Max(unpacked, total));
        });
        var failed = false;
        foreach (var read in reads)
        {
            failed |= read.Failure is not null;
            yield return read;
        }
        if (!failed && StatedLength(file) is { } stated && unpacked < stated && Length(file, stated) is var length
            && length < stated && !EndsWithin(file, length))
            yield return DocumentRead.Failed($"{name}: the packed file is cut off; what is left of it was read");
    }

    /// <summary>
    /// The length of the content, counted as far as the stated one: a reader may stop before the end, at the padding of
    /// a tar file.
    /// </summary>
    private static long Length(SourceFile file, uint stated)
    {
        using var content = new GZipStream(file.Open(), CompressionMode.Decompress);
        var part = new byte[81920];
        long length = 0;
        for (int read; length < stated && (read = content.Read(part)) > 0;) length += read;
        return length;
    }

    /// <summary>
    /// Whether the packed content ends before the file does: bytes that some program left behind it, padding or a part
    /// of another file, are not the content's end, and its stated length stands before them.
    /// </summary>
    private static bool EndsWithin(SourceFile file, long length)
    {
        var bytes = new byte[MostBehind];
        using var stream = file.Open();
        if (!stream.CanSeek) return false;
        stream.Seek(-Math.Min(stream.Length, bytes.Length), SeekOrigin.End);
        var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        Span<byte> end = stackalloc byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(end, (uint)length);
        return bytes.AsSpan(0, read).IndexOf(end) >= 0;
    }

    /// <summary>Bytes behind the packed content that are looked through.</summary>
    private const int MostBehind = 64 * 1024;

    /// <summary>
    /// The last four bytes state the length of the content. A file that is cut off ends in other bytes, which nearly
    /// always state more; one of several members states less.
    /// </summary>
    private static uint? StatedLength(SourceFile file)
    {
        using var stream = file.Open();
        if (!stream.CanSeek || stream.Length < 18) return null;
        stream.Seek(-4, SeekOrigin.End);
        Span<byte> last = stackalloc byte[4];
        stream.ReadExactly(last);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(last);
    }
}

internal sealed class ZipFormat : IDocumentFormat
{
    public string Name => "zip";

    public bool Recognises(SourceFile file) =>
        file.Head.Span is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..];

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = file.Open();
        using var seekable = Containers.Seekable(file, stream);
        if (seekable is null)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge + " for a zip file inside another container");
            yield break;
        }
        var (zip, failure) = Open(seekable);
        if (zip is null)
        {
            yield return DocumentRead.Failed(failure!);
            yield break;
        }
        var names = new EntryNames();
        using (zip)
            foreach (var entry in zip.Entries.Where(e => !e.FullName.EndsWith('/')))
            {
                var name = names.Numbered(entry.FullName);
                foreach (var read in entry.IsEncrypted
                    ? [DocumentRead.Failed($"{name}: the entry is encrypted")]
                    : Containers.Read(file, name,
                    () => new BoundedStream(entry.Open(), () => entry.CompressedLength, file.Limits)))
                    yield return read;
            }
    }

    private static (ZipArchive? Zip, string? Failure) Open(Stream stream)
    {
        try
        {
            // The bytes of all names together tell the code page. In the format's own every byte has a sign.
            var ownCodePage = EntryNames.OwnCodePage;
            var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true, ownCodePage);
            if (zip.Entries.All(e => Ascii.IsValid(e.FullName))) return (zip, null);
            var bytes = zip.Entries.SelectMany(e => ownCodePage.GetBytes(e.FullName).Append((byte)'\n')).ToArray();
            zip.Dispose();
            stream.Position = 0;
            return (new(stream, ZipArchiveMode.Read, leaveOpen: true, EntryNames.EncodingOf(bytes)), null);
        }
        catch (InvalidDataException e)
        {
            return (null, $"the zip file is damaged: {e.Message}");
        }
    }
}

internal sealed class TarFormat : IDocumentFormat
{
    /// <summary>Where the magic word of a header stands.</summary>
    private const int Magic = 257;

    public string Name => "tar";

    public bool Recognises(SourceFile file) => file.Head.Length >= 512 && file.Head.Span[Magic..].StartsWith("ustar"u8);

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = file.Open();
        using var tar = new TarReader(stream);
        var names = new EntryNames();
        for (var index = 0; ; index++)
        {
            var (entry, damage) = Next(tar);
            if (damage is not null) yield return DocumentRead.Failed(damage);
            if (entry is null) yield break;
            if (entry.DataStream is not { } data
                || entry.EntryType
                is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile))
                continue;
            Func<Stream> open;
            if (entry.Length <= file.Limits.DocumentBytes)
            {
                using var buffer = new MemoryStream();
                data.CopyTo(buffer);
                var content = buffer.ToArray();
                open = () => new MemoryStream(content, writable: false);
            }
            else
            {
                // Too large to hold: the container is opened again and read up to the entry.
                var wanted = index;
                open = () => EntryStream(file, wanted);
            }
            foreach (var read in Containers.Read(file, names.Numbered(entry.Name), open)) yield return read;
        }
    }

    private static (TarEntry? Entry, string? Damage) Next(TarReader tar)
    {
        try
        {
            return (tar.GetNextEntry(), null);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            return (null, e is EndOfStreamException
                ? "the tar file is cut off; what is left of it was read" : $"the tar file is damaged: {e.Message}");
        }
    }

    private static Stream EntryStream(SourceFile file, int index)
    {
        var tar = new TarReader(file.Open());
        for (var i = 0; i < index; i++) tar.GetNextEntry();
        return tar.GetNextEntry()!.DataStream!;
    }
}

/// <summary>The names of a container's entries.</summary>
internal sealed class EntryNames
{
    /// <summary>What packers write names in where they do not say UTF-8; the first is what the format says.</summary>
    private static readonly string[] CodePages = ["ibm437", "ibm850", "ibm866", "ibm852", "shift_jis", "gb18030",
        "big5", "euc-kr", "windows-1252", "windows-1251"];

    /// <summary>How much likelier the code page of the format is than the others.</summary>
    private const double PriorOfTheFormat = 3;

    /// <summary>What names are in where nothing else is said.</summary>
    public static Encoding OwnCodePage { get; } = CodePagesEncodingProvider.Instance.GetEncoding(CodePages[0])!;

    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    /// <summary>A name that was met before gets a number, so that each entry has a path of its own.</summary>
    public string Numbered(string name)
    {
        var count = seen[name] = seen.GetValueOrDefault(name) + 1;
        if (count == 1) return name;
        var dot = name.LastIndexOf('.');
        if (dot <= name.LastIndexOf('/') + 1) dot = name.Length;
        return Numbered($"{name[..dot]} ({count}){name[dot..]}");
    }

    /// <summary>The encoding under which all names together read best.</summary>
    /// <param name="names">The bytes of the names.</param>
    public static Encoding EncodingOf(byte[] names)
    {
        if (System.Text.Unicode.Utf8.IsValid(names)) return Encoding.UTF8;
        var (best, bestScore) = (OwnCodePage, double.NegativeInfinity);
        foreach (var name in CodePages)
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ReplacementFallback,
                new DecoderReplacementFallback("\uFFFD"))!;
            var text = encoding.GetString(names);
            if (text.Contains('\uFFFD', StringComparison.Ordinal)) continue;
            var score = CodePageDetection.Score(text) + (name == CodePages[0] ? PriorOfTheFormat : 0);
            if (score > bestScore) (best, bestScore) = (encoding, score);
        }
        return best;
    }
}

internal static class Containers
{
    /// <summary>
    /// The stream, or where it is inside another container a copy in memory, for what is not read from its start; null
    /// where it is too large for that.
    /// </summary>
    public static Stream? Seekable(SourceFile file, Stream stream) =>
        stream.CanSeek ? stream : file.ReadAll() is { } bytes ? new MemoryStream(bytes) : null;

    /// <summary>Reads a file inside a container; failures name it.</summary>
    public static IEnumerable<DocumentRead> Read(SourceFile container, string name, Func<Stream> open)
    {
        if (container.Depth >= container.Limits.Nesting)
        {
            yield return DocumentRead.Failed(
                $"{name}: containers lie in each other more than {container.Limits.Nesting} deep, which is the limit");
            yield break;
        }
        var reads = DocumentRead.Guarded(() => FormatDetection.Read(container.Inside(name, open)), e => e switch
        {
            BombException => e.Message,
            InvalidDataException or IOException or NotSupportedException => $"the container is damaged: {e.Message}",
            _ => null,
        });
        foreach (var read in reads) yield return read.Failure is { } why ? DocumentRead.Failed($"{name}: {why}") : read;
    }
}

/// <summary>Content that unpacks to more than its packed form can honestly hold.</summary>
internal sealed class BombException(string message) : IOException(message);

/// <summary>Reads unpacked content and stops where it grows beyond the limits.</summary>
/// <param name="closed">Told how many bytes were read.</param>
internal sealed class BoundedStream(Stream inner, Func<long> packed, ReadingLimits limits, Action<long>? closed = null)
    : ForwardStream(inner)
{
    private long total;

    public override int Read(Span<byte> buffer)
    {
        var read = Inner.Read(buffer);
        total += read;
        if (total > limits.FreeBytes && total > limits.Ratio * Math.Max(1, packed()))
            throw new BombException(
                $"the content is more than {limits.Ratio} times larger than its packed form, as no text is; "
                + $"unpacking stopped after {total / 1024 / 1024} MB");
        return read;
    }

    public override long Position { get => total; set => throw new NotSupportedException(); }

    protected override void Dispose(bool disposing)
    {
        if (disposing) closed?.Invoke(total);
        base.Dispose(disposing);
    }
}

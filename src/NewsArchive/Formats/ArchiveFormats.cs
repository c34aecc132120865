// Observation: collections also travel as .7z and .rar, and single files as .bz2, .xz and .zst.
// Idea: as with zip and gzip: what is inside is read like any other file, bounded against bombs.
// Known failure: entries of a solid archive that are larger than memory allows are refused.
using SharpCompress.Archives;
using SharpCompress.Common;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;
using SharpCompress.Compressors.Xz;
using SharpCompress.Compressors.ZStandard;

namespace NewsArchive.Formats;

/// <summary>7z and RAR.</summary>
internal sealed class ArchiveFormat : IDocumentFormat
{
    public string Name => "archive";

    public bool Recognises(SourceFile file) =>
        file.Head.Span is [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, ..] or [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, ..];

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = file.Open();
        using var seekable = Containers.Seekable(file, stream);
        if (seekable is null)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge + " for an archive inside another container");
            yield break;
        }
        foreach (var read in DocumentRead.Guarded(() => Entries(file, seekable), DamageOf)) yield return read;
    }

    /// <summary>What a broken archive is said to be; null for what is no fault of its.</summary>
    internal static string? DamageOf(Exception error) => error switch
    {
        CryptographicException => "the archive is locked with a password",
        BombException => error.Message,
        SharpCompressException or InvalidOperationException or InvalidDataException or IOException
            or NotSupportedException or ArgumentException or IndexOutOfRangeException or NullReferenceException
            or OverflowException => $"the archive is damaged: {error.Message.Split('\n')[0]}",
        _ => null,
    };

    private static IEnumerable<DocumentRead> Entries(SourceFile file, Stream stream)
    {
        var names = new EntryNames();
        using var archive = ArchiveFactory.OpenArchive(stream);
        var total = Math.Max(1, archive.TotalSize);
        foreach (var entry in archive.Entries.Where(e => !e.IsDirectory))
        {
            var name = names.Numbered(entry.Key ?? "file");
            if (entry.IsEncrypted)
            {
                yield return DocumentRead.Failed($"{name}: the entry is encrypted");
                continue;
            }
            // Entries packed together share their size; each is measured against the whole.
            var packed = archive.IsSolid || entry.CompressedSize <= 0 ? total : entry.CompressedSize;
            foreach (var read in Containers.Read(file, name,
                () => new BoundedStream(entry.OpenEntryStream(), () => packed, file.Limits)))
                yield return read;
        }
    }
}

/// <summary>Single files packed with bzip2, xz or Zstandard.</summary>
internal sealed class CompressedFormat : IDocumentFormat
{
    /// <summary>The endings of such files; what is inside has the name without it.</summary>
    private static readonly string[] Endings = [".bz2", ".xz", ".zst", ".tbz2", ".txz", ".tzst"];

    public string Name => "compressed";

    public bool Recognises(SourceFile file) => file.Head.Span is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31, 0x41, 0x59, 0x26, ..]
        or [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..];

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        var name = Path.GetFileName(file.Path);
        var ending = Array.Find(Endings, e => name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        if (ending is not null)
            name = name[..^ending.Length] + (ending.StartsWith(".t", StringComparison.Ordinal) ? ".tar" : "");
        return DocumentRead.Guarded(() => Containers.Read(file, name, () =>
        {
            var packed = file.Open();
            return new BoundedStream(Open(packed, file.Head.Span), () => packed.CanSeek ? packed.Position : 0, file.Limits);
        }), ArchiveFormat.DamageOf);
    }

    private static Stream Open(Stream packed, ReadOnlySpan<byte> head) => head[0] switch
    {
        (byte)'B' => BZip2Stream.Create(packed, CompressionMode.Decompress, decompressConcatenated: true),
        0xFD => new XZStream(packed),
        _ => new DecompressionStream(packed),
    };
}

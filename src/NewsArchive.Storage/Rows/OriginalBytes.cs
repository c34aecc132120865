using System.IO.Compression;

namespace NewsArchive.Storage.Rows;

/// <summary>Compression of the stored originals.</summary>
internal static class OriginalBytes
{
    public static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Fastest))
            brotli.Write(content);
        return buffer.ToArray();
    }

    public static byte[] Expand(byte[] content)
    {
        using var brotli = new BrotliStream(new MemoryStream(content), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        brotli.CopyTo(buffer);
        return buffer.ToArray();
    }
}

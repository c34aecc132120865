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

    /// <exception cref="DamagedBytesException">They do not unpack.</exception>
    public static byte[] Expand(byte[] content)
    {
        using var brotli = new BrotliStream(new MemoryStream(content), CompressionMode.Decompress);
        using var buffer = new MemoryStream();
        try
        {
            brotli.CopyTo(buffer);
        }
        // Brotli says both of bytes that are none of its own.
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new DamagedBytesException("The stored bytes of a document are damaged.", e);
        }
        return buffer.ToArray();
    }
}

/// <summary>Bytes that the archive stored do not unpack: its file is damaged.</summary>
internal sealed class DamagedBytesException(string message, Exception inner) : FormatException(message, inner);

namespace NewsArchive.Formats;

/// <summary>A file as it came. Its beginning is at hand for telling the format; the rest is read once, as a stream.</summary>
public sealed class SourceFile
{
    /// <summary>Bytes that formats are told by.</summary>
    private const int HeadLength = 64 * 1024;

    /// <summary>A single document larger than this is refused: no article is so long, and memory is bounded.</summary>
    public const int LargestDocument = 16 * 1024 * 1024;

    private readonly Func<Stream> open;

    /// <param name="path">As the user named it; shown, never opened.</param>
    /// <param name="open">Opens the content from its start.</param>
    public SourceFile(string path, Func<Stream> open)
    {
        Path = path;
        this.open = open;
        using var stream = open();
        var buffer = new byte[HeadLength];
        Head = buffer.AsMemory(0, stream.ReadAtLeast(buffer, HeadLength, throwOnEndOfStream: false));
    }

    public SourceFile(string path, byte[] content) : this(path, () => new MemoryStream(content, writable: false)) { }

    public string Path { get; }

    public ReadOnlyMemory<byte> Head { get; }

    public Stream Open() => open();

    /// <summary>The whole content, or null where it is larger than one document may be.</summary>
    public byte[]? ReadAll()
    {
        using var stream = open();
        using var buffer = new MemoryStream();
        var part = new byte[81920];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > LargestDocument) return null;
        }
        return buffer.ToArray();
    }

    public static string TooLarge => $"the document is larger than {LargestDocument / 1024 / 1024} MB, which is the limit";
}

using NewsArchive.Decoding;

namespace NewsArchive.Formats;

/// <summary>
/// A file as it came. Its beginning is at hand for telling the format; the rest is read once, as a stream.
/// </summary>
public sealed class SourceFile
{
    /// <summary>Bytes that formats are told by.</summary>
    private const int HeadLength = 64 * 1024;

    private readonly Func<Stream> open;

    /// <param name="path">As the user named it; shown, never opened.</param>
    /// <param name="open">Opens the content from its start.</param>
    public SourceFile(string path, Func<Stream> open, ReadingLimits? limits = null)
    {
        Path = path;
        Limits = limits ?? ReadingLimits.Default;
        this.open = open;
        using var stream = open();
        var buffer = new byte[HeadLength];
        Head = buffer.AsMemory(0, stream.ReadAtLeast(buffer, HeadLength, throwOnEndOfStream: false));
    }

    public SourceFile(
        string path, byte[] content,
        ReadingLimits? limits = null) : this(path, () => new MemoryStream(content, writable: false), limits) { }

    public string Path { get; }

    public ReadingLimits Limits { get; }

    /// <summary>How many containers it lies in.</summary>
    public int Depth { get; private init; }

    public ReadOnlyMemory<byte> Head { get; }

    private DecodedText? headText;

    /// <summary>The head as text; formats ask for it one after another, and code pages take long to tell.</summary>
    internal DecodedText HeadText => headText ??= TextDecoder.Decode(Head.Span);

    public Stream Open() => open();

    /// <summary>
    /// A file inside this one. Its name is a label, never a place on disk, so one that climbs out of its folder does no
    /// harm.
    /// </summary>
    public SourceFile Inside(string name, Func<Stream> content)
    {
        var parts = name.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Where(part => part is not (".." or "."));
        return new($"{Path}/{string.Join('/', parts)}", content, Limits) { Depth = Depth + 1 };
    }

    /// <summary>The whole content, or null where it is larger than one document may be.</summary>
    public byte[]? ReadAll()
    {
        using var stream = open();
        using var buffer = new MemoryStream();
        var part = new byte[81920];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            buffer.Write(part, 0, read);
            if (buffer.Length > Limits.DocumentBytes) return null;
        }
        return buffer.ToArray();
    }
}

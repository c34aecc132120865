namespace NewsArchive.Storage.Import;

/// <summary>How many bytes of the files of a run were read, as they lie on the disk.</summary>
internal sealed class ReadMeter
{
    private readonly long[] sizes;
    private long passed;
    private FileStream? current;

    public ReadMeter(IReadOnlyCollection<InputFile> files)
    {
        sizes = [.. files.Select(f => f.Problem is null && File.Exists(f.Path) ? new FileInfo(f.Path).Length : 0)];
        Total = sizes.Sum();
    }

    public long Total { get; }

    /// <summary>May be asked for from any thread.</summary>
    public long Read => Math.Min(Total, Volatile.Read(ref passed) + Position(Volatile.Read(ref current)));

    /// <summary>Opens a file to be read next.</summary>
    public Stream Open(string path)
    {
        var stream = File.OpenRead(path);
        Volatile.Write(ref current, stream);
        return stream;
    }

    /// <summary>A file is done with.</summary>
    /// <param name="file">Its place among the files.</param>
    public void Pass(int file)
    {
        Volatile.Write(ref current, null);
        Volatile.Write(ref passed, passed + sizes[file]);
    }

    private static long Position(FileStream? stream)
    {
        try
        {
            return stream is { CanRead: true } ? stream.Position : 0;
        }
        catch (ObjectDisposedException)
        {
            return 0;
        }
    }
}

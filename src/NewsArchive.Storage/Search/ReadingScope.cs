namespace NewsArchive.Storage.Search;

/// <summary>
/// While one page is made, the number of the archive's last change is asked for once: a page takes much from memory, and
/// where the archive is on a server every question is a journey. What is taken may be newer than the number, never older.
/// </summary>
public static class ReadingScope
{
    private static readonly AsyncLocal<Known?> Current = new();

    /// <summary>From here on, for whatever this flow of control calls. Only for what does not write.</summary>
    public static void Begin() => Current.Value = new();

    /// <summary>The number that was asked for first; asked for now where there is none.</summary>
    internal static long NumberOf(object archive, Func<long> ask)
    {
        if (Current.Value is not { } known) return ask();
        lock (known)
        {
            if (known.Of != archive) (known.Of, known.Number) = (archive, ask());
            return known.Number;
        }
    }

    private sealed class Known
    {
        public object? Of { get; set; }

        public long Number { get; set; }
    }
}

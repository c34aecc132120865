namespace NewsArchive.Text;

/// <summary>FNV-1a (Fowler, Noll and Vo): the same in every process, so that hashes may be stored.</summary>
public static class Hashes
{
    private const uint Start = 2166136261, Prime = 16777619;
    private const ulong LongStart = 14695981039346656037, LongPrime = 1099511628211;

    public static uint Of(ReadOnlySpan<char> text)
    {
        var hash = Start;
        foreach (var c in text) hash = (hash ^ c) * Prime;
        return hash;
    }

    /// <summary>
    /// Of a sequence of hashes, mixed once more: the low bits of FNV's last step are those of the last one alone.
    /// </summary>
    public static int OfSequence(ReadOnlySpan<int> hashes)
    {
        var hash = Start;
        foreach (var one in hashes) hash = (hash ^ (uint)one) * Prime;
        hash = (hash ^ (hash >> 15)) * 2246822519u;
        return (int)(hash ^ (hash >> 13));
    }

    public static long LongOf(ReadOnlySpan<char> text)
    {
        var hash = LongStart;
        foreach (var c in text) hash = (hash ^ c) * LongPrime;
        return unchecked((long)hash);
    }
}

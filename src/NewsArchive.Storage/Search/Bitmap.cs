using System.Numerics;

namespace NewsArchive.Storage.Search;

/// <summary>A set of articles: one bit an id.</summary>
internal sealed class Bitmap(int size)
{
    private readonly ulong[] bits = new ulong[(size + 63) / 64];

    /// <summary>Ids from 0 to this, which is out.</summary>
    public int Size => size;

    public bool this[int id] => (uint)id < (uint)size && (bits[id >> 6] >> (id & 63) & 1) != 0;

    public void Add(int id)
    {
        if ((uint)id < (uint)size) bits[id >> 6] |= 1UL << (id & 63);
    }

    public Bitmap And(Bitmap other) => With(other, (a, b) => a & b);

    public Bitmap Or(Bitmap other) => With(other, (a, b) => a | b);

    public Bitmap AndNot(Bitmap other) => With(other, (a, b) => a & ~b);

    public int Count()
    {
        var count = 0;
        foreach (var word in bits) count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>The ids, lowest first.</summary>
    public IEnumerable<int> Ids()
    {
        for (var i = 0; i < bits.Length; i++)
            for (var word = bits[i]; word != 0; word &= word - 1)
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
    }

    private Bitmap With(Bitmap other, Func<ulong, ulong, ulong> join)
    {
        var joined = new Bitmap(size);
        for (var i = 0; i < bits.Length; i++) joined.bits[i] = join(bits[i], i < other.bits.Length ? other.bits[i] : 0);
        return joined;
    }
}

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
    public IdList Ids() => new(bits);

    /// <summary>Walks through the ids without an object or a call an id.</summary>
    public readonly struct IdList(ulong[] bits) : IEnumerable<int>
    {
        public Walk GetEnumerator() => new(bits);

        IEnumerator<int> IEnumerable<int>.GetEnumerator() => GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    public struct Walk(ulong[] bits) : IEnumerator<int>
    {
        private int place = -1;
        private ulong word;

        public int Current { get; private set; }

        readonly object System.Collections.IEnumerator.Current => Current;

        public bool MoveNext()
        {
            while (word == 0)
            {
                if (++place >= bits.Length) return false;
                word = bits[place];
            }
            Current = (place << 6) + BitOperations.TrailingZeroCount(word);
            word &= word - 1;
            return true;
        }

        public readonly void Reset() => throw new NotSupportedException();

        public readonly void Dispose() { }
    }

    private Bitmap With(Bitmap other, Func<ulong, ulong, ulong> join)
    {
        var joined = new Bitmap(size);
        for (var i = 0; i < bits.Length; i++) joined.bits[i] = join(bits[i], i < other.bits.Length ? other.bits[i] : 0);
        return joined;
    }
}

using System.Buffers.Binary;
using NewsArchive.Text;

namespace NewsArchive.Entities;

/// <summary>Ids from 1 of a word in four divisions of the vocabulary; 0 for words in none.</summary>
/// <param name="Rank">8 ln(1 + place in the list of words by frequency, from 0), rounded.</param>
internal readonly record struct WordCluster(ushort C2048, ushort C1024, ushort C256, byte C64, byte Rank)
{
    public static byte RankOf(int place) => (byte)Math.Round(8 * Math.Log(1 + place));

    /// <summary>Place in the list of words by frequency, from 0, as near as the rank tells.</summary>
    public double Place => Math.Exp(Rank / 8.0) - 1;
}

/// <summary>
/// Words of like meaning, grouped by k-means over their GloVe vectors into 64, 256, 1,024 and 2,048 clusters.
/// </summary>
/// <remarks>
/// <c>Models/clusters.bin</c>: a little-endian int count of slots (a power of two), the words' FNV-1a hashes (uint, 0
/// for an empty slot), then per slot ushort, ushort, ushort, byte, byte. Open addressing, linear probing.
/// </remarks>
internal static unsafe class WordClusters
{
    private const int Entry = 8;

    private static readonly EmbeddedBytes Bytes = EmbeddedBytes.Open("Entities.Tagging.Models.clusters.bin");

    public static WordCluster Of(string lower)
    {
        if (Bytes.Length == 0) return default;
        var slots = BinaryPrimitives.ReadInt32LittleEndian(new(Bytes.Start, 4));
        var keys = new ReadOnlySpan<byte>(Bytes.Start + 4, 4 * slots);
        var hash = Hashes.Of(lower);
        for (var slot = (int)(hash * 2654435769u >> 7) & (slots - 1); ; slot = (slot + 1) & (slots - 1))
        {
            var key = BinaryPrimitives.ReadUInt32LittleEndian(keys[(4 * slot)..]);
            if (key == 0) return default;
            if (key != hash) continue;
            var entry = new ReadOnlySpan<byte>(Bytes.Start + 4 + 4 * slots + Entry * slot, Entry);
            return new(BinaryPrimitives.ReadUInt16LittleEndian(entry),
                BinaryPrimitives.ReadUInt16LittleEndian(entry[2..]),
                BinaryPrimitives.ReadUInt16LittleEndian(entry[4..]), entry[6], entry[7]);
        }
    }

    /// <param name="words">Each once, with its clusters.</param>
    public static byte[] Write(IReadOnlyCollection<(string Word, WordCluster Cluster)> words)
    {
        var slots = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(words.Count * 21 / 20));
        var bytes = new byte[4 + (4 + Entry) * slots];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, slots);
        foreach (var (word, cluster) in words)
        {
            var hash = Hashes.Of(word);
            var slot = (int)(hash * 2654435769u >> 7) & (slots - 1);
            while (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4 + 4 * slot)) is var key && key != 0
                && key != hash) slot = (slot + 1) & (slots - 1);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4 + 4 * slot), hash);
            var entry = bytes.AsSpan(4 + 4 * slots + Entry * slot);
            BinaryPrimitives.WriteUInt16LittleEndian(entry, cluster.C2048);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[2..], cluster.C1024);
            BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], cluster.C256);
            entry[6] = cluster.C64;
            entry[7] = cluster.Rank;
        }
        return bytes;
    }
}

/// <summary>A file inside the assembly, read where the system has mapped it.</summary>
internal sealed unsafe class EmbeddedBytes
{
    public byte* Start { get; private init; }
    public long Length { get; private init; }

    public static EmbeddedBytes Open(string name) =>
        typeof(EmbeddedBytes).Assembly.GetManifestResourceStream($"NewsArchive.{name}") is UnmanagedMemoryStream stream
            ? new() { Start = stream.PositionPointer, Length = stream.Length }
            : new();
}

// Observation: an article has some twenty lines, ten pieces of evidence and a few repairs, which are only ever read
// together; as rows of three tables they were a third of an archive.
// Idea: one compressed value an article, in a format that begins with its version.
using System.Buffers;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using NewsArchive.Decoding;
using NewsArchive.Lines;
using NewsArchive.Metadata;

namespace NewsArchive.Storage.Rows;

/// <summary>A row of what reading an article gave.</summary>
public sealed class ReadingRow
{
    public long ArticleId { get; set; }

    /// <summary><see cref="StoredReading"/>, as it writes itself.</summary>
    public required byte[] Data { get; set; }
}

/// <summary>Why a field has its value, or why a candidate lost.</summary>
/// <param name="Field">headline, standfirst, bylines, source, published, dateline, language, url or updated.</param>
/// <param name="Words">The words that it was inferred from; of a candidate that lost, the reason.</param>
public sealed record FieldEvidence(
    string Field, bool IsRejected, string? Value, InferenceStatus Status, double Confidence, int? Line, string? Words);

/// <summary>What reading an article gave beside its text: each line with its kind, repairs and evidence, in order.</summary>
public sealed record StoredReading(
    ImmutableArray<ClassifiedLine> Lines, IReadOnlyList<RepairStep> Repairs, IReadOnlyList<FieldEvidence> Evidence)
{
    public static readonly StoredReading None = new([], [], []);

    /// <summary>The first byte; to be raised with the format, and the old one still to be read.</summary>
    private const byte Version = 1;

    /// <summary>Of the compression: fast, and with as much memory as a long article has bytes.</summary>
    private const int Quality = 1, Window = 18;

    public byte[] Write()
    {
        using var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write7BitEncodedInt(Lines.Length);
            foreach (var line in Lines)
            {
                writer.Write7BitEncodedInt(line.Number);
                writer.Write(line.Kind.ToString());
                writer.Write(line.Text);
                writer.Write(line.Rule);
                writer.Write(line.Confidence);
                writer.Write7BitEncodedInt(line.Block);
            }
            writer.Write7BitEncodedInt(Repairs.Count);
            foreach (var step in Repairs)
            {
                writer.Write7BitEncodedInt(step.Line);
                writer.Write7BitEncodedInt(step.Start);
                writer.Write(step.Rule);
                writer.Write(step.Before);
                writer.Write(step.After);
            }
            writer.Write7BitEncodedInt(Evidence.Count);
            foreach (var evidence in Evidence)
            {
                writer.Write(evidence.Field);
                writer.Write(evidence.IsRejected);
                WriteOptional(writer, evidence.Value);
                writer.Write(evidence.Status.ToString());
                writer.Write(evidence.Confidence);
                writer.Write7BitEncodedInt(evidence.Line ?? -1);
                WriteOptional(writer, evidence.Words);
            }
        }
        return Packed(plain.GetBuffer().AsSpan(0, (int)plain.Length));
    }

    /// <exception cref="FormatException">It is of a later version, or damaged.</exception>
    public static StoredReading Read(byte[] data)
    {
        if (data is not [Version,
            ..]) throw new FormatException("What was read of an article is stored in an unknown form.");
        try
        {
            using var unpacked = new BrotliStream(new MemoryStream(data, 1, data.Length - 1),
                CompressionMode.Decompress);
            using var plain = new MemoryStream();
            unpacked.CopyTo(plain);
            plain.Position = 0;
            using var reader = new BinaryReader(plain, Encoding.UTF8);
            var lines = ImmutableArray.CreateBuilder<ClassifiedLine>();
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
                lines.Add(new(reader.Read7BitEncodedInt(), Enum.Parse<LineKind>(reader.ReadString()),
                    reader.ReadString(),
                    reader.ReadString(), reader.ReadDouble(), reader.Read7BitEncodedInt()));
            List<RepairStep> repairs = [];
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
                repairs.Add(new(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.ReadString(),
                    reader.ReadString(), reader.ReadString()));
            List<FieldEvidence> evidence = [];
            for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
                evidence.Add(new(reader.ReadString(), reader.ReadBoolean(), ReadOptional(reader),
                    Enum.Parse<InferenceStatus>(reader.ReadString()), reader.ReadDouble(),
                    reader.Read7BitEncodedInt() is >= 0 and var line ? line : null, ReadOptional(reader)));
            return new(lines.ToImmutable(), repairs, evidence);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException
            or InvalidOperationException)
        {
            throw new DamagedBytesException("What was read of an article is damaged.", e);
        }
    }

    private static byte[] Packed(ReadOnlySpan<byte> plain)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(plain.Length) + 1);
        try
        {
            buffer[0] = Version;
            if (!BrotliEncoder.TryCompress(plain, buffer.AsSpan(1), out var length, Quality, Window))
                throw new InvalidOperationException("the buffer is large enough by the compressor's own word");
            return buffer[..(length + 1)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void WriteOptional(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null) writer.Write(text);
    }

    private static string? ReadOptional(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;
}

/// <summary>How many lines of the whole archive a rule decided; kept in step by the writer.</summary>
public sealed class LineCountRow
{
    public LineKind Kind { get; set; }
    public required string Rule { get; set; }
    public int Lines { get; set; }
}

/// <summary>A file that was read whole and without a failure, so that the next import need not read it.</summary>
public sealed class FileRow
{
    /// <summary>Absolute.</summary>
    public required string Path { get; set; }
    public long Size { get; set; }

    /// <summary>Ticks of its last change in UTC; 0 where it changed so shortly before it was read that its content has
    /// to tell.</summary>
    public long Changed { get; set; }

    /// <summary>SHA-256 of its content.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>SHA-256 of what else its reading depended on: fields from beside it, and limits.</summary>
    public required byte[] Settings { get; set; }
    public int Documents { get; set; }
    public long KeptCharacters { get; set; }
    public long LeftOutCharacters { get; set; }
}

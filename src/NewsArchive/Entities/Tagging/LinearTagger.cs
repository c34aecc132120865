// Observation: whether a word belongs to a name shows in the word, its neighbours and the rest of the document, and the
// labels of neighbours depend on each other.
// Idea: a linear-chain conditional random field: a weight for each feature and label, one for each pair of labels, and
// the likeliest sequence of labels by dynamic programming. The weights were learned; Models/README.md says on what.
// Known failure: titles of works, and names whose words are all everyday words.
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NewsArchive.Entities;

/// <summary>What the tagger tells apart; its training texts know no more.</summary>
internal enum TagKind { Person, Organisation, Place, Other }

/// <summary>Words of a sentence that are one name.</summary>
/// <param name="Kinds">How likely each <see cref="TagKind"/> is, 0 to 1.</param>
internal sealed record TaggedSpan(int First, int Last, TagKind Kind, double[] Kinds);

/// <summary>
/// Labels words by 16 labels and “outside”: begin, inside, end, single for each <see cref="TagKind"/>. “Outside” weighs
/// nothing, since only differences count.
/// </summary>
/// <remarks>
/// <c>Models/names.bin</c>: float scale; 17×17 floats of the pairs (from, to; outside last); int count of slots (a
/// power of two); the features' keys (uint, 0 empty); 16 signed bytes a slot, each a weight divided by the scale.
/// </remarks>
internal sealed unsafe class LinearTagger
{
    public const int Labels = 16, Outside = 16, All = 17;

    /// <summary>Floats from one place to the next: as many whole vectors as hold all labels.</summary>
    public const int Stride = 24;

    /// <summary>
    /// Added to every label but “outside”: features that are dropped while learning leave the model hesitant. On the
    /// held-out texts 0.8 gives F1 .936 and .795 instead of .933 and .786.
    /// </summary>
    private const float Leaning = 0.8f;

    private const float Impossible = -1e4f;

    private readonly float scale;
    /// <summary>17 × <see cref="Stride"/>; what may not follow weighs <see cref="Impossible"/>.</summary>
    private readonly float[] pairs = new float[All * Stride];
    private readonly float[][] exponentials;
    private readonly int slots;
    private readonly uint* keys;

    /// <summary>
    /// A bit for each key that occurs. Most features of a word have no weight; asking the full table for one that is
    /// not there means walking past a dozen others, asking these 256 kB means one look.
    /// </summary>
    private readonly uint[] sieve = new uint[1 << (SieveBits - 5)];

    private const int SieveBits = 21;
    private readonly sbyte* weights;

    public static readonly LinearTagger Default = new(EmbeddedBytes.Open("Entities.Tagging.Models.names.bin").Start);

    public LinearTagger(byte* model)
    {
        var header = new ReadOnlySpan<byte>(model, 4 + 4 * All * All + 4);
        scale = BinaryPrimitives.ReadSingleLittleEndian(header);
        var learned = new float[All * All];
        for (var i = 0; i < learned.Length; i++)
            learned[i] = BinaryPrimitives.ReadSingleLittleEndian(header[(4 + 4 * i)..]);
        Array.Fill(pairs, Impossible);
        for (var from = 0; from < All; from++)
            for (var to = 0; to < All; to++)
                if (MayFollow(from, to)) pairs[from * Stride + to] = learned[from * All + to];
        exponentials = Lattice.Exponential(learned);
        slots = BinaryPrimitives.ReadInt32LittleEndian(header[(4 + 4 * learned.Length)..]);
        keys = (uint*)(model + header.Length);
        weights = (sbyte*)(keys + slots);
        for (var slot = 0; slot < slots; slot++)
        {
            var bit = keys[slot] * 2246822519u >> (32 - SieveBits);
            if (keys[slot] != 0) sieve[bit >> 5] |= 1u << (int)(bit & 31);
        }
    }

    public static int Label(TagKind kind, int place) => (int)kind * 4 + place;

    /// <summary>Begin 0, inside 1, end 2, single 3: inside and end only follow begin or inside of their kind.</summary>
    public static bool MayFollow(int from, int to)
    {
        var open = from != Outside && from % 4 is 0 or 1 && from != Outside;
        var continues = to != Outside && to % 4 is 1 or 2 && to != Outside;
        return open ? continues && from / 4 == to / 4 : !continues;
    }

    public static bool MayStart(int label) => label == Outside || label % 4 is 0 or 3;

    public static bool MayEnd(int label) => label == Outside || label % 4 is 2 or 3;

    /// <summary>Room for the features of one word.</summary>
    private const int MostFeatures = 96;

    [ThreadStatic]
    private static List<uint>? buffer;

    /// <param name="emissions">n × <see cref="Stride"/>.</param>
    private void Emissions(TaggedSentence sentence, float[] emissions)
    {
        var features = buffer ??= new(MostFeatures);
        var forms = sentence.Forms;
        foreach (var form in forms) SumUp(form, features);
        SumUp(WordForm.Outside, features);
        var leaning = Vector256.Create(Leaning);
        for (var t = 0; t < forms.Length; t++)
        {
            var (low, high) = (Vector128<short>.Zero, Vector128<short>.Zero);
            for (var offset = -TokenFeatures.Reach; offset <= TokenFeatures.Reach; offset++)
            {
                var sums = TokenFeatures.FormAt(sentence, t + offset).Sums!;
                low += sums[2 * (offset + TokenFeatures.Reach)];
                high += sums[2 * (offset + TokenFeatures.Reach) + 1];
            }
            features.Clear();
            TokenFeatures.InContext(sentence, t, features);
            Sum(features, ref low, ref high);
            var row = t * Stride;
            (Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low))) * scale
                + leaning).StoreUnsafe(ref emissions[row]);
            (Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high))) * scale
                + leaning).StoreUnsafe(ref emissions[row + 8]);
            emissions[row + Outside] = 0;
            for (var y = All; y < Stride; y++) emissions[row + y] = Impossible;
        }
    }

    /// <summary>
    /// Words come again and again: what their own features weigh is summed once. Outside is shared, so it is set whole.
    /// </summary>
    private void SumUp(WordForm form, List<uint> features)
    {
        if (ReferenceEquals(form.SumsOf, this)) return;
        var sums = new Vector128<short>[2 * (2 * TokenFeatures.Reach + 1)];
        for (var offset = -TokenFeatures.Reach; offset <= TokenFeatures.Reach; offset++)
        {
            features.Clear();
            TokenFeatures.OfForm(form, offset, features);
            var (low, high) = (Vector128<short>.Zero, Vector128<short>.Zero);
            Sum(features, ref low, ref high);
            sums[2 * (offset + TokenFeatures.Reach)] = low;
            sums[2 * (offset + TokenFeatures.Reach) + 1] = high;
        }
        form.Sums = sums;
        form.SumsOf = this;
    }

    private void Sum(List<uint> features, ref Vector128<short> low, ref Vector128<short> high)
    {
        foreach (var feature in CollectionsMarshal.AsSpan(features))
        {
            var key = feature == 0 ? 1 : feature;
            var bit = key * 2246822519u >> (32 - SieveBits);
            if ((sieve[bit >> 5] >> (int)(bit & 31) & 1) == 0) continue;
            for (var slot = (int)(key * 2654435769u >> 3) & (slots - 1); keys[slot] != 0; slot = (slot
                + 1) & (slots - 1))
                if (keys[slot] == key)
                {
                    var (first, second) = Vector128.Widen(Vector128.Load(weights + 16L * slot));
                    low += first;
                    high += second;
                    break;
                }
        }
    }

    /// <returns>The names of a sentence, in order.</returns>
    public List<TaggedSpan> Tag(TaggedSentence sentence)
    {
        var n = sentence.Forms.Length;
        if (!Array.Exists(sentence.Forms, form => form.IsCapitalised || !form.HasLetter && form.Length > 1)) return [];
        var emissions = new float[n * Stride];
        Emissions(sentence, emissions);
        var labels = BestLabels(emissions, n);
        return Array.TrueForAll(labels, y => y == Outside) ? [] : Spans(labels, Marginals(emissions, n));
    }

    private int[] BestLabels(float[] emissions, int n)
    {
        var back = new int[n * Stride];
        Span<float> best = stackalloc float[Stride];
        for (var y = 0; y < Stride; y++) best[y] = y < All && MayStart(y) ? emissions[y] : Impossible;
        for (var t = 1; t < n; t++)
        {
            var (top0, top1, top2) = (Vector256.Create(2 * Impossible), Vector256.Create(2 * Impossible),
                Vector256.Create(2 * Impossible));
            var (from0, from1, from2) = (Vector256<int>.Zero, Vector256<int>.Zero, Vector256<int>.Zero);
            for (var p = 0; p < All; p++)
            {
                var (score, label) = (Vector256.Create(best[p]), Vector256.Create(p));
                Better(score + Vector256.LoadUnsafe(ref pairs[p * Stride]), label, ref top0, ref from0);
                Better(score + Vector256.LoadUnsafe(ref pairs[p * Stride + 8]), label, ref top1, ref from1);
                Better(score + Vector256.LoadUnsafe(ref pairs[p * Stride + 16]), label, ref top2, ref from2);
            }
            (top0 + Vector256.LoadUnsafe(ref emissions[t * Stride])).CopyTo(best);
            (top1 + Vector256.LoadUnsafe(ref emissions[t * Stride + 8])).CopyTo(best[8..]);
            (top2 + Vector256.LoadUnsafe(ref emissions[t * Stride + 16])).CopyTo(best[16..]);
            from0.StoreUnsafe(ref back[t * Stride]);
            from1.StoreUnsafe(ref back[t * Stride + 8]);
            from2.StoreUnsafe(ref back[t * Stride + 16]);
        }
        var labels = new int[n];
        var last = Outside;
        for (var y = 0; y < All; y++)
            if (MayEnd(y) && best[y] > best[last]) last = y;
        for (var t = n - 1; t >= 0; t--)
        {
            labels[t] = last;
            last = back[t * Stride + last];
        }
        return labels;
    }

    private static void Better(
        Vector256<float> score, Vector256<int> label, ref Vector256<float> top, ref Vector256<int> from)
    {
        var better = Vector256.GreaterThan(score, top);
        top = Vector256.ConditionalSelect(better, score, top);
        from = Vector256.ConditionalSelect(better.AsInt32(), label, from);
    }

    [ThreadStatic]
    private static Lattice? shared;

    /// <summary>How likely each label is at each place, n × <see cref="Stride"/>.</summary>
    private float[] Marginals(float[] emissions, int n)
    {
        var lattice = shared is { } fits && fits.Longest >= n ? fits : shared = new(Math.Max(n, 128));
        lattice.Run(emissions, n, exponentials);
        var marginals = new float[n * Stride];
        for (var i = 0; i < n * Stride; i++) marginals[i] = lattice.Forward[i] * lattice.Backward[i];
        return marginals;
    }

    private static List<TaggedSpan> Spans(int[] labels, float[] marginals)
    {
        List<TaggedSpan> spans = [];
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == Outside) continue;
            var kind = labels[i] / 4;
            var end = i;
            if (labels[i] % 4 == 0)
                while (end + 1 < labels.Length && labels[end + 1] != Outside && labels[end + 1] / 4 == kind
                    && labels[end + 1] % 4 is 1 or 2)
                    if (labels[++end] % 4 == 2) break;
            var kinds = new double[4];
            for (var k = 0; k < 4; k++)
                for (var t = i; t <= end; t++)
                    for (var place = 0; place < 4; place++)
                        kinds[k] += marginals[t * Stride + 4 * k + place] / (end - i + 1);
            spans.Add(new(i, end, (TagKind)kind, kinds));
            i = end;
        }
        return spans;
    }

    /// <param name="features">Key and 16 weights each.</param>
    public static byte[] Write(IReadOnlyCollection<(uint Key, float[] Weights)> features, float[] pairs)
    {
        var most = features.Max(f => f.Weights.Max(Math.Abs));
        var scale = most / 127;
        var slots = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(features.Count * 5 / 4));
        var header = 4 + 4 * All * All + 4;
        var bytes = new byte[header + 20L * slots];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, scale);
        for (var i = 0; i < pairs.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 + 4 * i), pairs[i]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(header - 4), slots);
        foreach (var (key, weights) in features)
        {
            var slot = (int)(key * 2654435769u >> 3) & (slots - 1);
            while (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(header + 4 * slot)) != 0)
                slot = (slot + 1) & (slots - 1);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(header + 4 * slot), key);
            for (var y = 0; y < Labels; y++)
                bytes[header + 4 * slots + 16 * slot + y] = unchecked((byte)(sbyte)Math.Round(weights[y] / scale));
        }
        return bytes;
    }
}

/// <summary>
/// Forward and backward sums over all sequences of labels, scaled at each place so that nothing overflows.
/// </summary>
internal sealed class Lattice(int longest)
{
    private const int All = LinearTagger.All, Stride = LinearTagger.Stride;

    public int Longest => longest;

    /// <summary>Like all here <see cref="Longest"/> × <see cref="LinearTagger.Stride"/>.</summary>
    public float[] Forward { get; } = new float[longest * Stride];
    public float[] Backward { get; } = new float[longest * Stride];

    /// <summary>Exponentials of the emissions, less the highest of their place.</summary>
    public float[] Local { get; } = new float[longest * Stride];

    /// <summary>What each place was divided by.</summary>
    public float[] Scales { get; } = new float[longest];

    /// <param name="pairs">17 × 17, from and to.</param>
    /// <returns>Exponentials by the label before, and by the label after; 0 for what may not follow.</returns>
    public static float[][] Exponential(float[] pairs)
    {
        var (byFirst, byLast) = (new float[All * Stride], new float[All * Stride]);
        for (var from = 0; from < All; from++)
            for (var to = 0; to < All; to++)
                if (LinearTagger.MayFollow(from, to))
                    byFirst[from * Stride + to] = byLast[to * Stride + from] = MathF.Exp(pairs[from * All + to]);
        return [byFirst, byLast];
    }

    private static readonly float[] Starts =
        [.. Enumerable.Range(0, Stride).Select(y => y < All && LinearTagger.MayStart(y) ? 1f : 0)];
    private static readonly float[] Ends =
        [.. Enumerable.Range(0, Stride).Select(y => y < All && LinearTagger.MayEnd(y) ? 1f : 0)];

    /// <param name="emissions">n × <see cref="LinearTagger.Stride"/>; what lies beyond the labels is far below
    /// them.</param>
    /// <param name="pairs">As <see cref="Exponential"/> gives them.</param>
    public void Run(float[] emissions, int n, float[][] pairs)
    {
        var lowest = Vector256.Create(-60f);
        for (var t = 0; t < n; t++)
        {
            var row = t * Stride;
            var (a, b, c) = (Vector256.LoadUnsafe(ref emissions[row]), Vector256.LoadUnsafe(ref emissions[row + 8]),
                Vector256.LoadUnsafe(ref emissions[row + 16]));
            var highest = Vector256.Max(Vector256.Max(a, b), c);
            var top = highest[0];
            for (var k = 1; k < 8; k++) top = MathF.Max(top, highest[k]);
            var less = Vector256.Create(top);
            Vector256.Exp(Vector256.Max(a - less, lowest)).StoreUnsafe(ref Local[row]);
            Vector256.Exp(Vector256.Max(b - less, lowest)).StoreUnsafe(ref Local[row + 8]);
            Vector256.Exp(Vector256.Max(c - less, lowest)).StoreUnsafe(ref Local[row + 16]);
            for (var y = All; y < Stride; y++) Local[row + y] = 0;
        }
        for (var t = 0; t < n; t++)
        {
            var row = t * Stride;
            var (a, b, c) = t == 0 ? Load(Starts, 0) : Times(pairs[0], Forward, row - Stride);
            var (la, lb, lc) = Load(Local, row);
            (a, b, c) = (a * la, b * lb, c * lc);
            Scales[t] = Vector256.Sum(a + b + c);
            Store((a / Scales[t], b / Scales[t], c / Scales[t]), Forward, row);
        }
        var last = (n - 1) * Stride;
        var ends = 0f;
        for (var y = 0; y < All; y++) ends += Forward[last + y] * Ends[y];
        for (var y = 0; y < Stride; y++) Backward[last + y] = Ends[y] / ends;
        for (var t = n - 2; t >= 0; t--)
        {
            var row = t * Stride;
            var (a, b, c) = Load(Backward, row + Stride);
            var (la, lb, lc) = Load(Local, row + Stride);
            var scale = Scales[t + 1];
            Store((a * la / scale, b * lb / scale, c * lc / scale), Backward, row);
            Store(Times(pairs[1], Backward, row), Backward, row);
        }
    }

    private static (Vector256<float> A, Vector256<float> B, Vector256<float> C) Load(float[] from, int at) =>
        (Vector256.LoadUnsafe(ref from[at]), Vector256.LoadUnsafe(ref from[at + 8]),
            Vector256.LoadUnsafe(ref from[at + 16]));

    private static void Store((Vector256<float> A, Vector256<float> B, Vector256<float> C) values, float[] to, int at)
    {
        values.A.StoreUnsafe(ref to[at]);
        values.B.StoreUnsafe(ref to[at + 8]);
        values.C.StoreUnsafe(ref to[at + 16]);
    }

    /// <summary>A row of labels times a table of pairs.</summary>
    private static (Vector256<float> A, Vector256<float> B, Vector256<float> C) Times(
        float[] table, float[] row, int at)
    {
        var (a, b, c) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        for (var p = 0; p < All; p++)
        {
            var weight = Vector256.Create(row[at + p]);
            a += weight * Vector256.LoadUnsafe(ref table[p * Stride]);
            b += weight * Vector256.LoadUnsafe(ref table[p * Stride + 8]);
            c += weight * Vector256.LoadUnsafe(ref table[p * Stride + 16]);
        }
        return (a, b, c);
    }
}

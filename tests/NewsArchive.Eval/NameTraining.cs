using System.Runtime.Intrinsics;
using NewsArchive.Entities;
using NewsArchive.Text;

namespace NewsArchive.Eval;

/// <summary>
/// Learns the weights of <see cref="LinearTagger"/>: a conditional random field by AdaGrad on one thread with a fixed
/// seed, so that the same texts give the same bytes. Two sets mark names by different habits, so each feature has a
/// weight for both and one for each set (Daumé, 2007); the model that is written adds the general one and a share of
/// each.
/// </summary>
internal static class NameTraining
{
    /// <summary>Every fifth article of worldwide is never learned from.</summary>
    public const int Fold = 5;

    private const int Fewest = 2;

    /// <summary>
    /// The weights that are written are the means of those after the last epochs of several runs: they swing less.
    /// </summary>
    private const int Epochs = 9, Averaged = 3, Runs = 3;

    private const float Rate = 0.12f, Decay = 2e-6f;
    private const double Dropped = 0.5;

    /// <summary>
    /// Features that are kept, those with the largest weights: as many as four fifths of 2^18 slots hold.
    /// </summary>
    private const int Kept = 209_000;

    /// <summary>Shares of the two sets in the model that is written: half and half loses little on either.</summary>
    private static readonly float[] Shares = [0.5f, 0.5f];

    private static readonly string[] Domains = ["conll2003", "worldwide"];

    private sealed record Sentence(int Domain, int[][] Features, int[] Labels);

    private sealed class Weights(int features)
    {
        public float[][] Emissions { get; } = [new float[features * 16], new float[features * 16],
            new float[features * 16]];
        public float[][] Squares { get; } = [new float[features * 16], new float[features * 16],
            new float[features * 16]];
        public float[] Pairs { get; } = new float[LinearTagger.All * LinearTagger.All];
        public float[] PairSquares { get; } = new float[LinearTagger.All * LinearTagger.All];

        public void Add(Weights other)
        {
            foreach (var (sum, part) in Emissions.Append(Pairs).Zip(other.Emissions.Append(other.Pairs)))
                for (var i = 0; i < sum.Length; i++) sum[i] += part[i];
        }

        public void DivideBy(int count)
        {
            foreach (var sum in Emissions.Append(Pairs))
                for (var i = 0; i < sum.Length; i++) sum[i] /= count;
        }
    }

    public static List<NameDocument> HeldOut(List<NameDocument> worldwide) =>
        [.. worldwide.Where((_, i) => i % Fold == 0)];

    /// <param name="withoutConll">Leaves CoNLL out, whose terms allow research only.</param>
    public static void Run(string path, bool withoutConll)
    {
        List<NameDocument> conll = withoutConll ? [] : NameDocument.Load("entities/conll2003/train.conll.gz");
        var dev = NameDocument.Load("entities/conll2003/dev.conll.gz");
        var worldwide = NameDocument.Load("entities/worldwide/dev.conll.gz");
        var heldOut = HeldOut(worldwide);
        var wiki = NameDocument.Load("entities/wikigold/all.conll.gz");

        if (!withoutConll)
        {
            Console.WriteLine("CoNLL train alone");
            var alone = Learn([(0, conll)],
                m => Console.WriteLine(
                    $"  CoNLL dev {NameMeasures.F1(dev, m):0.0000}, wikigold {NameMeasures.F1(wiki, m):0.0000}"));
            NameMeasures.Print("CoNLL dev, trained on train alone", dev, Tagger(alone));
        }
        List<(int, List<NameDocument>)> sets = [(1, [.. worldwide.Where((_, i) => i % Fold != 0)])];
        if (!withoutConll) sets.Insert(0, (0, conll));
        Console.WriteLine($"{(withoutConll ? "" : "CoNLL train and ")}four fifths of worldwide");
        var model = Learn(sets,
            m => Console.WriteLine(
                $"  worldwide held out {NameMeasures.F1(heldOut, m):0.0000}, CoNLL dev "
                + $"{NameMeasures.F1(dev, m):0.0000}, wikigold {NameMeasures.F1(wiki, m):0.0000}"));
        File.WriteAllBytes(path, model);
        File.WriteAllLines(path + ".sha256",
            [.. DataSets.Hashes().Select(h => $"{h.Hash}  {h.Set}"),
                $"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(model))}  "
                + $"{Path.GetFileName(path)}"]);
        Console.WriteLine($"wrote {path}, {model.Length} bytes");
        foreach (var (name, documents) in NameMeasures.Sets()) NameMeasures.Print(name, documents, Tagger(model));
    }

    private static unsafe LinearTagger Tagger(byte[] model)
    {
        var memory = (byte*)System.Runtime.InteropServices.NativeMemory.Alloc((nuint)model.Length);
        model.CopyTo(new Span<byte>(memory, model.Length));
        return new(memory);
    }

    private static byte[] Learn(List<(int Domain, List<NameDocument> Documents)> sets, Action<LinearTagger> report)
    {
        Dictionary<uint, int> counts = [];
        foreach (var features in sets.SelectMany(s => s.Documents.Select(Varied).SelectMany(FeaturesOf))
            .SelectMany(s => s.Features).SelectMany(f => f))
            counts[features] = counts.GetValueOrDefault(features) + 1;
        var index = counts.Where(c => c.Value >= Fewest).OrderBy(c => c.Key).Select((c, i) => (c.Key, i))
            .ToDictionary(c => c.Key, c => c.i);
        var keys = index.OrderBy(i => i.Value).Select(i => i.Key).ToArray();
        var sentences = sets.SelectMany(s => s.Documents.Select(Varied).SelectMany(FeaturesOf)
            .Select(f =>
            new Sentence(s.Domain,
                [.. f.Features.Select(t => t.Where(index.ContainsKey).Select(k => index[k]).ToArray())], f.Labels)))
            .ToArray();
        Console.WriteLine(
            $"  {sentences.Length} sentences, {sentences.Sum(s => s.Labels.Length)} words, {keys.Length} features");
        var mean = new Weights(keys.Length);
        var longest = sentences.Max(s => s.Labels.Length);
        var lattice = new Lattice(longest);
        var emissions = new float[longest * LinearTagger.Stride];
        for (var run = 0; run < Runs; run++)
        {
            var weights = new Weights(keys.Length);
            var random = new Random(20030531 + run);
            for (var epoch = 1; epoch <= Epochs; epoch++)
            {
                random.Shuffle(sentences);
                foreach (var sentence in sentences)
                    Step(sentence, weights, lattice, emissions, random, Rate / MathF.Sqrt(1 + 0.25f * epoch));
                if (epoch > Epochs - Averaged) mean.Add(weights);
            }
        }
        mean.DivideBy(Averaged * Runs);
        byte[] model = [];
        foreach (var shares in sets.Count == 1
            ? [sets[0].Domain == 0 ? [1f, 0f] : [0f, 1f]] : new[] { [1, 0], [0, 1], Shares })
        {
            model = Write(keys, mean, shares);
            Console.Write($"  shares {string.Join('/', shares)}, {model.Length} bytes:");
            report(Tagger(model));
        }
        return model;
    }

    /// <summary>
    /// Of 120 sentences four in capitals and three like a title, inside their document; more of them cost more than
    /// they gave.
    /// </summary>
    private static NameDocument Varied(NameDocument document) => document with
    {
        Words = [.. document.Words.Select((words, i) => (Hashes.Of(string.Join(' ', words)) % 120) switch
        {
            < 4 => words.Select(w => w.ToUpperInvariant()).ToArray(),
            < 7 => words.Select(w => w.Length > 3 || char.IsUpper(w[0]) ? char.ToUpperInvariant(w[0]) + w[1..] : w)
                .ToArray(),
            _ => words,
        })],
    };

    private static IEnumerable<(List<uint[]> Features, int[] Labels)> FeaturesOf(NameDocument document)
    {
        var tagged = new TaggedDocument(document.Words);
        List<uint> features = [];
        for (var s = 0; s < tagged.Sentences.Count; s++)
        {
            List<uint[]> all = [];
            for (var t = 0; t < document.Words[s].Length; t++)
            {
                features.Clear();
                TokenFeatures.Of(tagged.Sentences[s], t, features);
                all.Add([.. features.Select(f => f == 0 ? 1 : f)]);
            }
            yield return (all, document.Labels[s]);
        }
    }

    private static void Step(
        Sentence sentence, Weights weights, Lattice lattice, float[] emissions, Random random, float rate)
    {
        const int All = LinearTagger.All, Stride = LinearTagger.Stride;
        var n = sentence.Labels.Length;
        var (general, own) = (weights.Emissions[0], weights.Emissions[1 + sentence.Domain]);
        var kept = new int[n][];
        var keepScale = (float)(1 / (1 - Dropped));
        for (var t = 0; t < n; t++)
        {
            kept[t] = Array.FindAll(sentence.Features[t], _ => random.NextDouble() >= Dropped);
            var (low, high) = (Vector256<float>.Zero, Vector256<float>.Zero);
            foreach (var f in kept[t])
            {
                low += Vector256.LoadUnsafe(ref general[f * 16]) + Vector256.LoadUnsafe(ref own[f * 16]);
                high += Vector256.LoadUnsafe(ref general[f * 16 + 8]) + Vector256.LoadUnsafe(ref own[f * 16 + 8]);
            }
            (low * keepScale).StoreUnsafe(ref emissions[t * Stride]);
            (high * keepScale).StoreUnsafe(ref emissions[t * Stride + 8]);
            emissions[t * Stride + LinearTagger.Outside] = 0;
            for (var y = All; y < Stride; y++) emissions[t * Stride + y] = -1e4f;
        }
        var pairs = Lattice.Exponential(weights.Pairs);
        lattice.Run(emissions, n, pairs);
        Span<float> delta = stackalloc float[16];
        for (var t = 0; t < n; t++)
        {
            for (var y = 0; y < 16; y++)
                delta[y] =
                    ((sentence.Labels[t] == y ? 1 : 0)
                        - lattice.Forward[t * Stride + y] * lattice.Backward[t * Stride + y]) * keepScale;
            var largest = 0f;
            foreach (var d in delta) largest = Math.Max(largest, Math.Abs(d));
            if (largest < 1e-4f) continue;
            var (low, high) = (Vector256.LoadUnsafe(ref delta[0]), Vector256.LoadUnsafe(ref delta[8]));
            foreach (var f in kept[t])
                foreach (var set in (ReadOnlySpan<int>)[0, 1 + sentence.Domain])
                {
                    Update(weights.Emissions[set], weights.Squares[set], f * 16, low, rate);
                    Update(weights.Emissions[set], weights.Squares[set], f * 16 + 8, high, rate);
                }
        }
        for (var t = 1; t < n; t++)
            for (var p = 0; p < All; p++)
                for (var y = 0; y < All; y++)
                {
                    var pair = pairs[0][p * Stride + y];
                    if (pair == 0) continue;
                    var expected =
                        lattice.Forward[(t - 1) * Stride + p] * pair * lattice.Local[t * Stride + y]
                            * lattice.Backward[t * Stride + y] / lattice.Scales[t];
                    var d = (sentence.Labels[t - 1] == p && sentence.Labels[t] == y ? 1 : 0) - expected;
                    if (Math.Abs(d) < 1e-4f) continue;
                    weights.PairSquares[p * All + y] += d * d;
                    weights.Pairs[p * All + y] += rate * d / (MathF.Sqrt(weights.PairSquares[p * All + y]) + 1e-3f);
                }
    }

    private static void Update(float[] weights, float[] squares, int at, Vector256<float> delta, float rate)
    {
        var square = Vector256.LoadUnsafe(ref squares[at]) + delta * delta;
        square.StoreUnsafe(ref squares[at]);
        var weight = Vector256.LoadUnsafe(ref weights[at]) * (1 - Decay)
            + delta * rate / (Vector256.Sqrt(square) + Vector256.Create(1e-3f));
        weight.StoreUnsafe(ref weights[at]);
    }

    private static byte[] Write(uint[] keys, Weights weights, float[] shares)
    {
        List<(uint, float[])> features = [];
        for (var f = 0; f < keys.Length; f++)
        {
            var sum = new float[16];
            for (var y = 0; y < 16; y++)
                sum[y] = weights.Emissions[0][f * 16 + y] + shares[0] * weights.Emissions[1][f * 16 + y]
                    + shares[1] * weights.Emissions[2][f * 16 + y];
            features.Add((keys[f], sum));
        }
        return LinearTagger.Write(
            [.. features.OrderByDescending(f => f.Item2.Max(Math.Abs)).ThenBy(f => f.Item1).Take(Kept)], weights.Pairs);
    }
}

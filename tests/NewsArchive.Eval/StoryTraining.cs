using System.Globalization;
using NewsArchive.Stories;

namespace NewsArchive.Eval;

/// <summary>Weights of what two articles have in common, scaled so that an even chance of one event is a score of one half.</summary>
/// <param name="Weights">Of common words, likeness, nearness, neighbours, person.</param>
internal sealed record StoryModel(double[] Weights, double Steepness)
{
    private const int Rounds = 1000;
    private const double Rate = 1, Shrinkage = 0.002;

    public static double[] Features(PairMeasures pair) => [pair.Names + pair.Words, -Math.Max(0, RelatedScore.LikeEnough - pair.Likeness), pair.Nearness, pair.Neighbours, pair.Person];

    public double Score(PairMeasures pair) => Features(pair).Zip(Weights, (f, w) => f * w).Sum() + RelatedScore.Of(pair).Days;

    public double Likelihood(PairMeasures pair) => 1 / (1 + Math.Exp((0.5 - Score(pair)) / Steepness));

    /// <summary>Logistic regression by gradient descent on standardised features.</summary>
    public static StoryModel Learn(IReadOnlyList<(PairMeasures Pair, bool Same)> pairs)
    {
        var rows = pairs.Select(p => (F: Features(p.Pair), p.Same)).ToList();
        var n = rows[0].F.Length;
        var mean = Enumerable.Range(0, n).Select(k => rows.Average(r => r.F[k])).ToArray();
        var spread = Enumerable.Range(0, n).Select(k => Math.Sqrt(rows.Average(r => Math.Pow(r.F[k] - mean[k], 2)))).ToArray();
        var x = rows.Select(r => (F: r.F.Select((f, k) => (f - mean[k]) / spread[k]).ToArray(), Y: r.Same ? 1.0 : 0)).ToList();
        var w = new double[n];
        double bias = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = new double[n];
            double gradientOfBias = 0;
            foreach (var (f, y) in x)
            {
                var z = bias;
                for (var k = 0; k < n; k++) z += w[k] * f[k];
                var error = (1 / (1 + Math.Exp(-z)) - y) / x.Count;
                for (var k = 0; k < n; k++) gradient[k] += error * f[k];
                gradientOfBias += error;
            }
            for (var k = 0; k < n; k++) w[k] -= Rate * (gradient[k] + Shrinkage * w[k]);
            bias -= Rate * gradientOfBias;
        }
        var raw = w.Select((v, k) => v / spread[k]).ToArray();
        var intercept = bias - raw.Select((v, k) => v * mean[k]).Sum();
        var steepness = 0.5 / -intercept;
        return new([.. raw.Select(v => v * steepness)], steepness);
    }

    /// <summary>Prints the constants of <see cref="RelatedScore"/>.</summary>
    public static void Train()
    {
        var model = Learn(StoryMeasures.LabelledPairs(StoryMeasures.EventSet()));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Common {model.Weights[0]:0.000}, likeness {model.Weights[1]:0.000}, nearness {model.Weights[2]:0.000}, neighbours {model.Weights[3]:0.000}, person {model.Weights[4]:0.000}; steepness {model.Steepness:0.000}"));
    }
}

using System.Globalization;
using NewsArchive.Stories;

namespace NewsArchive.Eval;

/// <summary>
/// Log-odds of one event by what two articles have in common, scaled so that an even chance is a score of one half.
/// </summary>
internal sealed record StoryModel(double[] Weights, double Bias)
{
    private const int Rounds = 1000;
    private const double Rate = 1, Shrinkage = 0.002;

    public double Steepness => 0.5 / -Bias;

    /// <summary>
    /// Days are left out: the event set has hardly any, and the read pairs too few to learn them beside the rest.
    /// </summary>
    private static double[] Features(PairMeasures pair) =>
        [pair.Names + pair.Words, RelatedScore.Both(pair), pair.Main, pair.Nearness, pair.Neighbours * pair.Density,
            pair.Density, pair.Person];

    public double Likelihood(PairMeasures pair) =>
        1 / (1 + Math.Exp(-(Bias + Features(pair).Zip(Weights, (f, w) => f * w).Sum()
            + RelatedScore.Of(pair).Days / RelatedScore.Steepness)));

    /// <param name="Weight">What a pair counts.</param>
    public readonly record struct Example(PairMeasures Pair, bool Same, double Weight);

    /// <summary>Logistic regression by gradient descent on standardised features.</summary>
    public static StoryModel Learn(IReadOnlyList<Example> pairs)
    {
        var total = pairs.Sum(p => p.Weight);
        var rows = pairs.Select(p => (F: Features(p.Pair), Y: p.Same ? 1.0 : 0, Share: p.Weight / total)).ToList();
        var n = rows[0].F.Length;
        var mean = Enumerable.Range(0, n).Select(k => rows.Sum(r => r.Share * r.F[k])).ToArray();
        var spread =
            Enumerable.Range(0, n).Select(k => Math.Sqrt(rows.Sum(r => r.Share * Math.Pow(r.F[k] - mean[k], 2))))
                .ToArray();
        foreach (var row in rows)
            for (var k = 0; k < n; k++) row.F[k] = (row.F[k] - mean[k]) / spread[k];
        var w = new double[n];
        double bias = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = new double[n];
            double gradientOfBias = 0;
            foreach (var (f, y, share) in rows)
            {
                var z = bias;
                for (var k = 0; k < n; k++) z += w[k] * f[k];
                var error = (1 / (1 + Math.Exp(-z)) - y) * share;
                for (var k = 0; k < n; k++) gradient[k] += error * f[k];
                gradientOfBias += error;
            }
            for (var k = 0; k < n; k++) w[k] -= Rate * (gradient[k] + Shrinkage * w[k]);
            bias -= Rate * gradientOfBias;
        }
        var raw = w.Select((v, k) => v / spread[k]).ToArray();
        return new(raw, bias - raw.Select((v, k) => v * mean[k]).Sum());
    }

    /// <summary>Prints the constants of <see cref="RelatedScore"/>.</summary>
    public static void Train()
    {
        var model = Learn(StoryMeasures.Examples(StoryMeasures.EventSet()));
        var weights = model.Weights.Select(w => (w * model.Steepness).ToString("0.000", CultureInfo.InvariantCulture));
        Console.WriteLine("common, both, main, nearness, neighbours, density, person: " + string.Join(", ", weights));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"steepness {model.Steepness:0.0000}"));
    }
}

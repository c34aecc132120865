using System.Globalization;
using NewsArchive.Decoding;
using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Eval;

/// <summary>
/// Learns the weights of <see cref="ArticleBounds"/> from pages whose text is known: logistic regression with an L2
/// penalty by full-batch gradient descent, so that the same pages give the same weights. Prints the body F1 on held-out
/// fifths.
/// </summary>
internal static class BoundsTraining
{
    private const int Folds = 5, Steps = 4000;
    private const double Penalty = 0.0002, Rate = 0.8, Momentum = 0.9;

    private sealed record Page(
        string Set, List<Block> Blocks, double[][] Features, bool[] Wanted, Dictionary<string, int> Truth);

    public static void Run(string path)
    {
        var pages = new[] { "aeb", "fundus-publishers" }.SelectMany(Pages).ToList();
        Console.WriteLine($"{pages.Count} pages, {pages.Sum(p => p.Blocks.Count)} paragraphs");
        List<(string Set, double P,
            double R)> before = [.. pages.Select(p => Score(p, [.. p.Blocks.Select(_ => true)]))];
        Print("rules alone", before);
        foreach (var bias in new[] { 0, 0.4, 0.8 })
            foreach (var step in new[] { 0, 0.5, 1.0, 1.5 })
            {
                List<(string, double, double)> held = [];
                for (var fold = 0; fold < Folds; fold++)
                {
                    var model = FoldModel(pages, fold);
                    held.AddRange(pages.Where((_, i) => i % Folds == fold)
                        .Select(p =>
                        Score(p,
                            ArticleBounds.Inside(
                                [.. p.Features
                                    .Select((f, i) =>
                                    IsReading(p.Blocks[i]) ? ArticleBounds.Odds(f, model) + bias : 0)], step))));
                }
                Print(string.Create(CultureInfo.InvariantCulture, $"held-out fifths, bias {bias}, step {step}"), held);
            }
        var weights = Learn(pages).Select((weight, i) =>
            string.Create(CultureInfo.InvariantCulture, $"{BoundsFeatures.Names[i]}\t{weight:0.0000}"));
        File.WriteAllLines(path,
        [
            "# Weights of the signs that a paragraph is part of the article, learned by: dotnet run --project "
                + "tests/NewsArchive.Eval -c Release -- --train-bounds src/NewsArchive/Lines/Bounds/bounds.txt",
            .. weights,
        ]);
        Console.WriteLine($"wrote {path}");
    }

    private static readonly Dictionary<int, double[]> Learned = [];

    private static double[] FoldModel(List<Page> pages, int fold) =>
        Learned.TryGetValue(fold, out var known)
            ? known : Learned[fold] = Learn([.. pages.Where((_, i) => i % Folds != fold)]);

    private static IEnumerable<Page> Pages(string set)
    {
        var files = DataSets.Files($"cleaning/{set}/pages.tar.gz");
        foreach (var truth in DataSets.Lines($"cleaning/{set}/ground-truth.jsonl.gz"))
        {
            var bytes = files.GetValueOrDefault($"pagetext/{truth.GetProperty("id").GetString()}.txt");
            if (bytes is null
                || FormatDetection.Read(new SourceFile("page.txt", bytes)).First().Document is not { } document)
                continue;
            var blocks = LineClassifier.ByRules(document, TextRepair.Repair(document.Text), RepeatedLines.None);
            var shingles = Shingles.Of(truth.GetProperty("body").GetString()!);
            yield return new(set, blocks, BoundsFeatures.Of(blocks), [.. blocks.Select(b => IsWanted(b, shingles))],
                shingles);
        }
    }

    private static bool IsReading(Block block) => block.Kind is LineKind.Body or LineKind.Subheading or LineKind.Quote;

    private static bool IsWanted(Block block, Dictionary<string, int> truth) =>
        Shingles.Of(block.Text) is { Count: > 0 } own && own.Count(s => truth.ContainsKey(s.Key)) >= 0.5 * own.Count;

    private static double[] Learn(List<Page> pages)
    {
        var rows =
            pages.SelectMany(p =>
                p.Blocks.Select((b, i) =>
                    (Block: b, Features: p.Features[i], Wanted: p.Wanted[i], Pages: (double)p.Blocks.Count)))
                .Where(r => IsReading(r.Block)).ToList();
        var n = BoundsFeatures.Names.Length;
        var weights = new double[n];
        var velocity = new double[n];
        // Long paragraphs weigh more, as they do in the measure; every page weighs about the same.
        var importance = rows.ConvertAll(r => Math.Sqrt(1 + r.Block.Features.Words) / Math.Sqrt(r.Pages));
        var total = importance.Sum();
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[n];
            for (var i = 0; i < rows.Count; i++)
            {
                var error =
                    ((rows[i].Wanted ? 1 : 0) - 1 / (1 + Math.Exp(-ArticleBounds.Odds(rows[i].Features, weights))))
                        * importance[i] / total;
                for (var k = 0; k < n; k++) gradient[k] += error * rows[i].Features[k];
            }
            for (var k = 0; k < n; k++)
            {
                velocity[k] = Momentum * velocity[k] + Rate * (gradient[k] - Penalty * weights[k]);
                weights[k] += velocity[k];
            }
        }
        return weights;
    }

    private static (string, double, double) Score(Page page, bool[] inside)
    {
        var got =
            Shingles.Of(string.Join('\n', page.Blocks.Where((b, i) => IsReading(b) && inside[i]).Select(b => b.Text)));
        double both = page.Truth.Sum(t => Math.Min(t.Value, got.GetValueOrDefault(t.Key)));
        return (page.Set, got.Count == 0 ? 0 : both / got.Values.Sum(),
            page.Truth.Count == 0 ? 1 : both / page.Truth.Values.Sum());
    }

    private static void Print(string name, List<(string Set, double P, double R)> scores)
    {
        foreach (var set in scores.GroupBy(s => s.Set))
        {
            var (p, r) = (set.Average(s => s.P), set.Average(s => s.R));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-32} {set.Key,-20} F1 {2 * p * r / (p + r):0.0000}  precision {p:0.000}  recall {r:0.000}"));
        }
    }
}

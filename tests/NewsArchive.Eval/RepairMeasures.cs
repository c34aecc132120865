using System.Text;
using NewsArchive.Decoding;

namespace NewsArchive.Eval;

internal static class RepairMeasures
{
    // Encoding repair alone: character references in these texts are damage, too, and are replaced by a rule of their
    // own.

    /// <summary>Share of broken cases repaired, and of the cases to be left alone that were.</summary>
    public static IEnumerable<Score> Ftfy()
    {
        int broken = 0, repaired = 0, healthy = 0, untouched = 0;
        foreach (var item in DataSets.Lines("repair/ftfy-cases.jsonl.gz"))
        {
            if (item.GetProperty("expect").GetString() != "pass") continue;
            var before = item.GetProperty("original").GetString()!;
            var after = item.GetProperty("fixed_encoding").GetString() ?? item.GetProperty("fixed").GetString()!;
            var got = Repaired(before);
            if (before == after)
            {
                healthy++;
                if (got == before) untouched++;
                else Verbose($"touched: {before} -> {got}");
            }
            else
            {
                broken++;
                if (got == after) repaired++;
                else Verbose($"missed: {item.GetProperty("label")}: {before} -> {got}, not {after}");
            }
        }
        yield return new("repair.ftfy.broken", (double)repaired / broken, $"{repaired} of {broken} cases");
        yield return new("repair.ftfy.must-not-touch", (double)untouched / healthy, $"{untouched} of {healthy} cases");
    }

    public static IEnumerable<Score> HealthySentences() =>
        [Healthy("repair.healthy.sentences",
            DataSets.Lines("language/sentences.jsonl.gz").Select(i => i.GetProperty("text").GetString()!))];

    public static IEnumerable<Score> HealthyReuters() =>
        [Healthy("repair.healthy.reuters",
            DataSets.Lines("corpora/reuters21578.jsonl.gz").Select(i => i.GetProperty("text").GetString()!))];

    public static IEnumerable<Score> HealthyBbc() =>
        [Healthy("repair.healthy.bbc",
            DataSets.Files("corpora/bbc.tar.gz").Where(f => f.Key.EndsWith(".txt", StringComparison.Ordinal))
                .Select(f => Encoding.UTF8.GetString(f.Value)))];

    private static Score Healthy(string name, IEnumerable<string> texts)
    {
        int all = 0, same = 0;
        foreach (var text in texts)
        {
            all++;
            var steps = MojibakeRepair.Repair(text).Steps;
            if (steps.IsEmpty) same++;
            else Verbose($"{name}: {steps[0]}");
        }
        return new(name, (double)same / all, $"{same} of {all} texts unchanged");
    }

    private static string Repaired(string text) => string.Join('\n', MojibakeRepair.Repair(text).Lines);

    internal static void Verbose(string line)
    {
        if (Environment.GetEnvironmentVariable("EVAL_VERBOSE") is { Length: > 0 }) Console.WriteLine("  " + line);
    }
}

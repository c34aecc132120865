using System.Globalization;
using NewsArchive.Eval;

// Measures quality on public sets and holds it against floors.json: exit 1 where a floor is not reached.
// A word measures only where the set or the class of measures is named so: “loss”, “cleaning”.
// --raise writes reached values above their floors back into floors.json; floors never sink.
if (args is ["--train-bounds", var weights])
{
    BoundsTraining.Run(weights);
    return 0;
}
if (args is ["--train-letters", var letters])
{
    LetterTraining.Run(letters);
    return 0;
}
if (args is ["--train-clusters", var vectors, var clusters])
{
    ClusterTraining.Run(vectors, clusters);
    return 0;
}
if (args is ["--train-names", var names, .. var without])
{
    NameTraining.Run(names, without is ["--without-conll"]);
    return 0;
}
if (args is ["--train-stories"])
{
    StoryModel.Train();
    return 0;
}
var floors = Floors.Load();
var measured = new List<Score>();
foreach (var measure in Measures.All)
{
    if (args.Length > 0 && args[0] is not "--raise"
        && !measure.Name.Contains(args[0], StringComparison.OrdinalIgnoreCase)) continue;
    if (!DataSets.Exists(measure.Set))
    {
        Console.WriteLine($"skipped  {measure.Set}: not under {DataSets.Root}");
        continue;
    }
    measured.AddRange(measure.Run());
}
EvalArchives.Delete();
var below = 0;
foreach (var score in measured)
{
    var floor = floors.Of(score.Name);
    var good = floor is null || score.Value >= floor - 0.0005;
    if (!good) below++;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{(good ? "ok      " : "BELOW   ")} {score.Name,-44} {score.Value,8:0.0000}  floor "
        + $"{floor?.ToString("0.0000", CultureInfo.InvariantCulture) ?? "none"}  ({score.Count})"));
}
if (args.Contains("--raise")) floors.Raise(measured);
Console.WriteLine($"{measured.Count - below} of {measured.Count} measures at or above their floor");
return below > 0 ? 1 : 0;

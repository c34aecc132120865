using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NewsArchive.Eval;

/// <param name="Value">Higher is better; 0 to 1.</param>
/// <param name="Count">What it was measured on, in words.</param>
internal sealed record Score(string Name, double Value, string Count);

/// <summary>The values below which quality must not fall, with the sets they were measured on.</summary>
internal sealed class Floors
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string path;
    private readonly JsonObject json;

    private Floors(string path) => (this.path, json) = (path, JsonNode.Parse(File.ReadAllText(path))!.AsObject());

    public static Floors Load()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "floors.json")))
                return new(Path.Combine(folder.FullName, "floors.json"));
        throw new FileNotFoundException("floors.json is in no folder above the program");
    }

    public double? Of(string name) => json["scores"]?[name]?["floor"]?.GetValue<double>();

    public void Raise(IEnumerable<Score> scores)
    {
        var commit = Commit();
        foreach (var score in scores)
            if (score.Value > (Of(score.Name) ?? -1))
                json["scores"]![score.Name] = new JsonObject
                {
                    ["floor"] = Math.Floor(score.Value * 10000) / 10000,
                    ["result"] = score.Count,
                    ["date"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ["commit"] = commit,
                };
        foreach (var (set, hash) in DataSets.Hashes()) json["sets"]![set] = hash;
        File.WriteAllText(path, json.ToJsonString(Indented) + "\n");
    }

    /// <summary>The commit that the measured program was built on, with a mark where the tree has changes.</summary>
    private string Commit()
    {
        var start = new ProcessStartInfo("git", "describe --always --dirty --exclude=*")
        {
            WorkingDirectory = Path.GetDirectoryName(path),
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git could not be started");
        var said = git.StandardOutput.ReadToEnd().Trim();
        git.WaitForExit();
        return git.ExitCode == 0 ? said : throw new InvalidOperationException("the project is no git checkout");
    }
}

using System.Text.Json;
using NewsArchive.Web.Pages.About;

namespace NewsArchive.Web.Tests;

/// <summary>The page that says how far to trust the archive claims what was measured.</summary>
public sealed class QualityPageTests
{
    private static JsonElement Floors()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "NewsArchive.sln"))) folder = folder.Parent;
        var path = Path.Combine(folder.FullName, "tests", "NewsArchive.Eval", "floors.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("scores");
    }

    [Fact]
    public void Every_figure_is_the_floor_of_its_measure()
    {
        var floors = Floors();
        Assert.All(QualityModel.All.SelectMany(k => k.Measures), m =>
            Assert.Equal(floors.GetProperty(m.Measure).GetProperty("floor").GetDouble(), m.Value, 4));
    }
}

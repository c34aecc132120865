using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NewsArchive.Tests.Architecture;

public sealed partial class DependencyDirectionTests
{
    private static readonly string Src = Path.Combine(RepositoryRoot(), "src");

    /// <summary>Each project may refer to those before it.</summary>
    private static readonly string[] Projects = ["NewsArchive", "NewsArchive.Storage", "NewsArchive.Web", "NewsArchive.Cli"];

    /// <summary>Each folder of the heart may use those before it.</summary>
    private static readonly string[] Folders = ["Decoding", "Notation", "Formats", "Lines", "Metadata", "Entities", "Stories"];

    [Fact]
    public void Projects_refer_backward_only()
    {
        foreach (var (project, place) in Projects.Select((p, i) => (p, i)))
        {
            var references = XDocument.Load(Path.Combine(Src, project, project + ".csproj")).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).ToList();
            Assert.All(references, r => Assert.InRange(Array.IndexOf(Projects, r), 0, place - 1));
        }
        Assert.Equal(Projects.Order(StringComparer.Ordinal), Directory.GetDirectories(Src).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Folders_of_the_heart_use_those_to_their_left_only()
    {
        foreach (var (folder, place) in Folders.Select((f, i) => (f, i)))
            Assert.All(UsedFolders(folder), used => Assert.InRange(Array.IndexOf(Folders, used), 0, place));
    }

    [Fact]
    public void Search_stands_alone() => Assert.DoesNotContain(UsedFolders("Search"), f => f != "Search");

    [Fact]
    public void The_heart_knows_no_database_no_web_and_no_clock()
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Src, "NewsArchive"), "*.cs", SearchOption.AllDirectories).Where(IsSource))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain("EntityFrameworkCore", text, StringComparison.Ordinal);
            Assert.DoesNotContain("AspNetCore", text, StringComparison.Ordinal);
            Assert.False(Clock().IsMatch(text), $"{file} reads the clock");
        }
    }

    private static IEnumerable<string> UsedFolders(string folder) => Directory
        .GetFiles(Path.Combine(Src, "NewsArchive", folder), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => Using().Matches(File.ReadAllText(file)).Select(m => m.Groups["folder"].Value)).Distinct();

    private static bool IsSource(string file) => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NewsArchive.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("NewsArchive.sln is in no folder above the tests");
    }

    /// <summary>A using line, or a name written from the root.</summary>
    [GeneratedRegex(@"(?:^using NewsArchive\.|\bNewsArchive\.|(?<![\w.])(?=(?:Decoding|Notation|Formats|Lines|Metadata|Entities|Stories|Search)\.\p{Lu}))(?<folder>\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();

    [GeneratedRegex(@"DateTime(?:Offset)?\.(?:Utc)?Now|DateTime\.Today|TimeProvider\.System")]
    private static partial Regex Clock();
}

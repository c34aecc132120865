using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace NewsArchive.Tests.Architecture;

public sealed partial class DependencyDirectionTests
{
    private static readonly string Src = SourceTree.Src;

    /// <summary>Each project may refer to those before it.</summary>
    private static readonly string[] Projects = ["NewsArchive", "NewsArchive.Storage", "NewsArchive.Web",
        "NewsArchive.Cli"];

    /// <summary>
    /// Of each project the folders in line: a folder uses only those to its left. Those of the second list use only the
    /// ones named for them. Files beside the folders stand at the right end: no folder uses them.
    /// </summary>
    private static readonly Dictionary<string, (string[] Line, Dictionary<string, string[]> Aside)> Lines = new()
    {
        ["NewsArchive"] = (
            ["Text", "Decoding", "Notation", "Formats", "Lines", "Metadata", "Entities", "Quotes", "Stories",
                "Exports"],
            new() { ["Search"] = ["Text"] }),
        ["NewsArchive.Storage"] = (
            ["Rows", "Sql", "Search", "Corrections", "Names", "Stories", "Import", "Queries"],
            []),
    };

    public static TheoryData<string, string> Folders() =>
        [.. Lines.SelectMany(project =>
        project.Value.Line.Concat(project.Value.Aside.Keys).Select(folder => (project.Key, folder)))];

    [Fact]
    public void Projects_refer_backward_only()
    {
        foreach (var (project, place) in Projects.Select((p, i) => (p, i)))
        {
            var references =
                XDocument.Load(Path.Combine(Src, project, project + ".csproj")).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).ToList();
            Assert.All(references, r => Assert.InRange(Array.IndexOf(Projects, r), 0, place - 1));
        }
        Assert.Equal(Projects.Order(StringComparer.Ordinal),
            Names(Directory.GetDirectories(Src)).Where(folder => folder != "decisions"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_uses_those_to_its_left_only(string project, string folder)
    {
        var (line, aside) = Lines[project];
        var allowed = aside.GetValueOrDefault(folder) ?? line[..Array.IndexOf(line, folder)];
        foreach (var file in FilesOf(project, folder))
            foreach (var used in Used(project, File.ReadAllText(file)).Where(used => used != folder))
                Assert.True(allowed.Contains(used), $"{file} uses {project}.{used}, which stands to its right");
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_uses_no_type_beside_the_folders(string project, string folder)
    {
        var beside =
            Directory.GetFiles(Path.Combine(Src, project), "*.cs").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .ToList();
        foreach (var file in FilesOf(project, folder))
        {
            var code = Comment().Replace(File.ReadAllText(file), "");
            Assert.DoesNotContain(beside,
                type => Regex.IsMatch(code, $@"(?<![\w.])(?:new )?{Regex.Escape(type)}\b(?=[.(?>])", RegexOptions.None,
                    TimeSpan.FromSeconds(5)));
        }
    }

    [Fact]
    public void Every_folder_has_its_place_in_the_line()
    {
        foreach (var (project, (line, aside)) in Lines)
            Assert.Equal(
                line.Concat(aside.Keys).Order(StringComparer.Ordinal),
                Names(Directory.GetDirectories(Path.Combine(Src, project))).Where(f => f is not ("bin" or "obj")));
    }

    [Fact]
    public void Every_file_is_in_the_namespace_of_its_folder()
    {
        foreach (var (project, folder) in Folders().Select(row => row.Data))
            foreach (var file in FilesOf(project, folder))
                Assert.Matches($@"(?m)^namespace {Regex.Escape($"{project}.{folder}")}\b", File.ReadAllText(file));
    }

    [Fact]
    public void Core_knows_no_database_no_web_and_no_clock()
    {
        foreach (var file in SourceTree.CodeBelow(Path.Combine(Src, "NewsArchive")))
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain("EntityFrameworkCore", text, StringComparison.Ordinal);
            Assert.DoesNotContain("AspNetCore", text, StringComparison.Ordinal);
            Assert.False(Clock().IsMatch(text), $"{file} reads the clock");
        }
    }

    [Fact]
    public void Database_is_named_in_its_own_rooms_only()
    {
        string[] rooms = [Path.Combine(Src, "NewsArchive.Storage", "Sql"),
            Path.Combine(Src, "NewsArchive.Storage", "Search")];
        foreach (var file in SourceTree.CodeBelow(Src)
            .Where(f => !rooms.Any(room => f.StartsWith(room, StringComparison.Ordinal))))
            Assert.False(Sqlite().IsMatch(File.ReadAllText(file)), $"{file} names the database");
    }

    /// <summary>Another engine may take its place: only its own room names it, and the core its stemmers and folding.
    /// </summary>
    [Fact]
    public void Only_the_index_names_its_engine()
    {
        string[] rooms = [Path.Combine(Src, "NewsArchive.Storage", "Search", "Index"), Path.Combine(Src,
            "NewsArchive", "Text")];
        foreach (var file in SourceTree.CodeBelow(Src)
            .Where(f => !rooms.Any(room => f.StartsWith(room, StringComparison.Ordinal))))
            Assert.False(File.ReadAllText(file).Contains("using Lucene", StringComparison.Ordinal)
                || File.ReadAllText(file).Contains("Lucene.Net.", StringComparison.Ordinal),
                    $"{file} names the index's engine");
    }

    private static IEnumerable<string> FilesOf(string project, string folder) =>
        SourceTree.CodeBelow(Path.Combine(Src, project, folder));

    /// <summary>
    /// Folders named in a using line, in a name written from the root, or in one that begins with the folder.
    /// </summary>
    private static IEnumerable<string> Used(string project, string code)
    {
        var (line, aside) = Lines[project];
        var folders = string.Join('|', line.Concat(aside.Keys));
        var root = Regex.Escape(project);
        return Regex.Matches(code,
            $@"(?:\b{root}\.(?<folder>{folders})\b|(?<![\w.])(?<folder>{folders})\.\p{{Lu}}\w*(?=[.(<]))",
            RegexOptions.None, TimeSpan.FromSeconds(5))
            .Where(m =>
            m.Value.StartsWith(project, StringComparison.Ordinal) || !IsMember(code, m.Groups["folder"].Value))
            .Select(m => m.Groups["folder"].Value).Distinct();
    }

    /// <summary>A property or parameter of the folder's name, such as <c>Lines</c>, is no namespace.</summary>
    private static bool IsMember(string code, string name) =>
        Regex.IsMatch(code, $@"[\w>\]?]\s+{name}\b\s*(?:[{{;=,)]|=>)", RegexOptions.None, TimeSpan.FromSeconds(5));

    private static IEnumerable<string> Names(IEnumerable<string> folders) =>
        folders.Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"DateTime(?:Offset)?\.(?:Utc)?Now|DateTime\.Today|TimeProvider\.System")]
    private static partial Regex Clock();

    [GeneratedRegex(@"Sqlite|SQLite|PRAGMA|\bIS NOT \?|json_each|INSERT OR ")]
    private static partial Regex Sqlite();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();
}

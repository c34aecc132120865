using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsArchive.Tests.Architecture;

/// <summary>Whose work the program ships with is said.</summary>
public sealed partial class NoticesTests
{
    private static HashSet<string> Packages() =>
    [
        .. Directory.GetFiles(Path.Combine(SourceTree.Root, "src"), "packages.lock.json", SearchOption.AllDirectories)
            .SelectMany(file => JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("dependencies").EnumerateObject())
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project").Select(package =>
                package.Name),
    ];

    private static List<string> Named() =>
    [
        .. File.ReadLines(Path.Combine(SourceTree.Root, "src", "THIRD-PARTY-NOTICES.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => Name().Matches(line.Split('|')[1]).Select(name =>
                name.Value.TrimEnd('*').TrimEnd('.'))),
    ];

    [Fact]
    public void Every_package_that_is_shipped_is_named_in_the_notices()
    {
        var (packages, named) = (Packages(), Named());
        Assert.True(packages.Count > 20);
        Assert.Equal([], packages.Where(package => !named.Exists(name =>
            package.Equals(name, StringComparison.OrdinalIgnoreCase)
            || package.StartsWith(name + ".", StringComparison.OrdinalIgnoreCase))).Order());
    }

    [GeneratedRegex(@"[A-Z][\w.]+\*?")]
    private static partial Regex Name();
}

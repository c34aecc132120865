namespace NewsArchive.Tests.Architecture;

/// <summary>The checkout that the tests were built from.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static string Src { get; } = Path.Combine(Root, "src");

    /// <summary>The C# files below a folder that somebody wrote: not what builds or migrations make.</summary>
    public static IEnumerable<string> CodeBelow(string folder) =>
        Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Where(IsWritten);

    private static bool IsWritten(string file)
    {
        var parts = Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar);
        return !parts.Contains("obj") && !parts.Contains("bin") && !parts.Contains("Migrations");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "NewsArchive.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("NewsArchive.sln is in no folder above the tests");
    }
}

namespace NewsArchive.Tests;

/// <summary>Files of <c>Cases/</c> beside the test assembly.</summary>
internal static class CaseFiles
{
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Cases");

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// Rows of a tab-separated case file; <c>#</c> begins a comment, <c>\n</c>, <c>\t</c> and <c>\uXXXX</c> are
    /// escapes.
    /// </summary>
    public static IEnumerable<string[]> Rows(params string[] parts) => File.ReadLines(PathOf(parts))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('\t').Select(Unescape).ToArray());

    private static string Unescape(string cell) => System.Text.RegularExpressions.Regex.Unescape(
        System.Text.RegularExpressions.Regex.Replace(cell, @"\\(?!u[0-9A-Fa-f]{4}|n|t)", @"\\"));
}

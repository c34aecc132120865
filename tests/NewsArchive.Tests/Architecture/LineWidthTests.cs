namespace NewsArchive.Tests.Architecture;

public sealed class LineWidthTests
{
    /// <summary>Columns of a line, and the widest that a line of text that cannot be broken may have.</summary>
    private const int Width = 120, Widest = 160;

    /// <summary>Share of lines that may be wider: long words of a pattern, mostly.</summary>
    private const double MostWide = .01;

    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Lines_are_narrow(string folder)
    {
        var lines = SourceTree.CodeBelow(Path.Combine(SourceTree.Root, folder))
            .SelectMany(file => File.ReadLines(file).Select((text, i) => (Place: $"{file}:{i + 1}", text.Length)))
            .ToList();
        Assert.Empty(lines.Where(l => l.Length > Widest).Select(l => $"{l.Place} has {l.Length} columns"));
        Assert.InRange(lines.Count(l => l.Length > Width), 0, (int)(MostWide * lines.Count));
    }
}

namespace NewsArchive.Text;

/// <summary>Word lists that ship inside the assembly: one entry a line, <c>#</c> begins a comment line.</summary>
internal static class EmbeddedText
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream($"NewsArchive.{name}")
            ?? throw new InvalidOperationException($"embedded list {name} is missing");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && !line.StartsWith("# ", StringComparison.Ordinal) && line != "#")
                yield return line;
    }
}

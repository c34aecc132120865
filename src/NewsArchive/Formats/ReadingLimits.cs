namespace NewsArchive.Formats;

/// <summary>How much a file may ask of the reader.</summary>
/// <param name="DocumentBytes">A single document larger than this is refused: no article is so long, and memory is
/// bounded.</param>
/// <param name="Nesting">Containers inside containers.</param>
/// <param name="Ratio">How many times larger than its compressed form content may be, beyond
/// <paramref name="FreeBytes"/>: more is a bomb, not text.</param>
/// <param name="FreeBytes">Content that is unpacked whatever its ratio.</param>
public sealed record ReadingLimits(
    int DocumentBytes = 16 * 1024 * 1024, int Nesting = 4, int Ratio = 250, long FreeBytes = 64 * 1024 * 1024)
{
    public static readonly ReadingLimits Default = new();

    public string TooLarge =>
        $"the document is larger than {DocumentBytes / 1024.0 / 1024:0.##} MB, which is the limit (--max-document)";
}

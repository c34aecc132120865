namespace NewsArchive.Storage.Rows;

/// <summary>One part of a list.</summary>
/// <param name="Total">Rows of the whole list.</param>
/// <param name="Number">1-based page.</param>
public sealed record Page<T>(IReadOnlyList<T> Rows, int Total, int Number, int Size);

/// <summary>Where the pages of a list begin.</summary>
public static class Paging
{
    /// <summary>Rows of a list on one page, unless another number is asked for.</summary>
    public const int ListSize = 25;

    /// <summary>
    /// Rows before a page; the highest number there is for pages so far out that no list reaches them.
    /// </summary>
    public static int Offset(int number, int size) => (int)Math.Min(int.MaxValue, (number - 1L) * size);
}

namespace NewsArchive.Text;

/// <summary>Sequences of neighbouring words: texts that share many share wording (Broder 1997).</summary>
public static class Shingles
{
    /// <summary>
    /// What each sequence of <paramref name="length"/> neighbours comes to, each once; none where there are fewer.
    /// </summary>
    public static HashSet<TResult> Of<TItem, TResult>(TItem[] items, int length, Func<ArraySegment<TItem>, TResult> of)
    {
        HashSet<TResult> shingles = [];
        for (var i = 0; i + length <= items.Length; i++) shingles.Add(of(new(items, i, length)));
        return shingles;
    }
}

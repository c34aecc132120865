namespace NewsArchive.Text;

/// <summary>A stretch of text that stayed, went or came.</summary>
public sealed record Edit(string Text, Change Change);

public enum Change { Same, Removed, Added }

/// <summary>Differences between two versions of a text, by paragraph and inside changed paragraphs by word.</summary>
public static class TextDifference
{
    /// <summary>
    /// Longer sequences than this are compared as wholes: the table of the comparison grows with the square.
    /// </summary>
    private const int Longest = 3000;

    /// <summary>
    /// Paragraphs with a smaller share of words in common are shown as removed and added, not word by word; but for one
    /// that was shortened, of which most is in the other.
    /// </summary>
    private const double Alike = 0.4, Shortened = 0.8;

    /// <returns>Paragraphs in order, each as its stretches.</returns>
    public static List<List<Edit>> Of(string before, string after)
    {
        var (a, b) = (before.Split("\n\n"), after.Split("\n\n"));
        List<List<Edit>> result = [];
        List<string> removed = [];
        foreach (var (text, change) in Compare(a, b))
        {
            if (change == Change.Removed)
            {
                removed.Add(text);
                continue;
            }
            if (change == Change.Added && removed.Count > 0)
            {
                var words = Compare(removed[0].Split(' '), text.Split(' '));
                var same = words.Count(w => w.Change == Change.Same);
                var shorter = same
                    + Math.Min(words.Count(w => w.Change == Change.Removed),
                    words.Count(w => w.Change == Change.Added));
                if (same >= Alike * words.Count || same >= Shortened * shorter)
                {
                    result.Add(Join(words));
                    removed.RemoveAt(0);
                    continue;
                }
            }
            else
            {
                Flush();
            }
            result.Add([new(text, change)]);
        }
        Flush();
        return result;

        void Flush()
        {
            foreach (var text in removed) result.Add([new(text, Change.Removed)]);
            removed.Clear();
        }
    }

    private static List<Edit> Join(List<(string Text, Change Change)> words)
    {
        List<Edit> stretches = [];
        foreach (var (text, change) in words)
            if (stretches is [.., var last] && last.Change == change)
                stretches[^1] = last with { Text = last.Text + " " + text };
            else stretches.Add(new(text, change));
        return stretches;
    }

    /// <summary>Longest common subsequence (Wagner and Fischer 1974).</summary>
    private static List<(string Text, Change Change)> Compare(string[] a, string[] b)
    {
        if (a.Length > Longest || b.Length > Longest)
            return [.. a.Select(t => (t, Change.Removed)), .. b.Select(t => (t, Change.Added))];
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        List<(string, Change)> result = [];
        int x = 0, y = 0;
        while (x < a.Length || y < b.Length)
            if (x < a.Length && y < b.Length && a[x] == b[y])
            {
                result.Add((a[x++], Change.Same));
                y++;
            }
            else if (x < a.Length && (y == b.Length || common[x + 1, y] >= common[x, y + 1]))
                result.Add((a[x++], Change.Removed));
            else result.Add((b[y++], Change.Added));
        return result;
    }
}

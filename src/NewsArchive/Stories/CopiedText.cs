// Observation: a reprint keeps runs of words, whatever it cuts, adds or calls itself.
// Idea: runs of five words as hashes. The smallest few hashes of a text find candidates (two texts that share much share some
// of their smallest); the share of the shorter text's runs that the longer one has too decides.
// Known failure: a text rewritten word by word is no copy to it, though an editor would call it one.
using System.Collections.Immutable;

namespace NewsArchive.Stories;

/// <summary>Which texts are copies of each other, whole or in large part.</summary>
public static class CopiedText
{
    private const int RunWords = 5;

    /// <summary>Fewer runs than this are too few to call one text a copy of another.</summary>
    private const int FewestRuns = 12;

    /// <summary>Smallest hashes kept of a text. Two texts that share a quarter of their runs share one of 8 in nine of ten cases.</summary>
    private const int SketchSize = 8;

    /// <summary>Share of the shorter text from which two texts are one.</summary>
    private const double Threshold = 0.6;

    /// <summary>The same for texts of fewer runs: short reports are made to a form, and another day's differs by a few words.</summary>
    private const double ShortThreshold = 0.7;
    private const int ShortRuns = 40;

    /// <summary>The smallest hashes of a text's runs, sorted; none for texts that are too short.</summary>
    public static ImmutableArray<int> Sketch(string text)
    {
        var runs = RunsOf(text);
        return runs.Length < FewestRuns ? [] : [.. runs.Take(SketchSize)];
    }

    /// <summary>Hashes of the runs of five words of a text, sorted, each once.</summary>
    public static int[] RunsOf(string text)
    {
        var hashes = Words.Cut(text).ConvertAll(w => Words.Hash(Words.Fold(w.Text)));
        HashSet<int> runs = [];
        for (var i = 0; i + RunWords <= hashes.Count; i++)
        {
            var hash = 2166136261u;
            for (var k = 0; k < RunWords; k++) hash = (hash ^ hashes[i + k]) * 16777619;
            // FNV's last step leaves the low bits of the last word; mixed once more, the smallest are a fair sample.
            hash = (hash ^ (hash >> 15)) * 2246822519u;
            runs.Add((int)(hash ^ (hash >> 13)));
        }
        var sorted = runs.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>Share of the shorter text that both have, where one is a copy of the other; null where not.</summary>
    /// <param name="one">As <see cref="RunsOf"/> gives them.</param>
    /// <param name="other">As <see cref="RunsOf"/> gives them.</param>
    public static double? ShareOfCopy(int[] one, int[] other) =>
        Containment(one, other) is var share && share >= (Math.Min(one.Length, other.Length) < ShortRuns ? ShortThreshold : Threshold) ? share : null;

    /// <summary>Share of the shorter text's runs that the longer one has too, 0 to 1; 0 where it has too few.</summary>
    /// <param name="one">As <see cref="RunsOf"/> gives them.</param>
    /// <param name="other">As <see cref="RunsOf"/> gives them.</param>
    public static double Containment(int[] one, int[] other)
    {
        var (small, large) = one.Length <= other.Length ? (one, other) : (other, one);
        if (small.Length < FewestRuns) return 0;
        var shared = 0;
        for (int i = 0, j = 0; i < small.Length && j < large.Length;)
        {
            if (small[i] == large[j])
            {
                shared++;
                i++;
                j++;
            }
            else if (small[i] < large[j]) i++;
            else j++;
        }
        return (double)shared / small.Length;
    }
}

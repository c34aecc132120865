using System.Text.RegularExpressions;

namespace NewsArchive.Eval;

/// <summary>Runs of four words with how often each occurs, as the article extraction benchmark counts them.</summary>
internal static partial class Shingles
{
    private const int Length = 4;

    public static Dictionary<string, int> Of(string text)
    {
        var words = Word().Matches(text).Select(m => m.Value).ToList();
        Dictionary<string, int> counts = [];
        for (var i = 0; i < Math.Max(words.Count > 0 ? 1 : 0, words.Count - Length + 1); i++)
        {
            var key = string.Join(' ', words.Skip(i).Take(Length));
            counts[key] = counts.GetValueOrDefault(key) + 1;
        }
        return counts;
    }

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}

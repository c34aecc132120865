// Observation: which letters follow which is a language's fingerprint: “ző” is Hungarian, “zõ” is nothing.
// Idea: per language the frequencies of pairs of letters, learned from public sentences. Text decoded rightly is likely
// under some language; text decoded wrongly is likely under none.
// Known failure: names and a handful of letters fit many languages.
using System.Collections.Frozen;
using System.Globalization;
using NewsArchive.Text;

namespace NewsArchive.Decoding;

/// <summary>Log-probabilities of pairs of letters, per language.</summary>
/// <remarks>
/// Text form, one line a language: code, tab, groups parted by spaces: a first letter, then second letters each with a
/// count. <c>_</c> is the edge of a word. Chinese characters, kana and Korean syllables always follow <c>_</c>.
/// </remarks>
internal sealed class LetterModel
{
    /// <summary>
    /// Where Chinese characters, kana and Korean syllables begin: they are counted one by one, pairs are too many.
    /// </summary>
    private const char FirstUnpaired = '\u2E80';

    private const double UnseenPair = -9.2, UnseenLetter = -13.8, UnseenHan = -9.8;

    private readonly FrozenDictionary<int, float> pairs;
    private readonly FrozenSet<char> letters;

    private LetterModel(string language, Dictionary<int, int> counts)
    {
        Language = language;
        var totals = counts.GroupBy(c => c.Key >> 16).ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
        pairs = counts.ToFrozenDictionary(c => c.Key, c => (float)Math.Log(c.Value / (totals[c.Key >> 16] + 2.0)));
        letters = counts.Keys.Select(k => (char)(k & 0xFFFF)).ToFrozenSet();
    }

    public static IReadOnlyList<LetterModel> All { get; } =
        [.. EmbeddedText.Lines("Decoding.letters.txt").Select(Parse)];

    /// <summary>ISO 639-1 code.</summary>
    public string Language { get; }

    /// <summary>Log-probability of a letter after another; both lower case, <c>_</c> for what is no letter.</summary>
    public double Of(char first, char second)
    {
        if (IsUnpaired(second)) first = '_';
        if (pairs.TryGetValue(Key(first, second), out var known)) return known;
        return IsUnpaired(second) ? UnseenHan : letters.Contains(second) ? UnseenPair : UnseenLetter;
    }

    /// <summary>Pairs that a thread remembers.</summary>
    private const int MostRemembered = 20_000;

    [ThreadStatic]
    private static Dictionary<int, float[]>? remembered;

    /// <summary>
    /// Log-probability of a pair in each of <see cref="All"/>: texts are made of few pairs, asked for again and again.
    /// </summary>
    /// <param name="key">As <see cref="Key"/> makes it.</param>
    public static float[] OfAll(int key)
    {
        var rows = remembered ??= [];
        if (rows.TryGetValue(key, out var known)) return known;
        if (rows.Count >= MostRemembered) rows.Clear();
        return rows[key] = [.. All.Select(m => (float)m.Of((char)(key >> 16), (char)(key & 0xFFFF)))];
    }

    public static bool IsUnpaired(char c) => c >= FirstUnpaired;

    public static int Key(char first, char second) => first << 16 | second;

    /// <summary>Pairs of letters of a text with their counts.</summary>
    public static void Count(string text, Dictionary<int, int> counts)
    {
        var before = '_';
        foreach (var raw in text)
        {
            var c = char.IsLetter(raw)
                || char.GetUnicodeCategory(raw)
                is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                ? char.ToLowerInvariant(raw) : '_';
            if (c != '_' || before != '_')
            {
                var key = Key(IsUnpaired(c) ? '_' : before, c);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
            before = IsUnpaired(c) ? '_' : c;
        }
    }

    public static string Write(string language, Dictionary<int, int> counts) =>
        language + "\t" + string.Join(' ', counts.GroupBy(c => (char)(c.Key >> 16)).OrderBy(g => g.Key)
            .Select(g =>
            g.Key + string.Concat(g.OrderBy(c => c.Key)
                .Select(c => (char)(c.Key & 0xFFFF) + c.Value.ToString(CultureInfo.InvariantCulture)))));

    private static LetterModel Parse(string line)
    {
        var tab = line.IndexOf('\t', StringComparison.Ordinal);
        Dictionary<int, int> counts = [];
        foreach (var group in line[(tab + 1)..].Split(' '))
            for (var i = 1; i < group.Length;)
            {
                var end = i + 1;
                while (end < group.Length && char.IsAsciiDigit(group[end])) end++;
                counts[Key(group[0], group[i])] = int.Parse(group.AsSpan(i + 1, end - i - 1),
                    CultureInfo.InvariantCulture);
                i = end;
            }
        return new(line[..tab], counts);
    }
}

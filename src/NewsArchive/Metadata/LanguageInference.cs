// Observation: which letters follow which differs from language to language, also where the script is the same.
// Idea: the language under whose pairs of letters the text is likeliest (LetterModel), where it is clearly likelier
// than the next; else the script, else the small words of each language. Few letters, no claim.
// Known failure: near relatives (Norwegian and Danish, Serbian and Macedonian) in texts of one sentence.
using System.Collections.Frozen;
using System.Collections.Immutable;
using NewsArchive.Decoding;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Text;

namespace NewsArchive.Metadata;

internal static class LanguageInference
{
    private static readonly FrozenDictionary<string,
        string[]> LanguagesByWord = EmbeddedText.Lines("Metadata.Names.small-words.txt")
        .Select(line => line.Split(':', 2))
        .SelectMany(parts =>
        parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => (word, language: parts[0].Trim())))
        .GroupBy(p => p.word).ToFrozenDictionary(g => g.Key, g => g.Select(p => p.language).ToArray());

    /// <summary>Scripts that one language, or one by far, is written in: first and last code point.</summary>
    private static readonly (char First, char Last, string Language)[] Scripts =
    [
        ('\u0370', '\u03FF', "el"), ('\u0530', '\u058F', "hy"), ('\u0590', '\u05FF', "he"), ('\u0900', '\u097F', "hi"),
        ('\u0980', '\u09FF', "bn"), ('\u0A00', '\u0A7F', "pa"), ('\u0A80', '\u0AFF', "gu"), ('\u0B80', '\u0BFF', "ta"),
        ('\u0C00', '\u0C7F', "te"), ('\u0C80', '\u0CFF', "kn"), ('\u0D00', '\u0D7F', "ml"), ('\u0D80', '\u0DFF', "si"),
        ('\u0E00', '\u0E7F', "th"), ('\u0E80', '\u0EFF', "lo"), ('\u1000', '\u109F', "my"), ('\u10A0', '\u10FF', "ka"),
        ('\u1200', '\u137F', "am"), ('\u1780', '\u17FF', "km"), ('\uAC00', '\uD7AF', "ko"), ('\u3040', '\u30FF', "ja"),
    ];

    /// <summary>Letters that are enough to judge by.</summary>
    private const int Sample = 2500;

    public static Inferred<string> Infer(DeclaredFields declared, ImmutableArray<ClassifiedLine> lines)
    {
        if (declared.Language is { } stated && LanguageNames.Code(stated) is { } code)
            return Inferred.Declared(code, "language");
        var body = string.Join('\n', lines.Where(l => l.Kind.IsReading()).Select(l => l.Text));
        if (body.Length > Sample) body = body[..Sample];
        return ByLetters(body) ?? ByScript(body) ?? ByWords(body) ?? Inferred.Absent<string>("too few words to tell");
    }

    /// <summary>Letters that a text must have for its pairs of letters to tell its language.</summary>
    private const int FewestLetters = 30;

    /// <summary>By how much the likeliest language must be likelier than the next, in log-probability a pair.</summary>
    private const double Margin = 0.06;

    private static Inferred<string>? ByLetters(string text)
    {
        Dictionary<int, int> counts = [];
        LetterModel.Count(text, counts);
        var letters = counts.Sum(c => c.Value);
        if (letters < FewestLetters) return null;
        var sums = new double[LetterModel.All.Count];
        foreach (var (pair, count) in counts)
        {
            var row = LetterModel.OfAll(pair);
            for (var i = 0; i < sums.Length; i++) sums[i] += count * (double)row[i];
        }
        var ranked =
            sums.Select((sum, i) => (LetterModel.All[i].Language, Mean: sum / letters)).OrderByDescending(m => m.Mean)
                .Take(2).ToList();
        return ranked[0].Mean - ranked[1].Mean < Margin
            ? null : Inferred.FromText(ranked[0].Language, null, "which letters follow which",
            Math.Min(0.9, 0.5 + ranked[0].Mean - ranked[1].Mean));
    }

    private static Inferred<string>? ByScript(string text)
    {
        var letters = 0;
        var han = 0;
        var arabic = 0;
        var counts = new int[Scripts.Length];
        foreach (var c in text)
        {
            if (!char.IsLetter(c)) continue;
            letters++;
            if (c < '\u0370') continue;
            if (c is >= '\u4E00' and <= '\u9FFF') han++;
            if (c is >= '\u0600' and <= '\u06FF') arabic++;
            for (var i = 0; i < Scripts.Length; i++)
                if (c >= Scripts[i].First && c <= Scripts[i].Last) counts[i]++;
        }
        if (letters < 4) return null;
        var kana = counts[^1];
        if (kana > 0 && kana + han > letters / 2 && kana * 20 > han)
            return Inferred.FromText("ja", null, "kana between Chinese characters", 0.95);
        if (han > letters / 2) return Inferred.FromText("zh", null, "most letters are Chinese characters", 0.95);
        if (arabic > letters / 2)
        {
            var urdu = text.Count(c => c is 'ٹ' or 'ڈ' or 'ے' or 'ں');
            var persian = text.Count(c => c is 'پ' or 'چ' or 'ژ' or 'گ' or 'ک' or 'ی');
            return urdu * 50 > arabic ? Inferred.FromText("ur", null, "letters used in Urdu", 0.9)
                : persian * 25 > arabic ? Inferred.FromText("fa", null, "letters used in Persian", 0.9)
                : Inferred.FromText("ar", null, "most letters are Arabic", 0.9);
        }
        var best = Array.IndexOf(counts, counts.Max());
        return counts[best] > letters / 2
            ? Inferred.FromText(Scripts[best].Language, null, "the script of most letters", 0.95) : null;
    }

    private static Inferred<string>? ByWords(string text)
    {
        Dictionary<string, double> hits = [];
        Dictionary<string, HashSet<string>> seen = [];
        var words = 0;
        foreach (var word in text.ToLowerInvariant()
            .Split([' ', '\n', '\t', ',', '.', ';', ':', '!', '?', '"', '“', '”', '„', '«', '»', '(', ')', '-', '–',
            '—', '’', '\'', '\u00A0'], StringSplitOptions.RemoveEmptyEntries))
        {
            words++;
            if (!LanguagesByWord.TryGetValue(word, out var languages)) continue;
            foreach (var language in languages)
            {
                hits[language] = hits.GetValueOrDefault(language) + 1.0 / languages.Length;
                (seen.TryGetValue(language, out var set) ? set : seen[language] = []).Add(word);
            }
        }
        if (hits.Count == 0) return null;
        var ranked = hits.OrderByDescending(h => h.Value).ThenBy(h => h.Key, StringComparer.Ordinal).ToList();
        var (best, score) = (ranked[0].Key, ranked[0].Value);
        var second = ranked.Count > 1 ? ranked[1].Value : 0;
        if (seen[best].Count < 2 && words > 8) return null;
        if (score < 0.04 * words || score <= second) return null;
        return Inferred.FromText(best, null, $"its small words: {string.Join(", ", seen[best].Take(5))}",
            Math.Min(0.95, 0.6 + (score - second) / (score + second + 1) / 2));
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;

namespace NewsArchive.Text;

/// <summary>What the grammatical forms of a word have in common, by the Snowball rules of its language.</summary>
public sealed class Stemmer
{
    /// <summary>The language taken where none is known.</summary>
    public const string Usual = "en";

    /// <summary>Words remembered; beyond that each is worked out anew.</summary>
    private const int MostRemembered = 200_000;

    /// <summary>Longer runs of letters are no words of a language.</summary>
    private const int LongestWord = 40;

    private static readonly FrozenDictionary<string,
        Func<SnowballProgram>> Programs = new Dictionary<string, Func<SnowballProgram>>
        {
            ["ca"] = () => new CatalanStemmer(),
            ["da"] = () => new DanishStemmer(),
            ["de"] = () => new GermanStemmer(),
            ["en"] = () => new EnglishStemmer(),
            ["es"] = () => new SpanishStemmer(),
            ["eu"] = () => new BasqueStemmer(),
            ["fi"] = () => new FinnishStemmer(),
            ["fr"] = () => new FrenchStemmer(),
            ["ga"] = () => new IrishStemmer(),
            ["hu"] = () => new HungarianStemmer(),
            ["hy"] = () => new ArmenianStemmer(),
            ["it"] = () => new ItalianStemmer(),
            ["nl"] = () => new DutchStemmer(),
            ["no"] = () => new NorwegianStemmer(),
            ["pt"] = () => new PortugueseStemmer(),
            ["ro"] = () => new RomanianStemmer(),
            ["ru"] = () => new RussianStemmer(),
            ["sv"] = () => new SwedishStemmer(),
            ["tr"] = () => new TurkishStemmer(),
        }.ToFrozenDictionary();

    private static readonly ConcurrentDictionary<string, Stemmer> Made = [];

    private readonly ConcurrentDictionary<string, string> remembered = [];
    private readonly SnowballProgram program;
    private readonly Lock turn = new();

    private Stemmer(string language, SnowballProgram program) => (Language, this.program) = (language, program);

    /// <summary>Two-letter code.</summary>
    public string Language { get; }

    /// <summary>Two-letter codes of the languages there are rules for.</summary>
    public static IEnumerable<string> Languages => Programs.Keys.Order(StringComparer.Ordinal);

    /// <summary>The rules of a language; null where there are none.</summary>
    /// <param name="language">Two-letter code; null takes English.</param>
    public static Stemmer? Of(string? language)
    {
        language = language switch { null => Usual, "nb" or "nn" => "no", _ => language };
        return Programs.TryGetValue(language, out var make) ? Made.GetOrAdd(language, _ => new Stemmer(language,
            make())) : null;
    }

    /// <param name="word">Folded.</param>
    public string Stem(string word)
    {
        if (word.Length is < 3 or > LongestWord) return word;
        if (remembered.TryGetValue(word, out var known)) return known;
        string stem;
        lock (turn)
        {
            program.SetCurrent(word);
            program.Stem();
            stem = program.Current;
        }
        if (remembered.Count < MostRemembered) remembered[word] = stem;
        return stem;
    }
}

using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Quotes;

/// <summary>Verbs of saying and pronouns of a language.</summary>
internal sealed partial class SpeechCues
{
    private static readonly SpeechCues English = new(EnglishCue(), SpeechVerbs.Pattern, EnglishPronoun(),
        EnglishPronounOnly());

    private static readonly ConcurrentDictionary<string, SpeechCues> Known = [];

    /// <summary>“He” and “she”.</summary>
    private static readonly FrozenDictionary<string, string> Pronouns = new Dictionary<string, string>
    {
        ["de"] = "er|sie",
        ["fr"] = "il|elle|-t-il|-t-elle|-il|-elle",
        ["es"] = "él|ella",
        ["it"] = "lui|lei|egli|ella",
        ["pt"] = "ele|ela",
        ["nl"] = "hij|zij|ze",
        ["pl"] = "on|ona",
        ["ru"] = "он|она",
        ["tr"] = "o",
    }.ToFrozenDictionary();

    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> verbs;

    private SpeechCues(Regex cue, string pattern, Regex pronoun, Regex pronounOnly)
    {
        (Cue, Pronoun, PronounOnly) = (cue, pronoun, pronounOnly);
        verbs = SpeechVerbs.Of(pattern).ToFrozenSet().GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>A verb, or “according to”, anywhere.</summary>
    public Regex Cue { get; }

    public Regex Pronoun { get; }

    /// <summary>Nothing but a pronoun.</summary>
    public Regex PronounOnly { get; }

    public bool IsVerb(ReadOnlySpan<char> words) => verbs.Contains(words);

    /// <param name="language">English where its verbs are not known.</param>
    public static SpeechCues Of(string? language) => language is null || !Pronouns.ContainsKey(language) ? English
        : Known.GetOrAdd(language, code => Make(SpeechVerbs.PatternOf(code), Pronouns[code]));

    private static SpeechCues Make(string pattern, string pronouns)
    {
        const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;
        return new(new($@"\b(?<cue>{pattern})\b", Options), pattern, new($@"\b(?:{pronouns})\b",
            Options | RegexOptions.IgnoreCase),
            new($@"^(?:{pronouns})$", Options | RegexOptions.IgnoreCase));
    }

    [GeneratedRegex(@"\b(?<cue>according to|[Aa]ccording to|" + SpeechVerbs.Pattern + @")\b")]
    private static partial Regex EnglishCue();

    [GeneratedRegex(@"\b(?:[Hh]e|[Ss]he)\b")]
    private static partial Regex EnglishPronoun();

    [GeneratedRegex(@"^(?:and\s+)?(?:[Hh]e|[Ss]he)$")]
    private static partial Regex EnglishPronounOnly();
}

// Observation: two reports of one event differ in a figure, in who is named, and in how sure their verbs are; readers
// look for just that.
// Idea: of two sentences that tell the same, what only one of them has is marked, by its kind. What it means is left to
// the reader.
// Known failure: figures in words beyond the usual ones, and certainty that is told by the mood of a verb.
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Stories;

/// <summary>What a stretch of a sentence differs in from the other one.</summary>
public enum SentenceMark { None, Figure, Name, Certainty }

/// <summary>A stretch of a sentence.</summary>
public readonly record struct MarkedStretch(string Text, SentenceMark Mark);

/// <summary>Marks in which two sentences that tell the same differ.</summary>
public static partial class SentenceMarks
{
    private static readonly FrozenSet<string> CertaintyWords = new[]
    {
        "said", "says", "say", "told", "confirmed", "confirms", "claimed", "claims", "alleged", "allegedly", "denied",
        "denies", "reportedly", "apparently", "may", "might", "could", "would", "suspected", "believed", "believes",
        "expected", "likely", "unlikely", "possibly", "probably", "insisted", "admitted", "warned", "suggested",
        "suggests", "appeared", "appears", "seemed", "seems", "according", "estimated", "announced", "vowed", "certain",
        "unclear", "unconfirmed", "supposedly", "rumoured", "rumored", "purported", "maintained", "acknowledged",
    }.ToFrozenSet();

    /// <param name="other">The sentence beside it; null where nothing of it stands there, and nothing is marked.</param>
    /// <param name="names">As written in either article.</param>
    public static ImmutableArray<MarkedStretch> Of(string sentence, string? other, IReadOnlyCollection<string> names)
    {
        if (other is null) return [new(sentence, SentenceMark.None)];
        List<(int Start, int End, SentenceMark Mark)> found = [];
        var figuresThere = Figures(other).Select(f => Plain(f.Value)).ToHashSet();
        foreach (var figure in Figures(sentence).Where(f => !figuresThere.Contains(Plain(f.Value))))
            found.Add((figure.Index, figure.Index + figure.Length, SentenceMark.Figure));
        foreach (var name in names.OrderByDescending(n => n.Length).ThenBy(n => n, StringComparer.Ordinal))
            if (!other.Contains(name, StringComparison.OrdinalIgnoreCase))
                for (var at = sentence.IndexOf(name, StringComparison.Ordinal); at >= 0;
                    at = sentence.IndexOf(name, at + name.Length, StringComparison.Ordinal))
                    found.Add((at, at + name.Length, SentenceMark.Name));
        var certaintyThere = Words.Tokenise(other).Select(w => w.Text.ToLowerInvariant()).ToHashSet();
        foreach (var (start, text) in Words.Tokenise(sentence))
            if (text.ToLowerInvariant() is var word && CertaintyWords.Contains(word) && !certaintyThere.Contains(word))
                found.Add((start, start + text.Length, SentenceMark.Certainty));
        return Cut(sentence, found);
    }

    private static MatchCollection Figures(string text) => Figure().Matches(text);

    private static string Plain(string figure) => figure.Replace(",", "", StringComparison.Ordinal).ToLowerInvariant();

    private static ImmutableArray<MarkedStretch> Cut(string sentence, List<(int Start, int End, SentenceMark Mark)> found)
    {
        var stretches = ImmutableArray.CreateBuilder<MarkedStretch>();
        var at = 0;
        foreach (var (start, end, mark) in found.OrderBy(f => f.Start).ThenByDescending(f => f.End))
        {
            if (start < at) continue;
            if (start > at) stretches.Add(new(sentence[at..start], SentenceMark.None));
            stretches.Add(new(sentence[start..end], mark));
            at = end;
        }
        if (at < sentence.Length) stretches.Add(new(sentence[at..], SentenceMark.None));
        return stretches.ToImmutable();
    }

    [GeneratedRegex(
        """
        (?xi) \b (?: (?: around | about | over | under | nearly | almost | some | more\ than | less\ than | at\ least ) [ ] )?
        (?: [$£€] )? \d (?: [\d.,]* \d )? (?: [ ]? (?: % | percent | per\ cent | million | billion | trillion | thousand ) )?
        | \b (?: two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | dozens | hundreds
            | thousands | millions ) \b
        """, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}

// Observation: a hit is judged by the words around the match, and a match is what the query means, not what an engine marks.
// Idea: find the words of the same tree that was searched, compare them by a folded stem, and show the window of the text
// with the most different ones.
// Known failure: stems are cut by rule and only for English endings, so that “ran” does not mark “run”.
using System.Collections.Immutable;

namespace NewsArchive.Search;

/// <summary>A stretch of text, marked or not.</summary>
public readonly record struct Fragment(string Text, bool IsMatch);

public sealed class Highlighter
{
    /// <summary>UTF-16 units of a snippet.</summary>
    private const int SnippetLength = 260;

    /// <summary>A snippet begins at a word unless the word is longer than this.</summary>
    private const int LongestWord = 40;

    private readonly HashSet<string> stems = [];
    private readonly List<string> prefixes = [];
    private readonly List<string[]> phrases = [];

    public Highlighter(QueryNode query)
    {
        foreach (var node in query.Wanted())
            switch (node)
            {
                case QueryNode.Word { Field: not QueryField.Language } word:
                    if (word.IsPrefix) prefixes.Add(Words.Fold(word.Text));
                    else stems.Add(Stem(Words.Fold(word.Text)));
                    break;
                case QueryNode.Phrase phrase:
                    phrases.Add([.. Words.Cut(phrase.Text).Select(w => Stem(Words.Fold(w.Text)))]);
                    break;
            }
    }

    public bool IsEmpty => stems.Count == 0 && prefixes.Count == 0 && phrases.Count == 0;

    /// <summary>The whole text, cut into matches and what stands between.</summary>
    public ImmutableArray<Fragment> Mark(string text) => Cut(text, 0, text.Length, Matches(text));

    /// <summary>The best stretch of the text, with an ellipsis where it was cut.</summary>
    public ImmutableArray<Fragment> Snippet(string text)
    {
        var matches = Matches(text);
        var from = matches.Count == 0 ? 0 : WordStart(text, Math.Max(0, Best(matches).Start - SnippetLength / 4));
        var to = Math.Min(text.Length, from + SnippetLength);
        while (to < text.Length && !char.IsWhiteSpace(text[to])) to++;
        var fragments = Cut(text, from, to, matches).Select(f => f with { Text = f.Text.Replace('\n', ' ') }).ToList();
        if (from > 0) fragments.Insert(0, new("… ", false));
        if (to < text.Length) fragments.Add(new(" …", false));
        return [.. fragments];
    }

    private readonly record struct Match(int Start, int End, string Key);

    private static ImmutableArray<Fragment> Cut(string text, int from, int to, List<Match> matches)
    {
        var fragments = ImmutableArray.CreateBuilder<Fragment>();
        var at = from;
        foreach (var match in matches.Where(m => m.Start >= from && m.End <= to))
        {
            if (match.Start < at) continue;
            if (match.Start > at) fragments.Add(new(text[at..match.Start], false));
            fragments.Add(new(text[match.Start..match.End], true));
            at = match.End;
        }
        if (at < to) fragments.Add(new(text[at..to], false));
        return fragments.ToImmutable();
    }

    /// <summary>The match whose window holds the most different keys.</summary>
    private static Match Best(List<Match> matches) =>
        matches.MaxBy(m => matches.Where(o => o.Start >= m.Start && o.End <= m.Start + SnippetLength * 3 / 4).Select(o => o.Key).Distinct().Count());

    private static int WordStart(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < LongestWord && !char.IsWhiteSpace(text[start - 1])) start--;
        return at - start < LongestWord ? start : at;
    }

    private List<Match> Matches(string text)
    {
        List<Match> matches = [];
        if (IsEmpty) return matches;
        List<(int Start, int End, string Stem, string Folded)> tokens = [];
        foreach (var (start, word) in Words.Cut(text))
        {
            var folded = Words.Fold(word);
            tokens.Add((start, start + word.Length, Stem(folded), folded));
        }
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var phrase = phrases.Find(p => p.Length > 0 && i + p.Length <= tokens.Count && !p.Where((stem, k) => tokens[i + k].Stem != stem).Any());
            if (phrase is not null) matches.Add(new(token.Start, tokens[i + phrase.Length - 1].End, string.Join(' ', phrase)));
            else if (stems.Contains(token.Stem)) matches.Add(new(token.Start, token.End, token.Stem));
            else if (prefixes.Exists(p => token.Folded.StartsWith(p, StringComparison.Ordinal))) matches.Add(new(token.Start, token.End, token.Folded));
        }
        return matches;
    }

    /// <summary>Takes the common English endings off; the same for query and text, so that what it gives need be no word.</summary>
    private static string Stem(string word)
    {
        if (word.Length > 5 && word.EndsWith("ing", StringComparison.Ordinal)) word = word[..^3];
        else if (word.Length > 4 && word.EndsWith("ed", StringComparison.Ordinal)) word = word[..^2];
        else if (word.Length > 4 && word.EndsWith("ies", StringComparison.Ordinal)) word = word[..^3] + "i";
        else if (word.Length > 3 && word.EndsWith('s') && word[^2] != 's' && word[^2] != 'u') word = word[..^1];
        if (word.Length > 4 && word.EndsWith('e')) word = word[..^1];
        if (word.Length > 4 && word.EndsWith('y')) word = word[..^1] + "i";
        return word.Length > 4 && word[^1] == word[^2] && word[^1] is not ('l' or 's' or 'z') ? word[..^1] : word;
    }
}

// Observation: a hit is judged by the words around the match, and a match is what the query means, not what an engine
// marks.
// Idea: find the words of the same tree that was searched, compare them as the search does (by stem, as typed, by
// beginning), and show the window of the text with the most different ones.
// Known failure: a phrase over the end of a paragraph is marked though nobody reads it as one.
using System.Collections.Immutable;
using NewsArchive.Text;

namespace NewsArchive.Search;

/// <summary>A stretch of text, marked or not.</summary>
public readonly record struct Fragment(string Text, bool IsMatch);

public sealed class Highlighter
{
    /// <summary>UTF-16 units of a snippet.</summary>
    private const int SnippetLength = 260;

    /// <summary>A snippet begins at a word unless the word is longer than this.</summary>
    private const int LongestWord = 40;

    private readonly Stemmer? stemmer;
    private readonly List<Term> terms = [];

    /// <param name="language">Of the text, as a two-letter code.</param>
    public Highlighter(QueryNode query, string? language)
    {
        stemmer = Stemmer.Of(language);
        foreach (var node in query.Wanted())
            switch (node)
            {
                case QueryNode.Word word when CjkBigrams.IsUnspaced(word.Text):
                    terms.Add(new(word.Field, word.Text)); break;
                case QueryNode.Word word when WordPattern.Of(word) is { } pattern:
                    terms.Add(new(word.Field, pattern.Holds)); break;
                case QueryNode.Word { Match: WordMatch.Exact } word:
                    terms.Add(new(word.Field, [SearchWords.Fold(word.Text)])); break;
                case QueryNode.Word word:
                    if (SearchWords.Joined(word.Text) is { } joined)
                        terms.Add(new(word.Field, [.. SearchWords.Forms(word.Text)]));
                    else joined = SearchWords.Fold(word.Text);
                    terms.Add(new(word.Field, [StemOf(joined)]) { IsStem = true }); break;
                case QueryNode.Phrase phrase when CjkBigrams.IsUnspaced(phrase.Text):
                    terms.Add(new(phrase.Field, phrase.Text)); break;
                case QueryNode.Phrase phrase:
                    terms.Add(new(phrase.Field, [.. SearchWords.Forms(phrase.Text)])); break;
                case QueryNode.Near near:
                    foreach (var word in SearchWords.Forms(near.Text)) terms.Add(new(near.Field, [word]));
                    break;
                case QueryNode.Literal literal: terms.Add(new(literal.Field, literal.Text)); break;
            }
        terms.RemoveAll(t => t.Field is QueryField.Language or QueryField.Tag or QueryField.Note or QueryField.Collection);
    }

    /// <summary>The whole text, cut into matches and what stands between.</summary>
    /// <param name="place">What the text is: <see cref="QueryField.Title"/> or <see cref="QueryField.Body"/>.</param>
    public ImmutableArray<Fragment> Mark(string text, QueryField place) =>
        Cut(text, 0, text.Length, Matches(text, place));

    /// <summary>Where the matches are: from, to, in order, not overlapping.</summary>
    public IEnumerable<(int Start, int End)> Places(string text, QueryField place)
    {
        var at = 0;
        foreach (var match in Matches(text, place))
        {
            if (match.Start < at) continue;
            yield return (match.Start, match.End);
            at = match.End;
        }
    }

    /// <summary>The best stretch of the body, with an ellipsis where it was cut.</summary>
    public ImmutableArray<Fragment> Snippet(string text)
    {
        var matches = Matches(text, QueryField.Body);
        var from = matches.Count == 0 ? 0 : WordStart(text, Math.Max(0, Best(matches).Start - SnippetLength / 4));
        var to = Math.Min(text.Length, from + SnippetLength);
        while (to < text.Length && !char.IsWhiteSpace(text[to]) && to - from < SnippetLength + LongestWord) to++;
        var fragments = Cut(text, from, to, matches).Select(f => f with { Text = f.Text.Replace('\n', ' ') }).ToList();
        if (from > 0) fragments.Insert(0, new("… ", false));
        if (to < text.Length) fragments.Add(new(" …", false));
        return [.. fragments];
    }

    /// <summary>One of: words that follow each other, a condition on one word, or characters as written.</summary>
    private sealed record Term(QueryField Field, string[]? Words, Func<string, bool>? Fits, string? Literal)
    {
        public Term(QueryField field, string[] words) : this(field, words, null, null) { }

        public Term(QueryField field, Func<string, bool> fits) : this(field, null, fits, null) { }

        public Term(QueryField field, string literal) : this(field, null, null, literal) { }

        /// <summary>The one word is a stem.</summary>
        public bool IsStem { get; init; }

        public bool IsIn(QueryField place) => Field switch
        {
            QueryField.Title or QueryField.Body => Field == place,
            QueryField.Source or QueryField.Author => false,
            _ => true,
        };
    }

    private readonly record struct Found(int Start, int End, int Term);

    private string StemOf(string form) =>
        stemmer is null || SearchWords.IsAcronym(form) ? form : stemmer.Stem(form);

    private static ImmutableArray<Fragment> Cut(string text, int from, int to, List<Found> matches)
    {
        var fragments = ImmutableArray.CreateBuilder<Fragment>();
        var at = from;
        foreach (var match in matches)
        {
            if (match.Start < at || match.End > to) continue;
            if (match.Start > at) fragments.Add(new(text[at..match.Start], false));
            fragments.Add(new(text[match.Start..match.End], true));
            at = match.End;
        }
        if (at < to) fragments.Add(new(text[at..to], false));
        return fragments.ToImmutable();
    }

    /// <summary>The match whose window holds the most different terms.</summary>
    private static Found Best(List<Found> matches)
    {
        var (best, most, end) = (matches[0], 0, 0);
        Dictionary<int, int> inside = [];
        for (var i = 0; i < matches.Count; i++)
        {
            while (end < matches.Count && matches[end].End <= matches[i].Start + SnippetLength * 3 / 4)
            {
                inside[matches[end].Term] = inside.GetValueOrDefault(matches[end].Term) + 1;
                end++;
            }
            if (inside.Count > most) (best, most) = (matches[i], inside.Count);
            if (i < end && --inside[matches[i].Term] == 0) inside.Remove(matches[i].Term);
            end = Math.Max(end, i + 1);
        }
        return best;
    }

    private static int WordStart(string text, int at)
    {
        var start = at;
        while (start > 0 && at - start < LongestWord && !char.IsWhiteSpace(text[start - 1])) start--;
        return at - start < LongestWord ? start : at;
    }

    /// <summary>In order; of two at the same place the longer first.</summary>
    private List<Found> Matches(string text, QueryField place)
    {
        List<Found> matches = [];
        var wanted = terms.Select((term, number) => (term, number)).Where(t => t.term.IsIn(place)).ToList();
        if (wanted.Count == 0) return matches;
        foreach (var (term, number) in wanted)
            if (term.Literal is { } literal)
                for (var at = text.IndexOf(literal, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(
                    literal, at + literal.Length, StringComparison.OrdinalIgnoreCase))
                    matches.Add(new(at, at + literal.Length, number));
        if (wanted.Exists(t => t.term.Literal is null)) AddWords(text, wanted, matches);
        matches.Sort((a, b) => (a.Start, -a.End).CompareTo((b.Start, -b.End)));
        return matches;
    }

    private void AddWords(string text, List<(Term Term, int Number)> wanted, List<Found> matches)
    {
        var stems = wanted.Exists(t => t.Term.IsStem);
        var words = SearchWords.Of(text);
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            var stem = stems ? StemOf(word.Form) : word.Form;
            foreach (var (term, number) in wanted)
                if (term.Fits is { } fits ? fits(word.Form)
                    : term.IsStem ? term.Words![0] == stem
                    : term.Words is { Length: 1 } one ? one[0] == word.Form
                    : false) matches.Add(new(word.Start, word.End, number));
                else if (!word.IsExtra && term.Words is { Length: > 1 } phrase && EndOf(words, i, phrase) is { } end)
                    matches.Add(new(word.Start, end, number));
        }
    }

    /// <summary>Where a phrase that begins at a word ends; null where it does not stand there.</summary>
    private static int? EndOf(List<SearchWord> words, int at, string[] phrase)
    {
        var end = 0;
        foreach (var wanted in phrase)
        {
            while (at < words.Count && words[at].IsExtra) at++;
            if (at == words.Count || words[at].Form != wanted) return null;
            end = words[at++].End;
        }
        return end;
    }
}

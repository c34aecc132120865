namespace NewsArchive.Entities;

/// <summary>Puts the passages of an article before the tagger, sentence by sentence, as one document.</summary>
internal static class NameTagger
{
    /// <summary>Longer sentences are lists; they are cut, to bound the work.</summary>
    private const int LongestSentence = 120;

    /// <param name="passages">Their texts, and the length of the dateline that opens them, which is left out.</param>
    /// <returns>The names, each with its passage and that passage's tokens, of which the span counts.</returns>
    public static List<(int Passage, List<Token> Tokens, TaggedSpan Span)> Tag(List<(string Text, int Dateline)> passages)
    {
        List<(int Passage, List<Token> Tokens, int First, int Count)> places = [];
        for (var p = 0; p < passages.Count; p++)
        {
            var tokens = Tokeniser.Cut(passages[p].Text);
            tokens.RemoveAll(t => t.Start < passages[p].Dateline);
            for (int first = 0, end; first < tokens.Count; first = end)
            {
                for (end = first + 1; end < tokens.Count && end - first < LongestSentence && !BeginsSentence(tokens, end); end++) { }
                places.Add((p, tokens, first, end - first));
            }
        }
        var document = new TaggedDocument(places.Select(s => s.Tokens.Skip(s.First).Take(s.Count).Select(t => t.Text).ToArray()));
        return [.. places.Zip(document.Sentences).SelectMany(s => LinearTagger.Default.Tag(document, s.Second)
            .Select(span => (s.First.Passage, s.First.Tokens, span with { First = span.First + s.First.First, Last = span.Last + s.First.First })))];
    }

    /// <summary>After a full stop and what closes with it.</summary>
    private static bool BeginsSentence(List<Token> tokens, int at)
    {
        if (!tokens[at].StartsSentence && tokens[at].Text is not ("“" or "\"" or "‘")) return false;
        var before = at - 1;
        while (before > 0 && tokens[before].Text is "”" or "\"" or "’" or ")") before--;
        return tokens[before].Text is "." or "!" or "?" or "…" || tokens[before].IsWord && tokens[before].Text[^1] == '.' && tokens[at].StartsSentence;
    }
}

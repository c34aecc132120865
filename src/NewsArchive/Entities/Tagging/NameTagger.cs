namespace NewsArchive.Entities;

/// <summary>Puts the passages of an article before the tagger, sentence by sentence, as one document.</summary>
internal static class NameTagger
{
    /// <summary>Longer sentences are lists; they are cut, to bound the work.</summary>
    private const int LongestSentence = 120;

    /// <param name="passages">The tokens of each, less those of a dateline.</param>
    /// <returns>The names, each with its passage and that passage's tokens, of which the span counts.</returns>
    public static List<(int Passage, List<Token> Tokens, TaggedSpan Span)> Tag(List<List<Token>> passages)
    {
        List<(int Passage, int First)> places = [];
        List<string[]> sentences = [];
        for (var p = 0; p < passages.Count; p++)
        {
            var tokens = passages[p];
            for (int first = 0, end; first < tokens.Count; first = end)
            {
                for (end = first + 1; end < tokens.Count && end - first < LongestSentence
                    && !BeginsSentence(tokens, end); end++) { }
                var words = new string[end - first];
                for (var i = first; i < end; i++) words[i - first] = tokens[i].Text;
                places.Add((p, first));
                sentences.Add(words);
            }
        }
        var document = new TaggedDocument(sentences);
        List<(int, List<Token>, TaggedSpan)> result = [];
        for (var s = 0; s < places.Count; s++)
            foreach (var span in LinearTagger.Default.Tag(document.Sentences[s]))
                result.Add((places[s].Passage, passages[places[s].Passage],
                    span with { First = span.First + places[s].First, Last = span.Last + places[s].First }));
        return result;
    }

    /// <summary>After a full stop and what closes with it.</summary>
    private static bool BeginsSentence(List<Token> tokens, int at)
    {
        if (!tokens[at].StartsSentence && tokens[at].Text is not ("“" or "\"" or "‘")) return false;
        var before = at - 1;
        while (before > 0 && tokens[before].Text is "”" or "\"" or "’" or ")") before--;
        return tokens[before].Text is "." or "!" or "?" or "…"
            || tokens[before].IsWord && tokens[before].Text[^1] == '.' && tokens[at].StartsSentence;
    }
}

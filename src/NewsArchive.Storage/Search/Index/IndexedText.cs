using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>What the index needs of an article beside its columns.</summary>
/// <param name="Bigrams">Of headline and body, as <see cref="CjkBigrams"/> makes them.</param>
/// <param name="Words">The different words of what is searched, in lower case.</param>
internal sealed record IndexedText(string Bigrams, IReadOnlyCollection<string> Words)
{
    public static IndexedText Of(string? headline, string? standfirst, string? byline, string? source, string body) =>
        new(CjkBigrams.Of(headline + "\n" + body), WordsOf([headline, standfirst, byline, source, body]));

    private static HashSet<string> WordsOf(IEnumerable<string?> texts)
    {
        HashSet<string> words = [];
        foreach (var text in texts)
            foreach (var (_, word) in NewsArchive.Text.Words.Tokenise(text ?? ""))
                if (!CjkBigrams.IsUnspaced(word)) words.Add(word.ToLowerInvariant());
        return words;
    }
}

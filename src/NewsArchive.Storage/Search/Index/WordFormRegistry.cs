using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>
/// Writes down the words of articles by their stems, so that a search finds the other forms of a word.
/// </summary>
internal sealed class WordFormRegistry(RowInserter<WordFormRow> forms)
{
    /// <summary>Words remembered as stored; then it forgets them all, and the database ignores what it has.</summary>
    private const int MostKnown = 200_000;

    private readonly Dictionary<string, HashSet<string>> known = [];

    /// <param name="language">Two-letter code; of languages without rules nothing is kept.</param>
    public void Add(IEnumerable<string> words, string? language)
    {
        if (Stemmer.Of(language) is not { } stemmer) return;
        language ??= Stemmer.Usual;
        if (!known.TryGetValue(language, out var stored)) known[language] = stored = [];
        if (stored.Count > MostKnown) stored.Clear();
        foreach (var word in words)
            if (stored.Add(word))
                forms.Insert(new() { Stem = stemmer.Stem(Words.Fold(word)), Language = language, Form = word });
    }
}

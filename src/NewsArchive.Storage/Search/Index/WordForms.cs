using System.Data.Common;
using NewsArchive.Storage.Sql;
using NewsArchive.Text;

namespace NewsArchive.Storage.Search;

/// <summary>Looks up which words of the archive are forms of one.</summary>
internal static class WordForms
{
    /// <summary>More words of one stem are no forms of a word.</summary>
    private const int Most = 60;

    /// <param name="languages">Two-letter codes of those whose rules hold.</param>
    /// <returns>At least the word itself.</returns>
    public static IReadOnlyCollection<string> Of(DbConnection connection, string word, IEnumerable<string> languages)
    {
        HashSet<string> forms = [word.ToLowerInvariant()];
        var folded = Words.Fold(word);
        foreach (var language in languages)
            if (Stemmer.Of(language) is { } stemmer)
            {
                using var rows = new SqlReader(connection,
                    "SELECT Form FROM WordForms WHERE Stem = ? AND Language = ? LIMIT ?", stemmer.Stem(folded),
                    language, Most);
                while (rows.Read()) forms.Add(rows.String(0));
            }
        return forms;
    }
}

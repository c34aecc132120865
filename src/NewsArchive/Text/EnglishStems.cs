namespace NewsArchive.Text;

/// <summary>
/// A light stemmer of English for comparing texts: rough, and the same for every word of an archive whatever its
/// language, where <see cref="Stemmer"/> has rules for each.
/// </summary>
internal static class EnglishStems
{
    public static string WithoutPlural(string word) =>
        word.Length <= 4 || word[^1] != 's' || word[^2] == 's' ? word
        : word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y" : word[..^1];

    /// <summary>Without endings of number and tense, so that “blocking”, “blocked” and “block” are one.</summary>
    public static string Stem(string word)
    {
        var stem = WithoutPlural(word);
        if (stem.Length > 5 && stem.EndsWith("ing", StringComparison.Ordinal)) stem = stem[..^3];
        else if (stem.Length > 4 && stem.EndsWith("ed", StringComparison.Ordinal)) stem = stem[..^2];
        return stem.Length > 4 && stem[^1] == 'e' ? stem[..^1] : stem;
    }
}

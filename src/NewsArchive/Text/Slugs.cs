using System.Text;

namespace NewsArchive.Text;

/// <summary>The readable end of a URL.</summary>
public static class Slugs
{
    private const int Longest = 80;

    /// <summary>Folded words joined by hyphens; letters of any script stay. Never empty.</summary>
    public static string Of(string text)
    {
        var slug = new StringBuilder();
        foreach (var (_,
            word) in Words.Tokenise(text.Replace("’", "", StringComparison.Ordinal)
            .Replace("'", "", StringComparison.Ordinal)))
        {
            var folded = Words.Fold(word);
            if (slug.Length + folded.Length + 1 > Longest) break;
            if (slug.Length > 0) slug.Append('-');
            slug.Append(folded);
        }
        return slug.Length > 0 ? slug.ToString() : "untitled";
    }
}

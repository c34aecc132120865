using NewsArchive.Text;

namespace NewsArchive.Lines;

/// <summary>
/// By what two lines of a page are found to speak of the same: longer words, cut to their beginnings, each once.
/// </summary>
internal static class WordBeginnings
{
    private const int ShortestWord = 4, Length = 6;

    /// <param name="withFigures">Words with a digit in them too, however short.</param>
    public static HashSet<string> Of(string text, bool withFigures) =>
    [
        .. Words.Tokenise(text)
            .Where(w => w.Text.Length >= ShortestWord || (withFigures && w.Text.Any(char.IsDigit)))
            .Select(w => Words.Fold(w.Text))
            .Select(w => w.Length > Length ? w[..Length] : w),
    ];
}

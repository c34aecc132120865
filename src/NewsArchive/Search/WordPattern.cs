// Observation: a pattern typed by a stranger may cost an engine of automata more than memory holds.
// Idea: patterns are matched against the words of the archive one by one, by an engine that never goes back, so that
// the cost is that of reading the list of words; the letters before the first sign cut the list.
using System.Text;
using System.Text.RegularExpressions;
using NewsArchive.Text;

namespace NewsArchive.Search;

/// <summary>Which words of the archive a term of a query stands for, where these are looked up in the list of
/// all.</summary>
/// <param name="Beginning">Every word that fits begins so.</param>
/// <param name="Fits">Asked of a form as <see cref="SearchWords.Fold"/> leaves it, that begins so.</param>
public sealed record WordPattern(string Beginning, Func<string, bool> Fits)
{
    /// <summary>Whether any form is one of the words.</summary>
    public bool Holds(string form) => form.StartsWith(Beginning, StringComparison.Ordinal) && Fits(form);

    /// <summary>Longer ones nobody types.</summary>
    private const int Longest = 100;

    /// <summary>Letters without which a pattern would stand for nearly every word.</summary>
    private const int FewestLetters = 2;

    /// <returns>Null for a word that stands for itself or its grammatical forms.</returns>
    public static WordPattern? Of(QueryNode.Word word)
    {
        var form = SearchWords.Fold(word.Text);
        return word.Match switch
        {
            WordMatch.Prefix => new(form, _ => true),
            WordMatch.Pattern => Signs(word.Text),
            WordMatch.Regex => Expression(word.Text),
            WordMatch.Similar => new("", other => Slips.Between(other, form, word.Slips) <= word.Slips),
            _ => null,
        };
    }

    /// <summary>With <c>*</c> for any letters and <c>?</c> for one.</summary>
    /// <returns>Null where it has other signs, or too few letters.</returns>
    public static WordPattern? Signs(string pattern)
    {
        if (pattern.Length > Longest || pattern.Count(char.IsLetterOrDigit) < FewestLetters) return null;
        var written = new StringBuilder();
        var beginning = 0;
        if (pattern.Split('*', '?').Any(part => part.Length > 0 && !IsWord(part))) return null;
        for (var at = 0; at < pattern.Length;)
        {
            var end = at;
            while (end < pattern.Length && pattern[end] is not ('*' or '?')) end++;
            if (end > at) written.Append(Regex.Escape(SearchWords.Fold(pattern[at..end])));
            if (at == 0) beginning = end;
            if (end < pattern.Length) written.Append(pattern[end] == '*' ? ".*" : ".");
            at = end + 1;
        }
        return Compile(SearchWords.Fold(pattern[..beginning]), written.ToString());

        static bool IsWord(string part) => Words.Tokenise(part) is [var (_, word)] && word.Length == part.Length;
    }

    /// <returns>Null where it cannot be read, or needs to go back.</returns>
    public static WordPattern? Expression(string expression) =>
        expression.Length > Longest || expression.Count(char.IsLetterOrDigit) < FewestLetters
            ? null : Compile("", expression);

    private static WordPattern? Compile(string beginning, string expression)
    {
        try
        {
            // Forms are in lower case: only capitals in the expression need another look.
            var regex = new Regex($@"\A(?:{expression})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
                | RegexOptions.ExplicitCapture | (expression.Any(char.IsUpper) ? RegexOptions.IgnoreCase : 0));
            return new(beginning, regex.IsMatch);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

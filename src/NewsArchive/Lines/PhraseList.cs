using System.Buffers;
using System.Collections.Frozen;
using System.Text;
using NewsArchive.Text;

namespace NewsArchive.Lines;

/// <summary>
/// Phrases of one embedded list, looked up in a line after both were brought to one form.
/// </summary>
/// <remarks>File format: see the head of <c>Phrases/boilerplate.txt</c>.</remarks>
internal sealed class PhraseList
{
    private readonly FrozenDictionary<string, string> whole;
    private readonly (string Phrase, string Rule)[] beginnings;
    private readonly SearchValues<string> anywhere;
    private readonly (string Phrase, string Rule)[] anywhereRules;

    private PhraseList(List<(char How, string Phrase, string Rule)> entries)
    {
        whole = entries.Where(e => e.How == '=').DistinctBy(e => e.Phrase)
            .ToFrozenDictionary(e => e.Phrase, e => e.Rule);
        beginnings = [.. entries.Where(e => e.How == '^').Select(e => (e.Phrase, e.Rule))
            .OrderBy(e => e.Phrase, StringComparer.Ordinal)];
        anywhereRules = [.. entries.Where(e => e.How == '~').Select(e => (e.Phrase, e.Rule))];
        anywhere = SearchValues.Create([.. anywhereRules.Select(e => e.Phrase)], StringComparison.Ordinal);
    }

    /// <summary>Loads <c>Lines/Phrases/{name}.txt</c>.</summary>
    public static PhraseList Load(string name)
    {
        List<(char, string, string)> entries = [];
        var rule = "";
        foreach (var line in EmbeddedText.Lines($"Lines.Phrases.{name}.txt"))
        {
            if (line[0] == '[') rule = line.Trim('[', ']');
            else entries.Add((line[0], Normalise(line[1..]), rule));
        }
        return new(entries);
    }

    /// <summary>The rule of the first phrase that fits a line already in normal form, or null.</summary>
    /// <param name="normalised">The line after <see cref="Normalise"/>.</param>
    /// <param name="includeAnywhere">False for running text, where a phrase inside proves nothing.</param>
    public string? Match(string normalised, bool includeAnywhere = true)
    {
        if (normalised.Length == 0) return null;
        if (whole.TryGetValue(normalised, out var rule)) return rule;
        foreach (var (phrase, itsRule) in beginnings)
            if (normalised.StartsWith(phrase, StringComparison.Ordinal) && EndsWord(normalised, phrase.Length))
                return itsRule;
        if (includeAnywhere && anywhereRules.Length > 0 && normalised.AsSpan().ContainsAny(anywhere))
            foreach (var (phrase, itsRule) in anywhereRules)
                if (normalised.Contains(phrase, StringComparison.Ordinal)) return itsRule;
        return null;
    }

    /// <summary>
    /// Lower case, straight apostrophes, runs of digits as <c>#</c>, other punctuation but <c>: © ()</c> as one space.
    /// </summary>
    public static string Normalise(string line)
    {
        var result = new StringBuilder(line.Length);
        foreach (var c in line)
        {
            if (char.IsDigit(c) || c == '#')
            {
                if (result.Length == 0 || result[^1] != '#') result.Append('#');
            }
            else if (char.IsLetter(c) || c is '©') result.Append(char.ToLowerInvariant(c));
            else if (c is '\'' or '’' or '‘' or 'ʼ') result.Append('\'');
            else if (c is ':' or '(' or ')') result.Append(c);
            else if (c is ',' or '.' && result.Length > 0 && result[^1] == '#') continue;
            else if (result.Length > 0 && result[^1] != ' ') result.Append(' ');
        }
        return result.ToString().Trim();
    }

    private static bool EndsWord(string text, int at) =>
        at >= text.Length || !char.IsLetter(text[at]) || !char.IsLetterOrDigit(text[at - 1]);
}

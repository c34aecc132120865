// Observation: a full stop ends most sentences, but also stands after titles, initials and short words, in figures and
// in addresses; quotation marks and brackets close behind it.
// Idea: a stop, what closes behind it, white space, and then anything but a letter in lower case.
// Known failure: an abbreviation that ends its sentence (“… at Acme Inc. He said”) does not.
namespace NewsArchive.Text;

/// <summary>Where sentences end.</summary>
public static class Sentences
{
    private const string Closing = "”\"’')»]";

    /// <summary>
    /// Full stop, question and exclamation mark, as Latin letters and other scripts write them, and the ellipsis.
    /// </summary>
    private const string Stops = ".!?…。！？؟।";

    /// <summary>Whether the character ends sentences written in Latin letters.</summary>
    public static bool IsLatinStop(char c) => c is '.' or '!' or '?';

    /// <summary>Whether the last character ends a sentence in any script.</summary>
    public static bool EndsWithStop(ReadOnlySpan<char> text) =>
        text.Length > 0 && Stops.Contains(text[^1], StringComparison.Ordinal);

    /// <summary>
    /// The sentences of a paragraph, trimmed, in order; what is left behind the last stop is one too.
    /// </summary>
    public static IEnumerable<string> Of(string paragraph) =>
        Spans(paragraph).Select(s => paragraph[s.Start..s.End].Trim()).Where(s => s.Length > 0);

    /// <summary>The part of a paragraph up to the end of its first sentence.</summary>
    public static string First(string paragraph) => Of(paragraph).FirstOrDefault() ?? "";

    /// <summary>Where the sentence begins that the place is in; 0-based UTF-16 offset.</summary>
    public static int StartBefore(string paragraph, int place)
    {
        var start = 0;
        foreach (var (from, end) in Spans(paragraph))
        {
            if (from > place || (from == place && from > 0)) break;
            start = from;
            if (end >= place) break;
        }
        return start;
    }

    /// <summary>Where each sentence begins and ends; together they are the whole paragraph.</summary>
    public static IEnumerable<(int Start, int End)> Spans(string paragraph)
    {
        var start = 0;
        for (var i = 0; i < paragraph.Length; i++)
        {
            if (!IsLatinStop(paragraph[i]) && paragraph[i] != '…') continue;
            if (Abbreviations.HasStop(paragraph, i)) continue;
            var end = i + 1;
            while (end < paragraph.Length
                && (Closing.Contains(paragraph[end], StringComparison.Ordinal) || IsLatinStop(paragraph[end]))) end++;
            if (end >= paragraph.Length || !char.IsWhiteSpace(paragraph[end]) || IsFollowedByLower(paragraph, end))
                continue;
            yield return (start, end);
            start = end;
            i = end - 1;
        }
        if (start < paragraph.Length) yield return (start, paragraph.Length);
    }

    private static bool IsFollowedByLower(string text, int at)
    {
        while (at < text.Length && !char.IsLetterOrDigit(text[at]) && text[at] != '\n') at++;
        return at < text.Length && char.IsLower(text[at]);
    }
}

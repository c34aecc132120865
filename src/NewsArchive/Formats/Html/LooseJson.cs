// Observation: scripts of pages hold JSON that a template filled in: quotes inside a string without a backslash, line
// breaks in it, and a headline with quotes costs author and day.
// Idea: a quote ends a string only where what follows goes on as JSON does; any other is a sign of the text.
// Known failure: a text that holds a quote, a comma and another quote in a row.
using System.Text;

namespace NewsArchive.Formats.Html;

/// <summary>Mends JSON whose strings were not escaped.</summary>
internal static class LooseJson
{
    public static string Repair(string json)
    {
        var result = new StringBuilder(json.Length + 16);
        var inside = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (!inside)
            {
                inside = c == '"';
                result.Append(c);
            }
            else if (c == '\\' && i + 1 < json.Length)
            {
                // A backslash before anything but what JSON escapes is a sign of the text.
                if ("\"\\/bfnrtu".Contains(json[i + 1], StringComparison.Ordinal)) result.Append(c).Append(json[++i]);
                else result.Append("\\\\");
            }
            else if (c == '"')
            {
                inside = !EndsString(json, i + 1);
                result.Append(inside ? "\\\"" : "\"");
            }
            else if (c < ' ') result.Append(' ');
            else result.Append(c);
        }
        return result.ToString();
    }

    /// <summary>
    /// Whether JSON goes on after the quote: with the value of a name, the next name or value, or the end.
    /// </summary>
    private static bool EndsString(string json, int at)
    {
        at = Next(json, at);
        if (at == json.Length || json[at] is '}' or ']' or ':') return true;
        if (json[at] != ',') return false;
        at = Next(json, at + 1);
        return at == json.Length || json[at] is '"' or '{' or '[' or '}' or ']' or '-' || char.IsDigit(json[at])
            || json.AsSpan(at).StartsWith("true") || json.AsSpan(at).StartsWith("false")
            || json.AsSpan(at).StartsWith("null");
    }

    private static int Next(string json, int at)
    {
        while (at < json.Length && char.IsWhiteSpace(json[at])) at++;
        return at;
    }
}

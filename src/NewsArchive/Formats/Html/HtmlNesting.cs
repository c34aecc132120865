// Observation: the time that a parser takes grows with the square of how deep elements lie in each other, and no page
// that was written for readers lies deeper than browsers go.
// Idea: beyond that depth tags are left out and their text is kept, before anything is parsed.
// Known failure: a page of so many elements that are never closed loses the markup of its end.
using System.Collections.Frozen;
using System.Text;

namespace NewsArchive.Formats.Html;

internal static class HtmlNesting
{
    /// <summary>Levels that browsers keep.</summary>
    private const int Deepest = 512;

    /// <summary>Elements without content, and those that the next of their kind closes.</summary>
    private static readonly FrozenSet<string> Flat = FrozenSet.ToFrozenSet(
        ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "p", "li",
            "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "param", "path", "rect",
            "circle", "use", "html", "head", "body"], StringComparer.OrdinalIgnoreCase);

    private static readonly string[] Raw = ["script", "style", "textarea", "title", "noscript", "template", "svg"];

    /// <summary>The same page, where it is no deeper than pages are; else with its deepest tags left out.</summary>
    public static string Bounded(string html)
    {
        StringBuilder? kept = null;
        var (depth, copied, at) = (0, 0, 0);
        var names = Flat.GetAlternateLookup<ReadOnlySpan<char>>();
        while ((at = html.IndexOf('<', at)) >= 0 && at + 1 < html.Length)
        {
            if (html.AsSpan(at).StartsWith("<!--", StringComparison.Ordinal))
            {
                at = html.IndexOf("-->", at + 4, StringComparison.Ordinal);
                if (at < 0) break;
                continue;
            }
            var isEnd = html[at + 1] == '/';
            var start = isEnd ? at + 2 : at + 1;
            var end = start;
            while (end < html.Length && char.IsAsciiLetterOrDigit(html[end])) end++;
            var close = end == start ? -1 : html.IndexOf('>', end);
            if (close < 0)
            {
                if (end != start) break;
                at++;
                continue;
            }
            var name = html.AsSpan(start, end - start);
            if (!isEnd && RawEnd(html, name, close) is var after and > 0)
            {
                at = after;
                continue;
            }
            if (!names.Contains(name) && html[close - 1] != '/')
            {
                var isTooDeep = depth > Deepest;
                depth = Math.Max(0, depth + (isEnd ? -1 : 1));
                if (isTooDeep || depth > Deepest)
                {
                    (kept ??= new(html.Length)).Append(html, copied, at - copied).Append(' ');
                    copied = close + 1;
                }
            }
            at = close + 1;
        }
        return kept is null ? html : kept.Append(html, copied, html.Length - copied).ToString();
    }

    /// <summary>Where the content of an element ends that holds no elements; 0 for others.</summary>
    private static int RawEnd(string html, ReadOnlySpan<char> name, int close)
    {
        foreach (var raw in Raw)
            if (name.Equals(raw, StringComparison.OrdinalIgnoreCase))
                return html.IndexOf("</" + raw, close, StringComparison.OrdinalIgnoreCase) is >= 0 and var end ? end + 2 : 0;
        return 0;
    }
}

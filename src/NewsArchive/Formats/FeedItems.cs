// Observation: feeds are full of names of HTML entities, lone ampersands, prefixes that nobody declared, markup that was
// not escaped, and ends that are missing; to XML each is the end of the whole feed.
// Idea: cut the text at the tags of its items and mend each by itself, the mildest way first: signs, then markup inside
// the fields, then missing ends.
// Known failure: an item inside the text of another item.
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace NewsArchive.Formats;

/// <summary>The items of a feed that is no valid XML.</summary>
internal static partial class FeedItems
{
    /// <param name="passed">Items that were read already.</param>
    /// <returns>Items, and what is wrong with those that are cut off or beyond mending.</returns>
    public static IEnumerable<(XElement? Item, string? Failure)> After(string text, int passed)
    {
        var begins = Opening().Matches(text);
        for (var i = passed; i < begins.Count; i++)
        {
            var (start, name) = (begins[i].Index, begins[i].Groups["name"].Value);
            var isLast = i + 1 == begins.Count;
            var limit = isLast ? text.Length : begins[i + 1].Index;
            var end = text.IndexOf("</" + name, start, limit - start, StringComparison.OrdinalIgnoreCase);
            var item = Mend(end < 0 ? text[start..limit] : text[start..end] + $"</{name}>", name);
            if (item is null) yield return (null, $"item {i + 1}: not valid XML, and beyond mending");
            else yield return (item, end < 0 && isLast
                ? $"item {i + 1}: the file is cut off here; what is left of the item was read" : null);
        }
    }

    private static XElement? Mend(string part, string name)
    {
        try
        {
            if (Parsed(Signs(part)) is { } mild) return mild;
            var escaped = Signs(Fields().Replace(part, Escaped));
            return Parsed(escaped) ?? Parsed(Closed(escaped, name));
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static XElement? Parsed(string xml)
    {
        var prefixes = Prefix().Matches(xml).Select(m => m.Groups["prefix"].Value).Distinct()
            .Where(prefix => prefix is not ("xml" or "xmlns"));
        var declared = string.Concat(prefixes.Select(prefix => $" xmlns:{prefix}=\"{NamespaceOf(prefix)}\""));
        try
        {
            using var reader = XmlReader.Create(new StringReader($"<mended{declared}>{xml}</mended>"),
                new XmlReaderSettings { CheckCharacters = false, DtdProcessing = DtdProcessing.Prohibit });
            return XElement.Load(reader).Elements().FirstOrDefault();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string NamespaceOf(string prefix) =>
        prefix == "media" ? FeedFormat.MediaNamespace : "urn:undeclared:" + prefix;

    /// <summary>Names of HTML entities as what they stand for, and lone ampersands as such.</summary>
    private static string Signs(string xml) => InCharacterData().Replace(xml, m =>
        m.Value.StartsWith("<![CDATA[", StringComparison.Ordinal) ? m.Value
        : m.Groups["name"].Value is { Length: > 0 } name
            ? name is "amp" or "lt" or "gt" or "quot" or "apos" ? m.Value
                : System.Net.WebUtility.HtmlDecode(m.Value) is var sign && sign != m.Value ? sign
                : "&amp;" + m.Value[1..]
        : m.Groups["number"].Success ? m.Value : "&amp;");

    /// <summary>The content of a field of text with its markup escaped.</summary>
    private static string Escaped(Match m) =>
        m.Groups["content"].Value.Contains("<![CDATA[", StringComparison.Ordinal)
            ? m.Value
            : m.Groups["open"].Value + m.Groups["content"].Value.Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal) + m.Groups["close"].Value;

    /// <summary>The ends that are missing put at the end; a tag that is cut in its middle goes.</summary>
    private static string Closed(string xml, string name)
    {
        var end = "</" + name + ">";
        var inner = xml.EndsWith(end, StringComparison.Ordinal) ? xml[..^end.Length] : xml;
        if (inner.LastIndexOf('<') > inner.LastIndexOf('>')) inner = inner[..inner.LastIndexOf('<')];
        if (inner.LastIndexOf("<![CDATA[", StringComparison.Ordinal)
            > inner.LastIndexOf("]]>", StringComparison.Ordinal)) inner += "]]>";
        Stack<string> open = [];
        foreach (Match tag in Tags().Matches(inner))
        {
            if (tag.Groups["empty"].Value == "/" || tag.Value.StartsWith("<!", StringComparison.Ordinal)) continue;
            if (tag.Groups["end"].Value.Length == 0) open.Push(tag.Groups["name"].Value);
            else if (open.Contains(tag.Groups["name"].Value))
                while (open.Pop() != tag.Groups["name"].Value) { }
        }
        return new StringBuilder(inner).AppendJoin("", open.Select(tag => $"</{tag}>")).ToString();
    }

    [GeneratedRegex(@"<(?<name>item|entry)(?=[\s>])", RegexOptions.IgnoreCase)]
    private static partial Regex Opening();

    [GeneratedRegex(@"[</\s](?<prefix>[A-Za-z_][\w.\-]*):[A-Za-z_]", RegexOptions.NonBacktracking)]
    private static partial Regex Prefix();

    /// <summary>Milliseconds that one pattern may take over one item.</summary>
    private const int Longest = 2000;

    [GeneratedRegex(@"<!\[CDATA\[[\s\S]*?\]\]>|&(?<name>[A-Za-z][A-Za-z0-9]{1,30});"
        + "|&(?<number>#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});|&", RegexOptions.None, Longest)]
    private static partial Regex InCharacterData();

    [GeneratedRegex(@"(?<open><(?<field>title|description|summary|content|content:encoded|encoded)(?:\s[^<>]*)?>)"
        + @"(?<content>[\s\S]*?)(?<close></\k<field>\s*>|(?=</(?:item|entry)>)|\z)", RegexOptions.IgnoreCase,
        Longest)]
    private static partial Regex Fields();

    [GeneratedRegex(@"<!\[CDATA\[[\s\S]*?\]\]>|<(?<end>/?)(?<name>[A-Za-z_][\w.:\-]*)[^<>]*?(?<empty>/?)>",
        RegexOptions.None, Longest)]
    private static partial Regex Tags();
}

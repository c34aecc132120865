// Observation: saved pages are most of what scrapers leave; the article is a small part of them, and the head of the
// page states its fields for machines.
// Idea: one line a paragraph of the page, marked with what the markup says of it; the line classifier does the rest, so
// that what is left out stays visible as a line with a reason.
// Known failure: pages whose text only appears when their scripts run; then the body that the page declares is read.
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using NewsArchive.Decoding;
using NewsArchive.Formats.Html;
using NewsArchive.Notation;

namespace NewsArchive.Formats;

internal sealed partial class HtmlFormat : IDocumentFormat
{
    /// <summary>
    /// Bytes in which a page must show its doctype or first tag, and in which it declares its encoding.
    /// </summary>
    private const int Prologue = 2048;

    /// <summary>A declared text this many times as long as the one found stands in for it.</summary>
    private const double MuchLonger = 1.8;

    /// <summary>Characters of a declared text that stands in for none, and for one that was found.</summary>
    private const int ShortestStated = 40, ShortestInstead = 200;

    /// <summary>Blocks above the headline that may still belong to it.</summary>
    private const int NearHeadline = 4;

    public string Name => "html";

    public bool Recognises(SourceFile file)
    {
        var head = System.Text.Encoding.Latin1.GetString(file.Head.Span[..Math.Min(file.Head.Length, Prologue)])
            .Replace("\0", "", StringComparison.Ordinal);
        return Start().IsMatch(head)
            || (head.TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t').StartsWith('<')
            && Tags().Count(head) >= 3 && !Feed().IsMatch(head));
    }

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        if (file.ReadAll() is not { } content)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge);
            yield break;
        }
        yield return Read(file.Path, 1, Name, content, null, null).Alone();
    }

    /// <summary>Reads one page.</summary>
    /// <param name="charset">Declared outside the page, as in an HTTP header; null where nothing is.</param>
    /// <param name="url">The address it was fetched from, where known.</param>
    internal static DocumentRead Read(
        string path, int ordinal, string format, byte[] content, string? charset, string? url)
    {
        var decoded = TextDecoder.Decode(content, charset ?? DeclaredCharset(content));
        if (decoded.Failure is { } why) return DocumentRead.Failed(why);
        var (text, marks, declared) = ReadPage(decoded.Text, url);
        return string.IsNullOrWhiteSpace(text)
            ? DocumentRead.Failed("the page holds no text outside its markup")
            : DocumentRead.Of(new(path, ordinal, format, decoded.Encoding, content, text, declared, marks));
    }

    /// <summary>Text, marks and declared fields of a page or a piece of one.</summary>
    internal static (string Text, ImmutableArray<LineMark> Marks, DeclaredFields Declared) ReadPage(
        string html, string? url)
    {
        var page = new HtmlParser(new HtmlParserOptions { IsKeepingSourceReferences = false })
            .ParseDocument(HtmlNesting.Bounded(html));
        var ld = JsonLd.Of(page);
        var declared = HtmlMetadata.Read(page, ld);
        if (declared.Url is null && (url ?? SavedFrom(html)) is { } from) declared = declared with { Url = from };
        if (page.Body is not { } body) return ("", [], declared);
        var blocks = HtmlBlocks.Of(body);
        var teasers = MainText.Teasers(blocks);
        for (var i = 0; i < blocks.Count; i++)
            if (teasers[i] && blocks[i].Region == HtmlRegion.Text)
                blocks[i] = blocks[i] with { Region = HtmlRegion.Related };
        var stated = MainText.ByDeclaredBody(ld.Body, blocks);
        var chosen = stated ?? MainText.Choose(MainText.Find(body, blocks), blocks);
        List<string> lines = [.. blocks.Select(b => b.Text)];
        var first = Array.IndexOf(chosen, true);
        var headline = blocks.Count == 0
            ? -1 : blocks.FindLastIndex(Math.Max(0, first), b => b.Parent.LocalName == "h1");
        var posts = LivePosts.Heads(blocks);
        List<LineMark> marks =
            [.. blocks.Select((block, i) =>
                posts[i] && chosen[i] ? LineMark.PostHead
                    : MarkOf(block, chosen[i], stated is not null,
                        headline >= 0 && i >= headline - NearHeadline && i < first))];
        var found = blocks.Where((_, i) => marks[i] is LineMark.Paragraph or LineMark.None or LineMark.Quote)
            .Sum(b => b.Text.Length);
        if (ld.Body is { } whole && whole.Length >= (found == 0 ? ShortestStated : ShortestInstead)
            && found * MuchLonger < whole.Length)
        {
            marks = [.. marks.Select(_ => LineMark.Furniture)];
            foreach (var line in DeclaredParagraphs(whole))
            {
                lines.Add(line);
                marks.Add(LineMark.Paragraph);
            }
        }
        return (string.Join('\n', lines), [.. marks], declared);
    }

    private static LineMark MarkOf(HtmlBlock block, bool chosen, bool stated, bool isNearHeadline)
    {
        if (stated && chosen && block.Mark != LineMark.Heading)
            return block.Mark is LineMark.None or LineMark.ListItem ? LineMark.Paragraph : block.Mark;
        if (block.Parent.LocalName == "h1" && HtmlHeadline.IsNotice(block.Text)) return LineMark.Furniture;
        if (block.Mark == LineMark.Heading && block.Region is HtmlRegion.Text or HtmlRegion.Byline
            && block.Parent.LocalName == "h1") return LineMark.Heading;
        if (block.Region == HtmlRegion.Comments) return LineMark.Comment;
        if (block.Region == HtmlRegion.Related) return LineMark.Related;
        if (block.Region == HtmlRegion.Furniture) return LineMark.Furniture;
        if (!chosen)
            return block.Region == HtmlRegion.Byline || SaysWhoOrWhen(block, isNearHeadline)
                ? LineMark.None : LineMark.Furniture;
        return block.Region switch
        {
            HtmlRegion.Picture => LineMark.Picture,
            HtmlRegion.Credit => LineMark.Credit,
            HtmlRegion.Byline => LineMark.None,
            _ when block.LinkShare >= 0.8 && block.Text.Length < 200 => LineMark.Link,
            _ => block.Mark,
        };
    }

    /// <summary>
    /// Short text that is no link may be a byline or a date beside the headline, wherever the text begins.
    /// </summary>
    private static bool SaysWhoOrWhen(HtmlBlock block, bool isNearHeadline) =>
        block.Text.Length < 100
            && (block.LinkShare < 0.5
            && (block.Parent.LocalName == "time"
            || isNearHeadline && DatePattern.FindAll(block.Text).Exists(d => d.YearGiven))
            || BylineForm.Labelled(block.Text) is not null);

    private static IEnumerable<string> DeclaredParagraphs(string stated) =>
        (stated.Contains('<', StringComparison.Ordinal) ? Tag().Replace(stated, "\n") : stated)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(System.Net.WebUtility.HtmlDecode).OfType<string>();

    private static string? DeclaredCharset(ReadOnlySpan<byte> content) =>
        Charset().Match(System.Text.Encoding.Latin1.GetString(content[..Math.Min(content.Length, 4 * Prologue)]))
            is { Success: true } m ? m.Groups["name"].Value : null;

    [GeneratedRegex(@"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|meta\s+charset)", RegexOptions.IgnoreCase)]
    private static partial Regex Start();

    [GeneratedRegex(@"<(?:p|div|span|article|section|h1|h2|table|ul|li|br|a|img|header|main|title|meta|link|script"
        + @"|style)[\s>/]", RegexOptions.IgnoreCase)]
    private static partial Regex Tags();

    [GeneratedRegex(@"<(?:rss|feed|rdf:RDF|REUTERS)[\s>]")]
    private static partial Regex Feed();

    [GeneratedRegex(@"<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*[""']?\s*(?<name>[\w:.-]+)",
        RegexOptions.IgnoreCase)]
    private static partial Regex Charset();

    /// <summary>The address in the comment that SingleFile, or a browser, puts at the head of a page it saves.</summary>
    private static string? SavedFrom(string html) =>
        SavedComment().Match(html.Length <= Prologue ? html : html[..Prologue]) is { Success: true } m
            ? m.Groups["url"].Value : null;

    [GeneratedRegex(@"<!--\s*(?:Page saved with SingleFile\s+url:\s*|saved from url=\(\d+\))(?<url>https?://\S+)")]
    private static partial Regex SavedComment();

    [GeneratedRegex(@"<[^<>]+>")]
    private static partial Regex Tag();
}

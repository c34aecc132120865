// Observation: deliveries of news databases and older manuscripts come as rich text (RTF): words between control words
// and groups in braces.
// Idea: follow the groups, keep what is text, leave out what describes the document (fonts, styles, pictures, notes).
// Known failure: text in boxes and footnotes.
using System.Globalization;
using System.Text;

namespace NewsArchive.Formats;

internal sealed class RtfFormat : IDocumentFormat
{
    public string Name => "rtf";

    public bool Recognises(SourceFile file) => file.Head.Span.StartsWith("{\\rtf"u8);

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        if (file.ReadAll() is not { } content) return [DocumentRead.Failed(file.Limits.TooLarge)];
        var text = RtfText.Of(content);
        if (!text.Any(char.IsLetterOrDigit)) return [DocumentRead.Failed("the document holds no text")];
        return NewsDatabases.Split(text) is { } delivery
            ? NewsDatabases.Documents(file.Path, "rtf", delivery)
            : [DocumentRead.Of(new(file.Path, 1, Name, "rtf", content, text, DeclaredFields.None, [])).Alone()];
    }
}

/// <summary>The words of a rich text, a paragraph a line.</summary>
internal static class RtfText
{
    /// <summary>Groups whose words are not the document's.</summary>
    private static readonly HashSet<string> Unread = ["fonttbl", "colortbl", "stylesheet", "info", "pict", "header",
        "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "annotation", "object",
        "fldinst", "listtable", "listoverridetable", "themedata", "datastore", "xmlnstbl", "rsidtbl", "generator",
        "latentstyles", "revtbl", "shp", "nonshppict", "bkmkstart", "bkmkend", "xe", "tc"];

    private static readonly Dictionary<string, char> Signs = new()
    {
        ["par"] = '\n',
        ["line"] = '\n',
        ["row"] = '\n',
        ["sect"] = '\n',
        ["page"] = '\n',
        ["tab"] = ' ',
        ["cell"] = ' ',
        ["emdash"] = '—',
        ["endash"] = '–',
        ["lquote"] = '‘',
        ["rquote"] = '’',
        ["ldblquote"] = '“',
        ["rdblquote"] = '”',
        ["bullet"] = '•',
        ["emspace"] = ' ',
        ["enspace"] = ' ',
    };

    /// <summary>Code pages of the character sets that fonts name.</summary>
    private static readonly Dictionary<int, int> CodePages = new()
    {
        [0] = 1252,
        [77] = 10000,
        [128] = 932,
        [129] = 949,
        [134] = 936,
        [136] = 950,
        [161] = 1253,
        [162] = 1254,
        [163] = 1258,
        [177] = 1255,
        [178] = 1256,
        [186] = 1257,
        [204] = 1251,
        [222] = 874,
        [238] = 1250,
    };

    private readonly record struct Group(bool IsRead, int Skip, int CodePage);

    public static string Of(byte[] content)
    {
        var text = new StringBuilder(content.Length / 2);
        List<byte> pending = [];
        Stack<Group> outer = [];
        Dictionary<int, int> fonts = [];
        var (at, font, documentPage, inFonts) = (0, 0, 1252, 0);
        var group = new Group(true, 1, 0);
        // Characters of the plain form that follow a character given by its number.
        var passed = 0;

        void Flush()
        {
            if (pending.Count == 0) return;
            text.Append(CodePage(group.CodePage > 0 ? group.CodePage : documentPage).GetString([.. pending]));
            pending.Clear();
        }

        while (at < content.Length)
        {
            var c = (char)content[at++];
            switch (c)
            {
                case '{':
                    Flush();
                    outer.Push(group);
                    break;
                case '}':
                    Flush();
                    if (outer.Count == inFonts) inFonts = 0;
                    if (outer.Count > 0) group = outer.Pop();
                    break;
                case '\r' or '\n':
                    break;
                case '\\' when at < content.Length && char.IsAsciiLetter((char)content[at]):
                    var start = at;
                    while (at < content.Length && char.IsAsciiLetter((char)content[at])) at++;
                    var word = Encoding.ASCII.GetString(content, start, at - start);
                    start = at;
                    if (at < content.Length && content[at] == '-') at++;
                    while (at < content.Length && char.IsAsciiDigit((char)content[at])) at++;
                    int? number = int.TryParse(Encoding.ASCII.GetString(content, start, at - start),
                        NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;
                    if (at < content.Length && content[at] == ' ') at++;
                    Word(word, number);
                    break;
                case '\\' when at < content.Length:
                    var sign = (char)content[at++];
                    if (sign == '\'' && at + 2 <= content.Length && byte.TryParse(
                        Encoding.ASCII.GetString(content, at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture,
                        out var code))
                    {
                        at += 2;
                        if (passed > 0) passed--;
                        else if (group.IsRead) pending.Add(code);
                    }
                    else if (sign == '*') group = group with { IsRead = false };
                    else if (sign is '\r' or '\n') Append('\n');
                    else if (sign == '~') Append('\u00A0');
                    else if (sign is '\\' or '{' or '}') Append(sign);
                    else if (sign == '_') Append('-');
                    break;
                default:
                    if (passed > 0) passed--;
                    else if (group.IsRead) pending.Add((byte)c);
                    break;
            }
        }
        Flush();
        return text.ToString();

        void Append(char sign)
        {
            Flush();
            if (group.IsRead) text.Append(sign);
        }

        void Word(string word, int? number)
        {
            if (Signs.TryGetValue(word, out var sign)) Append(sign);
            else if (word == "fonttbl")
            {
                inFonts = outer.Count;
                group = group with { IsRead = false };
            }
            else if (Unread.Contains(word)) group = group with { IsRead = false };
            else if (word == "ansicpg" && number is { } page) documentPage = page;
            else if (word == "uc" && number is >= 0 and <= 8) group = group with { Skip = number.Value };
            else if (word == "u" && number is { } character)
            {
                Append((char)character);
                passed = group.Skip;
            }
            else if (word == "f" && number is { } index)
            {
                Flush();
                font = index;
                if (inFonts == 0) group = group with { CodePage = fonts.GetValueOrDefault(index) };
            }
            else if (word == "fcharset" && inFonts > 0 && CodePages.GetValueOrDefault(number ?? 0) is > 0 and var set)
                fonts[font] = set;
            else if (word == "bin" && number is > 0) at = (int)Math.Min(content.Length, (long)at + number.Value);
        }
    }

    private static Encoding CodePage(int page) => page == 65001 ? Encoding.UTF8
        : CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.Latin1;
}

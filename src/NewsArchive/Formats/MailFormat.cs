// Observation: newsletters and tips arrive as mail; people keep single messages (.eml), whole folders (.mbox) and pages
// that a browser saved as one file (.mht), which is a mail without a sender.
// Idea: the headers state subject, sender and day; the richest part that a reader would see is the text. What is
// attached and can be read is a document of its own.
// Known failure: encrypted messages; of quoted mail below an answer nothing says that it was written before.
using System.Globalization;
using System.Text;
using MimeKit;

namespace NewsArchive.Formats;

internal sealed class MailFormat : IDocumentFormat
{
    /// <summary>Lines at the head in which a mail shows its headers, and how many it shows at least.</summary>
    private const int HeadLines = 40, FewestHeaders = 3;

    private static readonly HashSet<string> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "to", "subject", "date", "message-id", "mime-version", "received", "return-path", "delivered-to",
        "content-type", "reply-to", "sender", "list-id", "dkim-signature", "snapshot-content-location",
        "content-transfer-encoding", "x-mailer", "cc",
    };

    /// <summary>Headers that only machines write; without one of them it may be a text with fields at its head.</summary>
    private static readonly HashSet<string> OfMachines = new(StringComparer.OrdinalIgnoreCase)
    {
        "message-id", "mime-version", "received", "return-path", "delivered-to", "dkim-signature", "content-type",
    };

    public string Name => "mail";

    public bool Recognises(SourceFile file) => IsMbox(file) || HeadersOf(file) is { } headers
        && headers.Count(Headers.Contains) >= FewestHeaders && headers.Exists(OfMachines.Contains);

    private static bool IsMbox(SourceFile file) =>
        file.Head.Span.StartsWith("From "u8) && HeadersOf(file, skip: 1) is { } headers
            && headers.Count(Headers.Contains) >= FewestHeaders;

    /// <summary>Names of the headers up to the first empty line; null where another line stands among them.</summary>
    private static List<string>? HeadersOf(SourceFile file, int skip = 0)
    {
        List<string> names = [];
        var head = Encoding.Latin1.GetString(file.Head.Span[..Math.Min(file.Head.Length, 16 * 1024)]);
        foreach (var line in head.Split('\n').Skip(skip).Take(HeadLines).Select(l => l.TrimEnd('\r')))
        {
            if (line.Length == 0) break;
            if (line[0] is ' ' or '\t') continue;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || line.AsSpan(0, colon).Contains(' ')) return null;
            names.Add(line[..colon]);
        }
        return names;
    }

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        using var stream = file.Open();
        var isMbox = IsMbox(file);
        var parser = new MimeParser(stream, isMbox ? MimeFormat.Mbox : MimeFormat.Entity);
        var ordinal = 0;
        while (!parser.IsEndOfStream)
        {
            var (message, failure) = Next(parser);
            if (message is null)
            {
                if (failure is not null) yield return DocumentRead.Failed(failure);
                break;
            }
            using (message)
                foreach (var read in Documents(file, message, ++ordinal))
                    yield return isMbox ? read : read.Alone();
            if (!isMbox) break;
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the file holds no message");
    }

    private static (MimeMessage? Message, string? Failure) Next(MimeParser parser)
    {
        try
        {
            return (parser.ParseMessage(), null);
        }
        catch (FormatException e)
        {
            return (null, $"byte {parser.Position}: no message begins here ({e.Message.TrimEnd('.')}); what follows is not read");
        }
    }

    private IEnumerable<DocumentRead> Documents(SourceFile file, MimeMessage message, int ordinal)
    {
        using var original = new MemoryStream();
        message.WriteTo(original);
        if (original.Length > file.Limits.DocumentBytes)
        {
            yield return DocumentRead.Failed($"message {ordinal}: {file.Limits.TooLarge}");
            yield break;
        }
        var address = message.Headers["Snapshot-Content-Location"] ?? message.Headers["Content-Location"];
        var fields = new DeclaredFields
        {
            ExternalId = message.Headers.Contains(HeaderId.MessageId) ? message.MessageId : null,
            Headline = message.Subject is { Length: > 0 } subject ? subject : null,
            Bylines = [.. message.From.Mailboxes.Select(m => m.Name).OfType<string>().Where(n => !string.IsNullOrWhiteSpace(n))],
            Published = message.Headers.Contains(HeaderId.Date) && message.Date != default
                ? message.Date.ToString("o", CultureInfo.InvariantCulture) : null,
            Url = address is { } a && a.StartsWith("http", StringComparison.Ordinal) ? a : null,
        };
        var read = Text(message, fields, address is not null) is not var (text, marks, declared, charset)
            ? DocumentRead.Failed($"message {ordinal}: it holds no text")
            : DocumentRead.Of(new(file.Path, ordinal, Name, charset, original.ToArray(), text, declared, marks)
            {
                IsDeclaredText = marks.IsEmpty
            });
        yield return read;
        foreach (var attached in message.Attachments.OfType<MimePart>())
            if (attached.FileName is { Length: > 0 } name && attached.Content is { } content && IsReadable(attached))
                foreach (var inside in Containers.Read(file, $"{ordinal}/{name}", () => Opened(content)))
                    yield return inside;
    }

    /// <summary>The page of a message where it has one, else its plain text; null where it has neither.</summary>
    /// <param name="isPage">A saved page: its own fields say more than those of the message.</param>
    private static (string Text, System.Collections.Immutable.ImmutableArray<LineMark> Marks, DeclaredFields Declared,
        string Charset)? Text(MimeMessage message, DeclaredFields fields, bool isPage)
    {
        if (message.HtmlBody is { } html && !string.IsNullOrWhiteSpace(html))
        {
            var (text, marks, declared) = HtmlFormat.ReadPage(html, fields.Url);
            if (!string.IsNullOrWhiteSpace(text))
                return (text, marks, isPage ? declared.Or(fields) with { Bylines = declared.Bylines }
                    : fields.Or(declared), CharsetOf(message));
        }
        return message.TextBody is { } plain && !string.IsNullOrWhiteSpace(plain)
            ? (plain.ReplaceLineEndings("\n"), [], fields, CharsetOf(message)) : null;
    }

    private static string CharsetOf(MimeMessage message) =>
        message.BodyParts.OfType<TextPart>().FirstOrDefault()?.ContentType.Charset ?? "us-ascii";

    private static bool IsReadable(MimePart part) =>
        part.ContentType.MediaType is "text"
            || part.ContentType.MediaSubtype is "pdf" or "json" or "xml" or "zip"
                or "vnd.openxmlformats-officedocument.wordprocessingml.document";

    private static MemoryStream Opened(IMimeContent content)
    {
        var stream = new MemoryStream();
        content.DecodeTo(stream);
        stream.Position = 0;
        return stream;
    }
}

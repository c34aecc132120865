// Observation: scrapers and datasets write one JSON object an article: a line each, a list, or a list inside an object.
// Idea: fields under their common names; whatever holds the text is the text, the rest is declared. Lines are streamed,
// and a broken one is a failure with its place among good ones.
// Known failure: objects whose text stands under a name nobody else uses are refused, and the reason names the known
// ones.
using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsArchive.Decoding;
using NewsArchive.Text;

namespace NewsArchive.Formats;

public sealed partial class JsonFormat : IDocumentFormat
{
    /// <summary>Names under which an object holds a list of articles.</summary>
    private static readonly string[] Lists = ["articles", "items", "results", "data", "documents", "docs", "entries",
        "@graph"];

    /// <summary>Names under which an object holds the one text or value that it is.</summary>
    private static readonly string[] TextForms = ["rendered", "raw", "value", "text", "html"],
        ValueForms = ["name", "rendered", "$oid", "$date", "$numberLong", "value"];

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip
    };

    public string Name => "json";

    public bool Recognises(SourceFile file)
    {
        // Every file is asked, so its bytes must do: in UTF-16 and UTF-32 the signs of JSON have zeros beside them.
        var head = WithoutMark(file.Head.Span).TrimStart(Blank);
        if (head.IsEmpty || head[0] is not ((byte)'{' or (byte)'[')) return false;
        // “{” also begins templates and “[” begins bracketed prose: the first token must be a name or a value.
        var next = head[1..].TrimStart(Blank);
        return !next.IsEmpty
            && (head[0] == '{' ? next[0] is (byte)'"' or (byte)'}' : next[0] is (byte)'{' or (byte)']');
    }

    private static ReadOnlySpan<byte> Blank => " \t\r\n\0"u8;

    public IEnumerable<DocumentRead> Read(SourceFile file)
    {
        var head = TextDecoder.DecodeAny(file.Head.Span);
        return Shape(file, head.Text) switch
        {
            JsonShape.Lines => ReadLines(file, head.Encoding),
            JsonShape.Sequence => ReadSequence(file),
            _ => ReadWhole(file),
        };
    }

    private enum JsonShape
    {
        Whole,
        Lines,

        /// <summary>Objects one after another over several lines each.</summary>
        Sequence,
    }

    /// <summary>
    /// Lines, where the first is an object by itself, or any is and all begin like one: a broken first line says
    /// nothing, and a list of objects a line each inside an object is one value. One after another, where what follows
    /// the first object is a second.
    /// </summary>
    private static JsonShape Shape(SourceFile file, string head)
    {
        head = head.TrimStart('\uFEFF').TrimStart();
        if (head[0] != '{') return JsonShape.Whole;
        var lines = head.Split('\n', 64).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        if (lines.Count > 1
            && (IsObject(lines[0]) || lines.TrueForAll(line => line[0] == '{') && lines.Exists(IsObject)))
            return JsonShape.Lines;
        // A first record longer than the head: what follows it is looked at as it is read.
        if (!head.Contains('\n', StringComparison.Ordinal) && file.Head.Length >= 64 * 1024 && HasMoreLines(file))
            return JsonShape.Lines;
        return SequenceBreak().IsMatch(head) ? JsonShape.Sequence : JsonShape.Whole;

        static bool IsObject(string line)
        {
            using var json = Parse(line).Json;
            return json?.RootElement.ValueKind == JsonValueKind.Object;
        }
    }

    /// <summary>Whether a second line begins with an object; the first is longer than the head.</summary>
    private static bool HasMoreLines(SourceFile file)
    {
        using var stream = file.Open();
        return ByteLines.Read(stream, file.Limits.DocumentBytes).Skip(1).Take(1)
            .Any(line => line.TooLong || line.Line.AsSpan().TrimStart(" \t\r"u8) is [(byte)'{', ..]);
    }

    /// <summary>
    /// Objects one after another: each is read by itself, so that a broken one costs itself.
    /// </summary>
    private IEnumerable<DocumentRead> ReadSequence(SourceFile file)
    {
        if (file.ReadAll() is not { } bytes)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge + " for JSON that is not one object a line");
            yield break;
        }
        var text = TextDecoder.DecodeAny(bytes).Text;
        var ordinal = 0;
        foreach (var part in SequenceBreak().Split(text))
            yield return ReadOne(file.Path, ++ordinal, Encoding.UTF8.GetBytes(part), $"object {ordinal}");
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"(?<=^\})\s*\n\s*(?=\{\s*"")",
        System.Text.RegularExpressions.RegexOptions.Multiline)]
    private static partial System.Text.RegularExpressions.Regex SequenceBreak();

    private IEnumerable<DocumentRead> ReadLines(SourceFile file, string encoding)
    {
        using var stream = AsUtf8(file, encoding);
        var number = 0;
        var ordinal = 0;
        var isExport = file.Head.Span.StartsWith(ExportedLine.Beginning);
        var longest = isExport ? (int)Math.Min(int.MaxValue, (long)ExportedLine.Longer * file.Limits.DocumentBytes)
            : file.Limits.DocumentBytes;
        foreach (var (line, tooLong) in ByteLines.Read(stream, longest))
        {
            number++;
            if (tooLong) yield return DocumentRead.Failed($"line {number}: {file.Limits.TooLarge}");
            var content = number == 1 ? line[(line.Length - WithoutMark(line).Length)..] : line;
            if (tooLong || content.AsSpan().Trim(" \t\r\n\0"u8).IsEmpty) continue;
            yield return ReadOne(file.Path, ++ordinal, content, $"line {number}");
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the file holds no JSON object");
    }

    /// <summary>The content in an encoding whose lines end in one byte.</summary>
    private static Stream AsUtf8(SourceFile file, string name)
    {
        var encoding = TextDecoder.EncodingOf(name);
        return encoding.GetByteCount("\n") == 1
            ? file.Open() : Encoding.CreateTranscodingStream(file.Open(), encoding, Encoding.UTF8);
    }

    private IEnumerable<DocumentRead> ReadWhole(SourceFile file)
    {
        if (file.ReadAll() is not { } bytes)
        {
            yield return DocumentRead.Failed(file.Limits.TooLarge + " for JSON that is not one object a line");
            yield break;
        }
        var decoded = TextDecoder.DecodeAny(bytes);
        var (json, failure) = Parse(decoded.Text);
        if (json is null)
        {
            yield return DocumentRead.Failed(failure!);
            yield break;
        }
        using (json)
        {
            var articles = Articles(json.RootElement);
            var feed = FeedTitle(json.RootElement);
            if (articles.Count == 0) yield return DocumentRead.Failed("the file holds no JSON object");
            for (var i = 0; i < articles.Count; i++)
                yield return articles.Count == 1
                    ? Document(file.Path, 1, bytes, decoded.Encoding, articles[0], "", feed).Alone()
                    : Document(file.Path, i + 1, Encoding.UTF8.GetBytes(articles[i].GetRawText()), decoded.Encoding,
                        articles[i], $"object {i + 1}", feed);
        }
    }

    private DocumentRead ReadOne(string path, int ordinal, byte[] line, string place)
    {
        var decoded = TextDecoder.DecodeAny(line);
        var (json, failure) = Parse(decoded.Text);
        if (json is null) return DocumentRead.Failed($"{place}: {failure}");
        using (json)
            return Document(path, ordinal, line, decoded.Encoding, json.RootElement, place);
    }

    private static (JsonDocument? Json, string? Failure) Parse(string text)
    {
        try
        {
            return (JsonDocument.Parse(text, Lenient), null);
        }
        catch (JsonException e)
        {
            if (Mended(text) is { } mended) return Parse(mended);
            return (null, $"not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    /// <summary>
    /// The text with what other programs write and JSON does not know made good: NaN and Infinity are no value, escapes
    /// of JavaScript are signs, control characters in strings are escaped. Null where there is nothing of the kind.
    /// </summary>
    private static string? Mended(string text)
    {
        var mended = new StringBuilder(text.Length);
        var inString = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inString && c == '\\' && i + 1 < text.Length)
            {
                var next = text[i + 1];
                var isHex = next == 'x' && i + 3 < text.Length && char.IsAsciiHexDigit(text[i + 2])
                    && char.IsAsciiHexDigit(text[i + 3]);
                if (isHex) mended.Append("\\u00").Append(text, i + 2, 2);
                else if (next is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't' or 'u') mended.Append(
                    c).Append(next);
                else mended.Append(next);
                i += isHex ? 3 : 1;
                continue;
            }
            if (c == '"') inString = !inString;
            if (inString && c < ' ') mended.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            else if (!inString && NoNumber(text, i) is > 0 and var length)
            {
                mended.Append("null");
                i += length - 1;
            }
            else mended.Append(c);
        }
        var result = mended.ToString();
        return result == text ? null : result;
    }

    private static int NoNumber(string text, int at)
    {
        foreach (var name in new[] { "NaN", "-Infinity", "Infinity" })
            if (string.CompareOrdinal(text, at, name, 0, name.Length) == 0) return name.Length;
        return 0;
    }

    /// <summary>Names under which databases and interfaces keep a record one level down.</summary>
    private static readonly string[] Records = ["_source", "fields", "attributes"];

    /// <summary>The record itself where it stands one level down, with what stands beside it.</summary>
    private static JsonElement? RecordIn(JsonElement json)
    {
        foreach (var name in Records)
            if (json.TryGetProperty(name, out var record) && record.ValueKind == JsonValueKind.Object
                && TextOf(record) is not null) return record;
        return null;
    }

    private static List<JsonElement> Articles(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return [.. root.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)];
        if (root.ValueKind != JsonValueKind.Object) return [];
        if (root.TryGetProperty("hits", out var hits) && hits.ValueKind == JsonValueKind.Object
            && hits.TryGetProperty("hits", out var found) && found.ValueKind == JsonValueKind.Array)
            return [.. found.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)];
        if (TextOf(root) is null && RecordIn(root) is null)
            foreach (var name in Lists)
                if (root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
                    return [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)];
        return [root];
    }

    /// <summary>The title of a JSON Feed, which is the source of its items.</summary>
    private static string? FeedTitle(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out var version)
            && version.ValueKind == JsonValueKind.String
            && JsonStrings.Of(version).Contains("jsonfeed.org", StringComparison.Ordinal)
            && root.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String
            ? JsonStrings.Of(title) : null;

    private DocumentRead Document(
        string path, int ordinal, byte[] original, string encoding, JsonElement json, string place, string? feed = null)
    {
        var prefix = place.Length > 0 ? place + ": " : "";
        if (json.ValueKind != JsonValueKind.Object) return DocumentRead.Failed($"{prefix}not a JSON object");
        if (ExportedLine.Of(json, prefix) is { } exported) return new(null, null) { Exported = exported };
        var record = RecordIn(json);
        var fields = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var property in new[] { record, json }.OfType<JsonElement>().SelectMany(e => e.EnumerateObject()))
            if (Values(property.Value) is { IsEmpty: false } values)
                fields.TryAdd(FieldNames.KeyOf(property.Name), values);
        var declared = FieldNames.Read(name => fields.GetValueOrDefault(name));
        if (feed is not null && declared.Source is null) declared = declared with { Source = feed };
        if (TextOf(record ?? json) is not { } text)
            return DocumentRead.Failed(
                $"{prefix}no text: it has none of the fields {string.Join(", ", FieldNames.Text)}");
        var (plain, marks) = MarkupText.Read(text);
        return DocumentRead.Of(new(path, ordinal, Name, encoding, original, plain, declared, marks)
        {
            IsDeclaredText = true
        });
    }

    /// <summary>
    /// The first field of text that holds any; an empty one where all are empty, null where there is none.
    /// </summary>
    private static string? TextOf(JsonElement json)
    {
        string? empty = null;
        foreach (var name in FieldNames.Text)
            foreach (var property in json.EnumerateObject())
                if (FieldNames.KeyOf(property.Name) == name && Paragraphs(property.Value) is { } text)
                {
                    if (FieldNames.ValueOf(text) is not null) return text;
                    empty = "";
                }
        return empty;
    }

    /// <summary>A text as a string, as a list of paragraphs, or under the name of one of its forms.</summary>
    private static string? Paragraphs(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value),
        JsonValueKind.Array when value.GetArrayLength() > 0
            && value.EnumerateArray().Select(Paragraphs).ToList() is var parts && parts.TrueForAll(p => p is not null)
            => string.Join("\n\n", parts),
        JsonValueKind.Object => TextForms
            .Select(name => value.TryGetProperty(name, out var form) ? Paragraphs(form) : null)
            .FirstOrDefault(text => text is not null),
        _ => null,
    };

    /// <summary>
    /// A string with lone surrogates, which JSON can escape and .NET refuses, is read as its letters without them.
    /// </summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return JsonStrings.Of(value);
        }
        catch (InvalidOperationException)
        {
            return System.Text.RegularExpressions.Regex
                .Replace(value.GetRawText().Trim('"'), @"\\u[dD][89a-fA-F][0-9a-fA-F]{2}", "\uFFFD")
                .Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\"", "\"", StringComparison.Ordinal);
        }
    }

    /// <summary>A string or number, a list of them, or objects with a name.</summary>
    private static ImmutableArray<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Text(value)?.Trim() is { Length: > 0 } text ? [text] : [],
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(element => Values(element))],
        JsonValueKind.Object => ValueForms
            .Select(key => value.TryGetProperty(key, out var inner) ? Values(inner) : [])
            .FirstOrDefault(found => !found.IsEmpty, []),
        _ => [],
    };

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes[3..]
            : bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? bytes[2..]
            : bytes is [0, 0, 0xFE, 0xFF, ..] ? bytes[4..] : bytes;
}

/// <summary>Lines of a stream as bytes, each bounded.</summary>
internal static class ByteLines
{
    /// <returns>Lines without their ends; one longer than the limit is empty and marked.</returns>
    public static IEnumerable<(byte[] Line, bool TooLong)> Read(Stream stream, int longest)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 * 1024);
        var line = new MemoryStream();
        var tooLong = false;
        try
        {
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                var at = 0;
                while (at < read)
                {
                    var end = Array.IndexOf(buffer, (byte)'\n', at, read - at);
                    var length = (end < 0 ? read : end) - at;
                    if (line.Length + length > longest) tooLong = true;
                    if (!tooLong) line.Write(buffer, at, length);
                    at += length;
                    if (end < 0) break;
                    at++;
                    yield return (tooLong ? [] : line.ToArray(), tooLong);
                    line.SetLength(0);
                    tooLong = false;
                }
            }
            if (line.Length > 0 || tooLong) yield return (tooLong ? [] : line.ToArray(), tooLong);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}

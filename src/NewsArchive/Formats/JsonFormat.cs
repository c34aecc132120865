// Observation: scrapers and datasets write one JSON object an article: a line each, a list, or a list inside an object.
// Idea: fields under their common names; whatever holds the text is the text, the rest is declared. Lines are streamed,
// and a broken one is a failure with its place among good ones.
// Known failure: objects whose text stands under a name nobody else uses are refused, and the reason names the known
// ones.
using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using NewsArchive.Decoding;

namespace NewsArchive.Formats;

public sealed class JsonFormat : IDocumentFormat
{
    /// <summary>Names under which an object holds a list of articles.</summary>
    private static readonly string[] Lists = ["articles", "items", "results", "data", "documents", "docs", "entries",
        "@graph"];

    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip
    };

    public string Name => "json";

    public bool Recognises(SourceFile file)
    {
        var head = WithoutMark(file.Head.Span).TrimStart(" \t\r\n"u8);
        if (head.IsEmpty || head[0] is not ((byte)'{' or (byte)'[')) return false;
        // “{” also begins templates and “[” begins bracketed prose: the first token must be a name or a value.
        var next = head[1..].TrimStart(" \t\r\n"u8);
        return !next.IsEmpty
            && (head[0] == '{' ? next[0] is (byte)'"' or (byte)'}' : next[0] is (byte)'{' or (byte)']');
    }

    public IEnumerable<DocumentRead> Read(SourceFile file) =>
        IsLines(file.Head.Span) ? ReadLines(file) : ReadWhole(file);

    /// <summary>More than one line, and the first is an object by itself.</summary>
    private static bool IsLines(ReadOnlySpan<byte> head)
    {
        head = WithoutMark(head).TrimStart(" \t\r\n"u8);
        var end = head.IndexOf((byte)'\n');
        if (head[0] != '{' || end < 0) return false;
        var reader = new Utf8JsonReader(head[..end],
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        try
        {
            return reader.Read() && reader.TrySkip() && reader.TokenType == JsonTokenType.EndObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private IEnumerable<DocumentRead> ReadLines(SourceFile file)
    {
        using var stream = file.Open();
        var number = 0;
        var ordinal = 0;
        foreach (var (line, tooLong) in ByteLines.Read(stream, file.Limits.DocumentBytes))
        {
            number++;
            if (tooLong) yield return DocumentRead.Failed($"line {number}: {file.Limits.TooLarge}");
            var content = number == 1 ? line[(line.Length - WithoutMark(line).Length)..] : line;
            if (tooLong || content.AsSpan().Trim(" \t\r\n\0"u8).IsEmpty) continue;
            yield return ReadOne(file.Path, ++ordinal, content, $"line {number}");
        }
        if (ordinal == 0) yield return DocumentRead.Failed("the file holds no JSON object");
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
                yield return Document(file.Path, i + 1,
                    articles.Count == 1 ? bytes : Encoding.UTF8.GetBytes(articles[i].GetRawText()), decoded.Encoding,
                    articles[i], articles.Count == 1 ? "" : $"object {i + 1}", feed);
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
            return (null, $"not valid JSON at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }

    private static List<JsonElement> Articles(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
            return [.. root.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)];
        if (root.ValueKind != JsonValueKind.Object) return [];
        if (TextOf(root) is null)
            foreach (var name in Lists)
                if (root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
                    return [.. list.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object)];
        return [root];
    }

    /// <summary>The title of a JSON Feed, which is the source of its items.</summary>
    private static string? FeedTitle(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("version", out var version)
            && version.ValueKind == JsonValueKind.String
            && version.GetString()!.Contains("jsonfeed.org", StringComparison.Ordinal)
            && root.TryGetProperty("title", out var title) && title.ValueKind == JsonValueKind.String
            ? title.GetString() : null;

    private DocumentRead Document(
        string path, int ordinal, byte[] original, string encoding, JsonElement json, string place, string? feed = null)
    {
        var prefix = place.Length > 0 ? place + ": " : "";
        if (json.ValueKind != JsonValueKind.Object) return DocumentRead.Failed($"{prefix}not a JSON object");
        var fields = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in json.EnumerateObject()) fields.TryAdd(property.Name, Values(property.Value));
        var declared = FieldNames.Read(name => fields.GetValueOrDefault(name));
        if (feed is not null && declared.Source is null) declared = declared with { Source = feed };
        if (TextOf(json) is not { } text)
            return DocumentRead.Failed(
                $"{prefix}no text: it has none of the fields {string.Join(", ", FieldNames.Text)}");
        var (plain, marks) = MarkupText.Read(text);
        return DocumentRead.Of(new(path, ordinal, Name, encoding, original, plain, declared, marks));
    }

    /// <summary>
    /// The first field of text that holds any; an empty one where all are empty, null where there is none.
    /// </summary>
    private static string? TextOf(JsonElement json)
    {
        string? empty = null;
        foreach (var name in FieldNames.Text)
            foreach (var property in json.EnumerateObject())
                if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)
                    && property.Value.ValueKind == JsonValueKind.String && Text(property.Value) is { } text)
                {
                    if (!string.IsNullOrWhiteSpace(text)) return text;
                    empty = "";
                }
        return empty;
    }

    /// <summary>
    /// A string with lone surrogates, which JSON can escape and .NET refuses, is read as its letters without them.
    /// </summary>
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
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
        JsonValueKind.Object =>
            value.TryGetProperty("name", out var name)
            ? Values(name) : value.TryGetProperty("$oid", out var id) ? Values(id) : [],
        _ => [],
    };

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
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

using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Text;

namespace NewsArchive.Eval;

/// <summary>What went in and did not come out: characters of declared texts, ledes, documents of every format.</summary>
internal static class LossMeasures
{
    /// <summary>Of the large set every so many-eth text is read.</summary>
    private const int Every = 4;

    /// <summary>Texts that are packed into every format.</summary>
    private const int TextsAFormat = 120;

    public static IEnumerable<Score> Reuters() =>
        Declared("reuters", DataSets.Lines("corpora/reuters21578.jsonl.gz").Where((_, i) => i % Every == 0));

    public static IEnumerable<Score> PolNear() => Declared("polnear", DataSets.Lines("quotes/polnear.jsonl.gz"));

    public static IEnumerable<Score> EcbPlus() => Declared("ecbplus",
        DataSets.Lines("stories/ecbplus/docs.jsonl.gz"));

    public static IEnumerable<Score> Bbc() =>
        Declared("bbc", BbcTexts().Select(t => JsonSerializer.SerializeToElement(new
        {
            title = t.Headline,
            text = t.Text
        })));

    /// <summary>Few words that so many texts consist of hold the place of a text.</summary>
    private const int WordsOfAPlaceholder = 5, TextsOfAPlaceholder = 100;

    /// <summary>Every text as a record of a JSON Lines file, which states it apart from all else.</summary>
    private static IEnumerable<Score> Declared(string set, IEnumerable<JsonElement> records)
    {
        var texts = records.Select(r => (Title: Of(r, "title"), Text: Of(r, "text")))
            .Where(t => t.Text.Any(char.IsLetterOrDigit)).ToList();
        var placeholders = texts.Select(t => string.Join(' ', Words.Folded(t.Text)))
            .Where(t => t.Count(c => c == ' ') < WordsOfAPlaceholder).CountBy(t => t)
            .Where(t => t.Value >= TextsOfAPlaceholder).Select(t => t.Key).ToHashSet();
        var file = string.Join('\n', texts.Select(t => JsonSerializer.Serialize(new
        {
            title = t.Title,
            text = t.Text
        })));
        var articles = Read("texts.jsonl", Encoding.UTF8.GetBytes(file));
        var (all, kept) = (0L, 0L);
        var (broken, empty) = (0, 0);
        var (standIns, told) = (0, 0);
        foreach (var (text, article) in texts.Zip(articles))
        {
            if (placeholders.Contains(string.Join(' ', Words.Folded(text.Text))))
            {
                standIns++;
                if (article.Reading.Passages.IsEmpty) told++;
                continue;
            }
            var (own, found) = Compare(text.Text, Shown(article));
            all += own;
            kept += found;
            if (found < own)
                RepairMeasures.Verbose($"loss {set}: {own - found} of {own} characters of “{text.Title}”");
            if (article.Reading.Passages.IsEmpty) empty++;
            else if (IsBroken(text.Text, article)) broken++;
        }
        yield return new($"loss.{set}.characters-kept", (double)kept / all, $"{kept} of {all} characters");
        if (standIns > 0)
            yield return new($"loss.{set}.placeholders-told", (double)told / standIns,
                $"{told} of {standIns} texts that are one of {placeholders.Count} placeholders");
        yield return new($"loss.{set}.whole-ledes", 1 - (double)broken / (texts.Count - standIns),
            $"{broken} of {texts.Count - standIns} ledes begin as the text does not");
        yield return new($"loss.{set}.articles-with-text",
            1 - (double)(empty + texts.Count - articles.Count) / texts.Count,
            $"{texts.Count} in, {articles.Count} out, {empty} of them without text");
    }

    /// <summary>The article as it is read: the text, and above it what it began with.</summary>
    private static string Shown(Article article) => string.Join('\n',
        article.Lines.Where(l => l.Kind is LineKind.Headline or LineKind.Standfirst or LineKind.Byline
            or LineKind.Dateline).Select(l => l.Text).Append(article.Reading.Body));

    private static string Of(JsonElement record, string field) =>
        record.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : "";

    /// <summary>A lede in lower case, or a heading, where the text begins in another way.</summary>
    private static bool IsBroken(string text, Article article)
    {
        if (article.Reading.Passages.FirstOrDefault() is not { } first) return false;
        var begins = text.FirstOrDefault(char.IsLetter);
        var opens = first.Text.FirstOrDefault(char.IsLetter);
        return char.IsLower(opens) && !char.IsLower(begins) || first.Paragraph.Kind == LineKind.Subheading;
    }

    /// <summary>Letters and figures of the words of a text, and of those that an article has as well.</summary>
    private static (long All, long Kept) Compare(string text, string body)
    {
        var own = Words.Folded(WebUtility.HtmlDecode(text)).CountBy(w => w).ToDictionary();
        var found = Words.Folded(body).CountBy(w => w).ToDictionary();
        return (own.Sum(w => (long)w.Value * w.Key.Length),
            own.Sum(w => (long)Math.Min(w.Value, found.GetValueOrDefault(w.Key)) * w.Key.Length));
    }

    private sealed record Plain(string Name, string Headline, string Text)
    {
        public string[] Paragraphs { get; } =
            Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static IEnumerable<Plain> BbcTexts() =>
        DataSets.Files("corpora/bbc.tar.gz").Where(f => f.Key.EndsWith(".txt", StringComparison.Ordinal))
            .OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => (f.Key, Text: Encoding.UTF8.GetString(f.Value).ReplaceLineEndings("\n")))
            .Select(f => new Plain(f.Key, f.Text.Split('\n')[0], f.Text[f.Text.IndexOf('\n',
                StringComparison.Ordinal)..].Trim()));

    /// <summary>The same texts in every format that is read: documents in and articles out, characters kept.</summary>
    public static IEnumerable<Score> Formats()
    {
        var all = BbcTexts().ToList();
        var texts = all.Where((_, i) => i % (all.Count / TextsAFormat) == 0).Take(TextsAFormat).ToList();
        foreach (var (format, files) in Packed(texts))
        {
            var articles = files.SelectMany(f => Read(f.Name, f.Content)).ToList();
            var (own, kept) = (0L, 0L);
            foreach (var (text, i) in texts.Select((t, i) => (t, i)))
            {
                // Articles that were lost count with all their characters.
                var article = articles.Count == texts.Count
                    ? articles[i] : articles.Find(a => a.Metadata.Headline.Value == text.Headline);
                var (of, found) = Compare(text.Text, article is null ? "" : Shown(article));
                own += of;
                kept += found;
                if (found < of) RepairMeasures.Verbose($"loss {format} {text.Name}: {of - found} of {of} characters");
            }
            yield return new($"loss.format.{format}.articles",
                Math.Min(articles.Count, texts.Count) / (double)Math.Max(articles.Count, texts.Count),
                $"{texts.Count} in, {articles.Count} out");
            yield return new($"loss.format.{format}.characters-kept", (double)kept / own,
                $"{kept} of {own} characters");
        }
    }

    private static IEnumerable<(string Format, List<(string Name, byte[] Content)> Files)> Packed(List<Plain> texts)
    {
        static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
        static string Escaped(string text) => WebUtility.HtmlEncode(text);
        static string Markup(Plain t) => string.Concat(t.Paragraphs.Select(p => $"<p>{Escaped(p)}</p>"));
        static string Page(Plain t) =>
            $"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{Escaped(t.Headline)}</title></head><body>"
            + $"<nav><a href=/>Home</a></nav><article><h1>{Escaped(t.Headline)}</h1>{Markup(t)}</article></body></html>";
        yield return ("text", [.. texts.Select((t, i) => ($"{i}.txt", Bytes($"{t.Headline}\n\n{t.Text}")))]);
        yield return ("markdown", [.. texts.Select((t, i) =>
            ($"{i}.md", Bytes($"---\ntitle: {JsonSerializer.Serialize(t.Headline)}\n---\n\n{string.Join("\n\n", t.Paragraphs)}\n")))]);
        yield return ("html", [.. texts.Select((t, i) => ($"{i}.html", Bytes(Page(t))))]);
        yield return ("jsonl", [("all.jsonl",
            Bytes(string.Join('\n', texts.Select(t => JsonSerializer.Serialize(new { title = t.Headline,
                text = t.Text })))))]);
        yield return ("json", [("all.json",
            Bytes(JsonSerializer.Serialize(texts.Select(t => new { headline = t.Headline, body = t.Paragraphs }))))]);
        yield return ("csv", [("all.csv", Bytes("title,text\n" + string.Concat(texts.Select(t =>
            $"\"{t.Headline.Replace("\"", "\"\"", StringComparison.Ordinal)}\",\"{t.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n"))))]);
        yield return ("rss", [("all.xml", Bytes("<rss version=\"2.0\"><channel><title>Texts</title>"
            + string.Concat(texts.Select((t, i) => $"<item><guid>{i}</guid><title>{Escaped(t.Headline)}</title>"
                + $"<description>{Escaped(Markup(t))}</description></item>")) + "</channel></rss>"))]);
        yield return ("warc", [("all.warc", Bytes(string.Concat(texts.Select((t, i) => (Page: Page(t), i))
            .Select(p => $"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://texts.example/{p.i}\r\n"
                + $"Content-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.UTF8.GetByteCount(p.Page)}\r\n\r\n"
                + $"{p.Page}\r\n\r\n"))))]);
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (text, i) in texts.Select((t, i) => (t, i)))
                using (var entry = zip.CreateEntry(string.Create(CultureInfo.InvariantCulture, $"{i}.html")).Open())
                    entry.Write(Bytes(Page(text)));
        yield return ("zip", [("all.zip", packed.ToArray())]);
    }

    private static List<Article> Read(string name, byte[] content)
    {
        var documents = FormatDetection.Read(new SourceFile(name, content)).Select(r =>
            r.Document).OfType<RawDocument>();
        var learning = new SourceHabitLearning();
        var pipeline = new ArticlePipeline(TimeProvider.System);
        return [.. documents.Chunk(128).SelectMany(batch => batch.Zip(learning.Learn(batch)).AsParallel().AsOrdered()
            .Select(d => pipeline.Read(d.First, d.Second)))];
    }
}

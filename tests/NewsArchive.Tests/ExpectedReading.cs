using System.Text.Json;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;

namespace NewsArchive.Tests;

/// <summary>
/// Compares a reading with what a careful editor reads, as written down in JSON. Absent keys are not compared.
/// </summary>
internal static class ExpectedReading
{
    /// <summary>A fixed day, so that no expectation changes with the calendar.</summary>
    private static readonly TimeProvider Clock = new FixedClock(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    public static Article Read(string path)
    {
        var read = Assert.Single(FormatDetection.Read(new SourceFile(path, File.ReadAllBytes(path))));
        Assert.Null(read.Failure);
        return new ArticlePipeline(Clock).Read(read.Document!);
    }

    public static void Compare(Article article, JsonElement expected)
    {
        var metadata = article.Metadata;
        if (expected.TryGetProperty("headline", out var headline)) Field(metadata.Headline, headline);
        if (expected.TryGetProperty("standfirst", out var standfirst))
            Assert.Equal(standfirst.GetString(), metadata.Standfirst.Value);
        if (expected.TryGetProperty("source", out var source)) Field(metadata.Source, source);
        if (expected.TryGetProperty("dateline", out var dateline))
            Assert.Equal(dateline.GetString(), metadata.Dateline.Value);
        if (expected.TryGetProperty("language", out var language))
            Assert.Equal(language.GetString(), metadata.Language.Value);
        if (expected.TryGetProperty("byline", out var byline))
        {
            Assert.Equal(Strings(byline.GetProperty("value")), metadata.Bylines.Value);
            Status(byline, metadata.Bylines.Status);
            Line(byline, metadata.Bylines.Line);
        }
        if (expected.TryGetProperty("published", out var published))
        {
            Assert.Equal(published.GetProperty("value").GetString(),
                metadata.Published.IsKnown ? metadata.Published.Value.ToString() : null);
            if (published.TryGetProperty("precision", out var precision))
                Assert.Equal(precision.GetString(), metadata.Published.Value.Precision.ToString(), ignoreCase: true);
            Status(published, metadata.Published.Status);
            Line(published, metadata.Published.Line);
        }
        if (expected.TryGetProperty("lines", out var lines)) Lines(article, lines);
        if (expected.TryGetProperty("teasers", out var teasers))
            Assert.Equal(teasers.GetInt32(), article.Lines.Teasers().Length);
        if (expected.TryGetProperty("figures", out var figures)) Figures(article, figures);
        if (expected.TryGetProperty("subheadings", out var subheadings))
            Assert.Equal(Strings(subheadings).Select(Plain),
                article.Lines.Where(l => l.Kind == LineKind.Subheading).Select(l => Plain(l.Text)));
        if (expected.TryGetProperty("boilerplate_texts", out var boilerplate))
            foreach (var text in Strings(boilerplate))
                Assert.Equal(LineKind.Boilerplate, Assert.Single(article.Lines, l => l.Text == text).Kind);
        if (expected.TryGetProperty("must_not_contain_after_repair", out var never))
            foreach (var text in Strings(never))
                Assert.DoesNotContain(article.Lines, l => l.Text.Contains(text, StringComparison.Ordinal));
        if (expected.TryGetProperty("entities", out var entities)) Entities(article, entities);
        if (expected.TryGetProperty("entities_never", out var neverNamed)) NeverNamed(article, neverNamed);
        if (expected.TryGetProperty("quotes", out var quotes)) Quotes(article, quotes);
    }

    public static void Entities(Article article, JsonElement expected)
    {
        foreach (var entity in expected.EnumerateArray())
        {
            var name = entity.GetProperty("name").GetString()!;
            var found = article.Entities.FirstOrDefault(e => e.Name == name);
            Assert.True(found is not null,
                $"{name} is not among {string.Join(", ", article.Entities.Select(e => e.Name))}");
            Assert.Contains(found.Kind.ToString().ToLowerInvariant(), Strings(entity.GetProperty("kind")));
            Assert.All(found.Mentions, m => Assert.Equal(m.Text, article.Reading.Body[m.Start..m.End]));
        }
    }

    /// <summary>Aliases that the editor expects inside one article.</summary>
    public static void Aliases(Article article, JsonElement expected)
    {
        foreach (var entity in expected.EnumerateArray().Where(e => e.TryGetProperty("aliases", out _)))
            foreach (var alias in Strings(entity.GetProperty("aliases")))
                Assert.Contains(alias,
                    Assert.Single(article.Entities, e => e.Name == entity.GetProperty("name").GetString()).Aliases);
    }

    public static void NeverNamed(Article article, JsonElement expected)
    {
        foreach (var name in Strings(expected))
            Assert.DoesNotContain(article.Entities, e => e.Name == name || e.Aliases.Contains(name));
    }

    public static void Quotes(Article article, JsonElement expected)
    {
        foreach (var quote in expected.EnumerateArray())
        {
            var start = Plain(quote.GetProperty("text_starts").GetString()!);
            var found = article.Quotes.FirstOrDefault(q => Plain(q.Text).StartsWith(start, StringComparison.Ordinal));
            Assert.True(found is not null, $"no quote begins “{start}”");
            Assert.Equal(quote.GetProperty("speaker").GetString(), found.Speaker);
            Assert.Equal(found.Text, article.Reading.Body[found.Start..found.End]);
        }
    }

    private static void Field(Inferred<string> field, JsonElement expected)
    {
        Assert.Equal(Plain(expected.GetProperty("value").GetString()), Plain(field.Value));
        Status(expected, field.Status);
        Line(expected, field.Line);
    }

    private static void Status(JsonElement expected, InferenceStatus status)
    {
        if (!expected.TryGetProperty("status", out var wanted)) return;
        // The editor writes “unknown” for what the program calls absent.
        Assert.Equal(wanted.GetString() is "unknown" ? "absent" : wanted.GetString(),
            status.ToString().ToLowerInvariant());
    }

    private static void Line(JsonElement expected, int? line)
    {
        if (expected.TryGetProperty("line", out var wanted)) Assert.Equal(wanted.GetInt32(), line);
    }

    private static void Lines(Article article, JsonElement expected)
    {
        foreach (var kind in expected.EnumerateObject())
            foreach (var number in kind.Value.EnumerateArray())
                Assert.True(article.Lines[number.GetInt32() - 1].Kind.Name() == kind.Name,
                    $"line {number} is {article.Lines[number.GetInt32() - 1].Kind.Name()} "
                    + $"({article.Lines[number.GetInt32() - 1].Rule}), not {kind.Name}");
    }

    private static void Figures(Article article, JsonElement expected)
    {
        var figures = article.Lines.Figures();
        Assert.Equal(expected.GetArrayLength(), figures.Length);
        foreach (var (wanted, found) in expected.EnumerateArray().Zip(figures))
        {
            Assert.Equal(wanted.GetProperty("slug").GetString(), found.Slug);
            Assert.StartsWith(wanted.GetProperty("caption_starts").GetString()!, found.Caption,
                StringComparison.Ordinal);
            Assert.Equal(wanted.GetProperty("credit").GetString(), found.Credit);
        }
    }

    private static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);

    /// <summary>Curly quotes and dashes in one form.</summary>
    private static string Plain(string? text) => (text ?? "")
        .Replace('’', '\'').Replace('‘', '\'').Replace('“', '"').Replace('”', '"').Replace('–', '-').Replace('—', '-');
}

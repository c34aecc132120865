using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Tests.Lines;

public sealed class RepeatedLinesTests
{
    private static readonly string[] Subjects = ["harbour", "library", "tramway", "hospital", "orchard", "museum",
        "quarry", "viaduct", "theatre", "reservoir"];

    private static IReadOnlyList<Article> Read(IEnumerable<string> texts)
    {
        var documents =
            texts.Select((text, i) =>
                new RawDocument($"{i}.txt", 1, "text", "utf-8", default, text, DeclaredFields.None, [])).ToList();
        return [.. documents.Zip(new SourceHabitLearning().Learn(documents))
            .Select(d => new ArticlePipeline(TimeProvider.System).Read(d.First, d.Second))];
    }

    private static string Own(string subject) =>
        $"Council votes on the {subject}\n\nThe council voted on Tuesday to rebuild the {subject}, which has been "
        + $"closed since the flood of last spring.\n\nThe {subject} will cost nine million, said the head of "
            + $"planning, and the {subject}'s neighbours will pay a third of it.";

    private const string Site =
        "\n\nAlder Valley Herald\n\nValley life and times\n\nOur print edition comes every Thursday\n\nThe Herald was "
        + "founded in 1891 by three brothers who owned a paper mill and wanted to sell more of it.\n\nWrite a letter "
            + "to the valley";

    [Fact]
    public void Lines_that_pages_of_one_site_share_are_not_body()
    {
        var alone = Read([Own("harbour") + Site])[0].Reading.Body;
        Assert.Contains("three brothers", alone, StringComparison.Ordinal);
        foreach (var article in Read(Subjects.Select(s => Own(s) + Site)))
        {
            Assert.DoesNotContain("three brothers", article.Reading.Body, StringComparison.Ordinal);
            Assert.Contains("nine million", article.Reading.Body, StringComparison.Ordinal);
            var line = article.Lines.Single(l => l.Text.Contains("print edition", StringComparison.Ordinal));
            Assert.Equal(LineKind.Boilerplate, line.Kind);
            Assert.Contains("10 documents",
                article.Lines.Single(l => l.Text.Contains("three brothers", StringComparison.Ordinal)).Rule,
                StringComparison.Ordinal);
        }
    }

    private static IReadOnlyList<Article> ReadRecords(IEnumerable<(string Title, string Text)> records)
    {
        var documents = records.Select((r, i) => new RawDocument($"{i}.json", 1, "json", "utf-8", default, r.Text,
            new() { Headline = r.Title }, [])
        { IsDeclaredText = true }).ToList();
        return [.. documents.Zip(new SourceHabitLearning().Learn(documents))
            .Select(d => new ArticlePipeline(TimeProvider.System).Read(d.First, d.Second))];
    }

    [Theory]
    [InlineData("Blah blah blah.")]
    [InlineData("***Text to come***")]
    [InlineData("******")]
    public void Same_few_words_under_many_headlines_are_no_text(string placeholder)
    {
        var articles = ReadRecords(Subjects.Select(s => ($"Council votes on the {s}", placeholder))
            .Append(("Council rests", "The council rests until autumn.")));
        Assert.All(articles.SkipLast(1), a => Assert.Empty(a.Reading.Body));
        Assert.All(articles.SkipLast(1), a => Assert.StartsWith("no text", a.Lines[0].Rule, StringComparison.Ordinal));
        Assert.NotEmpty(articles[^1].Reading.Body);
    }

    [Fact]
    public void Few_words_that_carry_figures_or_stand_under_one_headline_are_text()
    {
        Assert.All(ReadRecords(Subjects.Select(s => ($"{s} Corp dividend", "Qtly div 10 cts."))),
            a => Assert.NotEmpty(a.Reading.Body));
        Assert.All(ReadRecords(Subjects.Select(_ => ("Notice", "The office is closed."))),
            a => Assert.NotEmpty(a.Reading.Body));
    }

    [Fact]
    public void Sentence_that_many_articles_share_alone_stays()
    {
        foreach (var article in Read(
            Subjects.Select(s =>
                Own(s) + "\n\nThe council gave no further details on what happens to the old building until then.")))
            Assert.Contains("no further details", article.Reading.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_of_one_article_keep_their_text()
    {
        var texts = Enumerable.Range(0, 12)
            .Select(i =>
            Own("harbour") + "\n\n"
                + string.Join("\n\n",
                Subjects.Select(s =>
                    $"The {s} was named in the debate, too, and will be dealt with in the next session."))
                + $"\n\nVersion {Subjects[i % 10]} of this report was corrected.");
        foreach (var article in Read(texts))
            Assert.Contains("nine million", article.Reading.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_documents_prove_nothing()
    {
        foreach (var article in Read(Subjects.Take(3).Select(s => Own(s) + Site)))
            Assert.Contains("three brothers", article.Reading.Body, StringComparison.Ordinal);
    }
}

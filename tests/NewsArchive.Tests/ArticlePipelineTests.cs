using System.Text.Json;
using NewsArchive.Decoding;
using NewsArchive.Lines;

namespace NewsArchive.Tests;

public sealed class ArticlePipelineTests
{
    private static readonly JsonElement Seeds =
        JsonDocument.Parse(File.ReadAllText(CaseFiles.PathOf("seeds.expected.json"))).RootElement;

    public static TheoryData<string> SeedFiles =>
        [.. Seeds.GetProperty("documents").EnumerateArray().Select(d => d.GetProperty("file").GetString()!)];

    public static TheoryData<string> CaseArticles => [.. Directory.GetFiles(CaseFiles.PathOf("articles"))
        .Where(f => !f.EndsWith(".json", StringComparison.Ordinal)).Select(f => Path.GetFileName(f))
        .Order(StringComparer.Ordinal)];

    private static JsonElement Expected(string file) =>
        Seeds.GetProperty("documents").EnumerateArray().Single(d => d.GetProperty("file").GetString() == file);

    [Theory, MemberData(nameof(SeedFiles))]
    public void Seed_is_read_as_a_careful_editor_reads_it(string file)
    {
        var article = ExpectedReading.Read(CaseFiles.PathOf("seeds", file));
        ExpectedReading.Compare(article, Expected(file));
    }

    [Theory, MemberData(nameof(SeedFiles))]
    public void Seed_names_who_the_editor_names_and_nobody_else_of_the_page(string file)
    {
        var article = ExpectedReading.Read(CaseFiles.PathOf("seeds", file));
        ExpectedReading.Entities(article, Seeds.GetProperty("entities_both"));
        if (file.StartsWith("000", StringComparison.Ordinal))
            ExpectedReading.Aliases(article, Seeds.GetProperty("entities_both"));
        ExpectedReading.NeverNamed(article, Seeds.GetProperty("entities_never"));
        if (Seeds.GetProperty("entities_only").TryGetProperty(file, out var only))
        {
            ExpectedReading.Entities(article, only);
            if (file.StartsWith("000", StringComparison.Ordinal)) ExpectedReading.Aliases(article, only);
        }
        foreach (var (other, entities) in Seeds.GetProperty("entities_only").EnumerateObject()
            .Select(e => (e.Name, e.Value)))
            if (other != file)
                Assert.DoesNotContain(article.Entities,
                    e => entities.EnumerateArray().Any(x => x.GetProperty("name").GetString() == e.Name));
        if (file.StartsWith("000", StringComparison.Ordinal))
            ExpectedReading.NeverNamed(article, Seeds.GetProperty("teaser_entities_never_in_000"));
    }

    [Fact]
    public void Second_seed_quotes_who_the_editor_says()
    {
        var article = ExpectedReading.Read(CaseFiles.PathOf("seeds", SeedFiles.Last().Data));
        ExpectedReading.Quotes(article, Seeds.GetProperty("quotes_001"));
    }

    [Fact]
    public void First_seed_loses_its_citation_mark_and_says_so()
    {
        var article = ExpectedReading.Read(CaseFiles.PathOf("seeds", SeedFiles.First().Data));
        var repair = Assert.Single(article.Repairs);
        Assert.Equal((14, ArtefactRemoval.Rule, "(turn0search21)", ""),
            (repair.Line, repair.Rule, repair.Before, repair.After));
        Assert.EndsWith("over user privacy rights.", article.Lines[13].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Second_seed_is_repaired_in_places_and_its_healthy_quotes_stay()
    {
        var article = ExpectedReading.Read(CaseFiles.PathOf("seeds", SeedFiles.Last().Data));
        Assert.Equal(10, article.Repairs.Length);
        Assert.All(article.Repairs, r => Assert.Equal("UTF-8 read as windows-874", r.Rule));
        Assert.Contains("monitoring — and censoring — mass media", article.Lines[22].Text, StringComparison.Ordinal);
        Assert.Contains("“a decision was indeed made and implemented”", article.Lines[16].Text,
            StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(CaseArticles))]
    public void Article_is_read_as_expected(string file)
    {
        var article = ExpectedReading.Read(CaseFiles.PathOf("articles", file));
        var expected =
            JsonDocument.Parse(
                File.ReadAllText(CaseFiles.PathOf("articles", Path.ChangeExtension(file, ".json")))).RootElement;
        ExpectedReading.Compare(article, expected);
        if (expected.TryGetProperty("entities", out var entities)) ExpectedReading.Aliases(article, entities);
    }

    [Theory, MemberData(nameof(CaseArticles))]
    public void Every_line_has_a_kind_a_rule_and_its_number(string file)
    {
        var article = ExpectedReading.Read(CaseFiles.PathOf("articles", file));
        Assert.Equal(Enumerable.Range(1, article.Lines.Length), article.Lines.Select(l => l.Number));
        Assert.All(article.Lines, l => Assert.NotEmpty(l.Rule));
        Assert.All(article.Lines, l => Assert.Equal(l.Kind == LineKind.Blank, l.Text.Length == 0));
    }
}

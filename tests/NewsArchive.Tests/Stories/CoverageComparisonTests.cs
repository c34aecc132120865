using NewsArchive.Stories;

namespace NewsArchive.Tests.Stories;

/// <summary>What reports of one event say in common.</summary>
public sealed class CoverageComparisonTests
{
    private static readonly string[] Names = ["Golden Gate Bridge", "Marston", "Anna Quellan", "Helen Ross", "Medway"];

    private static CoverageComparison Compare(params string[] articles) => CoverageComparison.Of([.. articles.Select((text, i) =>
        new ComparedArticle(i + 1, [.. text.Split('|').Select((p, k) => (k + 1, p.Trim()))], Names))]);

    private static string[] Together(CoverageComparison coverage) => [.. coverage.All.Concat(coverage.Some)
        .Select(s => string.Join(" = ", s.Sentences.Select(x => $"{x.ArticleId}.{x.Place}")))];

    [Fact]
    public void The_same_in_nearly_the_same_words_is_one_statement() =>
        Assert.Equal(["1.0 = 2.0"], Together(Compare(
            "The harbour wall at Marston collapsed on Monday after two days of heavy storms. | Schools stayed open.",
            "The harbour wall in Marston collapsed on Monday following two days of storms. | Trains ran late in the evening.")));

    [Fact]
    public void A_name_in_common_is_no_statement_in_common() =>
        Assert.Empty(Together(Compare(
            "Workers painted the towers. | Anna Quellan jumped from the Golden Gate Bridge on Friday, her family said in a letter.",
            "A fog bank covered the bay. | The Golden Gate Bridge has carried commuters between two counties since 1937.",
            "Rents in the city rose again. | Engineers plan a steel net below the Golden Gate Bridge at a cost of millions.")));

    [Fact]
    public void A_not_on_one_side_parts_what_is_otherwise_alike() =>
        Assert.Empty(Together(Compare(
            "Rain fell on the fields. | Minister Helen Ross will resign over the flood report next week.",
            "Winds moved the boats. | Minister Helen Ross will not resign over the delayed flood inquiry, her office insisted.")));

    [Fact]
    public void Figures_that_differ_stand_side_by_side()
    {
        var coverage = Compare(
            "The ferry sank off Medway in a storm on Sunday night. | At least 12 people were killed when the ferry capsized, officials said.",
            "A ferry went down near Medway. | At least 14 people were killed when the ferry capsized, according to officials.");
        var statement = Assert.Single(coverage.All, s => s.Figures.Length > 0);
        Assert.Equal(["12", "14"], statement.Figures[0].Values.Select(v => v.Written));
    }

    [Fact]
    public void Each_article_has_one_sentence_in_a_statement()
    {
        var coverage = Compare(
            "The council approved the new harbour wall on Monday evening. | The council approved the new harbour wall at once.",
            "The council approved the new harbour wall on Monday evening.");
        Assert.All(coverage.All, s => Assert.Equal(s.Sentences.Length, s.Articles));
    }

    [Fact]
    public void What_two_of_three_say_is_not_said_by_all()
    {
        var coverage = Compare(
            "The council approved the new harbour wall on Monday evening.",
            "The council approved the new harbour wall on Monday evening.",
            "Fishermen in Medway protested against higher mooring fees.");
        Assert.Empty(coverage.All);
        Assert.Equal(2, Assert.Single(coverage.Some).Articles);
    }
}

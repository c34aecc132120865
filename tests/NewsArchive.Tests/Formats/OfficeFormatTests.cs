using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

/// <summary>Word documents and PDF.</summary>
public sealed class OfficeFormatTests
{
    private const string Lede = "The mayor opened the new bridge over the river on Friday, two years later than planned.";
    private const string Second = "Hundreds of people walked across it in the first hour, most of them with umbrellas.";

    private static List<DocumentRead> Read(byte[] content, string name = "file.dat") =>
        [.. FormatDetection.ReadAll(() => new(name, content))];

    private static Article Article(byte[] content) =>
        new ArticlePipeline(TimeProvider.System).Read(Assert.Single(Read(content)).Document!);

    [Fact]
    public void Headings_and_paragraphs_of_a_word_document_are_what_their_styles_say()
    {
        var article = Article(Packed.Docx(("Title", "Mayor opens new bridge"), (null, "By Jane Doe"), (null,
            "12 March 2021"),
            (null, Lede), ("Heading2", "Two years late"), (null, Second)));
        Assert.Equal(("docx", "Mayor opens new bridge", "Jane Doe", "2021-03-12"), (article.Document.Format,
            article.Metadata.Headline.Value, article.Metadata.BylineText,
                article.Metadata.Published.Value.ToString()));
        Assert.Contains(Lede, article.Reading.Body, StringComparison.Ordinal);
        Assert.Contains(Second, article.Reading.Body, StringComparison.Ordinal);
        Assert.Contains("Two years late", article.Reading.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Word_document_without_styles_is_read_as_plain_text()
    {
        var article = Article(Packed.Docx((null, "Mayor opens new bridge"), (null, "By Jane Doe"), (null,
            Lede), (null, Second)));
        Assert.Equal(("Mayor opens new bridge", $"{Lede}\n\n{Second}"),
            (article.Metadata.Headline.Value, article.Reading.Body));
    }

    [Fact]
    public void Damaged_word_document_is_reported()
    {
        var whole = Packed.Docx((null, Lede));
        Assert.Contains("damaged", Assert.Single(Read(whole[..(whole.Length / 2)], "half.docx")).Failure,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_word_document_is_reported() =>
        Assert.Contains("no text", Assert.Single(Read(Packed.Docx((null, "")))).Failure, StringComparison.Ordinal);

    [Fact]
    public void Paragraphs_of_a_pdf_are_joined_and_its_hyphens_taken_out()
    {
        var article = Article(Packed.Pdf([(22, "Mayor opens new bridge"), (11, ""), (11, "By Jane Doe"), (11, ""),
            (11, "The mayor opened the new bridge over the river on Fri-"), (11,
                "day, two years later than planned."), (11, ""),
            (11, "Hundreds of people walked across it in the first hour,"), (11, "most of them with umbrellas.")]));
        Assert.Equal(("pdf", "Mayor opens new bridge", $"{Lede}\n\n{Second}"),
            (article.Document.Format, article.Metadata.Headline.Value, article.Reading.Body));
    }

    [Fact]
    public void Running_heads_and_page_numbers_of_a_pdf_are_no_text()
    {
        (double, string)[] Page(int number) => [(9, $"Valley Post, page {number}"), (11, ""), (11, ""),
            (11, "The mayor opened the new bridge over the river on Friday,"), (11,
                $"two years later than planned, says report {number}.")];
        var article = Article(Packed.Pdf(Page(1), Page(2), Page(3)));
        Assert.DoesNotContain("Valley Post", article.Reading.Body, StringComparison.Ordinal);
        for (var page = 1; page <= 3; page++)
            Assert.Contains($"says report {page}.", article.Reading.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Scan_is_refused_and_says_so() =>
        Assert.Contains("scan", Assert.Single(Read(Packed.Pdf([[]]))).Failure, StringComparison.Ordinal);

    [Fact]
    public void Damaged_pdf_is_reported()
    {
        var whole = Packed.Pdf([(11, Lede)]);
        Assert.NotNull(Assert.Single(Read([.. whole[..20], .. new byte[40]])).Failure);
    }
}

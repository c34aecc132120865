using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

/// <summary>Deliveries of news databases. The articles are made up; the layouts are as readers of them describe.</summary>
public sealed class NewsDatabaseTests
{
    private const string Lede = "The mayor opened the new bridge over the river on Friday, two years later than planned.";
    private const string Second = "Hundreds of people walked across it in the first hour, most of them with umbrellas.";

    private const string Classic = """


                               1 of 2 DOCUMENTS


                          The Daily Example (London)

                            March 12, 2021 Friday
                                Final Edition

        Mayor opens new bridge

        BYLINE: Jane Doe

        SECTION: NEWS; Pg. 4

        LENGTH: 212 words

        The mayor opened the new bridge over the river on Friday, two
        years later than planned.

        Hundreds of people walked across it in the first hour, most of
        them with umbrellas.

        LOAD-DATE: March 13, 2021

        LANGUAGE: ENGLISH

        PUBLICATION-TYPE: Newspaper

                        Copyright 2021 The Daily Example
                            All Rights Reserved


                               2 of 2 DOCUMENTS


                              Valley Herald

                            March 15, 2021 Monday

        Ferry makes its last crossing

        LENGTH: 90 words

        The ferry that had served the town for ninety years made its last
        crossing on Sunday evening.

        LOAD-DATE: March 16, 2021
        """;

    private const string Uni = """
        Mayor opens new bridge
        The Daily Example (London)
        March 12, 2021 Friday

        Copyright 2021 The Daily Example All Rights Reserved

        Section: NEWS; Pg. 4
        Length: 212 words
        Byline: Jane Doe
        Body

        The mayor opened the new bridge over the river on Friday, two years later than planned.

        Hundreds of people walked across it in the first hour, most of them with umbrellas.

        Classification
        Language: ENGLISH
        Publication-Type: Newspaper
        Load-Date: March 13, 2021

        End of Document
        Fähre fährt ein letztes Mal
        Tal-Bote
        15. März 2021
        Length: 90 words
        Body

        Die Fähre, die der Stadt neunzig Jahre lang gedient hatte, fuhr am Sonntagabend ein letztes Mal.

        Language: GERMAN
        Load-Date: March 16, 2021
        End of Document
        """;

    private const string Tagged = """
        HD  Mayor opens new bridge
        BY  Jane Doe
        WC  212 words
        PD  12 March 2021
        SN  The Daily Example
        SC  DEXAMP
        LA  English
        CY  (c) 2021 The Daily Example
        LP
        The mayor opened the new bridge over the river on Friday, two years later than planned.

        TD
        Hundreds of people walked across it in the first hour, most of them with umbrellas.

        NS  gcat : Political/General News
        AN  Document DEXAMP0020210312eh3c0001a

        HD  Ferry makes its last crossing
        WC  90 words
        PD  15 March 2021
        SN  Valley Herald
        LA  English
        LP
        The ferry that had served the town for ninety years made its last crossing on Sunday evening.
        AN  Document VALHER0020210315eh3f00002
        """;

    private const string Shown = """
        Mayor opens new bridge
        By Jane Doe
        212 words
        12 March 2021
        08:15
        The Daily Example
        DEXAMP
        English
        (c) 2021 The Daily Example

        The mayor opened the new bridge over the river on Friday, two years later than planned.

        Hundreds of people walked across it in the first hour, most of them with umbrellas.

        Document DEXAMP0020210312eh3c0001a

        Ferry makes its last crossing
        90 words
        15 March 2021
        Valley Herald
        VALHER
        English
        (c) 2021 Valley Herald

        The ferry that had served the town for ninety years made its last crossing on Sunday evening.

        Document VALHER0020210315eh3f00002
        """;

    private static List<RawDocument> Read(byte[] content, string name = "delivery.txt") =>
        [.. FormatDetection.ReadAll(() => new(name, content)).Select(r =>
            r.Document ?? throw new InvalidDataException(r.Failure))];

    private static Article Article(RawDocument document) => new ArticlePipeline(TimeProvider.System).Read(document);

    [Theory]
    [InlineData(Classic, "nexis")]
    [InlineData(Uni, "nexis")]
    [InlineData(Tagged, "factiva")]
    [InlineData(Shown, "factiva")]
    public void Every_article_of_a_delivery_is_an_article_with_its_fields(string delivery, string format)
    {
        var documents = Read(Encoding.UTF8.GetBytes(delivery));
        Assert.Equal(2, documents.Count);
        var first = Article(documents[0]);
        Assert.Equal(format, first.Document.Format);
        Assert.Equal("Mayor opens new bridge", first.Metadata.Headline.Value);
        Assert.StartsWith("The Daily Example", first.Metadata.Source.Value, StringComparison.Ordinal);
        Assert.Equal("Jane Doe", first.Metadata.BylineText);
        Assert.Equal("2021-03-12", first.Metadata.Published.Value.ToString());
        Assert.Equal("en", first.Metadata.Language.Value);
        Assert.Equal($"{Lede}\n\n{Second}", first.Reading.Body);
        Assert.Equal("2021-03-15", Article(documents[1]).Metadata.Published.Value.ToString());
    }

    [Theory]
    [InlineData(Classic)]
    [InlineData(Uni)]
    [InlineData(Tagged)]
    [InlineData(Shown)]
    public void Stored_part_of_a_delivery_reads_as_it_did_in_the_whole(string delivery)
    {
        foreach (var document in Read(Encoding.UTF8.GetBytes(delivery)))
        {
            var again = Assert.Single(Read(document.Original.ToArray()));
            Assert.Equal((document.Format, document.Text, document.Declared.Headline, document.Declared.Source),
                (again.Format, again.Text, again.Declared.Headline, again.Declared.Source));
        }
    }

    [Fact]
    public void Name_of_a_language_is_its_code() =>
        Assert.Equal("de", Article(Read(Encoding.UTF8.GetBytes(Uni))[1]).Metadata.Language.Value);

    [Fact]
    public void Article_without_text_is_a_reason_and_costs_no_other()
    {
        var cut = Uni.Replace("Body\n\nDie Fähre, die der Stadt neunzig Jahre lang gedient hatte, fuhr am Sonntagabend "
            + "ein letztes Mal.", "Body\n", StringComparison.Ordinal);
        var reads = FormatDetection.ReadAll(() => new("delivery.txt", Encoding.UTF8.GetBytes(cut))).ToList();
        Assert.Equal(2, reads.Count);
        Assert.Contains("article 2 of the delivery holds no text", reads[1].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Word_document_with_a_delivery_is_many_articles()
    {
        var documents = Read(Packed.Docx([.. Uni.Split('\n').Select(l => ((string?)null, l))]), "delivery.docx");
        Assert.Equal(["Mayor opens new bridge", "Fähre fährt ein letztes Mal"],
            documents.Select(d => d.Declared.Headline!));
    }

    [Fact]
    public void Rich_text_with_a_delivery_is_many_articles()
    {
        var rtf = @"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}" + string.Concat(Uni.Split('\n').Select(l =>
            string.Concat(l.Select(c => c > 127 ? $"\\u{(int)c}?" : $"{c}")) + "\\par\r\n")) + "}";
        Assert.Equal(["Mayor opens new bridge", "Fähre fährt ein letztes Mal"],
            Read(Encoding.ASCII.GetBytes(rtf), "delivery.rtf").Select(d => d.Declared.Headline!));
    }

    [Fact]
    public void Rich_text_keeps_its_words_and_leaves_its_fonts_out()
    {
        const string Rtf = @"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\info{\title Hidden}}"
            + @"\pard\b Mayor opens new bridge\b0\par By Jane Doe\par The mayor\'92s \u8364?5m bridge, "
            + @"{\f1 \'ec\'ee\'f1\'f2}, opened.{\field{\*\fldinst HYPERLINK ""http://x.example""}{\fldrslt  More here}}\line End\{\}\par}";
        var document = Assert.Single(Read(Encoding.ASCII.GetBytes(Rtf), "a.rtf"));
        Assert.Equal(("rtf", "Mayor opens new bridge\nBy Jane Doe\nThe mayor’s €5m bridge, мост, opened. More here\nEnd{}\n"),
            (document.Format, document.Text));
    }

    [Fact]
    public void Damaged_rich_text_is_a_text_or_a_reason()
    {
        foreach (var rtf in new[] { @"{\rtf1", @"{\rtf1 }}}}\'", @"{\rtf1\bin99999999 x", @"{\rtf1\u",
            @"{\rtf1 {\fonttbl\f" })
            Assert.NotEmpty(FormatDetection.ReadAll(() => new("a.rtf", Encoding.ASCII.GetBytes(rtf))));
    }
}

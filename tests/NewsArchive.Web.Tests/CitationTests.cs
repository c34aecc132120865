using System.Text.Json;
using NewsArchive.Metadata;
using NewsArchive.Notation;
using NewsArchive.Storage.Rows;
using NewsArchive.Web.Citing;

namespace NewsArchive.Web.Tests;

public sealed class CitationTests
{
    [Theory]
    [InlineData("Ann Lee", "Lee, Ann")]
    [InlineData("Jan van der Berg", "van der Berg, Jan")]
    [InlineData("Ursula von der Leyen", "von der Leyen, Ursula")]
    [InlineData("Martin Luther King Jr.", "King, Martin Luther, Jr.")]
    [InlineData("Jean-Luc Picard", "Picard, Jean-Luc")]
    [InlineData("José Ángel Gurría", "Gurría, José Ángel")]
    [InlineData("Reuters", "Reuters")]
    [InlineData("Reuters Staff", "Reuters Staff")]
    [InlineData("The Daily Example", "The Daily Example")]
    [InlineData("BBC News", "BBC News")]
    [InlineData("Associated Press", "Associated Press")]
    [InlineData("Prince", "Prince")]
    [InlineData("Анна Иванова", "Анна Иванова")]
    public void Author_is_sorted_by_the_family_name_and_a_house_stays_whole(string name, string sorted) =>
        Assert.Equal(sorted, AuthorName.Of(name, "The Daily Example").Sorted);

    private static Citation Of(
        string? headline = "Bridge opens", InferenceStatus headlineStatus = InferenceStatus.Found,
            string[]? authors = null,
        string? source = "The Daily Example", InferenceStatus sourceStatus = InferenceStatus.Declared,
        DateTime? published = null, DatePrecision precision = DatePrecision.Day,
            InferenceStatus dateStatus = InferenceStatus.Declared,
        string? url = "https://example.org/bridge", CitedQuote? quote = null)
    {
        var row = new ArticleRow
        {
            Id = 7,
            Origin = "/wire/bridge.txt#1",
            Path = "wire/bridge.txt",
            ContentHash = "00ff",
            TextHash = "",
            Format = "text",
            Encoding = "utf-8",
            Headline = headline,
            HeadlineStatus = headline is null ? InferenceStatus.Absent : headlineStatus,
            Slug = "bridge-opens",
            SourceName = source,
            SourceStatus = source is null ? InferenceStatus.Absent : sourceStatus,
            Published = published,
            PublishedPrecision = published is null ? null : precision,
            PublishedStatus = published is null ? InferenceStatus.Absent : dateStatus,
            Language = "en",
            Url = url,
            Lede = "The mayor opened the bridge.",
            Body = "The mayor opened the bridge.",
            AddedAt = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        return Citation.Of(new(row, ArticleSummary.Of(row), [.. authors ?? ["Ann Lee"]], []), "http://archive.test",
            quote);
    }

    private static readonly DateTime Day = new(2026, 2, 12, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Reference_of_an_article_follows_the_handbooks()
    {
        var c = Of(published: Day);
        Assert.Equal("Lee, Ann. “Bridge opens.” The Daily Example, February 12, 2026. https://example.org/bridge.",
            CitationStyles.Chicago(c));
        Assert.Equal("Lee, A. (2026, February 12). Bridge opens. The Daily Example. https://example.org/bridge",
            CitationStyles.Apa(c));
        Assert.Equal("Lee, Ann. “Bridge opens.” The Daily Example, 12 Feb. 2026, example.org/bridge.",
            CitationStyles.Mla(c));
        Assert.Equal("{{cite news |last=Lee |first=Ann |title=Bridge opens |work=The Daily Example |date=12 February 2026 "
            + "|url=https://example.org/bridge |access-date=1 March 2026}}", CitationStyles.Wikipedia(c));
    }

    [Fact]
    public void What_the_archive_supplied_stands_in_brackets_and_what_is_not_known_says_so()
    {
        var c = Of(headlineStatus: InferenceStatus.Inferred, sourceStatus: InferenceStatus.Inferred, published: Day,
            dateStatus: InferenceStatus.Inferred, authors: [], url: null);
        Assert.Equal("“[Bridge opens].” [The Daily Example], [February 12, 2026]. http://archive.test/articles/7/bridge-opens.",
            CitationStyles.Chicago(c));
        Assert.Equal("[Bridge opens]. ([2026, February 12]). [The Daily Example]. http://archive.test/articles/7/bridge-opens",
            CitationStyles.Apa(c));
        Assert.StartsWith("Inferred, not stated in the file: headline, source, date.", c.Note,
            StringComparison.Ordinal);
        var bare = Of(headline: null, source: null, authors: [], url: null);
        Assert.Equal("“[Untitled].” [n.d.]. http://archive.test/articles/7/bridge-opens.",
            CitationStyles.Chicago(bare));
        Assert.Equal("[Untitled]. ([n.d.]). http://archive.test/articles/7/bridge-opens", CitationStyles.Apa(bare));
    }

    [Theory]
    [InlineData(DatePrecision.Year, "2026", "2026///", "date = {2026}")]
    [InlineData(DatePrecision.Month, "February 2026", "2026/02//", "date = {2026-02}")]
    [InlineData(DatePrecision.Day, "February 12, 2026", "2026/02/12/", "date = {2026-02-12}")]
    public void Date_is_as_long_as_it_is_known(DatePrecision precision, string said, string ris, string bibtex)
    {
        var c = Of(published: Day, precision: precision);
        Assert.Contains($", {said}. ", CitationStyles.Chicago(c), StringComparison.Ordinal);
        Assert.Contains($"DA  - {ris}\r\n", ReferenceFiles.Ris(c), StringComparison.Ordinal);
        Assert.Contains(bibtex, ReferenceFiles.BibTeX(c), StringComparison.Ordinal);
    }

    [Fact]
    public void Quote_is_cited_with_its_line_and_the_fingerprint_of_the_file()
    {
        var c = Of(published: Day, quote: new("We have waited", "Martha Ellingham", 12));
        Assert.Contains("Line 12 of bridge.txt (SHA-256 00ff), http://archive.test/articles/7/bridge-opens#L12",
            CitationStyles.Chicago(c),
            StringComparison.Ordinal);
        Assert.Contains("“We have waited” (Martha Ellingham), line 12 of the file.", ReferenceFiles.Ris(c),
            StringComparison.Ordinal);
        Assert.Contains("|quote=We have waited", CitationStyles.Wikipedia(c), StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_of_each_notation_are_escaped()
    {
        var c = Of(headline: @"100% of {braces} & $5_000 #1 ~^ \ | [b] ''it''", authors: ["Łukasz Żółć"],
            published: Day);
        Assert.Contains(@"title = {{100\% of \{braces\} \& \$5\_000 \#1 \textasciitilde{}\textasciicircum{} \textbackslash{} | [b] ''it''}}",
            ReferenceFiles.BibTeX(c), StringComparison.Ordinal);
        Assert.Contains("author = {Żółć, Łukasz}", ReferenceFiles.BibTeX(c), StringComparison.Ordinal);
        Assert.Contains("title=100% of {braces} & $5_000 #1 ~^ \\ {{!}} &#91;b&#93; &#39;&#39;it&#39;&#39;",
            CitationStyles.Wikipedia(c),
            StringComparison.Ordinal);
        Assert.Equal("Żółć", JsonDocument.Parse(ReferenceFiles.CslJson(c).ToJsonString()).RootElement.GetProperty(
            "author")[0].GetProperty("family").GetString());
    }

    [Fact]
    public void Text_with_line_breaks_stays_one_field()
    {
        var c = Of(headline: "Bridge\r\nER  - \r\nopens", published: Day);
        Assert.Equal(1, ReferenceFiles.Ris(c).Split("\r\n").Count(line => line.StartsWith("ER",
            StringComparison.Ordinal)));
        Assert.DoesNotContain("\r", ReferenceFiles.BibTeX(c), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_authors_are_listed_as_each_style_does()
    {
        var c = Of(authors: ["Ann Lee", "Bob Ray", "Cy Fox"], published: Day);
        Assert.StartsWith("Lee, Ann, Bob Ray, and Cy Fox. ", CitationStyles.Chicago(c), StringComparison.Ordinal);
        Assert.StartsWith("Lee, A., Ray, B., & Fox, C. ", CitationStyles.Apa(c), StringComparison.Ordinal);
        Assert.StartsWith("Lee, Ann, et al. ", CitationStyles.Mla(c), StringComparison.Ordinal);
        Assert.Contains("|last2=Ray |first2=Bob |last3=Fox", CitationStyles.Wikipedia(c), StringComparison.Ordinal);
    }
}

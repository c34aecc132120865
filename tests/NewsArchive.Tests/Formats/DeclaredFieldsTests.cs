using System.Text;
using NewsArchive.Formats;
using NewsArchive.Lines;

namespace NewsArchive.Tests.Formats;

/// <summary>What JSON, tables and feeds declare, in the shapes that programs write.</summary>
public sealed class DeclaredFieldsTests
{
    private static List<DocumentRead> Read(string content, string name = "news.dat") =>
        [.. FormatDetection.Read(new(name, Encoding.UTF8.GetBytes(content)))];

    private static RawDocument One(string content) => Assert.Single(Read(content)).Document!;

    [Theory]
    [InlineData("""{"Title": "T", "Article Text": "The bridge."}""")]
    [InlineData("""{"title": "T", "article_text": "The bridge."}""")]
    [InlineData("""{"TITLE": "T", "articleBody": ["The bridge."]}""")]
    [InlineData("""{"title": {"rendered": "T"}, "content": {"rendered": "The bridge."}}""")]
    [InlineData("""{"_id": "1", "_source": {"title": "T", "body": "The bridge."}}""")]
    [InlineData("""{"id": 1, "attributes": {"headline": "T", "text": "The bridge."}}""")]
    public void Text_and_headline_are_found_in_the_shapes_of_other_programs(string json)
    {
        var document = One(json);
        Assert.Equal(("T", "The bridge."), (document.Declared.Headline, document.Text));
    }

    [Theory]
    [InlineData("nan")]
    [InlineData("NaN")]
    [InlineData("None")]
    [InlineData("null")]
    [InlineData("NaT")]
    [InlineData("N/A")]
    [InlineData("\\\\N")]
    [InlineData("[]")]
    [InlineData("admin")]
    [InlineData("https://www.example.com/harbour")]
    [InlineData("3")]
    public void No_value_is_no_author(string value) =>
        Assert.Empty(One($$"""{"author": "{{value}}", "text": "The bridge."}""").Declared.Bylines);

    [Theory]
    [InlineData("Nan Goldin", "Nan Goldin")]
    [InlineData("Christopher Null", "Christopher Null")]
    [InlineData("['Jane Doe', 'John Roe']", "Jane Doe|John Roe")]
    [InlineData("jane.doe@courier.example (Jane Doe)", "Jane Doe")]
    [InlineData("Jane Doe <jane@courier.example>", "Jane Doe")]
    public void Author_is_the_name_in_the_value(string value, string names) =>
        Assert.Equal(names.Split('|'), One($$"""{"author": "{{value}}", "text": "The bridge."}""").Declared.Bylines);

    [Theory]
    [InlineData("MCLAIN INDUSTRIES INC <MCCL.O> 2ND QTR", "MCLAIN INDUSTRIES INC <MCCL.O> 2ND QTR")]
    [InlineData("USAIR <U> CLEARED TO BUY <PIE>", "USAIR <U> CLEARED TO BUY <PIE>")]
    [InlineData("Harbour closes <em>for winter</em> &#8211; until thaw", "Harbour closes for winter – until thaw")]
    [InlineData("School wins &amp;#8216;chess&amp;#8217; cup", "School wins ‘chess’ cup")]
    public void Headline_loses_its_markup_and_nothing_else(string value, string headline) =>
        Assert.Equal(headline, System.Text.RegularExpressions.Regex.Replace(
            One($$"""{"title": "{{value}}", "text": "The bridge."}""").Declared.Headline!, " {2,}", " "));

    [Fact]
    public void Broken_line_costs_itself_wherever_it_stands()
    {
        var reads = Read("{\"text\": \"one\n{\"text\": \"two\"}\n{\"text\": NaN}\n{\"text\": \"thr\\x65e\"}\n");
        Assert.Equal(["two", "three"], reads.Where(r => r.Document is not null).Select(r => r.Document!.Text));
        Assert.StartsWith("line 1: not valid JSON", reads[0].Failure, StringComparison.Ordinal);
        Assert.StartsWith("line 3: no text", reads[2].Failure, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_one_after_another_are_documents() =>
        Assert.Equal(["one", "two"],
            Read("{\n \"text\": \"one\"\n}\n{\n \"text\": \"two\"\n}\n").Select(r => r.Document!.Text));

    [Theory]
    [InlineData("{\n \"articles\": [\n  {\"text\": \"one\"},\n  {\"text\": \"two\"}\n ]\n}\n")]
    [InlineData("{\"articles\": [\n{\"text\": \"one\"},\n{\"text\": \"two\"}\n]}\n")]
    public void List_of_objects_a_line_each_is_one_value(string json) =>
        Assert.Equal(["one", "two"], Read(json).Select(r => r.Document?.Text));

    [Theory]
    [InlineData("sep=;\nid;title;text\n1;T;The bridge.\n")]
    [InlineData("Export of 4 March\n\nid,title,text\n1,T,The bridge.\n")]
    [InlineData("ID, Title , Article Text \n1,T,The bridge.\n")]
    [InlineData("id|Title|Text\n1|T|The bridge.\n")]
    public void Header_is_found_below_what_spreadsheets_write_above(string table)
    {
        var document = One(table);
        Assert.Equal(("1", "T", "The bridge."),
            (document.Declared.ExternalId, document.Declared.Headline, document.Text));
    }

    [Fact]
    public void Quote_after_a_backslash_is_a_quote() =>
        Assert.Equal("He said \"closed, not gone\" on Monday.",
            One("id,title,text\n1,T,\"He said \\\"closed, not gone\\\" on Monday.\"\n").Text);

    [Fact]
    public void Row_with_more_cells_than_names_is_reported_with_its_line()
    {
        var reads = Read("id,title,text\n1,T,The bridge, he said, is open.\n2,U,It rained.\n");
        Assert.StartsWith("line 2: 5 cells below 3 names", reads[0].Failure, StringComparison.Ordinal);
        Assert.Equal("It rained.", reads[1].Document!.Text);
    }

    [Fact]
    public void Quote_that_is_never_closed_is_reported() =>
        Assert.Contains(Read("id,title,text\n1,T,\"The bridge.\n2,U,It rained.\n3,V,It snowed.\n"),
            r => r.Failure?.Contains("a quote is opened and never closed", StringComparison.Ordinal) == true);

    [Fact]
    public void Table_without_names_is_refused_and_prose_with_commas_is_not()
    {
        Assert.StartsWith("this is a table without a line of names",
            Assert.Single(Read("1,T,2024-03-04,\"The bridge.\"\n2,U,2024-03-05,\"It rained.\"\n")).Failure,
            StringComparison.Ordinal);
        Assert.NotNull(One("On Monday, the mayor, Anna Berg, came.\nOn Tuesday, the judge, Eva Roth, left.\n").Text);
    }

    [Theory]
    [InlineData("Sign up for our newsletter.")]
    [InlineData("Masons repair its arches.")]
    [InlineData("Cars: by the new road")]
    [InlineData("Advertisement")]
    public void Declared_text_is_kept_whole_whatever_a_line_looks_like(string line)
    {
        const string Lede = "The mayor opened the new bridge over the river on Friday, two years later than planned.";
        var json = System.Text.Json.JsonSerializer.Serialize(new
        {
            title = "Bridge",
            text = $"{Lede}\n{line}\n{Lede}"
        });
        var article = new ArticlePipeline(TimeProvider.System).Read(One(json));
        Assert.All(article.Lines, l => Assert.True(l.Kind.IsReading(), $"{l.Text}: {l.Kind}, {l.Rule}"));
    }
}

using System.Text;
using NewsArchive.Formats;

namespace NewsArchive.Tests.Formats;

public sealed class StructuredFormatTests
{
    private static List<DocumentRead> Read(string text, string path = "file.dat") =>
        [.. FormatDetection.Read(new(path, Encoding.UTF8.GetBytes(text)))];

    private const string Bridge = "The mayor opened the new bridge over the river on Friday.";

    [Fact]
    public void Json_lines_are_one_document_each_with_their_fields()
    {
        const string Rest = $"\"url\": \"https://e.example/1\", \"lang\": \"en\", \"text\": \"{Bridge}\"";
        var documents = Read($$"""
            {"id": 7, "title": "Bridge", "authors": ["Jane Doe", "Max Roe"], "date": "2021-03-12", "source": "Example", {{Rest}}}

            {"maintext": "Second", "date_publish": "2021-03-13 10:00:00", "source_domain": "bbc.co.uk"}
            """).ConvertAll(d => d.Document!);
        Assert.Equal([1, 2], documents.Select(d => d.Ordinal));
        Assert.All(documents, d => Assert.Equal("json", d.Format));
        var first = documents[0].Declared;
        Assert.Equal(("7", "Bridge", "2021-03-12", "Example", "en", "https://e.example/1"),
            (first.ExternalId, first.Headline, first.Published, first.Source, first.Language, first.Url));
        Assert.Equal(["Jane Doe", "Max Roe"], first.Bylines);
        Assert.Equal((Bridge, "Second"), (documents[0].Text, documents[1].Text));
    }

    [Fact]
    public void Broken_line_is_reported_with_its_number_and_stops_nothing()
    {
        var reads =
            Read("{\"text\": \"one\"}\n{\"text\": \"two\n{\"title\": \"no text\"}\n[1]\n{\"text\": \"five\"}\n");
        Assert.Equal(["one", "five"], reads.Where(r => r.Document is not null).Select(r => r.Document!.Text));
        Assert.Collection(reads.Where(r => r.Failure is not null).Select(r => r.Failure!),
            f => Assert.StartsWith("line 2: not valid JSON at line 1, byte", f, StringComparison.Ordinal),
            f => Assert.StartsWith("line 3: no text", f, StringComparison.Ordinal),
            f => Assert.Equal("line 4: not a JSON object", f));
    }

    [Theory]
    [InlineData("[{\"text\": \"one\"}, {\"text\": \"two\"}]", 2)]
    [InlineData("{\"articles\": [{\"content\": \"one\"}, {\"content\": \"two\"}]}", 2)]
    [InlineData("{\n \"@type\": \"NewsArticle\",\n \"headline\": \"Bridge\",\n \"articleBody\": \"one\",\n \"author\": {\"name\": \"Jane\"}}", 1)]
    public void Whole_json_is_one_document_or_a_list(string json, int count)
    {
        var reads = Read(json);
        Assert.Equal(count, reads.Count);
        Assert.Equal("one", reads[0].Document!.Text);
    }

    [Fact]
    public void Name_inside_an_object_is_read() =>
        Assert.Equal(["Jane Doe"],
            Read("{\"articleBody\": \"one\", \"author\": [{\"name\": \"Jane Doe\"}]}")[0].Document!.Declared.Bylines);

    [Fact]
    public void Record_without_text_is_kept_with_its_fields()
    {
        var document = Read("{\"title\": \"Bridge\", \"text\": \"\"}")[0].Document!;
        var article = new ArticlePipeline(TimeProvider.System).Read(document);
        Assert.Equal(("Bridge", ""), (article.Metadata.Headline.Value, article.Reading.Body));
    }

    [Fact]
    public void Lone_surrogate_does_not_stop_the_reading() =>
        Assert.Contains("broken \uFFFD here", Read("{\"text\": \"broken \\ud83d here\"}")[0].Document!.Text,
            StringComparison.Ordinal);

    [Fact]
    public void Broken_json_says_where() =>
        Assert.StartsWith("not valid JSON at line 2, byte", Read("{\"text\": \"one\",\n oops}")[0].Failure,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(",")]
    [InlineData("\t")]
    [InlineData(";")]
    [InlineData("|")]
    public void Table_is_told_by_its_header_whatever_its_delimiter(string delimiter)
    {
        var table = ("id,title,text\n" + $"1,Bridge,\"{Bridge} \"\"Yes\"\", she said.\nSecond line\"\n"
            + "2,Ferry,\n3,Port,Third\n").Replace(",", delimiter, StringComparison.Ordinal);
        var reads = Read(table);
        Assert.Equal(3, reads.Count);
        Assert.Equal($"{Bridge} \"Yes\"{delimiter} she said.\nSecond line", reads[0].Document!.Text);
        Assert.Equal(("1", "Bridge"), (reads[0].Document!.Declared.ExternalId, reads[0].Document!.Declared.Headline));
        Assert.Equal(("2", "Ferry", ""),
            (reads[1].Document!.Declared.ExternalId, reads[1].Document!.Declared.Headline, reads[1].Document!.Text));
        Assert.Equal(("3", 3), (reads[2].Document!.Declared.ExternalId, reads[2].Document!.Ordinal));
    }

    [Theory]
    [InlineData("Mayor, council, text and title\n\nThe mayor said no.")]
    [InlineData("[Square brackets] open this article, which is no JSON at all.")]
    [InlineData("{curly} they begin, too.")]
    public void Prose_stays_text(string text) => Assert.Equal("text", Read(text)[0].Document!.Format);

    [Fact]
    public void Record_that_was_kept_can_be_read_again_by_itself()
    {
        foreach (var file in new[] { $"{{\"id\": \"a\", \"text\": \"x\"}}\n{{\"id\": \"b\", \"title\": \"Bridge\", "
            + $"\"text\": \"{Bridge}\"}}\n", $"id,title,text\na,x,x\nb,Bridge,\"{Bridge}\"\n" })
        {
            var second = Read(file)[1].Document!;
            var again = Assert.Single(FormatDetection.Read(new("file.dat", second.Original.ToArray()))).Document!;
            Assert.Equal((second.Text, second.Declared.ExternalId, second.Declared.Headline),
                (again.Text, again.Declared.ExternalId, again.Declared.Headline));
        }
    }

    [Fact]
    public void Examples_of_the_help_are_what_they_say()
    {
        var examples = FormatExamples.All();
        Assert.Equal(FormatDetection.Formats.Count, examples.Count);
        foreach (var (name, content) in examples)
        {
            var packed = name is "gzip" or "zip" or "tar" or "archive" or "compressed";
            var file = new SourceFile("file.dat", content);
            Assert.Equal(name, FormatDetection.Formats.First(f => f.Recognises(file)).Name);
            var reads = FormatDetection.Read(file).ToList();
            Assert.All(reads, r => Assert.Equal(packed ? "text" : name, r.Document!.Format));
            var article = new ArticlePipeline(TimeProvider.System).Read(reads[0].Document!);
            Assert.Equal("Mayor opens new bridge", article.Metadata.Headline.Value);
            Assert.Equal(new DateOnly(2021, 3, 12), article.Metadata.Published.Value.Day);
            Assert.True(article.Reading.Body.Contains("new bridge over the river", StringComparison.Ordinal),
                $"{name}: {string.Join(" / ", article.Lines.Select(l => $"{l.Kind} {l.Text} ({l.Rule})"))}");
        }
    }
}

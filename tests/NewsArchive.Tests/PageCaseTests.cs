using System.Text;
using NewsArchive.Formats;
using NewsArchive.Lines;
using NewsArchive.Metadata;

namespace NewsArchive.Tests;

/// <summary>
/// Pages in <c>Cases/pages/</c> and what a careful editor reads in them. A case begins with its name behind “===”; then
/// follow the page's head and body, in which $TEXT stands for four paragraphs of an article, and what must come out.
/// </summary>
public sealed class PageCaseTests
{
    private static readonly string[] Paragraphs =
    [
        "The mayor opened the new bridge over the river on Friday, two years later than planned, before a small crowd.",
        "Hundreds of people walked across it in the first hour, most of them with umbrellas, and a band played below.",
        "It cost forty million, twice what the council had expected when it took the vote nine years ago, she said.",
        "The old bridge beside it, which was built of oak and iron by two brothers, will be torn down in the spring.",
    ];

    private static readonly string Text = string.Concat(Paragraphs.Select(p => $"<p>{p}</p>"));

    private static string Folder => Path.Combine(CaseFiles.Root, "pages");

    public static TheoryData<string, string> Cases() =>
        [.. Directory.GetFiles(Folder, "*.txt").Order(StringComparer.Ordinal).SelectMany(file =>
            Split(file).Keys.Select(name => (Path.GetFileNameWithoutExtension(file), name)))];

    private static Dictionary<string, string[]> Split(string file) =>
        File.ReadAllText(file).ReplaceLineEndings("\n").Split("\n=== ").Skip(1).Select(c => c.Split('\n'))
            .ToDictionary(lines => lines[0], lines => lines[1..]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Page_is_read_as_an_editor_reads_it(string kind, string name)
    {
        var fields = Split(Path.Combine(Folder, kind + ".txt"))[name]
            .Where(l => l.Contains(": ", StringComparison.Ordinal))
            .Select(l => l.Split(": ", 2)).ToLookup(p => p[0], p => p[1]);
        string Part(string field) => string.Join('\n', fields[field]).Replace("$TEXT", Text, StringComparison.Ordinal);
        var page = $"<!DOCTYPE html><html {Part("html")}><head><meta charset=utf-8>{Part("head")}</head>"
            + $"<body>{Part("body")}</body></html>";
        var document = FormatDetection.Read(new("page.html", Encoding.UTF8.GetBytes(page))).Single().Document!;
        var article = new ArticlePipeline(new FixedDay(new(2026, 12, 1))).Read(document);
        var metadata = article.Metadata;
        foreach (var headline in fields["headline"]) Assert.Equal(headline, metadata.Headline.Value ?? "none");
        foreach (var authors in fields["authors"])
            Assert.Equal(authors, metadata.BylineText is { } byline ? byline : "none");
        foreach (var day in fields["published"])
            Assert.Equal(day, metadata.Published.IsKnown ? metadata.Published.Value.ToString() : "none");
        foreach (var status in fields["published is"])
            Assert.Equal(Enum.Parse<InferenceStatus>(status), metadata.Published.Status);
        foreach (var day in fields["updated"])
            Assert.Equal(day, metadata.Updated.IsKnown ? metadata.Updated.Value.ToString() : "none");
        foreach (var standfirst in fields["standfirst"])
            Assert.Equal(standfirst, metadata.Standfirst.Value ?? "none");
        foreach (var cut in fields["cut off"]) Assert.Equal(cut, CutOff.Of(article.Lines)?.Reason.ToString() ?? "no");
        foreach (var address in fields["address"]) Assert.Equal(address, metadata.Url.Value ?? "none");
        var body = article.Reading.Body;
        foreach (var part in fields["has"]) Assert.Contains(part, body, StringComparison.Ordinal);
        foreach (var part in fields["has not"]) Assert.DoesNotContain(part, body, StringComparison.Ordinal);
        foreach (var paragraphs in fields["paragraphs"])
            Assert.Equal(paragraphs, $"{article.Reading.Passages.Length}");
        if (fields["body"].Any(b => b.Contains("$TEXT", StringComparison.Ordinal)))
            Assert.All(Paragraphs, p => Assert.Contains(p, body, StringComparison.Ordinal));
    }
}

using NewsArchive.Search;
using NewsArchive.Storage.Names;

namespace NewsArchive.Storage.Tests;

public class QuoteSearchTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private const string Text =
        """
        Ministers speak on the harbour

        The finance minister Anna Berg spoke in Saltmouth on Friday about the plans for the old harbour and its costs.

        "Putin and the 北京 talks decide what we pay for grain," said Anna Berg.

        "The harbour will be open again in summer," said Anna Berg.

        "We met in 北京 and agreed on nothing," said Anna Berg.
        """;

    [Theory]
    [InlineData("harbour", 1)]
    [InlineData("putin", 1)]
    [InlineData("北京", 2)]
    [InlineData("putin 北京", 1)]
    [InlineData("putin OR 北京", 2)]
    [InlineData("北京 -putin", 1)]
    [InlineData("-putin", 2)]
    [InlineData("harbour 北京", 0)]
    [InlineData("\"北京 talks\"", 1)]
    [InlineData("(summer OR 北京) -grain", 2)]
    public async Task Quotes_are_found_by_words_of_any_script(string query, int expected)
    {
        await using var temp = await TempArchive.CreateAsync();
        temp.Write("a.txt", Text);
        await temp.ImportAsync();
        await using var db = temp.Archive.Db();
        var words = QueryParser.Parse(query, new DateOnly(2026, 1, 1)).WordsOnly().Node;
        Assert.Equal(expected, (await new QuoteQuery(temp.Archive, db).ListAsync(new(Words: words), 1, 10,
            Cancel)).Total);
    }
}

using NewsArchive.Search;

namespace NewsArchive.Tests.Search;

public sealed class QueryListTests
{
    private static string Read(string text) =>
        string.Join("; ",
            QueryList.Read(new StringReader(text))
                .Select(q => $"{q.Line} {q.Id ?? "-"} {q.Query ?? "(" + q.Error + ")"}"));

    [Theory]
    [InlineData("{\"id\":1,\"query\":\"a b\"}\n\n{\"id\":\"x\",\"query\":\"c\"}", "1 1 a b; 3 x c")]
    [InlineData("{\"query\":\"a\"}\nbroken\n{\"id\":2}",
        "1 - a; 2 - (the line is no JSON object with a query); 3 - (the line is no JSON object with a query)")]
    [InlineData("id,query\n7,\"rail, strike\"\n8\n9,dam",
        "2 7 rail, strike; 3 - (the row has no cell in the column of queries); 4 9 dam")]
    [InlineData("q\ndam\nbank", "2 - dam; 3 - bank")]
    [InlineData("rail strike\n\"show trial\" -bank\n", "1 - rail strike; 2 - \"show trial\" -bank")]
    public void Lists_are_read_line_by_line(string text, string queries) => Assert.Equal(queries, Read(text));
}

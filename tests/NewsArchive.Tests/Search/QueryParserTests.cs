using NewsArchive.Search;

namespace NewsArchive.Tests.Search;

public sealed class QueryParserTests
{
    private static readonly DateOnly Today = new(2026, 2, 20);

    [Theory]
    [InlineData("peskov", "“peskov”")]
    [InlineData("meta telegram", "“meta”, “telegram”")]
    [InlineData("meta AND telegram", "“meta”, “telegram”")]
    [InlineData("meta OR telegram", "“meta” or “telegram”")]
    [InlineData("a b OR c", "(“a”, “b”) or “c”")]
    [InlineData("meta -india", "“meta”, but not “india”")]
    [InlineData("meta NOT india", "“meta”, but not “india”")]
    [InlineData("(meta OR telegram) durov", "(“meta” or “telegram”), “durov”")]
    [InlineData("\"sovereign internet\"", "exactly “sovereign internet”")]
    [InlineData("“sovereign internet”", "exactly “sovereign internet”")]
    [InlineData("state-backed", "“state-backed”")]
    [InlineData("\"state-backed\"", "exactly “state-backed”")]
    [InlineData("=state-backed", "exactly “state-backed”")]
    [InlineData("U.N., talks", "“U.N.”, “talks”")]
    [InlineData("Chrysler's", "exactly “Chrysler's”")]
    [InlineData("*ules", "words like “*ules”")]
    [InlineData("what? em*il", "“what”, words like “em*il”")]
    [InlineData("title:w?rd", "words like “w?rd” in the headline")]
    [InlineData("mayor~", "words one letter away from “mayor”")]
    [InlineData("harbour~2", "words up to 2 letters away from “harbour”")]
    [InlineData("/may.r/ (/a|ab+c/)", "words that fit /may.r/, words that fit /a|ab+c/")]
    [InlineData("/usr/local/bin", "exactly “/usr/local/bin”")]
    [InlineData("block*", "words beginning “block”")]
    [InlineData("title:block", "“block” in the headline")]
    [InlineData("source:\"cbs news\"", "exactly “cbs news” as the source")]
    [InlineData("person:peskov", "“peskov” among the people named")]
    [InlineData("date:2026-02", "published from 1 February 2026 to 28 February 2026, both included")]
    [InlineData("date:2025..2026", "published from 1 January 2025 to 31 December 2026, both included")]
    [InlineData("after:2026-02-12", "published on 12 February 2026 or later")]
    [InlineData("before:2026", "published on 31 December 2025 or earlier")]
    [InlineData("is:undated", "articles without a date")]
    [InlineData("=blocked", "exactly “blocked”")]
    [InlineData("\"blocked\"", "exactly “blocked”")]
    [InlineData("\"a ban\"~3", "the words of “a ban” with at most 3 others between")]
    [InlineData("mayor NEAR bridge", "the words of “mayor bridge” with at most 10 others between")]
    [InlineData("mayor NEAR/5 bridge", "the words of “mayor bridge” with at most 5 others between")]
    [InlineData("title:mayor w/3 title:bridge",
        "the words of “mayor bridge” with at most 3 others between in the headline")]
    [InlineData("harbour mayor n/2 bridge ferry",
        "“harbour”, the words of “mayor bridge” with at most 2 others between, “ferry”")]
    [InlineData("near bridge", "“near”, “bridge”")]
    [InlineData("Who won?", "“Who”, “won”")]
    [InlineData("$5 9/11 km/h", "“5”, exactly “9/11”, exactly “km/h”")]
    [InlineData("C++", "“C++” as written")]
    [InlineData("#tag", "“#tag” as written")]
    [InlineData("title:(ban OR block)", "“ban” in the headline or “block” in the headline")]
    [InlineData("title:=ban", "exactly “ban” in the headline")]
    [InlineData("org:nato", "“nato” among the organisations named")]
    [InlineData("said:\"ann lee\"", "exactly “ann lee” as the one quoted")]
    [InlineData("quote:privacy", "“privacy” in a quote")]
    [InlineData("has:quote", "articles with quotes")]
    [InlineData("date:today", "published on 20 February 2026")]
    [InlineData("date:P7D", "published from 14 February 2026 to 20 February 2026, both included")]
    [InlineData("date:..2021-03", "published on 31 March 2021 or earlier")]
    [InlineData("date:2021..", "published on 1 January 2021 or later")]
    [InlineData("", "all articles")]
    public void Query_is_understood(string text, string understood)
    {
        var query = QueryParser.Parse(text, Today);
        Assert.Equal(understood, query.Understood);
        Assert.Empty(query.Problems);
    }

    [Theory]
    [InlineData("\"never closed", 0, "never closed")]
    [InlineData("(meta", 0, "never closed")]
    [InlineData("meta)", 4, "closing bracket")]
    [InlineData("meta -", 5, "no letters")]
    [InlineData("OR meta", 0, "nothing before")]
    [InlineData("colour:red", 0, "no field")]
    [InlineData("date:soon", 0, "no date")]
    [InlineData("is:red", 0, "not known")]
    [InlineData("meta ???", 5, "no letters")]
    [InlineData("meta or telegram", 5, "searched as a word")]
    [InlineData("???", 0, "searched as written")]
    [InlineData("\"a ban\"~", 7, "number should follow")]
    [InlineData("date:2022..2021", 0, "other way round")]
    [InlineData("has:nothing", 0, "not known")]
    [InlineData("person:?", 0, "holds no word to look for")]
    [InlineData("*u*", 0, "with at least two others")]
    [InlineData("meta em*-il", 5, "was searched as “em il”")]
    [InlineData("u.s?a", 0, "stands for a letter of one word")]
    [InlineData("or~ mayor", 0, "three letters or more")]
    [InlineData("mayor~0.8", 0, "three letters or more")]
    [InlineData("/may(r/", 0, "no pattern that can be looked for")]
    [InlineData("/(may)\\1/", 0, "no pattern that can be looked for")]
    [InlineData("mayor^2", 0, "no weight")]
    [InlineData("+mayor", 0, "all words must occur")]
    [InlineData("!mayor", 0, "-word or NOT word")]
    [InlineData("mayor|bridge", 0, "OR in capitals")]
    [InlineData("[2020 TO 2021]", 0, "date:2020..2021")]
    [InlineData("NEAR bridge", 4, "NEAR stands between two words")]
    [InlineData("may* NEAR/3 bridge", 11, "NEAR stands between two words")]
    public void What_is_not_understood_is_said_with_its_place(string text, int position, string message)
    {
        var problem = Assert.Single(QueryParser.Parse(text, Today).Problems);
        Assert.Equal(position, problem.Position);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bag_of_words_needs_any_of_them_but_keeps_exclusions() =>
        Assert.Equal("(“meta” or “telegram”), but not “india”",
            QueryParser.Parse("meta telegram -india", Today, anyWord: true).Understood);

    [Theory]
    [InlineData("what AND where OR (NOT a dream)", "“what” or “AND” or “where” or “OR” or “NOT” or “a” or “dream”")]
    [InlineData("non-use of libraries", "“non” or “use” or “of” or “libraries”")]
    public void Bag_of_words_knows_no_operators(string text, string understood) =>
        Assert.Equal(understood, QueryParser.Parse(text, Today, anyWord: true).Understood);

    /// <summary>
    /// What is written from a tree is read as the same tree: what the page offers is what it counted.
    /// </summary>
    [Theory]
    [InlineData("meta (telegram OR \"sovereign internet\") -india title:ban")]
    [InlineData("\"a ban\"~3 OR (block* =app) -(x OR y)")]
    [InlineData("date:2021-03..2021-05 said:\"ann lee\" has:quote is:inferred lang:en C++ person:=Lee")]
    [InlineData("date:..2021 after:2020")]
    public void Tree_is_written_as_it_is_read(string text)
    {
        var first = QueryParser.Parse(text, Today);
        Assert.Empty(first.Problems);
        var again = QueryParser.Parse(QueryText.Of(first.Node), Today);
        Assert.Equal((first.Understood, 0), (again.Understood, again.Problems.Length));
    }

    [Fact]
    public void Anything_typed_is_a_query()
    {
        const string Alphabet = "ab\"“”()-*: ORNT.,'\\/~^+&|!?#$%é中\u0301\uD83D\uDE00\t\n0";
        var random = new Random(1);
        for (var i = 0; i < 20_000; i++)
        {
            var text =
                new string([.. Enumerable.Range(0, random.Next(40))
                    .Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            Assert.NotNull(QueryParser.Parse(text, Today, i % 2 == 0).Understood);
        }
    }
}

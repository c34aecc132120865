using System.Diagnostics;
using NewsArchive.Search;

namespace NewsArchive.Tests.Search;

public sealed class WordPatternTests
{
    [Theory]
    [InlineData("em*il", "email", true)]
    [InlineData("em*il", "emails", false)]
    [InlineData("*ules", "rules", true)]
    [InlineData("w?rd", "word", true)]
    [InlineData("w?rd", "wrd", false)]
    [InlineData("Čač?k", "cacak", true)]
    public void Signs_stand_for_letters(string pattern, string form, bool fits)
    {
        var found = WordPattern.Signs(pattern)!;
        Assert.Equal(fits, form.StartsWith(found.Beginning, StringComparison.Ordinal) && found.Fits(form));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("a*")]
    [InlineData("a-*bc")]
    public void What_is_no_pattern_of_one_word_is_none(string pattern) => Assert.Null(WordPattern.Signs(pattern));

    [Theory]
    [InlineData("(ab|cd")]
    [InlineData("(ab)\\1")]
    [InlineData("(?=ab)c")]
    [InlineData(".*")]
    public void What_cannot_be_bounded_is_no_expression(string pattern) => Assert.Null(WordPattern.Expression(pattern));

    [Theory]
    [InlineData("(a|aa)+b(a|aa)+b(a|aa)+c")]
    [InlineData("(.*a){12}b")]
    [InlineData("(a?){25}a{25}")]
    public void Costly_expressions_cost_no_more_than_their_word(string expression)
    {
        var pattern = WordPattern.Expression(expression);
        if (pattern is null) return;
        var word = new string('a', 200);
        pattern.Fits(word);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 100; i++) pattern.Fits(word);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("chrysler march 1987", "chrysler date:1987-03-01..1987-03-31", "March 1987")]
    [InlineData("märz 1987 oil", "oil date:1987-03-01..1987-03-31", "March 1987")]
    [InlineData("4 march 1987 opec", "opec date:1987-03-04", "4 March 1987")]
    [InlineData("opec march 4 1987", "opec date:1987-03-04", "4 March 1987")]
    [InlineData("march 1987", "date:1987-03-01..1987-03-31", "March 1987")]
    [InlineData("chrysler march", null, null)]
    [InlineData("chrysler 1987", null, null)]
    [InlineData("\"march 1987\"", null, null)]
    [InlineData("february 31 1987 oil", null, null)]
    public void A_month_in_words_is_a_date_too(string query, string? dated, string? said)
    {
        var found = DatedQuery.Of(QueryParser.Parse(query, new(2026, 1, 1)).Node);
        Assert.Equal((dated, said), (found is null ? null : QueryText.Of(found.Node), found?.Said));
    }
}

using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsArchive.Web.Tests;

/// <summary>Searching as page, feed, table and API, and the searches that are kept.</summary>
public sealed class SearchPageTests : IAsyncLifetime
{
    private Site site = null!;

    public async ValueTask InitializeAsync() => site = await Site.WithSeedsAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<HttpResponseMessage> PostAsync(
        string path, Dictionary<string, string> fields, string? form = null, string? host = null)
    {
        fields["__RequestVerificationToken"] = Site.TokenOf(await site.PageAsync(form ?? path));
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields)
        };
        if (host is not null) request.Headers.Host = host;
        return await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("whatsapp", 2)]
    [InlineData("whatsapp -roskomnadzor", 1)]
    [InlineData("said:durov", 1)]
    [InlineData("zzzz", 0)]
    [InlineData("date:2026-02", 2)]
    public async Task Page_feed_table_and_api_count_alike(string query, int count)
    {
        var q = Uri.EscapeDataString(query);
        Assert.Contains(count == 0 ? "Nothing found" : count == 1 ? "1 article" : $"{count} articles",
            await site.PageAsync($"/search?q={q}"), StringComparison.Ordinal);
        Assert.Equal(count,
            JsonDocument.Parse(await site.PageAsync($"/api/v1/search?q={q}")).RootElement.GetProperty("total")
                .GetInt32());
        Assert.Equal(count + 1, (await site.PageAsync($"/search.csv?q={q}")).Trim().Split('\n').Length);
        Assert.Equal(count,
            JsonDocument.Parse(await site.PageAsync($"/search.json?q={q}")).RootElement.GetProperty("items")
                .GetArrayLength());
        Assert.Equal(count, Regex.Count(await site.PageAsync($"/search.atom?q={q}"), "<entry>"));
    }

    [Fact]
    public async Task Every_example_of_the_help_is_understood()
    {
        var links =
            Regex.Matches(await site.PageAsync("/help/search"), "href=\"(/search\\?q=[^\"]+)\"")
                .Select(m => WebUtility.HtmlDecode(m.Groups[1].Value)).ToList();
        Assert.True(links.Count >= 30, $"{links.Count} examples");
        foreach (var link in links)
        {
            var page = await site.PageAsync(link);
            Assert.Contains("Searched for:", page, StringComparison.Ordinal);
            Assert.DoesNotContain("class=\"problem\"", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("all=whatsapp+russia", "q=whatsapp%20russia")]
    [InlineData("all=meta&phrase=sovereign+internet&none=ferry", "q=meta%20%22sovereign%20internet%22%20-ferry")]
    [InlineData("any=a+b&title=whatsapp&person=dmitry+peskov",
        "q=%28a%20OR%20b%29%20title%3Awhatsapp%20person%3A%22dmitry%20peskov%22")]
    [InlineData("source=cbs&from=2026-01-01&to=2026-03-01", "q=source%3Acbs&from=2026-01-01&to=2026-03-01")]
    [InlineData("from=2026-01-01", "from=2026-01-01")]
    public async Task Fields_of_the_form_are_written_as_a_query(string form, string query)
    {
        var (status, _, response) = await site.GetAsync($"/search/fields?{form}");
        Assert.Equal((HttpStatusCode.Redirect, $"/search?{query}"), (status, response.Headers.Location!.ToString()));
    }

    [Fact]
    public async Task An_empty_form_is_shown()
    {
        Assert.Contains("name=\"person\"", await site.PageAsync("/search/fields"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_article_has_all_the_words_the_page_shows_the_best_and_what_they_lack()
    {
        var page = await site.PageAsync("/search?q=how+did+volcanic+peskov+answer+the+kremlin");
        Assert.Contains("Nothing found", page, StringComparison.Ordinal);
        Assert.Contains("<s>volcanic</s>", page, StringComparison.Ordinal);
        Assert.Contains("class=\"hit\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<entry>", await site.PageAsync("/search.atom?q=how+did+volcanic+peskov"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_search_stands_in_the_same_picture()
    {
        var page = await site.PageAsync("/search?q=whatsapp&with=durov");
        Assert.Contains("class=\"other\"", page, StringComparison.Ordinal);
        Assert.Contains("Thin bars: <a href=\"/search?q=durov\">durov</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"other\"", await site.PageAsync("/search?q=whatsapp"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_in_words_is_offered_as_a_date()
    {
        Assert.Contains("Published in February 2026?", await site.PageAsync("/search?q=whatsapp+february+2026"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/search?q=whatsapp")]
    [InlineData("/search?q=whatsapp&source=1")]
    [InlineData("/search?q=whatsapp&entity=1")]
    [InlineData("/search?q=&entity=1&entity=8&names=any")]
    public async Task Values_beside_the_hits_lead_to_as_many_articles_as_they_say(string address)
    {
        var page = await site.PageAsync(address);
        var values =
            Regex.Matches(page, "<li><a href=\"(/search\\?[^\"]+)\">.*?</a><span class=\"count\">(\\d+)</span>")
                .Select(m => (Href: WebUtility.HtmlDecode(m.Groups[1].Value), Count: m.Groups[2].Value)).ToList();
        Assert.True(values.Count > 8, $"{values.Count} values");
        foreach (var (href, count) in values)
        {
            var narrowed = await site.PageAsync(href);
            Assert.Matches($">{count} articles?[<,]", narrowed);
            Assert.Contains("class=\"chip\"", narrowed, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Conditions_can_be_excluded_and_taken_away()
    {
        var page = await site.PageAsync("/search?q=whatsapp&source=-1");
        Assert.Contains("not source: CBS News", page, StringComparison.Ordinal);
        Assert.Contains(">1 article<", page, StringComparison.Ordinal);
        Assert.Contains("class=\"chip\" href=\"/search?q=whatsapp\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Score_is_explained_on_request()
    {
        Assert.DoesNotContain("what it is made of", await site.PageAsync("/search?q=telegram"),
            StringComparison.Ordinal);
        Assert.Contains("what it is made of", await site.PageAsync("/search?q=telegram&explain=1"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_found_says_which_word_it_was_and_offers_another()
    {
        var page = await site.PageAsync("/search?q=peskow+whatsapp");
        Assert.Contains("Did you mean", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/search?q=peskov%20whatsapp\"", page, StringComparison.Ordinal);
        Assert.Contains("leave it out: 2 articles", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_were_searched_for_are_marked_and_numbered_in_the_article()
    {
        var page =
            await site.PageAsync(
                "/articles/2/russia-blocks-whatsapp-as-it-pushes-state-backed-alternative-on-citizens?q=telegram+%22state-backed%22");
        var numbers =
            Regex.Matches(page, "id=\"found-(\\d+)\"")
                .Select(m => int.Parse(m.Groups[1].Value,
                    System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.True(numbers.Count > 2);
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
        Assert.Contains($"{numbers.Count} places", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_search_says_what_is_new_and_has_a_feed()
    {
        var kept = await PostAsync("/searches?q=mayor", new() { ["Name"] = "The mayor" });
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Contains("The mayor", await site.PageAsync("/searches"), StringComparison.Ordinal);
        Assert.Contains("Nothing new", await site.PageAsync("/searches/1"), StringComparison.Ordinal);
        await site.ImportAsync(site.Write("mayor.txt",
            "Mayor resigns\n\nThe mayor of Oslo resigned on Monday after a long dispute with the council about the "
            + "new bridge over the river, officials said.\n"));
        Assert.Contains("1 new article", await site.PageAsync("/searches/1"), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(await site.PageAsync("/searches/1.atom"), "<entry>"));
        await PostAsync("/searches/1?handler=Seen", [], form: "/searches/1");
        Assert.Contains("Nothing new", await site.PageAsync("/searches/1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await PostAsync("/searches?q=bridge", new() { ["Name"] = "The mayor" })).StatusCode);
        await PostAsync("/searches/1?handler=Remove", [], form: "/searches/1");
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/searches/1")).Status);
    }

    [Fact]
    public async Task Searches_are_kept_from_this_machine_only()
    {
        var answer = await PostAsync("/searches?q=mayor", new() { ["Name"] = "x" }, host: "evil.example");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("None yet", await site.PageAsync("/searches"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_of_queries_is_answered_line_by_line()
    {
        var answer =
            await PostAsync("/search/batch",
                new() { ["Queries"] = "id,query\n1,whatsapp\n2\n3,\"\"\"sovereign internet\"\"\"" });
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("3 queries", page, StringComparison.Ordinal);
        Assert.Contains("the row has no cell in the column of queries", page, StringComparison.Ordinal);
        Assert.Contains(">2</td>", page, StringComparison.Ordinal);
        Assert.Contains(">1</td>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/search?q=x&limit=many")]
    [InlineData("/api/v1/search?q=x&page=0")]
    [InlineData("/search.csv?q=x&from=soon")]
    public async Task Malformed_parameter_is_a_problem_in_words(string path)
    {
        var (status, text, response) = await site.GetAsync(path);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"),
            (status, response.Content.Headers.ContentType!.MediaType));
        Assert.Contains("must be", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Suggestions_lead_to_pages()
    {
        var found = JsonDocument.Parse(await site.PageAsync("/suggest?q=pesk")).RootElement.EnumerateArray().ToList();
        Assert.Contains(found, f => f.GetProperty("text").GetString() == "Dmitry Peskov");
        foreach (var href in found.Select(f => f.GetProperty("href").GetString()!))
            Assert.Equal(HttpStatusCode.OK, (await site.GetAsync(href)).Status);
        Assert.Equal("[]", (await site.GetAsync("/suggest?q=")).Html);
    }
}

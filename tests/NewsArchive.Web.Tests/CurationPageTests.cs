using System.Net;
using NewsArchive.Storage.Queries;
using NewsArchive.Storage.Rows;

namespace NewsArchive.Web.Tests;

/// <summary>The forms that correct names, and who may use them.</summary>
public sealed class CurationPageTests : IAsyncLifetime
{
    private Site site = null!;
    private EntitySummary peskov = null!, durov = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await Site.WithSeedsAsync();
        (peskov, durov) = (await NameAsync("Dmitry Peskov"), await NameAsync("Pavel Durov"));
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<EntitySummary> NameAsync(string name)
    {
        await using var db = site.Archive.Db();
        return (await new BrowseQuery(site.Archive, db).EntitiesAsync(new(Text: name), 1, 1, Cancel)).Rows[0];
    }

    private static string Correct(EntitySummary name) => $"/entities/{name.Id}/{name.Slug}/correct";

    private async Task<HttpResponseMessage> PostAsync(
        string path, Dictionary<string, string> fields, Action<HttpRequestMessage>? change = null,
        bool withToken = true)
    {
        if (withToken)
            fields["__RequestVerificationToken"] = Site.TokenOf(await site.PageAsync(path));
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields)
        };
        change?.Invoke(request);
        return await site.Client.SendAsync(request, Cancel);
    }

    [Fact]
    public async Task A_merge_leads_from_the_old_address_to_the_new_and_its_undoing_back()
    {
        var merged =
            await PostAsync(Correct(peskov), new() { ["Form.Act"] = "Merge", ["Form.Number"] = $"{durov.Id}" });
        Assert.Equal(HttpStatusCode.Redirect, merged.StatusCode);
        var page = await site.PageAsync(merged.Headers.Location!.ToString());
        Assert.Contains("Done: Dmitry Peskov is part of Pavel Durov", page, StringComparison.Ordinal);
        foreach (var end in new[] { "", ".atom", "/together" })
        {
            var (status, _, response) = await site.GetAsync($"/entities/{peskov.Id}/{peskov.Slug}{end}");
            Assert.Equal(HttpStatusCode.MovedPermanently, status);
            Assert.StartsWith($"/entities/{durov.Id}/", response.Headers.Location!.ToString(),
                StringComparison.Ordinal);
        }
        Assert.Contains("merged by hand", await site.PageAsync($"/entities/{durov.Id}/{durov.Slug}"),
            StringComparison.Ordinal);
        var undone = await PostAsync(Correct(durov), new() { ["Form.Act"] = "Undo", ["Form.Number"] = "1" });
        Assert.Contains("Undone", await site.PageAsync(undone.Headers.Location!.ToString()), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.GetAsync($"/entities/{peskov.Id}/{peskov.Slug}")).Status);
    }

    [Fact]
    public async Task A_renamed_name_is_found_under_both_and_its_old_address_leads_on()
    {
        await PostAsync(Correct(peskov), new() { ["Form.Act"] = "Rename", ["Form.Name"] = "Dmitri S. Peskov" });
        var (status, _, response) = await site.GetAsync($"/entities/{peskov.Id}/{peskov.Slug}");
        Assert.Equal((HttpStatusCode.MovedPermanently, $"/entities/{peskov.Id}/dmitri-s-peskov"),
            (status, response.Headers.Location!.ToString()));
        foreach (var text in new[] { "dmitri+s", "dmitry+peskov" })
            Assert.Contains("Dmitri S. Peskov", await site.PageAsync($"/entities?q={text}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_name_stands_in_no_list()
    {
        await PostAsync(Correct(peskov), new() { ["Form.Act"] = "Hide" });
        Assert.DoesNotContain("Dmitry Peskov", await site.PageAsync("/entities"), StringComparison.Ordinal);
        Assert.Contains("Hidden by hand", await site.PageAsync($"/entities/{peskov.Id}/{peskov.Slug}"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Merge", "999999")]
    [InlineData("Undo", "4")]
    [InlineData("Merge", "x")]
    [InlineData("Explode", "1")]
    [InlineData("Split", "")]
    [InlineData("Rename", "")]
    public async Task What_cannot_be_is_said_on_the_form_and_changes_nothing(string act, string number)
    {
        var response = await PostAsync(Correct(peskov), new() { ["Form.Act"] = act, ["Form.Number"] = number });
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Nothing was changed.", await response.Content.ReadAsStringAsync(Cancel),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host", "archive.example.org", HttpStatusCode.BadRequest)]
    [InlineData("X-Forwarded-For", "203.0.113.7", HttpStatusCode.Forbidden)]
    public async Task Without_a_passphrase_only_this_machine_may_correct(
        string header, string value, HttpStatusCode expected)
    {
        var response =
            await PostAsync(Correct(peskov), new() { ["Form.Act"] = "Hide" },
                request => request.Headers.Add(header, value));
        Assert.Equal(expected, response.StatusCode);
        Assert.False((await NameAsync("Dmitry Peskov")) is null);
    }

    [Fact]
    public async Task A_post_that_comes_from_no_form_of_ours_is_refused()
    {
        var response = await PostAsync(Correct(peskov), new() { ["Form.Act"] = "Hide" }, withToken: false);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Dmitry Peskov", await site.PageAsync("/entities"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_passphrase_only_whoever_knows_it_may_correct()
    {
        await using var app =
            WebApp.Create(new(site.Archive, "http://127.0.0.1:0", Quiet: true, Passphrase: "correct horse battery"));
        await app.StartAsync(Cancel);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new(app.Urls.First())
        };
        async Task<HttpStatusCode> TryAsync(string passphrase)
        {
            var token = Site.TokenOf(await client.GetStringAsync(new Uri(Correct(peskov), UriKind.Relative), Cancel));
            using var content =
                new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["Form.Act"] = "Kind",
                    ["Form.Kind"] = "Other",
                    ["Form.Passphrase"] = passphrase,
                    ["__RequestVerificationToken"] = token
                });
            return (await client.PostAsync(new Uri(Correct(peskov), UriKind.Relative), content, Cancel)).StatusCode;
        }
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync("wrong horse battery"));
        Assert.Equal(HttpStatusCode.Forbidden, await TryAsync(""));
        Assert.Equal(HttpStatusCode.Redirect, await TryAsync("correct horse battery"));
    }

    [Theory]
    [InlineData("atom", "application/atom+xml")]
    [InlineData("rss", "application/rss+xml")]
    [InlineData("json", "application/feed+json")]
    public async Task A_feed_lists_what_its_page_lists_and_is_sent_once(string suffix, string type)
    {
        foreach (var path in new[] { $"/entities/{peskov.Id}/{peskov.Slug}.{suffix}", $"/articles.{suffix}" })
        {
            var (status, text, response) = await site.GetAsync(path);
            Assert.Equal((HttpStatusCode.OK, type), (status, response.Content.Headers.ContentType!.MediaType));
            Assert.Contains($"{site.Address}/articles/1/", text, StringComparison.Ordinal);
            Assert.Contains($"{site.Address}/articles/2/", text, StringComparison.Ordinal);
            if (suffix != "json") System.Xml.Linq.XDocument.Parse(text);
            using var again = new HttpRequestMessage(HttpMethod.Get, path);
            again.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            Assert.Equal(HttpStatusCode.NotModified, (await site.Client.SendAsync(again, Cancel)).StatusCode);
        }
    }

    [Fact]
    public async Task Quotes_can_be_searched_and_kept_to_a_speaker()
    {
        Assert.Contains("norms and letter", await site.PageAsync("/quotes?q=norms"), StringComparison.Ordinal);
        Assert.Contains("No such quote", await site.PageAsync("/quotes?q=zeppelin"), StringComparison.Ordinal);
        Assert.Contains("left out", await site.PageAsync("/quotes?q=norms+date:2021"), StringComparison.Ordinal);
        var his = await site.PageAsync($"/quotes?speaker={peskov.Id}");
        Assert.Contains("norms and letter", his, StringComparison.Ordinal);
        Assert.DoesNotContain("surveillance", his, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetAsync("/quotes?speaker=99999")).Status);
    }
}

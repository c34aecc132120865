using System.Net;
using System.Text.RegularExpressions;

namespace NewsArchive.Web.Tests;

/// <summary>A line is put back or taken out where it is shown.</summary>
public sealed class LineCorrectionPageTests : IAsyncLifetime
{
    private Site site = null!;
    private const string Original = "/articles/1/original";

    public async ValueTask InitializeAsync() => site = await Site.WithSeedsAsync();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private async Task<HttpResponseMessage> ClickAsync(string button, string value, string? host = null)
    {
        var token = Site.TokenOf(await site.PageAsync(Original));
        using var request = new HttpRequestMessage(HttpMethod.Post, Original)
        {
            Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), new(button, value)]),
        };
        if (host is not null) request.Headers.Host = host;
        return await site.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<string> FirstAsync(string button) =>
        Regex.Match(await site.PageAsync(Original), $"name=\"{button}\" value=\"(\\d+)\"").Groups[1].Value;

    [Fact]
    public async Task Line_left_out_is_put_back_by_one_click_and_undone_by_another()
    {
        var line = await FirstAsync("PutBack");
        var done = await ClickAsync("PutBack", line);
        Assert.Equal((HttpStatusCode.Redirect, $"{Original}#L{line}"),
            (done.StatusCode, done.Headers.Location!.ToString()));
        Assert.Contains($"name=\"TakeOut\" value=\"{line}\"", await site.PageAsync(Original), StringComparison.Ordinal);
        Assert.Contains($"id=\"L{line}\"", await site.PageAsync("/articles/1"), StringComparison.Ordinal);
        await ClickAsync("Undo", await FirstAsync("Undo"));
        Assert.Contains($"name=\"PutBack\" value=\"{line}\"", await site.PageAsync(Original), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_is_said_and_strangers_change_nothing()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await ClickAsync("TakeOut", "99999")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await ClickAsync("Other", "1")).StatusCode);
        var line = await FirstAsync("PutBack");
        Assert.Equal(HttpStatusCode.BadRequest, (await ClickAsync("PutBack", line, "archive.example.org")).StatusCode);
        Assert.Contains($"name=\"PutBack\" value=\"{line}\"", await site.PageAsync(Original), StringComparison.Ordinal);
    }
}

using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace NewsArchive.Web.Tests.Browser;

public sealed class BrowserTests
{
    private static readonly AxeRunOptions Wcag = new()
    {
        RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
    };

    [Fact]
    public async Task Reader_searches_opens_the_hit_and_follows_a_name_to_the_other_article()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address);
        List<string> complaints = [];
        page.Console += (_, message) => { if (message.Type == "error") complaints.Add(message.Text); };

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Combobox).FillAsync("peskov");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=peskov");
        Assert.Equal(2, await page.Locator(".hit").CountAsync());
        await page.Locator(".hit h3 a", new() { HasText = "Russia blocks WhatsApp as it pushes" }).ClickAsync();
        Assert.StartsWith("Russia blocks WhatsApp", await page.Locator("h1").InnerTextAsync(),
            StringComparison.Ordinal);

        await page.Locator(".prose a.name", new() { HasText = "Dmitry Peskov" }).First.ClickAsync();
        Assert.Equal("Dmitry Peskov", await page.Locator("h1").InnerTextAsync());
        await page.Locator(".entry h3 a", new() { HasText = "Russian authorities have moved" }).First.ClickAsync();
        Assert.Contains("Russian authorities have moved to fully block WhatsApp",
            await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("/articles/1/", page.Url, StringComparison.Ordinal);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Searcher_uses_suggestions_filters_and_places_by_keyboard_alone()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Combobox).FocusAsync();
        await page.Keyboard.TypeAsync("pesk");
        await page.GetByRole(AriaRole.Option, new() { Name = "Dmitry Peskov" }).WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Equal("true", await page.GetByRole(AriaRole.Option).First.GetAttributeAsync("aria-selected"));
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("false", await page.GetByRole(AriaRole.Combobox).GetAttributeAsync("aria-expanded"));
        await page.Keyboard.PressAsync("ArrowDown");
        await page.GetByRole(AriaRole.Option).First.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/entities/**");
        Assert.Equal("Dmitry Peskov", await page.Locator("h1").InnerTextAsync());

        await page.GetByRole(AriaRole.Combobox).FillAsync("whatsapp");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=whatsapp");
        await page.Locator(".facet a", new() { HasText = "CBS News" }).First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**source=*");
        Assert.Equal(1, await page.Locator(".hit").CountAsync());
        await page.Locator(".chip").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/search?q=whatsapp");
        Assert.Equal(2, await page.Locator(".hit").CountAsync());
        await page.Locator(".hit h3 a").First.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".finder a", new() { HasText = "2" }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("found-2", await page.EvaluateAsync<string>("document.querySelector(':target').id"));
    }

    [Fact]
    public async Task Twenty_searches_of_a_day_are_typed_and_their_counts_are_those_of_their_lists()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address);
        foreach (var query in (string[])["peskov", "WhatsApp ban", "\"sovereign internet\"", "telegram OR signal",
            "block* -trademark",
            "person:durov", "said:peskov", "source:cbs", "date:2026-02", "title:whatsapp russia",
                "kremlin NEAR/5 spokesman",
            "*gram", "m?ta", "telegramm~", "state-backed", "e-mail", "U.S.", "has:quote whatsapp", "zzzz peskov",
            "what did the kremlin say about telegram"])
        {
            await page.GotoAsync("/");
            await page.GetByRole(AriaRole.Combobox).FocusAsync();
            await page.Keyboard.TypeAsync(query);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/search?q=*");
            var said = await page.Locator("#when").InnerTextAsync();
            var listed = await page.Locator("section[aria-labelledby=hits-head] > div > .hit").CountAsync();
            // What has only some of the words is listed, but not counted.
            Assert.True(said.StartsWith("Nothing", StringComparison.Ordinal)
                ? await page.GetByText("No article").CountAsync() > 0 : said.StartsWith($"{listed} article",
                    StringComparison.Ordinal),
                $"{query}: “{said}” over {listed} hits");
            foreach (var value in await page.Locator(".facet li").AllAsync())
            {
                var count = await value.Locator(".count").InnerTextAsync();
                var list = await site.PageAsync((await value.Locator("a").First.GetAttributeAsync("href"))!);
                Assert.Matches($">{count} articles?[<,]", list);
            }
        }
    }

    [Fact]
    public async Task Days_are_drawn_over_the_picture()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        await using (var db = site.Archive.Db())
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database,
                "UPDATE Articles SET Published = '2026-02-10 00:00:00' WHERE Id = 1",
                TestContext.Current.CancellationToken);
        var page = await chromium.OpenAsync(site.Address);
        await page.GotoAsync("/search?q=whatsapp");
        var bars = page.Locator(".chart a[data-from]");
        Assert.Equal(2, await bars.CountAsync());
        await bars.First.DragToAsync(bars.Last);
        await page.WaitForURLAsync("**from=2026-02-10&to=2026-02-12*");
        Assert.Equal(2, await page.Locator(".hit").CountAsync());
    }

    [Fact]
    public async Task Reference_is_copied_by_a_button_and_selected_by_a_click()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync("/articles/2");
        var reference = page.Locator("[data-copy]").First;
        await reference.Locator("..").GetByRole(AriaRole.Button, new() { Name = "Copy" }).ClickAsync();
        await page.GetByText("Copied").WaitForAsync();
        var copied = await page.EvaluateAsync<string>("navigator.clipboard.readText()");
        Assert.StartsWith("“Russia blocks WhatsApp as it pushes state-backed alternative on citizens.” [CBS News], [February 12, 2026].",
            copied, StringComparison.Ordinal);
        await reference.ClickAsync();
        Assert.Equal(copied, await page.EvaluateAsync<string>("getSelection().toString()"));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    public async Task Page_has_no_violation_of_wcag_and_does_not_scroll_sideways(int width, ColorScheme scheme)
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address, width, scheme);
        foreach (var path in new[] { "/", "/articles", "/articles/1", "/articles/2", "/articles/1/original",
            "/articles/2/original", "/search?q=peskov", "/search?q=%22open&from=x", "/search?q=zzzz+peskov",
            "/search?q=peskov&lang=en&explain=1&chart=share", "/search/batch", "/searches?q=peskov",
            "/articles/1?q=peskov", "/entities", "/entities/1", "/entities/8", "/entities?letter=w&sort=name",
            "/entities/8/-/together", "/entities/8/-/correct", "/quotes", "/quotes/1", "/stories", "/stories/1",
            "/stories/1/compare", "/stories/1/compare?a=1&b=2", "/stories/1/correct", "/sources", "/sources/1",
            "/imports", "/days", "/days/2026/02", "/days/2026/02/12", "/days/2020/01/01", "/authors",
                "/authors/1", "/compare",
            "/compare?a=1", "/compare?a=1&b=2", "/desk", "/corrections", "/same", "/bin", "/remove?article=1",
                "/add", "/settings",
            "/sign-in", "/correct?field=published&article=1&value=2026-02-13&preview=1",
                "/articles/1?q=peskov&hits=q%3Dpeskov&n=1",
            "/stories?sort=weight", "/quotes?role=spokesman", "/help", "/help/desk", "/help/search",
                "/help/api", "/help/taking", "/about/quality", "/nothing" })
        {
            await page.GotoAsync(path);
            var result = await page.RunAxe(Wcag);
            Assert.True(result.Violations.Length == 0,
                $"{path}: {string.Join("; ", result.Violations.Select(v => $"{v.Id}: {v.Help}: {string.Join(" ",
                    v.Nodes.Select(n => n.Html).Take(3))}"))}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"),
                $"{path} scrolls sideways at {width} px");
        }
    }

    [Fact]
    public async Task Editor_merges_two_names_by_keyboard_sees_it_survive_an_import_and_undoes_it()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.GotoAsync("/entities?q=peskov");
        await page.Locator(".names a.name", new() { HasText = "Dmitry Peskov" }).ClickAsync();
        var old = new Uri(page.Url).AbsolutePath;
        await page.GetByRole(AriaRole.Link, new() { Name = "Merge, split, rename or hide this name" }).ClickAsync();
        await page.GetByLabel("Look for the other name").FillAsync("durov");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByLabel("Pavel Durov").FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Keyboard.PressAsync("Enter");
        Assert.Contains("Done: Dmitry Peskov is part of Pavel Durov",
            await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);

        await site.ImportAsync(Path.Combine(Site.RepositoryRoot, "seeds"));
        await page.GotoAsync(old);
        Assert.Equal("Pavel Durov", await page.Locator("h1").InnerTextAsync());
        Assert.Contains("merged by hand", await page.InnerTextAsync("main"), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Merge, split, rename or hide this name" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo correction 1" }).PressAsync("Enter");
        Assert.Contains("Undone", await page.GetByRole(AriaRole.Status).InnerTextAsync(), StringComparison.Ordinal);
        await page.GotoAsync(old);
        Assert.Equal("Dmitry Peskov", await page.Locator("h1").InnerTextAsync());
    }

    [Fact]
    public async Task Editor_moves_an_article_out_of_a_story_and_undoes_it()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.GotoAsync("/stories/1");
        await page.GetByRole(AriaRole.Link, new() { Name = "Correct" }).ClickAsync();
        await page.GetByLabel("Russian authorities have moved").CheckAsync();
        await page.GetByLabel("a story of their own").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Move", Exact = true }).ClickAsync();
        Assert.Equal(0, await page.GetByLabel("Russian authorities have moved").CountAsync());
        await page.GotoAsync("/stories");
        Assert.Equal(2, await page.Locator("main .entry").CountAsync());

        await page.GotoAsync("/stories/1/correct");
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        Assert.Equal(1, await page.GetByLabel("Russian authorities have moved").CountAsync());
        await page.GotoAsync("/stories/2");
        Assert.Contains("/stories/1/", page.Url, StringComparison.Ordinal);
        await page.GetByRole(AriaRole.Link, new() { Name = "Compare the reports" }).ClickAsync();
        Assert.Contains("Both say", await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reader_takes_a_kind_of_name_out_of_the_text_and_marks_every_mention()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address);
        await page.GotoAsync("/articles/1");
        Task<string> LineUnder(string name) =>
            page.Locator(name).First.EvaluateAsync<string>("e => getComputedStyle(e).textDecorationLine");
        Assert.Equal("underline", await LineUnder(".prose a[data-kind=person]"));
        await page.GetByLabel("People", new() { Exact = true }).UncheckAsync();
        Assert.Equal("none", await LineUnder(".prose a[data-kind=person]"));
        Assert.Equal("underline", await LineUnder(".prose a[data-kind=place]"));
        Assert.Equal("none", await LineUnder(".prose .again[data-kind=place]"));
        await page.GetByLabel("Every mention").CheckAsync();
        Assert.Equal("underline", await LineUnder(".prose .again[data-kind=place]"));
    }

    [Fact]
    public async Task Site_works_without_script()
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await Site.WithSeedsAsync();
        var page = await chromium.OpenAsync(site.Address, script: false);
        await page.GotoAsync("/");
        await page.Locator("#q").FillAsync("\"sovereign internet\"");
        await page.Locator("form.query button").ClickAsync();
        await page.Locator(".hit h3 a").ClickAsync();
        Assert.Equal(1, await page.Locator("h1").CountAsync());
    }
}

using System.Text.Json;
using Microsoft.Playwright;

namespace NewsArchive.Web.Tests.Browser;

/// <summary>Twelve tasks of a journalist's day, each by mouse and by keyboard alone, in at most six steps.</summary>
public sealed class DayOfWorkTests
{
    private const int MostSteps = 6;

    /// <summary>Somebody before the page: each click, or text typed and sent, is one step.</summary>
    private sealed class Reader(IPage page, bool byKeyboard)
    {
        /// <summary>Tab stops that somebody goes through before they give up.</summary>
        private const int Patience = 150;

        public IPage Page => page;
        public int Steps { get; private set; }

        public async Task GoAsync(string path) => await page.GotoAsync(path);

        /// <summary>Clicks, or tabs there and presses Enter.</summary>
        public async Task UseAsync(ILocator what)
        {
            Steps++;
            if (byKeyboard)
            {
                await ReachAsync(what);
                await page.Keyboard.PressAsync(await what.EvaluateAsync<bool>("e => e.tagName === 'SUMMARY'")
                    ? "Space" : "Enter");
            }
            else await what.ClickAsync();
            await page.WaitForLoadStateAsync(LoadState.Load);
        }

        /// <summary>Types into a field.</summary>
        public async Task TypeAsync(ILocator field, string text, bool send = false)
        {
            Steps++;
            if (byKeyboard) await ReachAsync(field);
            else await field.ClickAsync();
            // Some fields take their value in parts of their own.
            await field.FillAsync(text);
            if (send) await page.Keyboard.PressAsync("Enter");
            await page.WaitForLoadStateAsync(LoadState.Load);
        }

        /// <summary>A key, or for who has a mouse what it stands for.</summary>
        public async Task KeyAsync(string keys, ILocator instead)
        {
            if (!byKeyboard)
            {
                await UseAsync(instead);
                return;
            }
            Steps++;
            foreach (var key in keys.Split(' ')) await page.Keyboard.PressAsync(key);
            await page.WaitForLoadStateAsync(LoadState.Load);
        }

        public async Task SearchAsync(string query)
        {
            Steps++;
            if (byKeyboard) await page.Keyboard.PressAsync("/");
            else await page.Locator("#q").ClickAsync();
            await page.Keyboard.TypeAsync(query);
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/search?q=*");
        }

        private async Task ReachAsync(ILocator what)
        {
            var handle = await what.ElementHandleAsync();
            for (var i = 0; i < Patience; i++)
            {
                if (await page.EvaluateAsync<bool>("e => document.activeElement === e", handle)) return;
                await page.Keyboard.PressAsync("Tab");
            }
            Assert.Fail($"not reached by Tab: {what}");
        }
    }

    private static string Article(int i, string title, string day, string source, string text) =>
        JsonSerializer.Serialize(
        new { id = $"w-{i}", title, date = day, source, text });

    private static async Task<Site> SiteAsync()
    {
        var site = await Site.WithSeedsAsync();
        await site.ImportAsync(site.Write("wire.jsonl", string.Join('\n',
            Article(1, "Minister opens talks on grain", "1987-03-12", "Eastern Wire",
                "Talks on grain prices between nine exporters opened in Lisbon on Thursday. “We shall not pay more for wheat than our farmers can "
                + "bear,” said Finance Minister Kiichi Miyazawa, who led the talks. Northport Shipping carries most of the grain."),
            Article(2, "Grain talks begin in Lisbon", "1987-03-12", "Harbour Gazette",
                "Talks on grain prices between nine exporters opened in Lisbon on Thursday with 40 delegates. Finance "
                + "Minister Kiichi Miyazawa, who led the talks, claimed that Japan would not pay more for wheat than its farmers "
                + "can bear. Northport Shipping carries nearly all of the grain, "
                + "its owners said."),
            Article(3, "Northport Shipping buys two ferries", "1987-03-20", "Harbour Gazette",
                "Northport Shipping has bought two ferries from a yard in Gdansk, the company said on Friday. They will "
                + "sail in May."),
            Article(4, "Northport Shipping reports a loss", "1987-05-02", "Eastern Wire",
                "Northport Shipping lost 3 million dollars last year, it said on Saturday, after the "
                + "strike of the winter."))));
        return site;
    }

    private static async Task DoAsync(bool byKeyboard, Func<Reader, Task> task, int width = 1280,
        ColorScheme scheme = ColorScheme.Light)
    {
        await using var chromium = await Chromium.LaunchAsync();
        await using var site = await SiteAsync();
        var reader = new Reader(await chromium.OpenAsync(site.Address, width, scheme), byKeyboard);
        List<string> complaints = [];
        reader.Page.PageError += (_, error) => complaints.Add(error);
        await reader.GoAsync("/");
        await task(reader);
        Assert.InRange(reader.Steps, 1, MostSteps);
        Assert.Empty(complaints);
    }

    private static ILocator Link(Reader reader, string name, bool exact = true) =>
        reader.Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = exact }).First;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Minister_s_quote_of_March_1987_is_found_and_cited(bool byKeyboard) => DoAsync(byKeyboard,
        async reader =>
    {
        await reader.UseAsync(Link(reader, "Quotes"));
        await reader.TypeAsync(reader.Page.GetByLabel("Office of the speaker"), "minister");
        await reader.TypeAsync(reader.Page.GetByLabel("From", new() { Exact = true }), "1987-03-01");
        await reader.TypeAsync(reader.Page.GetByLabel("To", new() { Exact = true }), "1987-03-31", send: true);
        await reader.Page.WaitForURLAsync("**/quotes?*to=1987-03-31*");
        await reader.Page.Locator(".quote").First.WaitForAsync();
        Assert.Equal(1, await reader.Page.Locator(".quote").CountAsync());
        Assert.Contains("Kiichi Miyazawa, finance minister",
            await reader.Page.Locator(".quote").InnerTextAsync(), StringComparison.Ordinal);
        await reader.UseAsync(Link(reader, "cite", exact: false));
        await reader.Page.WaitForURLAsync("**/quotes/*");
        var citation = await reader.Page.Locator("[data-copy]").First.InnerTextAsync();
        Assert.Contains("Minister Opens Talks on Grain", citation, StringComparison.OrdinalIgnoreCase);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Two_reports_are_compared(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.SearchAsync("grain lisbon");
        if (byKeyboard)
        {
            await reader.KeyAsync("j c", null!);
            await reader.KeyAsync("j c", null!);
            await reader.Page.WaitForURLAsync("**/compare?a=*&b=*");
        }
        else
        {
            await reader.UseAsync(reader.Page.GetByRole(AriaRole.Button, new() { Name = "Compare" }).First);
            await reader.UseAsync(reader.Page.Locator(".entry h3 a").First);
        }
        await reader.Page.Locator(".aligned > li").First.WaitForAsync();
        Assert.True(await reader.Page.Locator(".aligned > li").CountAsync() > 2);
        Assert.Contains("claimed", await reader.Page.Locator(".sure").AllInnerTextsAsync());
        Assert.Contains("40", await reader.Page.Locator(".fig").AllInnerTextsAsync());
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Company_is_followed_over_a_month(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.SearchAsync("org:\"northport shipping\"");
        await reader.TypeAsync(reader.Page.GetByLabel("From", new() { Exact = true }), "1987-03-01");
        await reader.TypeAsync(reader.Page.GetByLabel("To", new() { Exact = true }), "1987-03-31", send: true);
        await reader.Page.WaitForURLAsync("**to=1987-03-31*");
        Assert.Equal(3, await reader.Page.Locator(".hit").CountAsync());
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Search_is_followed_by_its_feed(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.SearchAsync("northport");
        var feed = Link(reader, "Atom");
        Assert.Equal("/search.atom?q=northport", await feed.GetAttributeAsync("href"));
        var answer = await reader.Page.APIRequest.GetAsync(
            reader.Page.Url.Split("/search")[0] + "/search.atom?q=northport");
        Assert.Equal(4, (await answer.TextAsync()).Split("<entry>").Length - 1);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Month_is_taken_along_as_a_table(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.UseAsync(Link(reader, "Days"));
        await reader.TypeAsync(reader.Page.GetByLabel("Go to"), "1987-03", send: true);
        await reader.Page.WaitForURLAsync("**/days/1987/03");
        var table = await Link(reader, "CSV table").GetAttributeAsync("href");
        var answer = await reader.Page.APIRequest.GetAsync(reader.Page.Url.Split("/days")[0] + table);
        Assert.Equal(4, (await answer.TextAsync()).Trim().Split('\n').Length);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task What_one_source_published_on_a_day_is_listed(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.UseAsync(Link(reader, "Days"));
        await reader.TypeAsync(reader.Page.GetByLabel("Go to"), "1987-03-12", send: true);
        await reader.Page.WaitForURLAsync("**/days/1987/03/12");
        await reader.UseAsync(reader.Page.Locator("section[aria-labelledby=sources]").GetByRole(AriaRole.Link,
            new() { Name = "Eastern Wire" }));
        await reader.Page.WaitForURLAsync("**/search?*source=*");
        Assert.Equal("Minister opens talks on grain", await reader.Page.Locator(".hit h3").InnerTextAsync());
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Wrong_source_is_corrected_where_it_stands_and_undone(bool byKeyboard) => DoAsync(byKeyboard,
        async reader =>
    {
        await reader.GoAsync("/articles/3");
        var note = reader.Page.Locator("#why-source");
        await reader.UseAsync(note.Locator("summary"));
        await reader.TypeAsync(note.Locator("input[name=value]"), "The Western Wire", send: true);
        await reader.Page.WaitForURLAsync("**/correct?*");
        Assert.Contains("Changes 1 article", await reader.Page.Locator(".preview").InnerTextAsync(),
            StringComparison.Ordinal);
        await reader.UseAsync(reader.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }));
        await reader.Page.WaitForURLAsync("**/articles/3/*");
        Assert.Contains("The Western Wire", await reader.Page.Locator(".credits").First.InnerTextAsync(),
            StringComparison.Ordinal);
        await reader.GoAsync("/corrections");
        await reader.UseAsync(reader.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).First);
        await reader.Page.Locator(".log .count", new() { HasText = "undone" }).First.WaitForAsync();
        await reader.GoAsync("/articles/3");
        Assert.Contains("Eastern Wire", await reader.Page.Locator(".credits").First.InnerTextAsync(),
            StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Wrong_name_is_corrected_and_undone(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.GoAsync("/entities?q=miyazawa");
        await reader.UseAsync(reader.Page.Locator("main .names a.name").First);
        if (!byKeyboard) await reader.Page.Locator("#aliases").EvaluateAsync("e => e.open = true");
        await reader.UseAsync(Link(reader, "Merge, split, rename or hide this name"));
        await reader.TypeAsync(reader.Page.Locator("section[aria-labelledby=rename] input:not([type=hidden])").First,
            "Miyazawa Kiichi", send: true);
        await reader.Page.GetByText("Kiichi Miyazawa is called Miyazawa Kiichi").First.WaitForAsync();
        await reader.GoAsync("/corrections");
        await reader.UseAsync(reader.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).First);
        await reader.Page.Locator(".log .count", new() { HasText = "undone" }).First.WaitForAsync();
        await reader.GoAsync("/entities?q=miyazawa");
        Assert.Equal("Kiichi Miyazawa", await reader.Page.Locator("main .names a.name").First.InnerTextAsync());
    });

    [Fact]
    public Task Article_is_read_on_a_phone_in_the_dark() => DoAsync(false, async reader =>
    {
        await reader.UseAsync(reader.Page.Locator("section[aria-labelledby=recent] h3 a").First);
        Assert.True(await reader.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        var ground = await reader.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.True(ground.Split('(', ',', ')').Skip(1).Take(3).All(c => double.Parse(c,
            System.Globalization.CultureInfo.InvariantCulture) < 64), ground);
        Assert.True(await reader.Page.Locator(".prose p").First
            .EvaluateAsync<double>("e => parseFloat(getComputedStyle(e).fontSize)") >= 16);
    }, 390, ColorScheme.Dark);

    [Fact]
    public Task Article_is_printed_with_its_lines_and_one_reference_and_nothing_to_click() => DoAsync(false,
        async reader =>
    {
        await reader.UseAsync(reader.Page.Locator("section[aria-labelledby=recent] h3 a").First);
        await reader.Page.EmulateMediaAsync(new() { Media = Media.Print });
        foreach (var gone in new[] { "header.masthead nav", ".keeping", ".fix", "button", ".hitbar",
            "section[aria-labelledby=related]" })
            foreach (var one in await reader.Page.Locator(gone).AllAsync())
                Assert.False(await one.IsVisibleAsync(), gone);
        Assert.True(await reader.Page.Locator(".prose .ln").First.IsVisibleAsync());
        Assert.True(await reader.Page.Locator("#cite").IsVisibleAsync());
    });

    [Fact]
    public Task Whole_walk_goes_by_keys_alone() => DoAsync(true, async reader =>
    {
        await reader.SearchAsync("northport");
        await reader.KeyAsync("j j o", null!);
        await reader.Page.WaitForURLAsync("**/articles/**");
        Assert.Contains("Hit 2 of", await reader.Page.Locator(".hitbar").InnerTextAsync(), StringComparison.Ordinal);
        await reader.KeyAsync("s", null!);
        await reader.Page.Locator(".star[aria-pressed=true]").First.WaitForAsync();
        await reader.KeyAsync("j", null!);
        await reader.Page.GetByText("Hit 3 of").WaitForAsync();
        await reader.KeyAsync("u", null!);
        await reader.Page.WaitForURLAsync("**/search?q=northport*");
        Assert.Equal(1, await reader.Page.Locator(".star[aria-pressed=true]:not(.plain)").CountAsync());
        await reader.KeyAsync("?", null!);
        await reader.Page.Locator("dialog[open]").WaitForAsync();
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Note_is_written_and_come_back_to(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.GoAsync("/articles/3");
        await reader.Page.EvaluateAsync("""
            () => { const p = document.querySelector('.prose p'), range = document.createRange();
              const text = [...p.childNodes].find(n => n.nodeType === 3 && n.data.includes('Talks on grain'));
              const at = text.data.indexOf('Talks on grain'); range.setStart(text, at); range.setEnd(text, at + 14);
              getSelection().removeAllRanges(); getSelection().addRange(range); }
            """);
        await reader.KeyAsync("n", reader.Page.Locator("summary", new() { HasText = "Note" }).First);
        await reader.Page.Locator("#note-text").FillAsync("Who else was there?");
        await reader.UseAsync(reader.Page.GetByRole(AriaRole.Button, new() { Name = "Keep the note" }));
        await reader.Page.Locator(".prose .highlight").First.WaitForAsync();
        Assert.Equal("Talks on grain", await reader.Page.Locator(".prose .highlight").First.InnerTextAsync());
        await reader.KeyAsync("g d", Link(reader, "Desk"));
        await reader.Page.WaitForURLAsync("**/desk");
        Assert.Contains("Who else was there?", await reader.Page.Locator(".my-note").First.InnerTextAsync(),
            StringComparison.Ordinal);
        await reader.UseAsync(reader.Page.Locator("section[aria-labelledby=notes] .facts a").First);
        await reader.Page.WaitForURLAsync("**#note-*");
        Assert.StartsWith("note-", await reader.Page.EvaluateAsync<string>("document.querySelector(':target').id"),
            StringComparison.Ordinal);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Colleague_is_told_where_a_date_came_from(bool byKeyboard) => DoAsync(byKeyboard, async reader =>
    {
        await reader.GoAsync("/articles/2");
        await reader.UseAsync(reader.Page.Locator("a.why[href='#why-published']"));
        await reader.Page.WaitForURLAsync("**#why-published");
        Assert.Contains("inferred", await reader.Page.Locator("#why-published h3").InnerTextAsync(),
            StringComparison.Ordinal);
        await reader.UseAsync(reader.Page.Locator("#why-published a[href*='/original#L']").First);
        await reader.Page.WaitForURLAsync("**/articles/2/original#L*");
    });

    /// <summary>Who goes by Tab comes to the first hit soon.</summary>
    [Theory]
    [InlineData("/search?q=northport", ".hit h3 a")]
    [InlineData("/quotes", ".quote a")]
    public Task First_hit_is_at_most_the_twelfth_stop(string path, string hit) => DoAsync(true, async reader =>
    {
        await reader.GoAsync(path);
        await reader.KeyAsync("Tab", null!);
        var stops = 1;
        var first = await reader.Page.Locator(hit).First.ElementHandleAsync();
        while (!await reader.Page.EvaluateAsync<bool>("e => document.activeElement === e", first) && stops < 200)
        {
            await reader.Page.Keyboard.PressAsync("Tab");
            stops++;
        }
        Assert.True(stops <= 12, $"{path}: {stops} stops");
    });

    /// <summary>Nothing moves while a page comes, and it comes with at most so many bytes.</summary>
    [Fact]
    public Task Pages_are_light_and_do_not_shift() => DoAsync(false, async reader =>
    {
        await reader.KeyAsync("Tab", reader.Page.Locator("a.wordmark"));
        foreach (var path in new[] { "/", "/days", "/days/1987/03/12", "/search?q=northport", "/articles/2",
            "/quotes", "/desk",
            "/entities/8", "/stories/1", "/sources/1", "/same" })
        {
            await reader.GoAsync(path);
            var (bytes, script, shift) = await MeasureAsync(reader.Page);
            Assert.True(bytes is > 5_000 and <= 60_000, $"{path}: {bytes} bytes");
            Assert.True(script is > 1_000 and <= 20_000, $"{path}: {script} bytes of script");
            Assert.True(shift == 0, $"{path}: shifts by {shift}");
        }
    });

    private static async Task<(double Bytes, double Script, double Shift)> MeasureAsync(IPage page)
    {
        var measured = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const own = performance.getEntriesByType('navigation')[0].encodedBodySize;
              let script = 0, rest = 0;
              for (const path of [...document.querySelectorAll('script[src], link[rel=stylesheet], link[rel=icon]')].map(e => e.src || e.href)) {
                const size = performance.getEntriesByName(path).at(-1)?.encodedBodySize ?? 0;
                if (path.includes('.js')) script += size; else rest += size;
              }
              const shift = await new Promise(done => {
                let sum = 0;
                new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; }).observe({ type: 'layout-shift', buffered: true });
                setTimeout(() => done(sum), 100);
              });
              return { bytes: own + script + rest, script, shift };
            }
            """);
        return (measured.GetProperty("bytes").GetDouble(), measured.GetProperty("script").GetDouble(),
            measured.GetProperty("shift").GetDouble());
    }

    /// <summary>What is clicked is as large as a finger can hit, but for links within running text.</summary>
    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public Task Targets_are_large_enough(int width) => DoAsync(false, async reader =>
    {
        await reader.KeyAsync("Tab", reader.Page.Locator("a.wordmark"));
        List<string> small = [];
        foreach (var path in new[] { "/", "/days/1987/03/12", "/search?q=northport", "/articles/2", "/quotes",
            "/desk", "/same", "/corrections", "/settings", "/add" })
        {
            await reader.GoAsync(path);
            small.AddRange((await reader.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('button, summary, input:not([type=hidden], [type=radio], [type=checkbox]), select')]
                  .filter(e => e.checkVisibility() && e.getBoundingClientRect().height > 0
                    && (e.getBoundingClientRect().height < 24 || e.getBoundingClientRect().width < 24))
                  .map(e => `${e.outerHTML.slice(0, 90)} ${e.getBoundingClientRect().width}x${e.getBoundingClientRect().height}`)
                """)).Select(s => $"{path}: {s}"));
        }
        Assert.Empty(small);
    }, width);
}

using Microsoft.Playwright;

namespace NewsArchive.Web.Tests.Browser;

/// <summary>A real Chromium. Where there is none its tests are skipped and say so; in CI that is a failure.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    /// <summary>Milliseconds: whether something happens is asked here, not how fast, and other tests run
    /// beside.</summary>
    private const float Patience = 120_000;

    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private Chromium(IPlaywright playwright, IBrowser browser) =>
        (this.playwright, this.browser) = (playwright, browser);

    public static async Task<Chromium> LaunchAsync()
    {
        var path = Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } given
            ? given : Array.Find(Places, File.Exists);
        if (path is null || !File.Exists(path))
        {
            const string Missing =
                "no Chromium on this machine; install it or set CHROMIUM_PATH to run the browser tests";
            if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 }) Assert.Fail(Missing);
            Assert.Skip(Missing);
        }
        var playwright = await Playwright.CreateAsync();
        return new(playwright, await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = path,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        }));
    }

    public async Task<IPage> OpenAsync(
        string address, int width = 1280, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var context =
            await browser.NewContextAsync(new()
            {
                BaseURL = address,
                ViewportSize = new() { Width = width, Height = 900 },
                ColorScheme = scheme,
                JavaScriptEnabled = script
            });
        context.SetDefaultTimeout(Patience);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }
}

using System.CommandLine;
using System.Globalization;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;
using NewsArchive.Storage.Search;
using NewsArchive.Web;
using NewsArchive.Web.Correcting;

namespace NewsArchive.Cli;

/// <summary><c>newsarchive serve</c>: imports, then serves.</summary>
internal static class ServeCommand
{
    /// <summary>
    /// A variable, not an option: what is typed as an option stands in lists of processes and in histories.
    /// </summary>
    private const string PassphraseVariable = "NEWSARCHIVE_PASSPHRASE";

    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = "Address to listen on; port 0 takes a free one. Default: the variable NEWSARCHIVE_URLS, else "
                + $"{WebAppOptions.DefaultUrls}.",
            HelpName = "URL",
            DefaultValueFactory = _ => Settings.FromEnvironment("NEWSARCHIVE_URLS") ?? WebAppOptions.DefaultUrls
        };
        urls.Validators.Add(result =>
        {
            foreach (var url in (result.GetValueOrDefault<string>() ?? "").Split(';'))
                if (!Uri.TryCreate(
                    url.Replace("*", "localhost", StringComparison.Ordinal)
                        .Replace("+", "localhost", StringComparison.Ordinal), UriKind.Absolute, out var uri)
                    || uri.Scheme is not ("http" or "https"))
                    result.AddError($"--urls {url}: an address looks like {WebAppOptions.DefaultUrls}.");
        });
        var baseUrl = new Option<string?>("--base-url")
        {
            Description = "Where others find the site, as feeds state it. Default: the variable NEWSARCHIVE_BASE_URL, else the "
                + "address it listens on.",
            HelpName = "URL",
            DefaultValueFactory = _ => Settings.FromEnvironment("NEWSARCHIVE_BASE_URL"),
        };
        baseUrl.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } url
                && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                    && uri.PathAndQuery == "/" && uri.Fragment.Length == 0))
                result.AddError($"--base-url {url}: an address looks like https://archive.example.org, without a path.");
        });
        var behindProxy = new Option<string?>("--behind-proxy")
        {
            Description = "Addresses, parted by semicolons, of proxies that are believed when they say who asks and how. Without "
                + "it nobody is.",
            HelpName = "ADDRESSES",
        };
        behindProxy.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } all && Proxies.ProblemOf(all) is { } wrong)
                result.AddError($"--behind-proxy: “{wrong}” is not an address such as 127.0.0.1.");
        });
        var readOnly = new Option<bool>("--read-only")
        {
            Description = "Let nobody correct or keep anything; the archive's folder need not be writable.",
        };
        var import = new Option<string[]>("--import")
        {
            Description = "Files or folders to import first.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true
        };
        var logFile = new Option<string?>("--log-file")
        {
            Description = "Also write the log to this file, one JSON object a line. Default: the variable NEWSARCHIVE_LOG_FILE.",
            HelpName = "FILE",
            DefaultValueFactory = _ => Settings.FromEnvironment("NEWSARCHIVE_LOG_FILE"),
        };
        var allowedHosts = new Option<string?>("--allowed-hosts")
        {
            Description = "Names, parted by semicolons, that the site may be called by beside those of --urls and this "
                + "machine's addresses. Default: the variable NEWSARCHIVE_ALLOWED_HOSTS.",
            HelpName = "NAMES",
            DefaultValueFactory = _ => Settings.FromEnvironment("NEWSARCHIVE_ALLOWED_HOSTS"),
        };
        var command = new Command("serve", "Serve the archive as a web site on this machine.")
        {
            urls,
            import,
            logFile,
            allowedHosts,
            baseUrl,
            behindProxy,
            readOnly
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(readOnly) && result.GetValue(import) is { Length: > 0 })
                result.AddError("--read-only: nothing can be imported (--import) into an archive that is only read.");
            if (Settings.FromEnvironment(PassphraseVariable) is { Length: < CorrectionGuard.ShortestPassphrase })
                result.AddError(
                    $"{PassphraseVariable}: a passphrase has at least {CorrectionGuard.ShortestPassphrase} characters.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var quiet = parsed.GetValue(Settings.Quiet);
            using var archive = parsed.GetValue(readOnly)
                ? await CommandLine.OpenToReadAsync(parsed, cancel) : await CommandLine.OpenOrCreateAsync(parsed,
                    cancel);
            if (parsed.GetValue(import) is { Length: > 0 } paths)
            {
                var report = await ImportCommand.RunAsync(archive, paths, new ImportOptions(), quiet, cancel);
                foreach (var failed in report.Results.Where(r => r.Status == ImportStatus.Failed))
                    CommandLine.Say($"failed: {failed.Path}: {failed.Reason}");
                if (!quiet)
                    CommandLine.Say(string.Create(CultureInfo.InvariantCulture,
                        $"{report.Files} files: {report.Added} added, {report.Updated} updated, {report.Unchanged} "
                        + $"unchanged, {report.Duplicates} duplicates, {report.Failed} failed"));
                if (report.IsStopped)
                {
                    CommandLine.Say(ImportCommand.Stopped);
                    return ExitCode.Interrupted;
                }
            }
            await new SearchQuery(archive, TimeProvider.System).PrepareAsync(cancel);
            await using var app =
                WebApp.Create(new(archive, parsed.GetValue(urls)!, parsed.GetValue(logFile), quiet,
                    Settings.FromEnvironment(PassphraseVariable), parsed.GetValue(allowedHosts),
                        parsed.GetValue(baseUrl),
                    parsed.GetValue(behindProxy), parsed.GetValue(readOnly)));
            await app.StartAsync(cancel);
            Output.Line($"NewsArchive is at {string.Join(" and ", app.Urls)} (Ctrl+C stops it)");
            await app.WaitForShutdownAsync(cancel);
            return ExitCode.Good;
        });
        return command;
    }
}

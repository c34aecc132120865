using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Connections;
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
            DefaultValueFactory = _ => Settings.Find("NEWSARCHIVE_URLS") ?? WebAppOptions.DefaultUrls
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
        var baseUrl = SiteOptions.BaseUrl("Where others find the site, as feeds state it.", null);
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
        var cors = new Option<string?>("--cors")
        {
            Description = "Origins, parted by semicolons, whose pages may read the API and feeds, such as https://desk.example.org.",
            HelpName = "ORIGINS",
        };
        cors.Validators.Add(result =>
        {
            foreach (var origin in (result.GetValueOrDefault<string?>() ?? "").Split(';',
                StringSplitOptions.RemoveEmptyEntries
                | StringSplitOptions.TrimEntries))
                if (!(Uri.TryCreate(origin, UriKind.Absolute,
                    out var uri) && uri.GetLeftPart(UriPartial.Authority) == origin))
                    result.AddError($"--cors: “{origin}” is no origin such as https://desk.example.org.");
        });
        var mcp = new Option<bool>("--mcp")
        {
            Description = "Serve assistants at /mcp: those at this machine, and whoever names the passphrase as a bearer token.",
        };
        var robots = new Option<bool>(
            "--allow-robots")
        { Description = "Let crawlers come: /robots.txt opens, with the site map." };
        var apiLimit = new Option<int?>("--api-limit")
        {
            Description = "Requests to the API that one address has a minute. Default: 600, and none at this machine.",
            HelpName = "N",
        };
        apiLimit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1) result.AddError("--api-limit takes a number from 1.");
        });
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
            DefaultValueFactory = _ => Settings.Find("NEWSARCHIVE_LOG_FILE"),
        };
        var allowedHosts = new Option<string?>("--allowed-hosts")
        {
            Description = "Names, parted by semicolons, that the site may be called by beside those of --urls and this "
                + "machine's addresses. Default: the variable NEWSARCHIVE_ALLOWED_HOSTS.",
            HelpName = "NAMES",
            DefaultValueFactory = _ => Settings.Find("NEWSARCHIVE_ALLOWED_HOSTS"),
        };
        var command = new Command("serve", "Serve the archive as a web site on this machine.")
        {
            urls,
            import,
            logFile,
            allowedHosts,
            baseUrl,
            behindProxy,
            readOnly,
            cors,
            mcp,
            robots,
            apiLimit,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(readOnly) && result.GetValue(import) is { Length: > 0 })
                result.AddError("--read-only: nothing can be imported (--import) into an archive that is only read.");
            if (Settings.Find(PassphraseVariable) is { Length: < CorrectionGuard.ShortestPassphrase })
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
                    Settings.Find(PassphraseVariable), parsed.GetValue(allowedHosts),
                        parsed.GetValue(baseUrl),
                    parsed.GetValue(behindProxy), parsed.GetValue(readOnly), null, parsed.GetValue(cors),
                        parsed.GetValue(mcp),
                    parsed.GetValue(robots), parsed.GetValue(apiLimit)));
            try
            {
                await app.StartAsync(cancel);
            }
            catch (IOException e) when (e.InnerException is AddressInUseException)
            {
                CommandLine.Say($"{parsed.GetValue(urls)} is in use already. Name another address with --urls, such as "
                    + "http://127.0.0.1:5081, or stop what uses it.");
                return ExitCode.SomeFailed;
            }
            Output.Line($"NewsArchive is at {string.Join(" and ", app.Urls)} (Ctrl+C stops it)");
            await app.WaitForShutdownAsync(cancel);
            return ExitCode.Good;
        });
        return command;
    }
}

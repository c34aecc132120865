using System.CommandLine;
using System.Globalization;
using NewsArchive.Storage.Import;
using NewsArchive.Storage.Rows;
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

    private static string? Passphrase() =>
        Environment.GetEnvironmentVariable(PassphraseVariable) is { Length: > 0 } phrase ? phrase : null;

    public static Command Create()
    {
        var urls = new Option<string>("--urls")
        {
            Description = $"Address to listen on; port 0 takes a free one. Default: {WebAppOptions.DefaultUrls}.",
            HelpName = "URL",
            DefaultValueFactory = _ => WebAppOptions.DefaultUrls
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
        var import = new Option<string[]>("--import")
        {
            Description = "Files or folders to import first.",
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true
        };
        var logFile = new Option<string?>("--log-file")
        {
            Description = "Also write the log to this file, one JSON object a line.",
            HelpName = "FILE"
        };
        var allowedHosts = new Option<string?>("--allowed-hosts")
        {
            Description = "Names, parted by semicolons, that the site may be called by beside those of --urls and this "
                + "machine's addresses. Default: the variable NEWSARCHIVE_ALLOWED_HOSTS.",
            HelpName = "NAMES",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable("NEWSARCHIVE_ALLOWED_HOSTS"),
        };
        var command = new Command("serve", "Serve the archive as a web site on this machine.")
        {
            urls,
            import,
            logFile,
            allowedHosts
        };
        command.Validators.Add(result =>
        {
            if (Passphrase() is { Length: < CorrectionGuard.ShortestPassphrase })
                result.AddError(
                    $"{PassphraseVariable}: a passphrase has at least {CorrectionGuard.ShortestPassphrase} characters.");
        });
        command.SetAction(async (parsed, cancel) =>
        {
            var quiet = parsed.GetValue(Settings.Quiet);
            using var archive = await CommandLine.OpenOrCreateAsync(parsed, cancel);
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
            await using var app =
                WebApp.Create(new(archive, parsed.GetValue(urls)!, parsed.GetValue(logFile), quiet, Passphrase(),
                    parsed.GetValue(allowedHosts)));
            await app.StartAsync(cancel);
            Output.Line($"NewsArchive is at {string.Join(" and ", app.Urls)} (Ctrl+C stops it)");
            await app.WaitForShutdownAsync(cancel);
            return ExitCode.Good;
        });
        return command;
    }
}

using System.CommandLine;

namespace NewsArchive.Cli;

/// <summary>Options of commands that state addresses of the site.</summary>
internal static class SiteOptions
{
    /// <param name="otherwise">Where neither option nor variable is given; null for none.</param>
    public static Option<string?> BaseUrl(string description, string? otherwise)
    {
        const string Variable = "NEWSARCHIVE_BASE_URL";
        var option = new Option<string?>("--base-url")
        {
            Description = $"{description} Default: the variable {Variable}, else {otherwise ?? "the address it listens on"}.",
            HelpName = "URL",
            DefaultValueFactory = _ => Settings.Find(Variable) ?? otherwise,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } url
                && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
                    && uri.PathAndQuery == "/" && uri.Fragment.Length == 0))
                result.AddError($"--base-url {url}: an address looks like https://archive.example.org, without a path.");
        });
        return option;
    }
}

using System.CommandLine;

namespace NewsArchive.Cli;

/// <summary>Options that every command takes.</summary>
public static class Settings
{
    /// <summary>
    /// What may be set outside of the command line: by a variable, or under <c>NewsArchive</c> in the
    /// <c>appsettings.json</c> beside the program. An option outranks both, a variable the file.
    /// </summary>
    public static IReadOnlyList<(string Variable, string Key, string Said)> All { get; } =
    [
        ("NEWSARCHIVE_ARCHIVE", "Archive", "the archive's file, or the address of its database (`--archive`)"),
        ("NEWSARCHIVE_URLS", "Urls", "the address to listen on (`--urls`)"),
        ("NEWSARCHIVE_BASE_URL", "BaseUrl", "where others find the site (`--base-url`)"),
        ("NEWSARCHIVE_ALLOWED_HOSTS", "AllowedHosts", "names that the site may be called by (`--allowed-hosts`)"),
        ("NEWSARCHIVE_LOG_FILE", "LogFile", "where the log is written too (`--log-file`)"),
        ("NEWSARCHIVE_PASSPHRASE", "Passphrase", "lets whoever knows it correct from elsewhere, and ask at `/mcp`"),
    ];

    private static readonly Lazy<IConfiguration> FromFile = new(() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true).Build());

    private const string Variable = "NEWSARCHIVE_ARCHIVE";
    private const string DefaultFile = "newsarchive.db";

    public static readonly Option<string> Archive = new("--archive")
    {
        Description =
            "The archive's file, or the address of a PostgreSQL database such as postgres://desk@host/news. Default: the "
            + $"variable {Variable}, else {DefaultFile} in the current folder.",
        HelpName = "PATH",
        Recursive = true,
        DefaultValueFactory = _ =>
            Find(Variable) ?? DefaultFile,
    };

    /// <summary>What a setting is, by the name of its variable; null where it is set nowhere.</summary>
    /// <exception cref="InvalidDataException">The file of settings cannot be read.</exception>
    public static string? Find(string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value) return value;
        var file = Path.Combine(AppContext.BaseDirectory, "appsettings.json");
        if (!File.Exists(file)) return null;
        var key = All.First(s => s.Variable == variable).Key;
        return FromFile.Value[$"NewsArchive:{key}"] is { Length: > 0 } set ? set : null;
    }

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document on standard output.",
        Recursive = true
    };

    /// <summary>An option that takes a number, as <c>--limit</c> does.</summary>
    public static Option<int> Number(string name, string description, int fallback, int least)
    {
        const int Most = 100_000;
        var option = new Option<int>(name)
        {
            Description = $"{description} Default: {fallback}.",
            HelpName = "N",
            DefaultValueFactory = _ => fallback
        };
        option.Validators.Add(result =>
        {
            var number = result.GetValueOrDefault<int>();
            if (number < least || number > Most) result.AddError($"{name} takes a number from {least} to {Most}.");
        });
        return option;
    }

    public static readonly Option<bool> Quiet = new("--quiet")
    {
        Description = "Print no progress and no notes.",
        Recursive = true
    };
}

using System.Data.Common;
using System.Text.RegularExpressions;
using Npgsql;

namespace NewsArchive.Storage.Sql.Postgres;

/// <summary>What leads to a database on PostgreSQL, and where what belongs to this machine lies.</summary>
/// <param name="Index">The folder for the index and for added files; null for the usual place.</param>
internal sealed partial record PostgresAddress(NpgsqlConnectionStringBuilder Settings, string? Index)
{
    private const string Form = "An address looks like postgres://user@host/database or Host=host;Database=database.";

    public static bool IsOne(string location) => Scheme().IsMatch(location) || Pairs().IsMatch(location);

    /// <exception cref="ArchiveRefusedException">It cannot be read; what it says of a password is not
    /// repeated.</exception>
    public static PostgresAddress Parse(string location)
    {
        try
        {
            var settings = new DbConnectionStringBuilder
            {
                ConnectionString = Scheme().IsMatch(location) ? OfUrl(location) : location
            };
            var index = settings.TryGetValue("Index", out var folder) ? Path.GetFullPath((string)folder) : null;
            settings.Remove("Index");
            return new(Completed(new(settings.ConnectionString)), index);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The message of a wrong setting names it; a value may be a secret.
            var setting = Named().Match(e.Message).Groups[1].Value.Trim();
            throw new ArchiveRefusedException(setting.Length > 0
                ? $"The address of the archive has “{setting}”, which PostgreSQL's driver does not know or cannot "
                    + $"read. {Form}"
                : $"The address of the archive cannot be read. {Form}");
        }
    }

    /// <summary>Seconds that a second writer waits for the first.</summary>
    private const int LockTimeout = 60;

    /// <summary>What an address leaves open: from the usual variables, or as suits an archive.</summary>
    private static NpgsqlConnectionStringBuilder Completed(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.Host is not { Length: > 0 }) settings.Host = "localhost";
        if (settings.Database is not { Length: > 0 })
            settings.Database = Environment.GetEnvironmentVariable("PGDATABASE") ?? "newsarchive";
        // Of several servers one that is gone is not waited for long. Any setting is contained, whether given or not.
        if (!settings.ShouldSerialize(nameof(settings.Timeout)))
            settings.Timeout = settings.Host.Contains(',', StringComparison.Ordinal) ? 3 : 10;
        if (!settings.ShouldSerialize(nameof(settings.KeepAlive))) settings.KeepAlive = 10;
        if (settings.ApplicationName is not { Length: > 0 }) settings.ApplicationName = "newsarchive";
        settings.Timezone = "UTC";
        settings.IncludeErrorDetail = false;
        // A statement that is asked often is planned once.
        if (settings.MaxAutoPrepare == 0) settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        // What a session holds is let go of by whoever took it: locks, temporary tables.
        settings.NoResetOnClose = true;
        // Bringing an archive up to date, and relating many articles, take as long as they take.
        settings.CommandTimeout = 0;
        settings.Options = $"{settings.Options} -c lock_timeout={LockTimeout}s".Trim();
        return settings;
    }

    /// <summary>By the driver's names; those of PostgreSQL's own tools are understood, too.</summary>
    private static readonly Dictionary<string, string> Settled = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["target_session_attrs"] = "Target Session Attributes",
        ["connect_timeout"] = "Timeout",
        ["dbname"] = "Database",
        ["user"] = "Username",
    };

    private static string OfUrl(string url)
    {
        var parts = Url().Match(url);
        if (!parts.Success) throw new FormatException();
        var settings = new DbConnectionStringBuilder();
        void Set(string name, string value)
        {
            if (value.Length > 0) settings[name] = Uri.UnescapeDataString(value);
        }
        Set("Host", parts.Groups["hosts"].Value);
        Set("Username", parts.Groups["user"].Value);
        Set("Password", parts.Groups["password"].Value);
        Set("Database", parts.Groups["database"].Value);
        foreach (var pair in parts.Groups["more"].Value.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = at < 0 ? pair : pair[..at];
            Set(Settled.GetValueOrDefault(name) ?? name.Replace('_', ' '), at < 0 ? "" : pair[(at + 1)..]);
        }
        return settings.ConnectionString;
    }

    [GeneratedRegex(@"^postgres(?:ql)?://", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?:^|;)\s*(?:Host|Server|Data Source)\s*=", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Pairs();

    [GeneratedRegex(@"^[^:]+://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?]*)(?:/(?<database>[^?]*))?(?:\?(?<more>.*))?$",
        RegexOptions.NonBacktracking)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?:Keyword not supported: |Couldn't set )'?(\w[\w ]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Named();
}

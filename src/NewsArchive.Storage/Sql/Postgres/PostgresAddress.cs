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
            return new(new NpgsqlConnectionStringBuilder(settings.ConnectionString), index);
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

    [GeneratedRegex(@"^postgres(?:ql)?://", RegexOptions.IgnoreCase)]
    private static partial Regex Scheme();

    [GeneratedRegex(@"(?:^|;)\s*(?:Host|Server|Data Source)\s*=", RegexOptions.IgnoreCase)]
    private static partial Regex Pairs();

    [GeneratedRegex(@"^[^:]+://(?:(?<user>[^:@/?]*)(?::(?<password>[^@/?]*))?@)?(?<hosts>[^/?]*)(?:/(?<database>[^?]*))?(?:\?(?<more>.*))?$")]
    private static partial Regex Url();

    [GeneratedRegex(@"(?:Keyword not supported: |Couldn't set )'?(\w[\w ]*)")]
    private static partial Regex Named();
}

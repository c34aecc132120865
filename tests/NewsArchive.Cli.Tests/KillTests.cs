using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace NewsArchive.Cli.Tests;

/// <summary>
/// A program that is killed (as by a power cut) at any point, and run again until it ends, leaves what one that was
/// never killed leaves.
/// </summary>
public abstract class KillContract
{
    private static readonly int Stories = Trials.Number(some: 150, all: 700);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Story(int i, string more) =>
        $"Harbour {i} closes for repairs\n\nBy Jane Doe\n\nNORTHPORT, 5 March 2024 (Reuters) - The harbour number "
            + $"{i} will "
        + $"be closed for {i % 9 + 2} weeks, said Mayor John Roe{i % 40} on Tuesday. {more}\n\n"
        + $"“We must mend the quay {i}, and ferry {i % 7} waits,” said "
        + $"Ann Smith of Port Authority{i % 25}.";

    private static Task WriteAsync(Command command, string name, string more) =>
        File.WriteAllLinesAsync(Path.Combine(command.Folder, name), Enumerable.Range(0, Stories)
            .Select(i => JsonSerializer.Serialize(new { id = $"{i}", text = Story(i, more) })), Cancel);

    /// <summary>What an archive must be before, and what is then killed; corrections are many short commands.</summary>
    protected static readonly Dictionary<string, (string[][] Before, string[][] Killed)> Work = new()
    {
        ["import"] = ([], [["import", "in.jsonl"]]),
        ["import of revisions"] = ([["import", "in.jsonl"]], [["import", "in.jsonl"]]),
        ["serve --import"] = ([], [["serve", "--import", "in.jsonl", "--urls", "http://127.0.0.1:0"]]),
        ["reread"] = ([["import", "in.jsonl"]], [["reread"]]),
        ["the index alone"] = ([["import", "in.jsonl"]], [["search", "harbour"]]),
        ["reindex"] = ([["import", "in.jsonl"]], [["reindex"]]),
        ["upgrade"] = ([], [["import", "in.jsonl"]]),
        ["corrections"] = ([["import", "in.jsonl"]],
            [.. Enumerable.Range(1, 4).Select(i => new[] { "entity", "rename", $"{i}", $"Renamed {i}" }),
                .. Enumerable.Range(1, 3).Select(i => new[] { "entity", "hide", $"{i + 10}" })]),
    };

    /// <summary>Keeps the archive as it is, to be brought back.</summary>
    internal abstract Task KeepAsync(Command command);

    /// <summary>Brings the archive back as it was, without its index.</summary>
    internal abstract Task BringBackAsync(Command command);

    /// <summary>
    /// Every row of every table but those of runs and of the full-text engine, which <c>doctor</c> looks at, without
    /// times of day. Sums a table, so that a difference names the table.
    /// </summary>
    internal abstract string Tables(Command command);

    private protected async Task CheckAsync(Command command, string kind)
    {
        var (before, killed) = Work[kind];
        await WriteAsync(command, "in.jsonl", "Ships go to Southport.");
        if (kind == "upgrade") await KillTests.ExpandAsync(command);
        foreach (var arguments in before) Assert.Equal(0, (await command.RunAsync(arguments)).ExitCode);
        if (kind == "import of revisions") await WriteAsync(command, "in.jsonl",
            "Ships go to Westport, and Mary Major waits.");
        await KeepAsync(command);
        var watch = Stopwatch.StartNew();
        foreach (var arguments in killed) await EndAsync(command, arguments);
        var whole = watch.Elapsed / killed.Length;
        var expected = Tables(command);
        var random = new Random(kind.Length);
        var kills = 0;
        while (kills < Trials.Number(some: 1, all: 30))
        {
            await BringBackAsync(command);
            foreach (var arguments in killed)
            {
                for (var cuts = 1 + random.Next(Trials.Number(some: 1, all: 4)); cuts > 0; cuts--)
                {
                    using var process = command.Start(arguments);
                    var reading = Task.WhenAll(process.StandardOutput.ReadToEndAsync(Cancel),
                        process.StandardError.ReadToEndAsync(Cancel));
                    await Task.Delay(whole * random.NextDouble(), Cancel);
                    if (!process.HasExited) kills++;
                    process.Kill();
                    await process.WaitForExitAsync(Cancel);
                    await reading;
                }
                await EndAsync(command, arguments);
            }
            var looked = await command.RunAsync("doctor");
            Assert.True(looked.ExitCode == 0, $"after {kills} kills: {looked.Out}");
            Assert.Equal(expected, Tables(command));
        }
    }

    /// <summary>Runs to the end; a server is ended once it serves.</summary>
    private static async Task EndAsync(Command command, string[] arguments)
    {
        if (arguments[0] != "serve")
        {
            var result = await command.RunAsync(arguments);
            // A correction that was stored before the cut is not made again.
            Assert.True(result.ExitCode == 0 || result.Error.Contains(" already", StringComparison.Ordinal),
                result.Error);
            return;
        }
        using var process = command.Start(arguments);
        Assert.StartsWith("NewsArchive is at", await process.StandardOutput.ReadLineAsync(Cancel),
            StringComparison.Ordinal);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
    }

    /// <summary>Columns that tell when something was done, not what.</summary>
    protected const string Times = "'ImportedAt', 'UpdatedAt', 'At', 'CreatedAt', 'AddedAt', 'ReadAt', 'SeenAt', "
        + "'UndoneAt', "
        + "'Changed', 'RunId'";

    protected static void Add(StringBuilder all, string table, List<string> rows)
    {
        rows.Sort(StringComparer.Ordinal);
        var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', rows))))[..12];
        all.AppendLine(CultureInfo.InvariantCulture, $"{table}: {rows.Count} rows {sum}");
    }

    protected static List<string> Rows(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}

/// <summary>With an archive in a file.</summary>
public sealed class KillTests : KillContract
{
    public static TheoryData<string> Kinds() => [.. Work.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Program_that_is_killed_and_run_again_leaves_what_one_that_was_not_leaves(string kind)
    {
        using var command = new Command();
        await CheckAsync(command, kind);
    }

    /// <summary>The archive of an earlier version, as the file that the project keeps.</summary>
    internal static async Task ExpandAsync(Command command)
    {
        var packed = Path.Combine(Command.Seeds, "..", "tests", "NewsArchive.Storage.Tests", "Archives", "0.1.db.gz");
        await using var from = new System.IO.Compression.GZipStream(File.OpenRead(packed),
            System.IO.Compression.CompressionMode.Decompress);
        await using var to = File.Create(Path.Combine(command.Folder, "newsarchive.db"));
        await from.CopyToAsync(to, Cancel);
    }

    private static readonly string[] Parts = ["newsarchive.db", "newsarchive.db-wal", "newsarchive.db-shm"];

    private static string Start(Command command) => Directory.CreateDirectory(Path.Combine(command.Folder,
        "start")).FullName;

    internal override Task KeepAsync(Command command)
    {
        foreach (var part in Parts.Where(p => File.Exists(Path.Combine(command.Folder, p))))
            File.Copy(Path.Combine(command.Folder, part), Path.Combine(Start(command), part));
        return Task.CompletedTask;
    }

    internal override Task BringBackAsync(Command command)
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(Path.Combine(command.Folder, "newsarchive.db.index")))
            Directory.Delete(Path.Combine(command.Folder, "newsarchive.db.index"), recursive: true);
        foreach (var part in Parts)
        {
            File.Delete(Path.Combine(command.Folder, part));
            if (File.Exists(Path.Combine(Start(command), part)))
                File.Copy(Path.Combine(Start(command), part), Path.Combine(command.Folder, part));
        }
        return Task.CompletedTask;
    }

    internal override string Tables(Command command)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(command.Folder, "newsarchive.db")};Pooling=false;Mode=ReadOnly");
        connection.Open();
        var all = new StringBuilder();
        foreach (var table in Rows(connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE "
                + "'%Index%' "
            + "AND name NOT LIKE 'Import%' AND name NOT LIKE '__EF%' AND name NOT IN ('ArchiveIdentity', "
            + "'ArticleChanges', "
            + "'ContentChanges') ORDER BY name"))
        {
            var columns = Rows(connection,
                $"SELECT name FROM pragma_table_info('{table}') WHERE name NOT IN ({Times})");
            Add(all, table, Rows(connection,
                $"SELECT {string.Join(" || '|' || ", columns.Select(c => $"quote(\"{c}\")"))} FROM \"{table}\""));
        }
        return all.ToString();
    }
}

/// <summary>With an archive on PostgreSQL: the connection ends with the program, whatever was under way.</summary>
public sealed class KillOnPostgresTests : KillContract
{
    private readonly string database = $"k{Guid.NewGuid():N}";

    [Theory]
    [InlineData("import")]
    [InlineData("import of revisions")]
    [InlineData("reread")]
    [InlineData("corrections")]
    public async Task Program_that_is_killed_and_run_again_leaves_what_one_that_was_not_leaves(string kind)
    {
        await PostgresServer.Shared().RunAsync($"CREATE DATABASE {database}");
        using var command = new Command();
        command.Archive = Address + $";Index={Path.Combine(command.Folder, "index")}";
        await CheckAsync(command, kind);
    }

    private string Address => PostgresServer.Shared().Address("public").Replace("Database=postgres",
        $"Database={database}",
        StringComparison.Ordinal);

    // A copy is made of a database that nobody has open: those who were killed are parted from it.
    internal override async Task KeepAsync(Command command)
    {
        await PostgresServer.Shared().RunAsync($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
            + $"datname = '{database}'");
        await PostgresServer.Shared().RunAsync($"CREATE DATABASE {database}_start TEMPLATE {database}");
    }

    internal override async Task BringBackAsync(Command command)
    {
        if (Directory.Exists(Path.Combine(command.Folder, "index")))
            Directory.Delete(Path.Combine(command.Folder, "index"), recursive: true);
        await PostgresServer.Shared().RunAsync($"DROP DATABASE {database} WITH (FORCE)");
        await PostgresServer.Shared().RunAsync($"CREATE DATABASE {database} TEMPLATE {database}_start");
    }

    internal override string Tables(Command command)
    {
        using var connection = new Npgsql.NpgsqlConnection(Address + ";Pooling=false");
        connection.Open();
        var all = new StringBuilder();
        foreach (var table in Rows(connection,
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' AND table_name NOT "
                + "LIKE 'import%' "
            + "AND table_name NOT IN ('archivemigrations', 'archivestate', 'archiveidentity', 'articlechanges', "
            + "'contentchanges') "
            + "ORDER BY 1"))
        {
            var columns = Rows(connection, "SELECT column_name::text FROM information_schema.columns WHERE "
                + "table_schema = 'public' "
                + $"AND table_name = '{table}' AND column_name NOT IN ({Times.ToLowerInvariant()}) "
                // A server does not give out again the number of an act that was cut off.
                + "AND NOT (table_name = 'curations' AND column_name = 'id') ORDER BY ordinal_position");
            var values = columns.Select(c => $"coalesce(\"{c}\"::text, 'NULL')");
            Add(all, table, Rows(connection,
                $"SELECT concat_ws('|', {string.Join(", ", values)}) FROM \"{table}\""));
        }
        return all.ToString();
    }
}

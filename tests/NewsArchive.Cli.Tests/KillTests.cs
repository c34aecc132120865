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
public sealed class KillTests
{
    private static readonly int Stories = Trials.Number(some: 150, all: 700);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Story(int i, string more) =>
        $"Harbour {i} closes for repairs\n\nBy Jane Doe\n\nNORTHPORT, 5 March 2024 (Reuters) - The harbour number {i} will "
        + $"be closed for {i % 9 + 2} weeks, said Mayor John Roe{i % 40} on Tuesday. {more}\n\n"
        + $"“We must mend the quay {i}, and ferry {i % 7} waits,” said "
        + $"Ann Smith of Port Authority{i % 25}.";

    private static Task WriteAsync(Command command, string name, string more) =>
        File.WriteAllLinesAsync(Path.Combine(command.Folder, name), Enumerable.Range(0, Stories)
            .Select(i => JsonSerializer.Serialize(new { id = $"{i}", text = Story(i, more) })), Cancel);

    /// <summary>What an archive must be before, and what is then killed; corrections are many short commands.</summary>
    private static readonly Dictionary<string, (string[][] Before, string[][] Killed)> Work = new()
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

    public static TheoryData<string> Kinds() => [.. Work.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Program_that_is_killed_and_run_again_leaves_what_one_that_was_not_leaves(string kind)
    {
        using var command = new Command();
        var (before, killed) = Work[kind];
        await WriteAsync(command, "in.jsonl", "Ships go to Southport.");
        if (kind == "upgrade") await ExpandAsync(command);
        foreach (var arguments in before) Assert.Equal(0, (await command.RunAsync(arguments)).ExitCode);
        if (kind == "import of revisions") await WriteAsync(command, "in.jsonl",
            "Ships go to Westport, and Mary Major waits.");
        CopyArchive(command.Folder, "start");
        var watch = Stopwatch.StartNew();
        foreach (var arguments in killed) await EndAsync(command, arguments);
        var whole = watch.Elapsed / killed.Length;
        var expected = Tables(command.Folder);
        var random = new Random(kind.Length);
        var kills = 0;
        while (kills < Trials.Number(some: 1, all: 30))
        {
            Restore(command.Folder, "start");
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
            Assert.Equal(expected, Tables(command.Folder));
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

    /// <summary>The archive of an earlier version, as the file that the project keeps.</summary>
    private static async Task ExpandAsync(Command command)
    {
        var packed = Path.Combine(Command.Seeds, "..", "tests", "NewsArchive.Storage.Tests", "Archives", "0.1.db.gz");
        await using var from = new System.IO.Compression.GZipStream(File.OpenRead(packed),
            System.IO.Compression.CompressionMode.Decompress);
        await using var to = File.Create(Path.Combine(command.Folder, "newsarchive.db"));
        await from.CopyToAsync(to, Cancel);
    }

    private static readonly string[] Parts = ["newsarchive.db", "newsarchive.db-wal", "newsarchive.db-shm"];

    private static void CopyArchive(string folder, string name)
    {
        var copy = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        foreach (var part in Parts.Where(p => File.Exists(Path.Combine(folder, p))))
            File.Copy(Path.Combine(folder, part), Path.Combine(copy, part));
    }

    /// <summary>The archive as it was, without its index.</summary>
    private static void Restore(string folder, string name)
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(Path.Combine(folder, "newsarchive.db.index")))
            Directory.Delete(Path.Combine(folder, "newsarchive.db.index"), recursive: true);
        foreach (var part in Parts)
        {
            File.Delete(Path.Combine(folder, part));
            if (File.Exists(Path.Combine(folder, name, part))) File.Copy(Path.Combine(folder, name, part),
                Path.Combine(folder, part));
        }
    }

    /// <summary>
    /// Every row of every table but those of runs and of the full-text engine, which <c>doctor</c> looks at, without
    /// times of day. Sums a table, so that a difference names the table.
    /// </summary>
    private static string Tables(string folder)
    {
        var path = Path.Combine(folder, "newsarchive.db");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false;Mode=ReadOnly");
        connection.Open();
        var all = new StringBuilder();
        foreach (var table in Rows(connection,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%Index%' "
            + "AND name NOT LIKE 'Import%' AND name NOT LIKE '__EF%' AND name NOT IN ('ArchiveIdentity', 'ArticleChanges', "
            + "'ContentChanges') ORDER BY name"))
        {
            var columns = Rows(connection, $"SELECT name FROM pragma_table_info('{table}') WHERE name NOT IN "
                + "('ImportedAt', 'UpdatedAt', 'At', 'CreatedAt', 'AddedAt', 'ReadAt', 'SeenAt', 'UndoneAt', 'Changed', "
                + "'RunId')");
            var values = string.Join(" || '|' || ", columns.Select(c => $"quote(\"{c}\")"));
            var rows = Rows(connection, $"SELECT {values} FROM \"{table}\"");
            rows.Sort(StringComparer.Ordinal);
            var sum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
                rows))))[..12];
            all.AppendLine(CultureInfo.InvariantCulture, $"{table}: {rows.Count} rows {sum}");
        }
        return all.ToString();
    }

    private static List<string> Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read()) rows.Add(reader.GetString(0));
        return rows;
    }
}

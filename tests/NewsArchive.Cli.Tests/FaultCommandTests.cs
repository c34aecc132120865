using Microsoft.Data.Sqlite;

namespace NewsArchive.Cli.Tests;

/// <summary>Every command with an archive that cannot be used: one sentence, no stack trace, nothing lost.</summary>
public sealed class FaultCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[][] Commands =
    [
        ["import", "new.txt"], ["reread"], ["reindex"], ["search", "peskov"], ["stats"], ["doctor"],
        ["doctor", "--repair"], ["explain", "1"], ["related", "1"], ["stories"], ["entity", "list"], ["entity",
            "rename", "1", "Somebody"],
        ["serve", "--urls", "http://127.0.0.1:0"], ["serve", "--urls", "http://127.0.0.1:0", "--read-only"],
    ];

    private static void Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static readonly Dictionary<string, Action<string>> Faults = new()
    {
        ["truncated"] = path => { using var file = File.OpenWrite(path); file.SetLength(file.Length * 2 / 3); },
        ["cut to its first page"] = path => { using var file = File.OpenWrite(path); file.SetLength(4096); },
        ["empty"] = path => File.WriteAllBytes(path, []),
        ["another file"] = path => File.WriteAllText(path, new string('x', 9000)),
        ["another program's"] = path => { File.Delete(path); Change(path, "CREATE TABLE notes (id, text)"); },
        ["newer"] = path =>
            Change(path, "INSERT INTO __EFMigrationsHistory VALUES ('20991231000000_Future', '11.0.0')"),
        ["a folder"] = path => { File.Delete(path); Directory.CreateDirectory(path); },
        ["a table less"] = path => Change(path, "DROP TABLE Mentions"),
        ["flipped"] = path =>
        {
            using var file = File.Open(path, FileMode.Open);
            var random = new Random(3);
            for (var i = 0; i < 100; i++)
            {
                file.Position = random.NextInt64(100, file.Length);
                file.WriteByte((byte)random.Next(256));
            }
        },
        ["locked"] = _ => { },
        ["a disk that is full"] = _ => { },
    };

    public static TheoryData<string> Kinds() => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_command_says_in_a_sentence_what_is_wrong_and_loses_nothing(string kind)
    {
        using var command = new Command();
        var path = Path.Combine(command.Folder, "newsarchive.db");
        Assert.Equal(0, (await command.RunAsync("import", Command.Seeds)).ExitCode);
        await File.WriteAllTextAsync(Path.Combine(command.Folder, "new.txt"),
            "Harbour closes\n\nThe harbour will be closed.\n", Cancel);
        SqliteConnection.ClearAllPools();
        File.Copy(path, path + ".whole");
        // A third of the commands in every run of the tests; whoever must write waits a minute for a lock.
        var third = Faults.Keys.ToList().IndexOf(kind) % 3;
        foreach (var arguments in Commands.Where((c, i) => Trials.AreAll
            || (kind == "locked" ? c is ["search" or "stats" or "doctor", ..] and not [_,
                "--repair"] : i % 3 == third)))
        {
            if (Directory.Exists(path)) Directory.Delete(path);
            File.Copy(path + ".whole", path, overwrite: true);
            foreach (var beside in new[] { "-wal", "-shm" }) File.Delete(path + beside);
            Faults[kind](path);
            var (exit, output, error) = await RunAsync(command, path, kind, arguments);
            var what = $"{kind}: {string.Join(' ', arguments)} ended with {exit}: {error}{output}";
            Assert.False((error + output).Contains("   at ", StringComparison.Ordinal), what);
            Assert.False(error.Contains("fault of this program", StringComparison.Ordinal), what);
            Assert.True(exit is 0 or 1, what);
            if (exit == 1) Assert.True(error.Trim().Length > 0 || output.Contains("no   ", StringComparison.Ordinal),
                what);
            if (kind is "locked" or "a disk that is full") Assert.Equal("ok", Told(path));
        }
    }

    private static string Told(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT CASE WHEN (SELECT count(*) FROM Articles) >= 2 "
            + "THEN (SELECT * FROM pragma_integrity_check) END";
        return (string)command.ExecuteScalar()!;
    }

    private static async Task<(int Exit, string Out, string Error)> RunAsync(
        Command command, string path, string kind, string[] arguments)
    {
        await using var holder = new SqliteConnection($"Data Source={path};Pooling=false");
        if (kind == "locked")
        {
            await holder.OpenAsync(Cancel);
            await using var hold = holder.CreateCommand();
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(Cancel);
        }
        // A limit on the size of files stands for the end of the disk: the same error reaches the program.
        using var process = kind == "a disk that is full"
            ? command.StartLimited(new FileInfo(path).Length / 1024, arguments) : command.Start(arguments);
        var error = process.StandardError.ReadToEndAsync(Cancel);
        var output = arguments[0] == "serve"
            ? await process.StandardOutput.ReadLineAsync(Cancel) ?? ""
                : await process.StandardOutput.ReadToEndAsync(Cancel);
        // A site that serves is ended here.
        var serves = output.StartsWith("NewsArchive is at", StringComparison.Ordinal);
        if (serves) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(Cancel);
        return (serves ? 0 : process.ExitCode, output, await error);
    }
}

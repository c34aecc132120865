using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Microsoft.Data.Sqlite;

namespace NewsArchive.Cli.Tests;

/// <summary>A folder of rubbish, and an import that is cut off.</summary>
public sealed class BrokenFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static string Story(int i) =>
        $"Bridge number {i} opens\n\nThe mayor opened bridge number {i} over the river on Friday, {i} years later "
        + $"than planned, in front of a small crowd that had waited in the rain.\n";

    /// <summary>Ways to break a file, each told by its place.</summary>
    private static byte[] Broken(int i, Random random)
    {
        var good = Encoding.UTF8.GetBytes(Story(i));
        byte[] Gzip(byte[] content)
        {
            using var buffer = new MemoryStream();
            using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest)) gzip.Write(content);
            return buffer.ToArray();
        }
        byte[] Noise(int length)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            return bytes;
        }
        return (i % 20) switch
        {
            0 => [],
            1 => "   \n\n \t"u8.ToArray(),
            2 => Noise(2000),
            3 => [.. "{\"title\": \"cut off in the middle of a str"u8],
            4 => [.. "[{\"text\": \"one\"}, {\"text\": "u8],
            5 => Gzip(good)[..20],
            6 => Gzip(Gzip(Gzip(Gzip(Gzip(Gzip(good)))))),
            7 => [.. "PK\u0003\u0004"u8, .. Noise(300)],
            8 => [.. "---\ntitle: [never closed\n---\n"u8, .. good],
            9 => [.. "<?xml version=\"1.0\"?><rss><channel><item><title>cut"u8],
            10 => [.. "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nHTTP/1.1 200 OK"u8],
            11 => [.. "WARC/1.0\r\nno length here\r\n\r\n"u8],
            12 => [.. "<REUTERS NEWID=\"1\"><BODY>never closed"u8],
            13 => [.. "{\"text\": \"lone \\ud83d surrogate and \\u0000 nul in story "u8,
                .. Encoding.UTF8.GetBytes($"{i}\"}}")],
            14 => [.. "<html><body>"u8,
                .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div><table><b>", 2000))), .. good],
            15 => Encoding.UTF8.GetBytes($"{i} " + new string('a', 200_000)),
            16 => [.. good.SelectMany(b => new byte[] { b, 0, 0 })],
            17 => Encoding.Latin1
                .GetBytes(
                $"Café numéro {i} à la une: l'été dernier, la ville a fermé ses théâtres après une soirée très "
                + $"agitée.\n"),
            18 => [.. "id,title,text\n1,\"never closed,text\n2,b"u8],
            _ => good,
        };
    }

    [Fact]
    public async Task Thousand_broken_files_end_with_1_a_reason_each_and_the_good_ones_stored()
    {
        using var command = new Command();
        var folder = Directory.CreateDirectory(Path.Combine(command.Folder, "in")).FullName;
        var random = new Random(7);
        for (var i = 0; i < 1000; i++)
            await File.WriteAllBytesAsync(Path.Combine(folder, $"{i:0000}.dat"), Broken(i, random), Cancel);
        await File.WriteAllTextAsync(Path.Combine(folder, "ten-megabytes.txt"), new string('x', 10 * 1024 * 1024),
            Cancel);

        var result = await command.RunAsync("import", "in", "--json");

        Assert.Equal(1, result.ExitCode);
        var results = result.Json.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(1001, results.Select(r => r.GetProperty("path").GetString()!.Split('/')[1]).Distinct().Count());
        Assert.All(results.Where(r => r.GetProperty("status").GetString() == "failed"),
            r => Assert.True(r.GetProperty("reason").GetString()!.Length > 10));
        Assert.DoesNotContain(results,
            r => r.GetProperty("reason").GetString()?.Contains("fault of this program", StringComparison.Ordinal)
                == true);
        for (var i = 19; i < 1000; i += 20)
            Assert.Equal("added",
                results.Single(r =>
                    r.GetProperty("path").GetString()!.EndsWith($"{i:0000}.dat", StringComparison.Ordinal))
                    .GetProperty("status").GetString());
        var failed =
            results.Where(r => r.GetProperty("status").GetString() == "failed")
                .Select(r => Path.GetFileName(r.GetProperty("path").GetString()!)).ToHashSet();
        Assert.Equal([], Enumerable.Range(0, 13).Select(i => $"{i:0000}.dat").Where(name => !failed.Contains(name)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_that_is_cut_off_again_and_again_ends_whole(bool kill)
    {
        using var command = new Command();
        const int Stories = 4000;
        await File.WriteAllLinesAsync(Path.Combine(command.Folder, "in.jsonl"),
            Enumerable.Range(0, Stories)
                .Select(i => $"{{\"id\": \"{i}\", \"text\": {System.Text.Json.JsonSerializer.Serialize(Story(i))}}}"),
            Cancel);
        var stored = new List<long>();
        for (var run = 0; run < 3; run++)
        {
            var before = await StoredAsync(command);
            using var process = command.Start("import", "in.jsonl", "--quiet");
            var watch = Stopwatch.StartNew();
            // Cut off once a further batch is stored, a little later each time, so that the cut falls into different
            // work.
            while (!process.HasExited && watch.Elapsed < TimeSpan.FromSeconds(60)
                && await StoredAsync(command) is var now && now <= before) await Task.Delay(20, Cancel);
            await Task.Delay(30 * run, Cancel);
            if (process.HasExited) break;
            if (kill) process.Kill();
            else Process.Start("kill", $"-{(InterruptIsIgnored ? "TERM" : "INT")} {process.Id}").WaitForExit();
            await process.WaitForExitAsync(Cancel);
            if (!kill && !process.ExitCode.Equals(0)) Assert.Equal(InterruptIsIgnored ? 143 : 130, process.ExitCode);
            stored.Add(await StoredAsync(command));
        }
        Assert.Contains(stored, s => s is > 0 and < Stories);
        var last = await command.RunAsync("import", "in.jsonl", "--json");
        Assert.Equal(0, last.ExitCode);
        Assert.Equal(Stories, last.Json.GetProperty("results").GetArrayLength());
        Assert.Equal(stored[^1], last.Json.GetProperty("unchanged").GetInt64());
        Assert.Equal(Stories, await StoredAsync(command));
        Assert.Equal("ok", await AskAsync(command, "PRAGMA integrity_check"));
        Assert.Equal(0L,
            await AskAsync(command,
                "SELECT count(*) FROM (SELECT ExternalId FROM Articles GROUP BY ExternalId HAVING count(*) > 1)"));
    }

    /// <summary>Shells start background jobs with SIGINT ignored, and what they start inherits it.</summary>
    private static bool InterruptIsIgnored { get; } = File.Exists("/proc/self/status")
        && (Convert.ToInt64(
        File.ReadLines("/proc/self/status").First(l => l.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(),
        16) & 2) != 0;

    private static async Task<long> StoredAsync(Command command)
    {
        try
        {
            return File.Exists(Path.Combine(command.Folder, "newsarchive.db"))
                ? (long)(await AskAsync(command, "SELECT count(*) FROM Articles"))! : 0;
        }
        catch (SqliteException)
        {
            // The tables are not there yet.
            return 0;
        }
    }

    private static async Task<object?> AskAsync(Command command, string sql)
    {
        await using var connection =
            new SqliteConnection($"Data Source={Path.Combine(command.Folder, "newsarchive.db")};Pooling=False");
        await connection.OpenAsync(Cancel);
        await using var ask = connection.CreateCommand();
        ask.CommandText = sql;
        return await ask.ExecuteScalarAsync(Cancel);
    }
}

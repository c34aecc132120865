using System.Text.Json;

namespace NewsArchive.Cli.Tests;

/// <summary>Export, backup and restore, by the real program.</summary>
public sealed class TakingAlongTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<Command> WithSeedsAsync()
    {
        var command = new Command();
        Assert.Equal(0, (await command.RunAsync("import", Command.Seeds)).ExitCode);
        return command;
    }

    [Theory]
    [InlineData("jsonl", "{\"newsarchive\":1,")]
    [InlineData("csv", "\uFEFFid,externalId,headline,")]
    [InlineData("ris", "TY  - NEWS\r\n")]
    [InlineData("bibtex", "@article{")]
    [InlineData("csl-json", "[\n{\n  \"id\": ")]
    [InlineData("markdown", "# ")]
    [InlineData("text", "")]
    public async Task Every_format_is_written_to_standard_output_or_to_a_file(string format, string begins)
    {
        using var command = await WithSeedsAsync();
        var printed = await command.RunAsync("export", "--format", format);
        Assert.Equal((0, ""), (printed.ExitCode, printed.Error));
        Assert.StartsWith(begins.TrimStart('\uFEFF'), printed.Out.TrimStart('\uFEFF'), StringComparison.Ordinal);
        var written = await command.RunAsync("export", "--format", format, "--output", "out");
        Assert.Equal("2 articles written to out", written.Out.Trim());
        Assert.StartsWith(begins,
            System.Text.Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(command.Folder, "out"),
            Cancel)),
            StringComparison.Ordinal);
        var again = await command.RunAsync("export", "--format", format, "--output", "out");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("is there already", again.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await command.RunAsync("export", "--format", format, "--output", "out",
            "--force")).ExitCode);
        Assert.Empty(Directory.GetFiles(command.Folder, "*.unfinished"));
    }

    [Fact]
    public async Task Archive_goes_out_and_comes_back_the_same()
    {
        using var command = await WithSeedsAsync();
        Assert.Equal(0, (await command.RunAsync("entity", "rename", "2", "Called otherwise")).ExitCode);
        await command.RunAsync("export", "--output", "one.jsonl");
        Assert.Equal(0, (await command.RunAsync("import", "one.jsonl", "--archive", "other.db")).ExitCode);
        await command.RunAsync("export", "--output", "two.jsonl", "--archive", "other.db");
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(command.Folder, "one.jsonl"), Cancel),
            await File.ReadAllTextAsync(Path.Combine(command.Folder, "two.jsonl"), Cancel));
    }

    [Fact]
    public async Task Search_is_exported_in_its_order_with_the_columns_and_addresses_asked_for()
    {
        using var command = await WithSeedsAsync();
        var table = await command.RunAsync("export", "source:cbs", "--format", "csv", "--columns", "id,address",
            "--base-url", "https://archive.example.org");
        Assert.Equal(["id,address",
            "2,https://archive.example.org/articles/2/russia-blocks-whatsapp-as-it-pushes-state-backed-alternative-on-citizens"],
            table.Out.TrimStart('\uFEFF').Trim().Split('\n').Select(l => l.Trim()));
        var wrong = await command.RunAsync("export", "--format", "csv", "--columns", "nonsense");
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("“nonsense” is no column", wrong.Error, StringComparison.Ordinal);
        var none = await command.RunAsync("export", "zzzz", "--format", "csl-json");
        Assert.Empty(JsonDocument.Parse(none.Out).RootElement.EnumerateArray());
    }

    [Fact]
    public async Task Copy_is_made_looked_at_and_brought_back()
    {
        using var command = await WithSeedsAsync();
        var made = await command.RunAsync("backup", "copy.db", "--json");
        Assert.Equal(0, made.ExitCode);
        Assert.True(made.Json.GetProperty("bytes").GetInt64() > 10_000);
        Assert.Equal(0, (await command.RunAsync("doctor", "--archive", "copy.db")).ExitCode);
        var refused = await command.RunAsync("restore", "copy.db");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        var restored = await command.RunAsync("restore", "copy.db", "--force", "--json");
        Assert.True(File.Exists(restored.Json.GetProperty("replaced").GetString()));
        Assert.Equal(2, (await command.RunAsync("stats", "--json")).Json.GetProperty("articles").GetInt32());
        using var served = command.Start("serve", "--urls", "http://127.0.0.1:0");
        Assert.StartsWith("NewsArchive is at", await served.StandardOutput.ReadLineAsync(Cancel),
            StringComparison.Ordinal);
        var open = await command.RunAsync("restore", "copy.db", "--force");
        served.Kill();
        Assert.Equal(1, open.ExitCode);
        Assert.Contains("is open in another newsarchive", open.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await command.RunAsync("restore", "no-such-file.db", "--archive", "new.db")).ExitCode);
    }

    [Fact]
    public async Task Copy_goes_to_another_place_and_says_what_is_there()
    {
        using var command = new Command();
        Assert.Equal(0, (await command.RunAsync("import", Command.Seeds)).ExitCode);
        var copied = await command.RunAsync("copy", "--to", "other.db", "--json");
        Assert.Equal(0, copied.ExitCode);
        Assert.Equal(2, copied.Json.GetProperty("tables").EnumerateArray()
            .Single(t => t.GetProperty("table").GetString() == "Articles").GetProperty("rows").GetInt32());
        Assert.Equal(0, (await command.RunAsync("doctor", "--archive", "other.db")).ExitCode);
        var again = await command.RunAsync("copy", "--to", "other.db");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("There is an archive at", again.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await command.RunAsync("copy")).ExitCode);
    }

    [Theory]
    [InlineData("restore", "copy.db")]
    [InlineData("backup", "copy.db")]
    [InlineData("search", "harbour")]
    [InlineData("import", "in.txt")]
    public async Task Server_that_is_not_there_is_said_in_words_and_no_file_is_made(params string[] arguments)
    {
        using var command = new Command { Archive = "postgres://desk:s3cret-word@127.0.0.1:1/news?index=index" };
        await File.WriteAllTextAsync(Path.Combine(command.Folder, "in.txt"), "Harbour closes\n", Cancel);
        var before = Directory.GetFileSystemEntries(command.Folder);
        var result = await command.RunAsync(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("postgresql://127.0.0.1:1/news", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-word", result.Error + result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(command.Folder));
    }
}
